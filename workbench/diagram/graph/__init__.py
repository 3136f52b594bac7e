"""From a review to the picture of it: what to show, with its flags, before anything has coordinates."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from types import MappingProxyType

from workbench import catalog
from workbench.diagram.graph import capacity_view, latency_view, privacy_view
from workbench.diagram.graph.arrows import arrows, fallback_arrows
from workbench.diagram.graph.cards import UNDECLARED, card
from workbench.diagram.graph.cloud import CLOUDS, check_cloud
from workbench.diagram.graph.folding import folded
from workbench.diagram.graph.gaps import Numbered, numbered, rows
from workbench.diagram.graph.ghosts import ghosts, left_out
from workbench.diagram.graph.overlay import Mark, Overlay
from workbench.diagram.graph.views import END_TO_END, VIEWS, Shown, shown_in
from workbench.diagram.graph.watchers import watchers
from workbench.diagram.picture import LANES, Edge, Lane, Node, Picture, Section, Stat, Tone
from workbench.review import Review

_OVERLAYS: Mapping[str, Callable[[Review], Overlay]] = MappingProxyType(
    {"latency": latency_view.overlay, "privacy": privacy_view.overlay, "capacity": capacity_view.overlay}
)
"""Views that show what the facts say; the others show what there is."""
_UNMARKED: Mapping[str, Mark] = MappingProxyType({})
_LANES: dict[str, Lane] = {lane: lane for lane in LANES}
_TONES: dict[str, Tone] = {"strong": "good", "good": "good", "fair": "warn", "thin": "bad"}


def picture_of(review: Review, view: str = END_TO_END, cloud: str = "") -> Picture:
    """Return the picture of a reviewed design: its boxes and arrows, what is missing, and the list of gaps.

    `view` is one of VIEWS; `cloud` one of CLOUDS, to redraw every box by its kind, or nothing. Raises DrawError for
    others. Gaps keep their number in every view; a view lists those it shows and counts the rest.
    """
    check_cloud(cloud)
    if view in _OVERLAYS:
        return _of_facts(review, view, cloud, _OVERLAYS[view](review))
    gaps, shown = numbered(review), shown_in(review.design, view)
    nodes, edges, hidden = folded(*_graph(review, gaps, shown, cloud))
    listed = gaps if view == END_TO_END else _seen(gaps, nodes, edges)
    return Picture(
        title=review.design.title or review.document.name, subtitle=_subtitle(review, view, cloud),
        sections=tuple(_sections(nodes)), nodes=nodes, edges=edges, gaps=rows(review, listed), strip=_strip(review),
        notes=tuple(_notes(hidden)), hidden_gaps=len(review.open) - len(listed),
    )  # fmt: skip


def _of_facts(review: Review, view: str, cloud: str, overlay: Overlay) -> Picture:
    """Return the picture of a view of facts: their numbers on boxes and arrows, and only the gaps that rest on them."""
    gaps = tuple(g for g in numbered(review) if any(f.id in overlay.facts for f in g.finding.facts))
    cards, edges = _graph(review, gaps, overlay.shown, cloud, overlay.arrows)
    nodes = tuple(overlay.cards[n.id].on(n) if n.id in overlay.cards else n for n in cards)
    listed = _seen(gaps, nodes, edges)
    known = {s.id: s for s in overlay.sections}
    sections = (*_sections(tuple(n for n in nodes if n.section not in known)), *known.values())
    return Picture(
        title=review.design.title or review.document.name, subtitle=_subtitle(review, view, cloud),
        sections=sections, nodes=nodes, edges=edges, gaps=rows(review, listed), strip=overlay.strip,
        notes=overlay.notes, hidden_gaps=len(review.open) - len(listed), keys=overlay.keys,
    )  # fmt: skip


def _graph(
    review: Review, gaps: tuple[Numbered, ...], shown: Shown, cloud: str, marks: Mapping[str, Mark] = _UNMARKED
) -> tuple[tuple[Node, ...], tuple[Edge, ...]]:
    design = review.design
    boxes = [card(p, gaps, cloud) for p in design.parts.values() if p.id in shown.parts]
    alarm_cards, alarm_arrows = watchers(design, gaps, shown) if shown.alarms else ((), ())
    cards = (*boxes, *alarm_cards, *left_out(design, shown))
    ghost_cards, ghost_arrows = ghosts(gaps, shown, {c.id for c in cards})
    flows = (*arrows(design, gaps, shown, marks), *fallback_arrows(shown))
    return (*cards, *ghost_cards), (*flows, *alarm_arrows, *ghost_arrows)


def _seen(gaps: tuple[Numbered, ...], nodes: tuple[Node, ...], edges: tuple[Edge, ...]) -> tuple[Numbered, ...]:
    """Return the gaps whose number stands somewhere in the picture."""
    marks = {b.number for n in nodes for b in n.badges} | {b.number for e in edges for b in e.badges}
    return tuple(g for g in gaps if g.number in marks)


def _subtitle(review: Review, view: str, cloud: str) -> str:
    parts = [review.document.name, review.design.level, review.design.stage, f"as of {review.as_of}"]
    if view != END_TO_END:
        parts.insert(1, f"{view} view")
    if cloud:
        parts.append(f"redrawn for {CLOUDS[cloud]}")
    return " · ".join(parts)


def _notes(hidden: int) -> Iterator[str]:
    if hidden:
        yield f"At this size {hidden} flows to and from those who look on are counted on their cards, not drawn."
    yield "Score uncalibrated: not yet compared with graders."


def _strip(review: Review) -> tuple[Stat, ...]:
    blockers = sum(f.severity == "blocker" for f in review.open)
    against = len(review.contradictions)
    coverage = Stat("coverage", f"{review.score.points:.0f} {review.score.band}", _TONES[review.score.band])
    return (
        _level(review) if review.lens == "readiness" else coverage,
        Stat("open", str(len(review.open))),
        Stat("blockers", str(blockers), "bad" if blockers else "good"),
        Stat("contradicted", str(against), "bad" if against else "good"),
    )


def _level(review: Review) -> Stat:
    level = review.ready.score.level
    tones: tuple[Tone, ...] = ("bad", "bad", "warn", "good", "good")
    return Stat("readiness", f"R{level} of R4", tones[level])


def _sections(nodes: tuple[Node, ...]) -> Iterator[Section]:
    used = {n.section for n in nodes}
    for row in catalog.sections().values():
        if row.id in used:
            yield Section(row.id, row.title, _LANES.get(row.lane, "watchers"))
    if UNDECLARED in used:
        yield Section(UNDECLARED, "Not declared yet", "online")


__all__ = ["CLOUDS", "END_TO_END", "VIEWS", "picture_of"]
