"""What already lies on the page while labels are placed, and where a band along a line is still empty."""

from __future__ import annotations

from dataclasses import dataclass

from workbench.diagram import measure
from workbench.diagram.layout.geometry import HEAD_SIZE, Box
from workbench.diagram.layout.rulers import Rulers
from workbench.diagram.layout.tracks import Segment
from workbench.diagram.picture import Picture


@dataclass(frozen=True)
class Stretch:
    """A straight run of one line in pixels: fixed coordinate, from, to."""

    edge: str
    vertical: bool
    at: float
    lo: float
    hi: float


class Sheet:
    """What is already on the sheet: lines, cards, headings and labels."""

    def __init__(self, picture: Picture, rulers: Rulers, segments: dict[str, list[Segment]]) -> None:
        self.stretches = [
            Stretch(edge, bool(s.line[0]), rulers.across(s), rulers.end(s, True), rulers.end(s, False))
            for edge, parts in segments.items()
            for s in parts
        ]
        self.width = rulers.width
        self.boxes = [rulers.card(c) for c in rulers.grid.cells.values()]
        for section in picture.sections:
            if section.id in rulers.grid.spans:
                box = rulers.block(section.id)
                wide = heading_width(section.title, box.w)
                self.boxes.append(Box(box.x + 10, box.y + 6, wide + 8, 20))

    def free(self, along: Stretch, half: float, lines: bool) -> list[tuple[float, float]]:
        """Return the runs of a stretch where a band of `half` to each side is empty (of `lines` too, or not)."""
        cuts: list[tuple[float, float]] = []
        for s in self.stretches if lines else ():
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
        return _gaps(cuts, along.lo, along.hi)

    def covered(self, box: Box) -> float:
        """Return how much of the cards, headings and labels a box would cover, in square pixels."""
        return sum(
            max(0.0, min(box.right, b.right) - max(box.x, b.x)) * max(0.0, min(box.bottom, b.bottom) - max(box.y, b.y))
            for b in self.boxes
        )


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
