"""What a view of facts says on top of boxes and arrows. Its numbers are those of the facts, never computed here."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace

from workbench.diagram.graph.views import Shown
from workbench.diagram.picture import Edge, Key, Meter, Node, Section, Stat, Tone
from workbench.facts import Fact, Figure, Verdict
from workbench.review import Review

UNKNOWN = "unknown"
TONES: Mapping[Verdict, Tone] = {
    Verdict.HOLDS: "good",
    Verdict.PLAUSIBLE: "warn",
    Verdict.FAILS: "bad",
    Verdict.UNKNOWN: "plain",
}
"""How the verdict on a number is coloured. Unknown is no fault, so it stays calm."""


@dataclass(frozen=True, slots=True)
class Told:
    """What one card says instead of its usual line; nothing in `says` leaves that line, `hover` is added to its own."""

    says: tuple[str, ...] = ()
    hover: tuple[str, ...] = ()
    meter: Meter | None = None
    tone: Tone = "plain"
    section: str = ""

    def in_(self, section: str) -> Told:
        """Return the same for a card in another block."""
        return replace(self, section=section)

    def on(self, card: Node) -> Node:
        """Return the card with this on it."""
        return replace(
            card, fact=" · ".join(self.says) or card.fact, hover="\n".join((card.hover, *self.hover)),
            meter=self.meter, tone=self.tone, section=self.section or card.section,
        )  # fmt: skip


@dataclass(frozen=True, slots=True)
class Mark:
    """What one arrow says, and that the view is about it."""

    label: str
    hover: str = ""
    marked: bool = True

    def on(self, edge: Edge) -> Edge:
        """Return the arrow with this on it."""
        hover = "\n".join(filter(None, (edge.hover, self.hover)))
        return replace(edge, label=self.label, marked=self.marked, hover=hover)


@dataclass(frozen=True, slots=True)
class Overlay:
    """Everything a view of facts shows: which boxes and arrows, what they say, the figures on top, the legend.

    `facts` are the ids of the facts its gaps rest on; `sections` replace those of the design, where boxes are grouped
    by something else.
    """

    shown: Shown
    facts: frozenset[str]
    cards: Mapping[str, Told] = field(default_factory=dict)
    arrows: Mapping[str, Mark] = field(default_factory=dict)
    strip: tuple[Stat, ...] = ()
    keys: tuple[Key, ...] = ()
    notes: tuple[str, ...] = ()
    sections: tuple[Section, ...] = ()


def facts_of(review: Review, *ids: str) -> Iterator[Fact]:
    """Yield the facts of these kinds, in the order of the review."""
    return (fact for fact in review.facts if fact.id in ids)


def figure(fact: Fact, what: str, of: str) -> Figure | None:
    """Return one figure of a fact, or None when it has none for this box."""
    return next((f for f in fact.figures if f.what == what and f.of == of), None)
