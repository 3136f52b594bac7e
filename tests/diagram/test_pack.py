"""Blocks on the grid: every card in a cell of its own section, whatever the shapes and widths."""

from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st

from workbench.diagram.layout.geometry import Grid
from workbench.diagram.layout.pack import Margins, pack
from workbench.diagram.layout.shapes import Block, arrange


@st.composite
def blocks(draw: st.DrawFn) -> list[Block]:
    """Some blocks of pieces in random cells and of single cards."""
    out = []
    for b in range(draw(st.integers(1, 5))):
        pieces = []
        for p in range(draw(st.integers(0, 3))):
            cells = draw(st.sets(st.tuples(st.integers(0, 5), st.integers(0, 4)), min_size=2, max_size=9))
            pieces.append({f"b{b}p{p}n{i}": cell for i, cell in enumerate(sorted(cells))})
        singles = tuple(f"b{b}s{i}" for i in range(draw(st.integers(0 if pieces else 1, 8))))
        out.append(Block(f"b{b}", draw(st.integers(1, 2)), tuple(pieces), singles, draw(st.booleans())))
    return out


def _check(grid: Grid, given_blocks: list[Block]) -> None:
    taken = set(grid.cells.values())
    assert len(taken) == len(grid.cells) == sum(b.count for b in given_blocks)
    for b in given_blocks:
        span = grid.spans[b.id]
        for node in [*b.singles, *(n for p in b.pieces for n in p)]:
            column, row = grid.cells[node]
            assert span.c0 <= column < span.c1 <= grid.columns
            assert span.r0 <= row < span.r1 <= grid.rows


@settings(max_examples=80, deadline=None)
@given(st.lists(blocks(), min_size=1, max_size=1), st.floats(0, 400))
def test_every_card_stays_in_its_section(bands: list[list[Block]], beside: float) -> None:
    """No two cards share a cell, and none leaves the cells of its section."""
    _check(pack(bands, Margins(beside)), bands[0])


@given(blocks(), st.integers(1, 7))
def test_a_block_fits_any_width(some: list[Block], width: int) -> None:
    """Every block can be arranged within any width, with as many rows as it says."""
    for block in some:
        cells, rows = arrange(block, width)
        assert len(set(cells.values())) == block.count
        assert all(0 <= c < width and 0 <= r < rows for c, r in cells.values())


def test_nothing_gives_an_empty_grid() -> None:
    """Without blocks there is a grid without cells."""
    assert pack([], Margins()) == Grid(0, 0, {}, {}, ())
