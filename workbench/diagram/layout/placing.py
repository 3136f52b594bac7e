"""Where cards go and how flows run, remembered: an edit that changes words but no card and no flow finds it done."""

from __future__ import annotations

from functools import lru_cache

from workbench.diagram.layout.geometry import Cell, Grid, Span
from workbench.diagram.layout.improve import improve
from workbench.diagram.layout.route import route_all
from workbench.diagram.picture import Edge, Node, Picture

Paths = dict[str, list[tuple[int, int]]]
REMEMBERED = 128
"""Pictures whose places are kept, two a picture at most; some tens of kilobytes each."""


def placed(packed: Grid, picture: Picture, bundles: dict[str, str]) -> tuple[Grid, Paths]:
    """Return the grid with its cards moved to where flows are short, and the way of every flow; both to be read only.

    The answer is the same whether it is remembered or not: it rests on nothing but the arguments.
    """
    cells, spans = tuple(packed.cells.items()), tuple(packed.spans.items())
    size = (packed.columns, packed.rows)
    return _placed(size, cells, spans, packed.shelves, _bones(picture), tuple(bundles.items()))


def _bones(picture: Picture) -> Picture:
    """Return what of a picture decides about places: no word, number or badge."""
    return Picture(
        sections=picture.sections,
        nodes=tuple(Node(n.id, "", n.section) for n in picture.nodes),
        edges=tuple(Edge(e.id, e.source, e.target, style=e.style) for e in picture.edges),
    )


@lru_cache(maxsize=REMEMBERED)
def _placed(
    size: tuple[int, int],
    cells: tuple[tuple[str, Cell], ...],
    spans: tuple[tuple[str, Span], ...],
    shelves: tuple[tuple[int, int], ...],
    bones: Picture,
    bundles: tuple[tuple[str, str], ...],
) -> tuple[Grid, Paths]:
    grid = improve(Grid(*size, dict(cells), dict(spans), shelves), bones)
    return grid, route_all(grid, bones, dict(bundles))
