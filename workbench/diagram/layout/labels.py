"""Put the words of every flow on a stretch of its line where they cover nothing else."""

from __future__ import annotations

from itertools import pairwise

from workbench.diagram import measure
from workbench.diagram.layout.geometry import (
    BADGE,
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
from workbench.diagram.layout.sheet import Sheet, Stretch
from workbench.diagram.layout.tracks import Segment
from workbench.diagram.picture import Edge, Picture

ARROW = 12.0
START = 6.0
SHORTEST = 34.0
CUT = 40.0
EDGE = 10.0


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
            needs.room[line] = max(needs.room.get(line, 0.0), min(wide, LABEL_MAX if edge.broken else LABEL_HOP))
            needs.carrying.add(id(longest))
    return needs


def place_labels(picture: Picture, segments: dict[str, list[Segment]], rulers: Rulers) -> dict[str, Route]:
    """Return the routes of all edges, with label and badges where they cover no card, line or other label.

    Broken flows choose first, then the longest labels.
    """
    sheet = Sheet(picture, rulers, segments)
    points = {e.id: rulers.points(segments[e.id]) for e in picture.edges}
    routes: dict[str, Route] = {
        e.id: Route(points[e.id], joins=segments[e.id][0].bundle.startswith("into ")) for e in picture.edges
    }
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


def _place(sheet: Sheet, edge: Edge, points: tuple[Point, ...]) -> tuple[Box, str]:
    """Choose a run: one that is empty, else one that only lines cross, else the longest stretch there is."""
    for lines in (True, False):
        best: tuple[float, Box, str] | None = None
        for i in range(len(points) - 1):
            for option in _options(sheet, edge, points, i, lines):
                if best is None or option[0] < best[0]:
                    best = option
        if best is not None:
            return best[1], best[2]
    return _anyway(edge, points)


def _options(sheet: Sheet, edge: Edge, points: tuple[Point, ...], i: int, lines: bool) -> list[tuple[float, Box, str]]:
    """Score the label on every free run of one stretch: whole before shortened, level before upright."""
    wanted = label_text(edge)
    wide = label_width(edge, wanted)
    p, q = points[i], points[i + 1]
    upright = p[0] == q[0] and p[1] != q[1]
    out = []
    for lo, hi, at in _runs(sheet, edge, i, points, wide, lines):
        middle = (lo + hi) / 2
        if upright:
            box = Box(at - wide / 2, middle - LABEL_H / 2, wide, LABEL_H)
            out.append((18.0 - min(hi - lo - LABEL_H, 60.0) * 0.2, box, wanted))
            continue
        text = wanted if hi - lo >= wide else label_text(edge, hi - lo)
        shown = label_width(edge, text)
        lost = CUT + 10 * (wide - hi + lo) if text != wanted else 0.0
        box = Box(middle - shown / 2, at - LABEL_H / 2, shown, LABEL_H)
        out.append((lost - min(hi - lo - shown, 60.0) * 0.2, box, text))
    return out


def _runs(
    sheet: Sheet, edge: Edge, i: int, points: tuple[Point, ...], wide: float, lines: bool
) -> list[tuple[float, float, float]]:
    """The empty runs along one stretch that are long enough to say something."""
    p, q = points[i], points[i + 1]
    upright = p[0] == q[0] and p[1] != q[1]
    at = p[0] if upright else p[1]
    if upright and not (at - wide / 2 >= -EDGE and at + wide / 2 <= sheet.width + EDGE):
        return []
    a, b = (p[1], q[1]) if upright else (p[0], q[0])
    first, final = (START if i == 0 else 4.0), (ARROW if i == len(points) - 2 else 4.0)
    lo, hi = (a + first, b - final) if a < b else (b + final, a - first)
    half = wide / 2 if upright else LABEL_H / 2
    stretch = Stretch(edge.id, upright, at, lo, hi)
    least = LABEL_H if upright else min(wide, SHORTEST)
    return [(x, y, at) for x, y in sheet.free(stretch, half, lines) if y - x >= least]


def _anyway(edge: Edge, points: tuple[Point, ...]) -> tuple[Box, str]:
    """Nothing is free: take the middle of the longest stretch, over whatever is there."""
    p, q = max(pairwise(points), key=lambda s: abs(s[0][0] - s[1][0]) + abs(s[0][1] - s[1][1]) * 0.5)
    text = label_text(edge, max(SHORTEST, abs(p[0] - q[0])))
    wide = label_width(edge, text)
    x, y = (p[0] + q[0]) / 2, (p[1] + q[1]) / 2
    return Box(x - wide / 2, y - LABEL_H / 2, wide, LABEL_H), text
