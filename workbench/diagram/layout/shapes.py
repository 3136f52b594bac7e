"""How a section's cards can be arranged in a block of a given width, in cells."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property, lru_cache

from workbench.diagram.layout.engine import Piece
from workbench.diagram.layout.geometry import Cell

Cells = dict[str, Cell]


@dataclass(frozen=True)
class Block:
    """One section with its connected pieces laid out in cells, and the cards that stand alone."""

    id: str
    title_cells: int
    pieces: tuple[Cells, ...]
    singles: tuple[str, ...]
    stretch: bool = True

    @cached_property
    def count(self) -> int:
        """How many cards it holds."""
        return len(self.singles) + sum(len(p) for p in self.pieces)


def pieces_of(nodes: tuple[str, ...], links: tuple[tuple[str, str], ...]) -> tuple[list[Piece], list[str]]:
    """Split one section into connected pieces (largest first) and cards without a link inside it."""
    group = {n: n for n in nodes}

    def root(n: str) -> str:
        while group[n] != n:
            group[n] = group[group[n]]
            n = group[n]
        return n

    for a, b in links:
        group[root(b)] = root(a)
    members: dict[str, list[str]] = {}
    for n in nodes:
        members.setdefault(root(n), []).append(n)
    own: dict[str, list[tuple[str, str]]] = {}
    for a, b in dict.fromkeys(links):
        if a != b:
            own.setdefault(root(a), []).append((a, b))
    pieces = [Piece(tuple(ns), tuple(own.get(r, ()))) for r, ns in members.items() if len(ns) > 1]
    pieces.sort(key=lambda p: -len(p.nodes))
    return pieces, [ns[0] for ns in members.values() if len(ns) == 1]


def arrange(block: Block, width: int) -> tuple[Cells, int]:
    """Return cells for every card of the block within `width` columns, and the number of rows used."""
    taken: set[Cell] = set()
    placed: Cells = {}
    for piece in block.pieces:
        best: Cells | None = None
        best_rows = 0
        for shape in _variants(piece, width):
            spot = _first_fit(shape, taken, width)
            rows = max(r for _, r in spot.values()) + 1
            if best is None or rows < best_rows:
                best, best_rows = spot, rows
        if best is not None:
            placed.update(best)
            taken.update(best.values())
    free = ((c, r) for r in range(block.count + len(taken) + 1) for c in range(width))
    open_cells = (cell for cell in free if cell not in taken)
    placed.update(zip(block.singles, open_cells, strict=False))
    return placed, max((r for _, r in placed.values()), default=0) + 1


def _first_fit(shape: Cells, taken: set[Cell], width: int) -> Cells:
    """Put a shape at the highest, then leftmost, place where it covers no taken cell."""
    wide = max(c for c, _ in shape.values()) + 1
    row = 0
    while True:
        for col in range(width - wide + 1):
            spot = {n: (c + col, r + row) for n, (c, r) in shape.items()}
            if taken.isdisjoint(spot.values()):
                return spot
        row += 1


def _variants(piece: Cells, width: int) -> list[Cells]:
    """The ways to draw a piece within `width` columns: as is, folded like a snake, or turned to run down."""
    key = tuple(piece.items())
    return [dict(v) for v in _variants_of(key, width)]


@lru_cache(maxsize=512)
def _variants_of(piece: tuple[tuple[str, Cell], ...], width: int) -> tuple[tuple[tuple[str, Cell], ...], ...]:
    ranks = max(c for _, (c, _) in piece) + 1
    depth = max(r for _, (_, r) in piece) + 1
    out = []
    if ranks <= width:
        out.append(piece)
    else:
        out.append(_folded(piece, width, depth))
    if depth <= width:
        out.append(tuple((n, (r, c)) for n, (c, r) in piece))
    return tuple(out)


def _folded(piece: tuple[tuple[str, Cell], ...], width: int, depth: int) -> tuple[tuple[str, Cell], ...]:
    """Lay the ranks to and fro like a snake within `width` columns, then close the holes from the top."""
    at: dict[Cell, str] = {}
    for node, (rank, row) in piece:
        turn, along = divmod(rank, width)
        at[along if turn % 2 == 0 else width - 1 - along, turn * depth + row] = node
    filled = [0] * width
    out = {}
    for column, row in sorted(at):
        out[at[column, row]] = (column, filled[column])
        filled[column] += 1
    return tuple((n, out[n]) for n, _ in piece)
