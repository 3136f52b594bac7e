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


def needs_of(picture: Picture, speaking: set[str], segments: dict[str, list[Segment]], rulers: Rulers) -> Needs:
    """Say what room labels need beyond what first coordinates give: thicker tracks, wider channels."""
    needs = Needs()
    upright = [s for parts in segments.values() for s in parts if s.line[0]]
    for edge in picture.edges:
        if edge.id not in speaking:
            continue
        wide = label_width(edge, label_text(edge)) + START + ARROW + 4
        parts = segments[edge.id]
        flat = [s for s in parts if not s.line[0]]
        longest = max(flat, key=lambda s: rulers.end(s, False) - rulers.end(s, True), default=None)
        if longest is None:
            line = (0, parts[0].lo + 1)
            needs.room[line] = max(needs.room.get(line, 0.0), LABEL_H + ARROW + START)
            continue
        needs.carrying.add(id(longest))
        if rulers.end(longest, False) - rulers.end(longest, True) < wide:
            line = (1, longest.lo + longest.lo % 2)
            among = any(s.line == line and s.lo <= longest.line[1] <= s.hi for s in upright)
            asked = needs.beside if among else needs.room
            asked[line] = max(asked.get(line, 0.0), min(wide, LABEL_MAX if edge.broken else LABEL_HOP))
    return needs


def place_labels(
    picture: Picture, speaking: set[str], segments: dict[str, list[Segment]], rulers: Rulers
) -> dict[str, Route]:
    """Return the routes of all edges; those in `speaking` with label and badges.

    These cover no card, line or other label where that can be had. Broken flows choose first, then long labels.
    """
    sheet = Sheet(picture, rulers, segments)
    points = {e.id: rulers.points(segments[e.id]) for e in picture.edges}
    routes: dict[str, Route] = {
        e.id: Route(points[e.id], joins=segments[e.id][0].bundle.startswith("into ")) for e in picture.edges
    }
    for edge in sorted(picture.edges, key=lambda e: (not e.broken, -len(e.label), e.id)):
        if edge.id in speaking:
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
    return _anyway(sheet, edge, points)


def _options(sheet: Sheet, edge: Edge, points: tuple[Point, ...], i: int, lines: bool) -> list[tuple[float, Box, str]]:
    """Score the label on every free run of one stretch: whole before shortened, level before upright."""
    (x1, y1), (x2, y2) = points[i], points[i + 1]
    first, final = (START if i == 0 else 4.0), (ARROW if i == len(points) - 2 else 4.0)
    if x1 == x2 and y1 != y2:
        ends = (y1 + first, y2 - final) if y1 < y2 else (y2 + final, y1 - first)
        return _upright(sheet, edge, x1, ends, lines)
    ends = (x1 + first, x2 - final) if x1 < x2 else (x2 + final, x1 - first)
    return _level(sheet, edge, y1, ends, lines)


def _upright(
    sheet: Sheet, edge: Edge, x: float, ends: tuple[float, float], lines: bool
) -> list[tuple[float, Box, str]]:
    """Places across an upright stretch, or just beside it where other lines run close."""
    text = label_text(edge)
    wide = label_width(edge, text)
    out = []
    for shift, cost in ((0.0, 18.0), (wide / 2 + 3, 22.0), (-wide / 2 - 3, 24.0)):
        middle = x + shift
        if not -EDGE <= middle - wide / 2 <= middle + wide / 2 <= sheet.width + EDGE:
            continue
        for lo, hi in sheet.free(Stretch(edge.id, True, middle, *ends), wide / 2, lines):
            if hi - lo >= LABEL_H:
                box = Box(middle - wide / 2, (lo + hi - LABEL_H) / 2, wide, LABEL_H)
                out.append((cost - min(hi - lo - LABEL_H, 60.0) * 0.2, box, text))
    return out


def _level(sheet: Sheet, edge: Edge, y: float, ends: tuple[float, float], lines: bool) -> list[tuple[float, Box, str]]:
    """Places on a level stretch, with fewer letters where it is short."""
    wanted = label_text(edge)
    wide = label_width(edge, wanted)
    out = []
    for lo, hi in sheet.free(Stretch(edge.id, False, y, *ends), LABEL_H / 2, lines):
        if hi - lo < min(wide, SHORTEST):
            continue
        text = wanted if hi - lo >= wide else label_text(edge, hi - lo)
        shown = label_width(edge, text)
        lost = CUT + 10 * (wide - hi + lo) if text != wanted else 0.0
        box = Box((lo + hi - shown) / 2, y - LABEL_H / 2, shown, LABEL_H)
        out.append((lost - min(hi - lo - shown, 60.0) * 0.2, box, text))
    return out


def _anyway(sheet: Sheet, edge: Edge, points: tuple[Point, ...]) -> tuple[Box, str]:
    """Nothing is free: take the place along the line, with few letters, that covers the least."""
    text = label_text(edge, SHORTEST * 2)
    wide = label_width(edge, text)
    tries = [
        Box(p[0] + (q[0] - p[0]) * part - wide / 2, p[1] + (q[1] - p[1]) * part - LABEL_H / 2, wide, LABEL_H)
        for p, q in pairwise(points)
        for part in (0.5, 0.25, 0.75, 0.1, 0.9)
    ]
    return min(tries, key=sheet.covered), text
