"""The latency view: where the time of a request goes, against what is promised."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from workbench.design import SystemDesign
from workbench.diagram.graph.overlay import TONES, UNKNOWN, Overlay, Told, facts_of, figure
from workbench.diagram.graph.views import Shown, request_path
from workbench.diagram.picture import Key, Meter, Stat
from workbench.facts import ALLOTTED, OWN_TIME, PROMISE_SHARE, Fact, Verdict
from workbench.facts.request import is_call
from workbench.review import Review

_MOST_PROMISES = 4
_FACTS = frozenset({"request-latency", "queueing-wait", "generation-latency", "fan-out-tail"})


def overlay(review: Review) -> Overlay:
    """Return the request path with, for each box, its own time, its share of the promise and what waits before it."""
    promises = _promises(review)
    waits = {f.subject: f for f in facts_of(review, "queueing-wait")}
    if not promises:
        told = "No latency is promised under slas, so there is nothing to hold the path against."
        return Overlay(request_path(review.design), _FACTS, strip=(Stat("latency", "not promised"),), notes=(told,))
    cards = dict(_cards(review.design, promises, waits))
    return Overlay(
        _shown(review.design, promises), _FACTS, cards, strip=tuple(_strip(promises)),
        keys=tuple(_keys(cards)), notes=tuple(_notes(promises)),
    )  # fmt: skip


def _promises(review: Review) -> list[Fact]:
    """Return one fact a promise, of the highest percentile it states."""
    return list({f.subject: f for f in facts_of(review, "request-latency")}.values())


def _shown(design: SystemDesign, promises: list[Fact]) -> Shown:
    on_path = {e for f in promises for e in f.edges}
    entries = {f.components[0] for f in promises if f.components}
    hops = [h for h in design.edges if h.id in on_path or (h.target in entries and is_call(h))]
    parts = {name for f in promises for name in f.components}
    parts |= {name for h in hops for name in (h.source, h.target, *h.flow.through)}
    return Shown(frozenset(parts), frozenset(h.id for h in hops), frozenset(), alarms=False)


def _cards(design: SystemDesign, promises: list[Fact], waits: Mapping[str, Fact]) -> Iterator[tuple[str, Told]]:
    for name, part in design.parts.items():
        held = [f for f in promises if figure(f, OWN_TIME, name)]
        if held:
            yield name, _timed(name, held, waits.get(name))
        elif part.section != "outside" and any(name in f.components for f in promises):
            yield name, Told((f"own time {UNKNOWN}",), (f"states no latency, so its share is {UNKNOWN}",))


def _timed(name: str, held: list[Fact], wait: Fact | None) -> Told:
    """Say the own time of a box against the first promise it serves; its hover tells the others."""
    first = held[0]
    own, share, allotted = (figure(first, what, name) for what in (OWN_TIME, PROMISE_SHARE, ALLOTTED))
    says = [" · ".join(filter(None, (own.text if own else "", _of(first, share.text) if share else "")))]
    if allotted:
        says.append(f"{allotted.text} allotted")
    if wait and wait.value:
        says.append(f"waits {wait.computed}")
    hover = [f"for {f.subject}: {o.text} ({o.note})" for f in held if (o := figure(f, OWN_TIME, name))]
    hover.append(wait.says if wait else f"waiting: {UNKNOWN}; it takes service_time, slots and replicas to tell")
    alone = share is not None and share.value > 1
    failing = (wait is not None and wait.verdict is Verdict.FAILS) or (alone and first.verdict is Verdict.FAILS)
    meter = Meter(share.value, tone="bad" if failing else "warn" if alone else "plain") if share else None
    return Told(tuple(says), tuple(hover), meter, "bad" if failing else "plain")


def _of(promise: Fact, share: str) -> str:
    return f"{share} of {promise.stated.text}" if promise.stated else share


def _strip(promises: list[Fact]) -> Iterator[Stat]:
    for promise in promises[:_MOST_PROMISES]:
        percentile = str(promise.at[-1])
        stated = promise.stated.text if promise.stated else ""
        known = promise.computed and promise.verdict is not Verdict.UNKNOWN
        value = f"{promise.computed} of {stated}" if known else f"{UNKNOWN} of {stated}"
        yield Stat(f"{promise.subject} {percentile}", value, TONES[promise.verdict])
    if len(promises) > _MOST_PROMISES:
        yield Stat("promises", f"+ {len(promises) - _MOST_PROMISES}")


def _keys(cards: Mapping[str, Told]) -> Iterator[Key]:
    says = [line for told in cards.values() for line in told.says]
    yield Key("text", "at the top: the most the stages can take together, of what is promised", "n OF n")
    yield Key("text", "own time in the slowest request the promise covers, all its calls together", "n ms")
    yield Key("meter", "its share of the promise")
    if any(line.endswith("allotted") for line in says):
        yield Key("text", "its part of the latency budget in the file", "ALLOTTED")
    if any(line.startswith("waits") for line in says):
        yield Key("text", "time before a slot is free, where it is more than nothing", "WAITS")
    yield Key("text", "on an arrow: how long the caller waits at most", "n ms")


def _notes(promises: list[Fact]) -> Iterator[str]:
    """Yield what was found for each promise; one that cannot hold stands in the list of gaps."""
    yield from (f"{f.subject}: {f.says}." for f in promises[:_MOST_PROMISES] if f.verdict is not Verdict.FAILS)
    yield "Where no wait is shown, next to none is expected, or it is unknown."
