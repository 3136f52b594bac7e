"""From a review to the picture of it: what to show, with its flags, before anything has coordinates."""

from __future__ import annotations

from collections.abc import Iterator

from workbench import catalog
from workbench.checks import Ghost
from workbench.diagram.graph.arrows import arrows
from workbench.diagram.graph.cards import UNDECLARED, card
from workbench.diagram.graph.gaps import Numbered, numbered, rows
from workbench.diagram.graph.watchers import watchers
from workbench.diagram.picture import LANES, Edge, Lane, Node, Picture, Section, Stat, Tone
from workbench.errors import dotted
from workbench.review import Review

_LANES: dict[str, Lane] = {lane: lane for lane in LANES}
_TONES: dict[str, Tone] = {"strong": "good", "good": "good", "fair": "warn", "thin": "bad"}


def picture_of(review: Review) -> Picture:
    """Return the picture of a reviewed design: its boxes and arrows, what is missing, and the list of gaps."""
    design, gaps = review.design, numbered(review)
    alarm_cards, alarm_arrows = watchers(design, gaps)
    cards = [*(card(p, gaps) for p in design.parts.values()), *alarm_cards, *_left_out(review)]
    ghost_cards, ghost_arrows = _ghosts(gaps, {c.id for c in cards})
    nodes = (*cards, *ghost_cards)
    more = len(review.open) - len(gaps)
    return Picture(
        title=design.title or review.document.name, subtitle=_subtitle(review), sections=tuple(_sections(nodes)), nodes=nodes,
        edges=(*arrows(design, gaps), *alarm_arrows, *ghost_arrows), gaps=rows(review, gaps), strip=_strip(review),
        notes=("Score uncalibrated: not yet compared with graders.",), hidden_gaps=max(0, more),
    )  # fmt: skip


def _subtitle(review: Review) -> str:
    parts = (review.document.name, review.design.level, review.design.stage, f"as of {review.as_of}")
    return " · ".join(parts)


def _strip(review: Review) -> tuple[Stat, ...]:
    blockers = sum(f.severity == "blocker" for f in review.open)
    against = len(review.contradictions)
    return (
        Stat("coverage", f"{review.score.points:.0f} {review.score.band}", _TONES[review.score.band]),
        Stat("open", str(len(review.open))),
        Stat("blockers", str(blockers), "bad" if blockers else "good"),
        Stat("contradicted", str(against), "bad" if against else "good"),
    )


def _sections(nodes: tuple[Node, ...]) -> Iterator[Section]:
    used = {n.section for n in nodes}
    for row in catalog.sections().values():
        if row.id in used:
            yield Section(row.id, row.title, _LANES.get(row.lane, "watchers"))
    if UNDECLARED in used:
        yield Section(UNDECLARED, "Not declared yet", "online")


def _ghosts(gaps: tuple[Numbered, ...], known: set[str]) -> tuple[tuple[Node, ...], tuple[Edge, ...]]:
    """Return a dashed card for each missing part; two gaps that miss the same part share one."""
    cards: dict[tuple[str, str], Node] = {}
    edges: dict[str, Edge] = {}
    for gap in gaps:
        ghost = gap.finding.ghost
        if ghost is None:
            continue
        key = (ghost.section, ghost.title)
        name = cards[key].id if key in cards else f"ghost:{gap.finding.item}"
        badges = (*(cards[key].badges if key in cards else ()), gap.badge)
        glyph = catalog.kinds()[ghost.kind].glyph
        place = dotted(gap.finding.at)
        cards[key] = Node(
            name,
            ghost.title,
            _drawn(ghost.section),
            gap.finding.item,
            None,
            glyph,
            True,
            badges,
            gap.finding.expected,
            place,
        )
        edges |= {e.id: e for e in _ghost_arrows(name, ghost, known)}
    return tuple(cards.values()), tuple(edges.values())


def _drawn(section: str) -> str:
    """Return the section a ghost is drawn in; what belongs to no block of the picture stands with the watchers."""
    row = catalog.sections().get(section)
    return section if row and row.lane != "none" else "monitoring"


def _ghost_arrows(name: str, ghost: Ghost, known: set[str]) -> Iterator[Edge]:
    for source in ghost.since:
        if source in known:
            yield Edge(f"{source}->{name}", source, name, style="ghost")
    for target in ghost.to:
        if target in known:
            yield Edge(f"{name}->{target}", name, target, style="ghost")


def _left_out(review: Review) -> Iterator[Node]:
    """Yield a card for each part left out on purpose, with the reason given."""
    drawn = {row.id for row in catalog.sections().values() if row.lane != "none"}
    for path, why in review.design.absences.items():
        if str(path[0]) in drawn:
            title = str(path[-1]).replace("_", " ")
            yield Node(
                f"none:{dotted(path)}",
                title,
                str(path[0]),
                f"left out: {why}",
                glyph="flag",
                ghost=True,
                hover=why,
                path=dotted(path),
            )


__all__ = ["picture_of"]
