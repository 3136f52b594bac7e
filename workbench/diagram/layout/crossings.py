"""How often the lines of a finished layout cross."""

from __future__ import annotations

from itertools import pairwise

from workbench.diagram.layout.geometry import Layout


def crossings(laid: Layout) -> int:
    """Return the number of points where a level stretch crosses an upright one; flows of one trunk count once."""
    level: set[tuple[float, float, float]] = set()
    upright: set[tuple[float, float, float]] = set()
    for route in laid.routes.values():
        for (x1, y1), (x2, y2) in pairwise(route.points):
            if x1 == x2:
                upright.add((x1, min(y1, y2), max(y1, y2)))
            else:
                level.add((y1, min(x1, x2), max(x1, x2)))
    return len({(x, y) for y, left, right in level for x, top, low in upright if left < x < right and top < y < low})
