"""Readability in numbers: what overlaps, what crosses, how large the text is on a page."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import combinations, pairwise

from workbench.diagram.drawing.frame import parts_of
from workbench.diagram.layout import Box, Layout, arrange
from workbench.diagram.layout.geometry import LABEL_SIZE
from workbench.diagram.picture import Picture

PAGE_PX = 1280.0
"""The width of a slide on a projector."""


@dataclass(frozen=True)
class Figures:
    """The figures of one laid-out picture."""

    card_overlaps: int
    label_overlaps: int
    labels_on_cards: int
    lines_through_cards: int
    crossings: int
    bends: int
    shared: int
    aspect: float
    label_px: float


Stretch = tuple[float, float, float, float]


def figures(picture: Picture, layout: Layout | None = None) -> Figures:
    """Measure a picture with its frame."""
    margins = parts_of(picture, frame=True).margins
    laid = layout or arrange(picture, margins)
    cards = list(laid.cards.values())
    labels = [r.label.box for r in laid.routes.values() if r.label]
    lines = {i: stretches(r.points) for i, r in laid.routes.items()}
    wide, high = laid.width + margins.beside, laid.height + margins.above
    return Figures(
        card_overlaps=sum(a.overlaps(b) for a, b in combinations(cards, 2)),
        label_overlaps=sum(a.overlaps(b) for a, b in combinations(labels, 2)),
        labels_on_cards=sum(a.overlaps(b) for a in labels for b in cards),
        lines_through_cards=sum(_through(s, c) for ss in lines.values() for s in ss for c in cards),
        crossings=len(
            {c for a, b in combinations(sorted(lines), 2) for s in lines[a] for t in lines[b] if (c := _cross(s, t))}
        ),
        bends=sum(len(ss) - 1 for ss in lines.values()),
        shared=sum(on_each_other(s, t) for a, b in combinations(sorted(lines), 2) for s in lines[a] for t in lines[b]),
        aspect=wide / high,
        label_px=LABEL_SIZE * min(1.0, PAGE_PX / wide),
    )


def stretches(points: tuple[tuple[float, float], ...]) -> list[Stretch]:
    """Cut a line into its straight runs as (left, top, right, bottom)."""
    out = []
    for (x1, y1), (x2, y2) in pairwise(points):
        out.append((min(x1, x2), min(y1, y2), max(x1, x2), max(y1, y2)))
    return out


def _through(s: Stretch, card: Box) -> bool:
    return s[0] < card.right - 1 and s[2] > card.x + 1 and s[1] < card.bottom - 1 and s[3] > card.y + 1


def _cross(s: Stretch, t: Stretch) -> tuple[int, int] | None:
    """The point where two stretches cross, or None; flows of one trunk cross another in one point."""
    if (s[1] == s[3]) == (t[1] == t[3]):
        return None
    h, v = (s, t) if s[1] == s[3] else (t, s)
    return (round(v[0]), round(h[1])) if h[0] < v[0] < h[2] and v[1] < h[1] < v[3] else None


def on_each_other(s: Stretch, t: Stretch) -> bool:
    """Two lines that lie on each other for a visible stretch."""
    flat_s, flat_t = s[1] == s[3], t[1] == t[3]
    if flat_s != flat_t:
        return False
    if flat_s:
        return abs(s[1] - t[1]) < 2 and min(s[2], t[2]) - max(s[0], t[0]) > 4
    return abs(s[0] - t[0]) < 2 and min(s[3], t[3]) - max(s[1], t[1]) > 4
