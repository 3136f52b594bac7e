"""The board the flows are routed on: cells, the channels between them, and what each step costs.

Coordinates are doubled: an odd number is the middle of a column or row of cells, an even one the
channel before it. A vertex is `y * nx + x`; a step goes to a neighbouring vertex.
"""

from __future__ import annotations

from itertools import pairwise

from workbench.diagram.layout.geometry import Cell, Grid

H_STEP, V_STEP = 120, 50
FOREIGN = 80
HEADING = 45
BEND, BEND_IN_CELL, CROSS, SHARE = 64, 40, 120, 7
SIDES = ((1, 0), (0, 1), (0, -1), (-1, 0))


class Maze:
    """Costs and use of every step; changed by each routed flow so that later ones keep clear of it."""

    def __init__(self, grid: Grid) -> None:
        self.nx, self.ny = 2 * grid.columns + 1, 2 * grid.rows + 1
        size = self.nx * self.ny
        self.blocked = bytearray(size)
        for cell in grid.cells.values():
            self.blocked[self.vertex(cell)] = 1
        self.region = self._regions(grid)
        self.heading = bytearray(size)
        for span in grid.spans.values():
            self.heading[self.vertex((span.c0, span.r0))] = 1
        # How many flows pass straight through a vertex, by direction, and use the step right of / below it.
        self.passes = ([0] * size, [0] * size)
        self.steps = ([0] * size, [0] * size)
        self.ports: dict[tuple[int, int], int] = {}
        self.trunks: dict[str, set[int]] = {}

    def vertex(self, cell: Cell) -> int:
        """Return the vertex in the middle of a cell."""
        return (2 * cell[1] + 1) * self.nx + 2 * cell[0] + 1

    def xy(self, vertex: int) -> tuple[int, int]:
        """Return the doubled coordinates of a vertex."""
        y, x = divmod(vertex, self.nx)
        return x, y

    def _regions(self, grid: Grid) -> list[int]:
        """Number the block every vertex lies inside of; -1 in the gutters between blocks."""
        region = [-1] * (self.nx * self.ny)
        for i, span in enumerate(grid.spans.values()):
            for y in range(2 * span.r0 + 1, 2 * span.r1):
                for x in range(2 * span.c0 + 1, 2 * span.c1):
                    region[y * self.nx + x] = i
        return region

    def use(self, path: list[int], bundle: str | None) -> None:
        """Record a routed path (vertices from source to target) and the trunk it leaves for its bundle."""
        trunk = self.trunks.setdefault(bundle, set()) if bundle else set()
        for k, (a, b) in enumerate(pairwise(path)):
            vertical = abs(b - a) != 1
            self.steps[vertical][min(a, b)] += 1
            trunk.add(min(a, b) * 2 + vertical)
            if k and path[k] - path[k - 1] == b - a:
                self.passes[vertical][a] += 1
        for end, beside in ((path[0], path[1]), (path[-1], path[-2])):
            self.ports[end, beside] = self.ports.get((end, beside), 0) + 1
