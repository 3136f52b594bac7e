"""Where every block goes: bands of blocks in reading order, as wide as makes the text largest on a page."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise

from workbench.diagram.layout.geometry import Cell, Grid, Span
from workbench.diagram.layout.shapes import Block, Cells, arrange

PAGE = 1.7
"""Width to height of the page a picture is meant for (a slide is 1.78, a landscape sheet 1.41)."""
SQUAREST = 1.25
"""A gap list that would make the page squarer than this is cut."""
COLUMN_PX, ROW_PX, SHELF_PX = 240.0, 98.0, 58.0
MAX_COLUMNS = 16


@dataclass(frozen=True)
class _Shelf:
    blocks: tuple[Block, ...]
    widths: tuple[int, ...]
    rows: int


@dataclass(frozen=True)
class Margins:
    """Pixels the frame takes beside and above the picture; they count for the shape of the page.

    `listed` is the height of the whole gap list beside the picture; of what is `above`, `under` stands at the foot.
    """

    beside: float = 0.0
    above: float = 0.0
    listed: float = 0.0
    under: float = 0.0

    def beside_height(self, width: float) -> float:
        """Return the height the gap list gets on a page of this width; what does not fit is counted under it."""
        return min(self.listed, max(0.0, width / SQUAREST - self.above))

    def left_over(self, wide: float, high: float) -> float:
        """Return by how much the gap list is higher than a picture of this size with what stands under it."""
        return max(0.0, self.beside_height(wide + self.beside) - high - self.under)


@dataclass(frozen=True)
class Pitch:
    """How many pixels a column and a row are taken to need, channels included."""

    column: float = COLUMN_PX
    row: float = ROW_PX


def page_size(wide: float, high: float, margins: Margins) -> float:
    """Return how large a page a picture of this size needs, as the height of one shaped like PAGE; less is better."""
    body = max(high, margins.beside_height(wide + margins.beside))
    return max((wide + margins.beside) / PAGE, body + margins.above)


def pack(bands: list[list[Block]], margins: Margins, pitch: Pitch | None = None) -> Grid:
    """Place the blocks of every band (top to bottom, left to right) on one grid of cells."""
    pitch = pitch or Pitch()
    memo: dict[tuple[str, int], tuple[Cells, int]] = {}
    most = max((sum(max(1, b.count) for b in band) for band in bands), default=0)
    best: tuple[tuple[float, float], list[_Shelf], int] | None = None
    for columns in range(1, min(MAX_COLUMNS, most) + 1):
        shelves = [s for band in bands for s in _shelves(band, columns, memo)]
        wide = columns * pitch.column
        high = sum(s.rows * pitch.row + SHELF_PX for s in shelves)
        # Of pages of one size, the picture should be as high as the gap list beside it.
        rank = (page_size(wide, high, margins), max(0.0, margins.beside_height(wide + margins.beside) - high))
        if best is None or rank < best[0]:
            best = (rank, shelves, columns)
    if best is None:
        return Grid(0, 0, {}, {}, ())
    return _grid(best[1], best[2], memo)


def _rows(block: Block, width: int, memo: dict[tuple[str, int], tuple[Cells, int]]) -> int:
    """Return the rows a block needs at a width, and keep its cells; more width never needs more rows."""
    key = (block.id, width)
    if key not in memo:
        memo[key] = arrange(block, width)
        if width > 1 and _rows(block, width - 1, memo) < memo[key][1]:
            memo[key] = memo[block.id, width - 1]
    return memo[key][1]


def _narrowest(block: Block, rows: int, columns: int, memo: dict[tuple[str, int], tuple[Cells, int]]) -> int:
    """The fewest columns in which the block needs at most `rows` rows; more than `columns` when none does."""
    for width in range(block.title_cells, columns + 1):
        if _rows(block, width, memo) <= rows:
            return width
    return columns + 1


def _shelf(blocks: list[Block], columns: int, memo: dict[tuple[str, int], tuple[Cells, int]]) -> _Shelf | None:
    """Stand blocks beside each other in as few rows as the columns allow; None when they do not fit."""
    if sum(b.title_cells for b in blocks) > columns and len(blocks) > 1:
        return None
    tallest = max(_rows(b, min(b.title_cells, columns), memo) for b in blocks)
    for rows in range(1, tallest + 1):
        widths = [_narrowest(b, rows, columns, memo) for b in blocks]
        if sum(widths) <= columns:
            return _Shelf(tuple(blocks), _shared_out(blocks, widths, columns), rows)
    widths = [min(b.title_cells, columns) for b in blocks]
    return _Shelf(tuple(blocks), _shared_out(blocks, widths, columns), tallest)


def _shared_out(blocks: list[Block], widths: list[int], columns: int) -> tuple[int, ...]:
    """Give the columns left over to the blocks that may be stretched, fullest first."""
    out = list(widths)
    may = [k for k, b in enumerate(blocks) if b.stretch] or list(range(len(blocks)))
    for _ in range(columns - sum(widths)):
        i = max(may, key=lambda k: (blocks[k].count / out[k], blocks[k].count, -k))
        out[i] += 1
    return tuple(out)


def _shelves(band: list[Block], columns: int, memo: dict[tuple[str, int], tuple[Cells, int]]) -> list[_Shelf]:
    """Break one band into shelves so that their height is least (reading order is kept)."""
    best: list[tuple[float, list[_Shelf]]] = [(0.0, [])]
    for end in range(1, len(band) + 1):
        options = []
        for start in range(end):
            shelf = _shelf(band[start:end], columns, memo)
            if shelf is not None:
                before = best[start]
                options.append((before[0] + shelf.rows * ROW_PX + SHELF_PX, [*before[1], shelf]))
        best.append(min(options, key=lambda o: o[0]))
    return best[-1][1]


def _grid(shelves: list[_Shelf], columns: int, memo: dict[tuple[str, int], tuple[Cells, int]]) -> Grid:
    cells: dict[str, Cell] = {}
    spans: dict[str, Span] = {}
    top = 0
    bounds = [0]
    for shelf in shelves:
        left = 0
        for block, width in zip(shelf.blocks, shelf.widths, strict=True):
            _rows(block, width, memo)
            inner = memo[block.id, width][0]
            cells.update({n: (left + c, top + r) for n, (c, r) in inner.items()})
            spans[block.id] = Span(left, top, left + width, top + shelf.rows)
            left += width
        top += shelf.rows
        bounds.append(top)
    return Grid(columns, top, cells, spans, tuple(pairwise(bounds)))
