"""The capacity view: how busy each box is at peak, and after a zone is lost."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from workbench.design import SystemDesign
from workbench.diagram.graph.overlay import UNKNOWN, Mark, Overlay, Told, facts_of, figure
from workbench.diagram.graph.views import Shown, request_path
from workbench.diagram.picture import Key, Meter, Stat, Tone
from workbench.facts import BUSY, BUSY_ZONE_LOST, GOAL, Fact, Figure, Verdict
from workbench.facts.request import is_call
from workbench.review import Review

_ARRIVING = ("replicas-cover-peak", "capacity-covers-peak", "requests-in-flight")
_BUSY = (*_ARRIVING, "token-quota", "generation-replicas", "reviewer-load")
_FACTS = frozenset({*_BUSY, "zone-loss", "queueing-wait", "scale-out-backlog"})


def overlay(review: Review) -> Overlay:
    """Return what a request passes, and whoever works on cases, with how busy each is."""
    busy = list(facts_of(review, *_BUSY))
    lost = {f.subject: f for f in facts_of(review, "zone-loss")}
    waits = {f.subject: f for f in facts_of(review, "queueing-wait")}
    shown = _shown(review.design, [f for f in busy if f.figures])
    cards = {
        name: _loaded(name, [f for f in busy if figure(f, BUSY, name)], lost.get(name), waits.get(name))
        for name, part in review.design.parts.items()
        if name in shown.parts and not part.has("user")
    }
    return Overlay(
        shown, _FACTS, cards, dict.fromkeys(shown.hops, Mark("", marked=False)), tuple(_strip(busy, lost, cards)),
        tuple(_keys(cards)), tuple(_notes(busy)),
    )  # fmt: skip


def _shown(design: SystemDesign, busy: list[Fact]) -> Shown:
    path = request_path(design)
    parts = path.parts | {g.of for f in busy for g in f.figures}
    hops = [h for h in design.edges if {h.source, h.target} <= parts]
    kept = [h.id for h in hops if h.id in path.hops or not (is_call(h) or h.flow.kind in ("control", "deploy"))]
    return Shown(parts, frozenset(kept), frozenset(), alarms=False)


def _loaded(name: str, busy: list[Fact], lost: Fact | None, wait: Fact | None) -> Told:
    """Say how busy a box is, by the fact that asks most of it."""
    found = [g for f in busy if (g := figure(f, BUSY, name))]
    most = max(found, key=lambda g: g.value, default=None)
    after = figure(lost, BUSY_ZONE_LOST, name) if lost else None
    goal = next((g for f in busy if (g := figure(f, GOAL, name))), None)
    says = [f"{most.text} {most.note or 'busy at peak'}" if most else f"at peak: {UNKNOWN}"]
    if after:
        says.append(f"{after.text} busy, a zone lost")
    if wait and wait.value:
        says.append(f"waits {wait.computed}")
    hover = [f.says for f in (*busy, *filter(None, (lost, wait)))]
    if not most:
        hover.append(f"busy at peak: {UNKNOWN}; it takes the peak, and a capacity or service_time, slots and replicas")
    if not after:
        hover.append(f"with a zone lost: {UNKNOWN}; it takes service_time, slots, replicas and zones")
    failing = any(f.verdict is Verdict.FAILS for f in (*busy, *filter(None, (lost,))))
    return Told(tuple(says), tuple(hover), _meter(most, after, goal, failing), "bad" if failing else "plain")


def _meter(most: Figure | None, after: Figure | None, goal: Figure | None, failing: bool) -> Meter | None:
    if most is None:
        return None
    limit = goal.value if goal else 1.0
    over = max(most.value, after.value if after else 0.0) > limit * (1 + 1e-9)
    tone: Tone = "bad" if failing else "warn" if over else "plain"
    return Meter(most.value, after.value if after else None, goal.value if goal else None, tone)


def _strip(busy: list[Fact], lost: Mapping[str, Fact], cards: Mapping[str, Told]) -> Iterator[Stat]:
    figures = [g for f in busy for g in f.figures if g.what == BUSY]
    if not figures:
        yield Stat("utilisation", UNKNOWN)
        return
    after = [g for f in lost.values() for g in f.figures if g.what == BUSY_ZONE_LOST]
    for label, held in (("busiest at peak", figures), ("with a zone lost", after)):
        worst = max(held, key=lambda g: g.value, default=None)
        yield Stat(label, f"{worst.text} {worst.of}" if worst else UNKNOWN)
    short = sum(t.tone == "bad" for t in cards.values())
    yield Stat("too small", str(short), "bad" if short else "plain")
    yield Stat(f"{UNKNOWN} at peak", f"{sum(t.meter is None for t in cards.values())} of {len(cards)}")


def _keys(cards: Mapping[str, Told]) -> Iterator[Key]:
    meters = [told.meter for told in cards.values() if told.meter]
    if meters:
        yield Key("meter", "busy at peak, with every copy it may scale to")
    if any(m.then is not None for m in meters):
        yield Key("then", "busy after losing a zone, before new copies start")
    if any(m.mark is not None for m in meters):
        yield Key("mark", "to be busy at most: as planned, else as assumed")
    if any(m.tone == "warn" for m in meters):
        yield Key("meter", "busier than planned, or than it can be alone", tone="warn")
    if any(t.tone == "bad" for t in cards.values()):
        yield Key("card", "too small for the peak", tone="bad")


def _notes(busy: list[Fact]) -> Iterator[str]:
    peaks = dict.fromkeys(f"{f.inputs[0].name} {f.inputs[0].text}" for f in busy if f.inputs and f.id in _ARRIVING)
    if peaks:
        yield f"Reckoned for {', '.join(peaks)}."
    if not busy:
        yield "Nothing to reckon with yet: it takes the peak load, and what each box can do."
