"""Turn cells, channels and tracks into pixels: every channel is as wide as what runs through it."""

from __future__ import annotations

from dataclasses import dataclass, field

from workbench.diagram.layout.geometry import BLOCK_PAD, CARD_H, HEAD_H, LABEL_H, TRACK, Box, Grid, Point
from workbench.diagram.layout.tracks import Group, Line, Segment

CLEAR = 8.0
COLUMN_GAP, ROW_GAP = 46.0, 28.0
GUTTER = 14.0
LOOSEST = 26.0
"""Pixels that a channel between rows takes at most of the height that would be left over on the page."""


@dataclass
class Needs:
    """What labels ask for: segments that carry one, and room for one in a channel (by line).

    `room` is asked of the whole channel, `beside` of what the tracks of an upright channel leave free.
    """

    carrying: set[int] = field(default_factory=set)
    room: dict[Line, float] = field(default_factory=dict)
    beside: dict[Line, float] = field(default_factory=dict)


class Rulers:
    """Pixel positions for one grid, given who runs where."""

    def __init__(
        self,
        grid: Grid,
        groups: list[Group],
        card_w: float,
        needs: Needs,
        headings: dict[str, float],
        left_over: float = 0.0,
    ) -> None:
        self.grid, self.card_w, self.needs = grid, card_w, needs
        # Headings by the channel above the first card of their section, where a flow from above runs in.
        self._headings = {
            (2 * grid.spans[s].c0 + 1, 2 * grid.spans[s].r0): wide for s, wide in headings.items() if s in grid.spans
        }
        self._offsets: dict[int, list[float]] = {}
        zones: dict[Line, float] = {}
        for group in groups:
            zones[group.line] = max(zones.get(group.line, 0.0), self._spread(group))
        self.x, self.width = self._across(zones)
        self.y, self.height = self._down(zones, min(LOOSEST, left_over / max(1, grid.rows - 1)))

    def _spread(self, group: Group) -> float:
        """Set the offset of each track of a group from the middle of its line; return the room it takes."""
        vertical, at = group.line
        thick = [TRACK] * group.tracks
        for s in group.segments:
            if id(s) in self.needs.carrying and not vertical:
                thick[s.track] = LABEL_H + 1.5
        total = sum(thick)
        room = (self.card_w - 36 if vertical else CARD_H - 12) if at % 2 else total
        squeeze = min(1.0, room / total)
        offsets, run, aside = [], -total / 2, self._aside(group, total * squeeze)
        for t in thick:
            offsets.append((run + t / 2) * squeeze + aside)
            run += t
        self._offsets[id(group)] = offsets
        return total

    def _aside(self, group: Group, total: float) -> float:
        """Return how far the flows into a section's first card from above step aside for its heading."""
        vertical, at = group.line
        if not vertical or at % 2 == 0:
            return 0.0
        passed = [wide for (x, y), wide in self._headings.items() if x == at and _passes(group, y)]
        wanted = max(passed, default=0.0) + CLEAR + total / 2 - self.card_w / 2
        return max(0.0, min(wanted, self.card_w / 2 - 18 - total / 2))

    def _across(self, zones: dict[Line, float]) -> tuple[list[float], float]:
        """Return the middle of every doubled column, and the width of the whole."""
        spans = self.grid.spans.values()
        starts, ends = {s.c0 for s in spans}, {s.c1 for s in spans}
        last = self.grid.columns
        xs, run = [], 0.0
        for k in range(last + 1):
            zone = zones.get((1, 2 * k), 0.0)
            before = (BLOCK_PAD + CLEAR if k in ends else CLEAR) if k else 0.0
            after = (BLOCK_PAD + CLEAR if k in starts else CLEAR) if k < last else 0.0
            spare = 0.0
            if 0 < k < last:
                room, beside = self.needs.room.get((1, 2 * k), 0.0), self.needs.beside.get((1, 2 * k), 0.0)
                least = max(COLUMN_GAP, room, beside + zone + after if beside else 0.0)
                spare = max(0.0, least - before - after - zone)
            elif not zone:
                before, after = (BLOCK_PAD, 0.0) if k else (0.0, BLOCK_PAD)
            left = spare if (1, 2 * k) in self.needs.beside else spare / 2
            xs.append(run + before + left + zone / 2)
            run += before + zone + after + spare
            if k < last:
                xs.append(run + self.card_w / 2)
                run += self.card_w
        return xs, run

    def _down(self, zones: dict[Line, float], loose: float) -> tuple[list[float], float]:
        """Return the middle of every doubled row, and the height of the whole, with `loose` more between two rows."""
        bounds = {r for shelf in self.grid.shelves for r in shelf}
        last = self.grid.rows
        ys, run = [], 0.0
        for k in range(last + 1):
            zone = zones.get((0, 2 * k), 0.0)
            before = after = CLEAR + 2
            if k in bounds:
                before = BLOCK_PAD if k else 0.0
                after = HEAD_H if k < last else 0.0
                gutter = zone + 2 * CLEAR if zone else 0.0
                zone = max(gutter, GUTTER if 0 < k < last else 0.0)
            least = max(ROW_GAP, self.needs.room.get((0, 2 * k), 0.0)) if k not in bounds else 0.0
            spare = max(0.0, least - before - after - zone) + (loose if 0 < k < last else 0.0)
            ys.append(run + before + (zone + spare) / 2)
            run += before + zone + spare + after
            if k < last:
                ys.append(run + CARD_H / 2)
                run += CARD_H
        return ys, run

    def card(self, cell: tuple[int, int]) -> Box:
        """Return the box of the card in a cell."""
        x, y = self.x[2 * cell[0] + 1], self.y[2 * cell[1] + 1]
        return Box(x - self.card_w / 2, y - CARD_H / 2, self.card_w, CARD_H)

    def block(self, section: str) -> Box:
        """Return the box of a section: its cells, padding and heading."""
        s = self.grid.spans[section]
        left = self.x[2 * s.c0 + 1] - self.card_w / 2 - BLOCK_PAD
        right = self.x[2 * s.c1 - 1] + self.card_w / 2 + BLOCK_PAD
        top = self.y[2 * s.r0 + 1] - CARD_H / 2 - HEAD_H
        bottom = self.y[2 * s.r1 - 1] + CARD_H / 2 + BLOCK_PAD
        return Box(left, top, right - left, bottom - top)

    def across(self, s: Segment) -> float:
        """Return the fixed coordinate of a segment: x of a vertical one, y of a horizontal one."""
        vertical, at = s.line
        offset = self._offsets[id(s.group)][s.track]
        return (self.x if vertical else self.y)[at] + offset

    def end(self, s: Segment, low: bool) -> float:
        """Return where a segment ends along its line: at the next segment, or at the side of a card."""
        first = (s.a <= s.b) == low
        other = s.before if first else s.after
        if other is not None:
            return self.across(other)
        vertical = s.line[0]
        half = CARD_H / 2 if vertical else self.card_w / 2
        middle = (self.y if vertical else self.x)[s.a if first else s.b]
        return middle + half if low else middle - half

    def points(self, parts: list[Segment]) -> tuple[Point, ...]:
        """Return the corner points of one flow."""
        out: list[Point] = []
        for s in parts:
            along, fixed = self.end(s, s.a <= s.b), self.across(s)
            out.append((fixed, along) if s.line[0] else (along, fixed))
        s = parts[-1]
        along, fixed = self.end(s, s.a > s.b), self.across(s)
        out.append((fixed, along) if s.line[0] else (along, fixed))
        return tuple(out)


def _passes(group: Group, y: int) -> bool:
    """Tell whether a segment of the group runs from a channel into the row below it."""
    return any(s.lo <= y < s.hi for s in group.segments)
