"""Move cards within their sections until the flows between them are short and straight."""

from __future__ import annotations

from workbench.diagram.layout.geometry import Cell, Grid, Span
from workbench.diagram.picture import Edge, Picture

ACROSS, DOWN = 2.0, 1.0
BEND, BLOCKED, BACKWARD, DOWNWARD = 1.1, 1.6, 2.2, 0.35
CALM = 0.15
PASSES = 6
_WEIGHT = {"call": 1.3, "data": 1.0, "deploy": 0.8, "feedback": 0.7, "watch": 0.7, "ghost": 0.9}


class _Board:
    """The cells, who stands where, and what the flows of one card cost."""

    def __init__(self, grid: Grid, picture: Picture) -> None:
        self.cell = dict(grid.cells)
        self.at: dict[Cell, str] = {c: n for n, c in self.cell.items()}
        self.home = {n.id: grid.spans[n.section] for n in picture.nodes}
        self.section = {n.id: n.section for n in picture.nodes}
        self.touching: dict[str, list[Edge]] = {n.id: [] for n in picture.nodes}
        for e in picture.edges:
            if e.source != e.target:
                self.touching[e.source].append(e)
                self.touching[e.target].append(e)

    def cost(self, edge: Edge) -> float:
        (c1, r1), (c2, r2) = self.cell[edge.source], self.cell[edge.target]
        dx, dy = c2 - c1, r2 - r1
        total = ACROSS * abs(dx) + DOWN * abs(dy)
        if dx and dy:
            total += BEND
        elif self._blocked(c1, r1, dx, dy):
            total += BLOCKED
        if self.section[edge.source] == self.section[edge.target]:
            total += BACKWARD if dx < 0 else DOWNWARD if dx == 0 else 0.0
        elif dx < 0:
            total += BACKWARD / 3
        return total * _WEIGHT[edge.style]

    def _blocked(self, c: int, r: int, dx: int, dy: int) -> bool:
        steps = max(abs(dx), abs(dy))
        sx, sy = (dx > 0) - (dx < 0), (dy > 0) - (dy < 0)
        return any((c + sx * i, r + sy * i) in self.at for i in range(1, steps))

    def around(self, nodes: tuple[str, ...]) -> float:
        """What the flows that touch these cards cost, and a little for every card far from the top left."""
        seen: dict[str, Edge] = {e.id: e for n in nodes for e in self.touching[n]}
        near = sum(self.cell[n][0] - self.home[n].c0 + self.cell[n][1] - self.home[n].r0 for n in nodes)
        return sum(self.cost(e) for e in seen.values()) + CALM * near

    def put(self, node: str, cell: Cell) -> None:
        """Move a card to a cell; a card that stands there takes its place."""
        old, other = self.cell[node], self.at.get(cell)
        self.cell[node] = cell
        self.at[cell] = node
        if other is None:
            del self.at[old]
        else:
            self.cell[other] = old
            self.at[old] = other


def improve(grid: Grid, picture: Picture) -> Grid:
    """Return the grid with cards moved or swapped within their blocks, best change first, until none helps."""
    board = _Board(grid, picture)
    movable = [n.id for n in picture.nodes if board.touching[n.id]]
    for _ in range(PASSES):
        if not any([_move_best(board, node) for node in movable]):
            break
    return Grid(grid.columns, grid.rows, board.cell, grid.spans, grid.shelves)


def _move_best(board: _Board, node: str) -> bool:
    """Try every cell of the block for one card; keep the best; tell whether it moved."""
    start = board.cell[node]
    best, gain = start, 1e-6
    for cell in _cells(board.home[node]):
        if cell == start:
            continue
        other = board.at.get(cell)
        both = (node,) if other is None else (node, other)
        before = board.around(both)
        board.put(node, cell)
        won = before - board.around(both)
        board.put(node, start)
        if won > gain:
            best, gain = cell, won
    if best != start:
        board.put(node, best)
    return best != start


def _cells(span: Span) -> list[Cell]:
    return [(c, r) for r in range(span.r0, span.r1) for c in range(span.c0, span.c1)]
