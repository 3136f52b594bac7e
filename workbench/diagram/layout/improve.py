"""Move cards within their sections until the flows between them are short and straight."""

from __future__ import annotations

from workbench.diagram.layout.board import Board
from workbench.diagram.layout.geometry import Cell, Grid, Span
from workbench.diagram.picture import Picture

EPSILON = 1e-6
MIN_SWAP = 3
"""Fewer cards than this are moved one by one."""
PASSES = 6


def improve(grid: Grid, picture: Picture) -> Grid:
    """Return the grid with cards moved or swapped within their blocks, best change first, until none helps."""
    board = Board(grid, picture)
    movable = [n.id for n in picture.nodes if board.touching[n.id]]
    stirred = set(movable)
    for _ in range(PASSES):
        before = dict(board.cell)
        for node in movable:
            if node in stirred:
                _move_best(board, node)
        for span in grid.spans.values():
            _swap_lines(board, span)
        moved = {n for n, cell in board.cell.items() if before[n] != cell}
        if not moved:
            break
        stirred = _stirred(board, moved, movable)
    return Grid(grid.columns, grid.rows, board.cell, grid.spans, grid.shelves)


def _stirred(board: Board, moved: set[str], movable: list[str]) -> set[str]:
    """Return the cards worth another look: those in a section, or with a neighbour, in which something moved."""
    homes = {board.home[n] for n in moved}
    return {
        n
        for n in movable
        if board.home[n] in homes or any(p.source in moved or p.target in moved for p in board.touching[n])
    }


def _swap_lines(board: Board, span: Span) -> None:
    """Exchange every two rows, then every two columns, of one block where that helps."""
    for down in (True, False):
        low, high = (span.r0, span.r1) if down else (span.c0, span.c1)
        for i in range(low, high):
            for j in range(i + 1, high):
                _swap(board, span, i, j, down)


def _swap(board: Board, span: Span, i: int, j: int, down: bool) -> None:
    first = _line(span, i, down)
    second = _line(span, j, down)
    nodes = tuple(board.at[c] for c in (*first, *second) if c in board.at)
    if len(nodes) < MIN_SWAP:
        return
    before = board.settled(nodes)
    for a, b in zip(first, second, strict=True):
        board.exchange(a, b)
    if board.around(nodes, before) < before - EPSILON:
        board.stir()
        return
    for a, b in zip(first, second, strict=True):
        board.exchange(a, b)


def _line(span: Span, at: int, down: bool) -> list[Cell]:
    return [(c, at) for c in range(span.c0, span.c1)] if down else [(at, r) for r in range(span.r0, span.r1)]


def _move_best(board: Board, node: str) -> None:
    """Try every cell of the block for one card and keep the best."""
    start = board.cell[node]
    best, gain = start, EPSILON
    alone = board.settled((node,))
    for cell in _cells(board.home[node]):
        if cell == start:
            continue
        other = board.at.get(cell)
        both = (node,) if other is None else (node, other)
        before = alone if other is None else board.settled(both)
        board.exchange(start, cell)
        won = before - board.around(both, before - gain)
        board.exchange(cell, start)
        if won > gain:
            best, gain = cell, won
    if best != start:
        board.exchange(start, best)
        board.stir()


def _cells(span: Span) -> list[Cell]:
    return [(c, r) for r in range(span.r0, span.r1) for c in range(span.c0, span.c1)]
