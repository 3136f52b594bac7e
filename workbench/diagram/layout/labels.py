"""Put the words of every flow on a stretch of its line where they cover nothing else."""

from __future__ import annotations

from dataclasses import dataclass

from workbench.diagram import measure
from workbench.diagram.layout.geometry import (
    BADGE,
    HEAD_SIZE,
    LABEL_H,
    LABEL_HOP,
    LABEL_MAX,
    LABEL_PAD,
    LABEL_SIZE,
    Box,
    Point,
    Route,
    Spot,
)
from workbench.diagram.layout.rulers import Needs, Rulers
from workbench.diagram.layout.tracks import Segment
from workbench.diagram.picture import Edge, Picture

ARROW = 12.0
START = 6.0
SHORTEST = 34.0


def label_width(edge: Edge, text: str) -> float:
    """Return the width of a label with its padding; badges stand in front of the words."""
    weight = measure.SEMIBOLD if edge.broken else measure.REGULAR
    return measure.width(text, LABEL_SIZE, weight) + 2 * LABEL_PAD + (BADGE + 3) * len(edge.badges)


def label_text(edge: Edge, room: float = LABEL_MAX) -> str:
    """Return the label of an edge, shortened so that it takes at most `room` pixels with its padding."""
    weight = measure.SEMIBOLD if edge.broken else measure.REGULAR
    inner = room - 2 * LABEL_PAD - (BADGE + 3) * len(edge.badges)
    return measure.fit(measure.clean(edge.label), inner, LABEL_SIZE, weight)


def needs_of(picture: Picture, segments: dict[str, list[Segment]], rulers: Rulers) -> Needs:
    """Say what room labels need beyond what first coordinates give: thicker tracks, wider channels."""
    needs = Needs()
    for edge in picture.edges:
        if not (edge.label or edge.badges):
            continue
        text = label_text(edge)
        wide = label_width(edge, text) + START + ARROW + 4
        parts = segments[edge.id]
        flat = [s for s in parts if not s.line[0]]
        longest = max(flat, key=lambda s: rulers.end(s, False) - rulers.end(s, True), default=None)
        if longest is not None and rulers.end(longest, False) - rulers.end(longest, True) >= wide:
            needs.carrying.add(id(longest))
        elif len(parts) == 1 and parts[0].line[0]:
            line = (0, parts[0].lo + 1)
            needs.room[line] = max(needs.room.get(line, 0.0), LABEL_H + ARROW + START)
        elif longest is not None:
            line = (1, longest.lo + longest.lo % 2)
            needs.room[line] = max(needs.room.get(line, 0.0), min(wide, LABEL_HOP))
            needs.carrying.add(id(longest))
    return needs


@dataclass(frozen=True)
class _Stretch:
    """A straight run of one line in pixels: fixed coordinate, from, to."""

    edge: str
    vertical: bool
    at: float
    lo: float
    hi: float


class _Sheet:
    """What is already on the sheet: lines, cards, headings and labels."""

    def __init__(self, picture: Picture, rulers: Rulers, segments: dict[str, list[Segment]]) -> None:
        self.stretches = [
            _Stretch(edge, bool(s.line[0]), rulers.across(s), rulers.end(s, True), rulers.end(s, False))
            for edge, parts in segments.items()
            for s in parts
        ]
        self.boxes = [rulers.card(c) for c in rulers.grid.cells.values()]
        for section in picture.sections:
            if section.id in rulers.grid.spans:
                box = rulers.block(section.id)
                wide = heading_width(section.title, box.w)
                self.boxes.append(Box(box.x + 10, box.y + 6, wide + 8, 20))

    def free(self, along: _Stretch, half: float, lo: float, hi: float) -> list[tuple[float, float]]:
        """Return the runs of `lo..hi` along a stretch where a band of `half` to each side is empty."""
        cuts: list[tuple[float, float]] = []
        for s in self.stretches:
            if s.vertical == along.vertical:
                same = s.edge == along.edge and s.at == along.at
                if not same and abs(s.at - along.at) < half:
                    cuts.append((s.lo - 2, s.hi + 2))
            elif s.lo < along.at + half and s.hi > along.at - half:
                cuts.append((s.at - 3, s.at + 3))
        for b in self.boxes:
            near, far = (b.x, b.right) if along.vertical else (b.y, b.bottom)
            if near < along.at + half and far > along.at - half:
                cuts.append((b.y - 2, b.bottom + 2) if along.vertical else (b.x - 2, b.right + 2))
        return _gaps(cuts, lo, hi)


def _gaps(cuts: list[tuple[float, float]], lo: float, hi: float) -> list[tuple[float, float]]:
    out, run = [], lo
    for a, b in sorted(cuts):
        if a > run:
            out.append((run, min(a, hi)))
        run = max(run, b)
        if run >= hi:
            break
    if run < hi:
        out.append((run, hi))
    return [(a, b) for a, b in out if b > a]


def heading_width(title: str, room: float) -> float:
    """Return the width of a section's heading as drawn: capitals, spaced, shortened to the block."""
    text = measure.clean(title).upper()
    return min(measure.width(text, HEAD_SIZE, measure.SEMIBOLD) + 0.7 * len(text), room - 24)


def place_labels(picture: Picture, segments: dict[str, list[Segment]], rulers: Rulers) -> dict[str, Route]:
    """Return the routes of all edges, with label and badges where they cover no card, line or other label.

    Broken flows choose first, then the longest labels.
    """
    sheet = _Sheet(picture, rulers, segments)
    points = {e.id: rulers.points(segments[e.id]) for e in picture.edges}
    routes: dict[str, Route] = {e.id: Route(points[e.id]) for e in picture.edges}
    for edge in sorted(picture.edges, key=lambda e: (not e.broken, -len(e.label), e.id)):
        if edge.label or edge.badges:
            box, text = _place(sheet, edge, points[edge.id])
            sheet.boxes.append(box)
            routes[edge.id] = _labelled(edge, points[edge.id], box, text)
    return routes


def _labelled(edge: Edge, points: tuple[Point, ...], box: Box, text: str) -> Route:
    step = BADGE + 3
    badges = tuple((box.x + step * i + BADGE / 2 + 1, box.y + box.h / 2) for i in range(len(edge.badges)))
    return Route(points, Spot(text, box) if text else None, badges)


def _place(sheet: _Sheet, edge: Edge, points: tuple[Point, ...]) -> tuple[Box, str]:
    """Choose the stretch and the run on it: the whole label before a shortened one, level before upright."""
    wanted = label_text(edge)
    wide = label_width(edge, wanted)
    best: tuple[float, Box, str] | None = None
    for i, (p, q) in enumerate(zip(points, points[1:], strict=False)):
        upright = p[0] == q[0] and p[1] != q[1]
        for lo, hi, at in _runs(sheet, edge, i, len(points) - 2, p, q, wide):
            room = wide if upright else hi - lo
            text = wanted if room >= wide else label_text(edge, room)
            shown = label_width(edge, text)
            middle = (lo + hi) / 2
            box = (
                Box(at - shown / 2, middle - LABEL_H / 2, shown, LABEL_H)
                if upright
                else Box(middle - shown / 2, at - LABEL_H / 2, shown, LABEL_H)
            )
            lost = max(0.0, wide - room) * 10
            score = lost + (18.0 if upright else 0.0) - min(hi - lo - shown, 60.0) * 0.2
            if best is None or score < best[0]:
                best = (score, box, text)
    if best is not None:
        return best[1], best[2]
    return _anyway(edge, points, wanted, wide)


def _runs(
    sheet: _Sheet, edge: Edge, i: int, last: int, p: Point, q: Point, wide: float
) -> list[tuple[float, float, float]]:
    """The empty runs along one stretch that are long enough to say something."""
    upright = p[0] == q[0] and p[1] != q[1]
    at = p[0] if upright else p[1]
    a, b = (p[1], q[1]) if upright else (p[0], q[0])
    first, final = (START if i == 0 else 4.0), (ARROW if i == last else 4.0)
    lo, hi = (a + first, b - final) if a < b else (b + final, a - first)
    half = wide / 2 if upright else LABEL_H / 2
    stretch = _Stretch(edge.id, upright, at, lo, hi)
    least = LABEL_H if upright else min(wide, SHORTEST)
    return [(x, y, at) for x, y in sheet.free(stretch, half, lo, hi) if y - x >= least]


def _anyway(edge: Edge, points: tuple[Point, ...], text: str, wide: float) -> tuple[Box, str]:
    """Nothing is free: take the middle of the longest stretch, over whatever is there."""
    pairs = list(zip(points, points[1:], strict=False))
    p, q = max(pairs, key=lambda s: abs(s[0][0] - s[1][0]) + abs(s[0][1] - s[1][1]) * 0.5)
    x, y = (p[0] + q[0]) / 2, (p[1] + q[1]) / 2
    return Box(x - wide / 2, y - LABEL_H / 2, wide, LABEL_H), text
