"""Coordinates for a picture: cells for cards, blocks on a page, routes and labels for flows."""

from __future__ import annotations

from workbench.diagram import measure
from workbench.diagram.layout.bundles import bundles_of, speakers
from workbench.diagram.layout.crossings import crossings
from workbench.diagram.layout.engine import piece_cells
from workbench.diagram.layout.geometry import (
    CARD_PAD_R,
    CARD_TEXT_X,
    CARD_W_MAX,
    CARD_W_MIN,
    FACT_SIZE,
    TITLE_SIZE,
    Box,
    Grid,
    Layout,
    Route,
    Spot,
)
from workbench.diagram.layout.labels import needs_of, place_labels
from workbench.diagram.layout.pack import PAGE, ROW_PX, SHELF_PX, Margins, Pitch, pack, page_size
from workbench.diagram.layout.placing import placed
from workbench.diagram.layout.rulers import Needs, Rulers
from workbench.diagram.layout.shapes import Block, pieces_of
from workbench.diagram.layout.sheet import heading_width
from workbench.diagram.layout.tracks import assign_tracks, segments_of
from workbench.diagram.layout.worker import Worker
from workbench.diagram.picture import Picture

__all__ = ["Box", "Layout", "Margins", "Route", "Spot", "arrange", "card_width"]

MAX_HEADING = 1000.0
TOO_WIDE, CROSS = 1.12, 0.03
"""A picture wider than a page by more than this is packed a second time; a crossing costs as much as a page
larger by this share."""
_BANDS = (("offline",), ("outside", "online"), ("watchers",))


def card_width(picture: Picture) -> float:
    """Return one width for all cards, at which nine in ten names fit."""
    widths = sorted(
        max(
            measure.width(measure.clean(n.title), TITLE_SIZE, measure.SEMIBOLD),
            measure.width(measure.clean(n.fact), FACT_SIZE),
        )
        for n in picture.nodes
    )
    wanted = widths[int(len(widths) * 0.9)] if widths else 0.0
    return round(min(CARD_W_MAX, max(CARD_W_MIN, wanted + CARD_TEXT_X + CARD_PAD_R)))


def arrange(picture: Picture, margins: Margins | None = None, worker: Worker | None = None) -> Layout:
    """Return the coordinates of every card, section and flow; never fails and never hangs."""
    room = margins or Margins()
    bands = _bands(picture, worker)
    grid = pack(bands, room)
    first = _arranged(grid, picture, room)
    if first.width + room.beside <= TOO_WIDE * PAGE * (first.height + room.above):
        return first
    # Full channels made it wider than was reckoned with: try again with the room that columns and rows really took.
    rows = (first.height - SHELF_PX * len(grid.shelves)) / grid.rows
    again = pack(bands, room, Pitch(first.width / grid.columns, max(rows, ROW_PX)))
    if again.columns == grid.columns:
        return first
    second = _arranged(again, picture, room)
    return min(first, second, key=lambda laid: page_size(laid.width, laid.height, room) * (1 + CROSS * crossings(laid)))


def _arranged(packed: Grid, picture: Picture, room: Margins) -> Layout:
    """Return the coordinates for cards in these cells: moved within their sections, flows routed, labels put."""
    width = card_width(picture)
    bundles = bundles_of(picture)
    speaking = speakers(picture, bundles)
    grid, paths = placed(packed, picture, bundles)
    segments = segments_of(paths, bundles)
    groups = assign_tracks(segments)
    headings = {s.id: heading_width(s.title, MAX_HEADING) for s in picture.sections}
    first = Rulers(grid, groups, width, Needs(), headings)
    needs = needs_of(picture, speaking, segments, first)
    rulers = Rulers(grid, groups, width, needs, headings)
    # Beside a longer gap list the rows stand further apart, so that no corner of the page is bare.
    if left := room.left_over(rulers.width, rulers.height):
        rulers = Rulers(grid, groups, width, needs, headings, left)
    return Layout(
        width=rulers.width,
        height=rulers.height,
        cards={n: rulers.card(c) for n, c in grid.cells.items()},
        blocks={s: rulers.block(s) for s in grid.spans},
        routes=place_labels(picture, speaking, segments, rulers),
    )


def _bands(picture: Picture, worker: Worker | None) -> list[list[Block]]:
    """Lay out every section on its own and sort the blocks into bands, in reading order."""
    members: dict[str, list[str]] = {s.id: [] for s in picture.sections}
    for n in picture.nodes:
        members[n.section].append(n.id)
    home = {n.id: n.section for n in picture.nodes}
    split = {}
    for section, nodes in members.items():
        links = [(e.source, e.target) for e in picture.edges if home[e.source] == home[e.target] == section]
        split[section] = pieces_of(tuple(nodes), tuple(links))
    flat = [piece for pieces, _ in split.values() for piece in pieces]
    cells = iter(piece_cells(flat, worker))
    blocks = {}
    for s in picture.sections:
        pieces, singles = split[s.id]
        shapes = tuple(next(cells) for _ in pieces)
        blocks[s.id] = Block(s.id, _title_cells(s.title), shapes, tuple(singles), s.lane != "outside")
    lanes = {s.id: s.lane for s in picture.sections}
    bands = [[b for lane in band for b in blocks.values() if lanes[b.id] == lane and b.count] for band in _BANDS]
    return [band for band in bands if band]


def _title_cells(title: str) -> int:
    """How many cells a block must be wide to show its heading whole (at most two)."""
    return 2 if heading_width(title, MAX_HEADING) > CARD_W_MIN else 1
