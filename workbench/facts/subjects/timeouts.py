"""Timeouts and retries: whether they nest inside what the caller waits, and how far they multiply load."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from workbench.design import Edge
from workbench.errors import Path
from workbench.facts import spans
from workbench.facts.context import Context
from workbench.facts.fact import Fact, Input, Verdict
from workbench.facts.formula import fact
from workbench.facts.once import calls_of
from workbench.facts.ranges import Span
from workbench.facts.request import Call, is_call
from workbench.facts.show import number, seconds

_MOST_ATTEMPTS = 3.0
_ZERO = spans.exactly(0.0)


@dataclass(frozen=True, slots=True)
class _Wait:
    """What one call may take in the end: attempts alone, and with the pauses between them, in seconds."""

    edge: Edge
    inputs: tuple[Input, ...]
    attempts: Span
    paused: Span


@fact(
    "timeouts-nest",
    title="Timeouts inside the caller's patience",
    broken="A call may outlast the caller that waits for it",
    formula="sum of timeout x (retries + 1) + backoff x retries of the calls it makes <= timeout of its caller",
    source="AWS REL05-BP03",
    number="Q12",
    blind="Time a caller spends on work of its own between its calls.",
)
def timeouts_nest(context: Context) -> Iterator[Fact]:
    """Yield one fact for every timed call to something that makes timed calls itself."""
    for edge in context.graph.edges:
        if not (edge.flow.timeout and is_call(edge)):
            continue
        outer = context.take(f"timeout {edge.source} -> {edge.target}", *edge.path, "timeout")
        inner = [e for e in context.graph.out(edge.target) if is_call(e) and e.target != edge.source]
        if outer and any(e.flow.timeout for e in inner):
            yield _nested(context, edge, outer, inner)


def _nested(context: Context, edge: Edge, outer: Input, inner: list[Edge]) -> Fact:
    waits = [w for w in (_wait(context, e) for e in inner) if w]
    missing: tuple[Path, ...] = tuple(dict.fromkeys((*e.path, "timeout") for e in inner if not e.flow.timeout))
    # Arrows of one chain share one line of the file, which says of each what was meant of the whole.
    other = [w for w in waits if w.edge.path != edge.path]
    longest = max(other or waits, key=lambda w: w.attempts.low)
    # Calls of one step run together; each step is as slow as its slowest call.
    steps: dict[tuple[object, ...], list[Span]] = {}
    for wait in waits:
        key = (wait.edge.path, wait.edge.position) if wait.edge.parallel else (wait.edge.id,)
        steps.setdefault(key, []).append(wait.paused)
    whole = spans.total(*(_slowest(group) for group in steps.values()))
    patience = spans.of(outer)
    sound = bool(other) and longest.attempts.low > patience.high * (1 + 1e-9)
    verdict, says = _nest_verdict(longest, whole, outer, sound)
    if verdict is Verdict.HOLDS and missing:
        verdict, says = Verdict.UNKNOWN, f"{says}, but {missing[0][0]}[{missing[0][1]}] states no timeout"
    return Fact(
        id="timeouts-nest", subject=edge.id, verdict=verdict, says=says, at=outer.path, computed=seconds(whole.high),
        value=whole.high, stated=outer, inputs=(outer, *dict.fromkeys(i for w in waits for i in w.inputs)),
        steps=(
            *(f"{w.edge.id}: at most {seconds(w.paused.high)}" for w in waits),
            f"one after another, side by side where parallel: {seconds(whole.high)}",
        ),
        needs=missing if verdict is Verdict.UNKNOWN else (), components=(edge.target,),
        edges=(edge.id, *(w.edge.id for w in waits)), broken=(longest.edge.id,) if verdict is Verdict.FAILS else (),
    )  # fmt: skip


def _slowest(group: list[Span]) -> Span:
    return Span(max(s.low for s in group), max(s.middle for s in group), max(s.high for s in group))


def _nest_verdict(longest: _Wait, whole: Span, outer: Input, sound: bool) -> tuple[Verdict, str]:
    patience = spans.of(outer)
    source, target = longest.edge.source, longest.edge.target
    if sound:
        says = f"{source} may wait {seconds(longest.attempts.low)} for {target}; its own caller gives up"
        return Verdict.FAILS, f"{says} after {outer.text}"
    if whole.high > patience.low * (1 + 1e-9):
        says = f"the calls {source} makes may take {seconds(whole.high)} if each runs to its end"
        return Verdict.PLAUSIBLE, f"{says}; its caller gives up after {outer.text}"
    return Verdict.HOLDS, f"the calls {source} makes end within {seconds(whole.high)}; its caller waits {outer.text}"


def _wait(context: Context, edge: Edge) -> _Wait | None:
    names = {"timeout": "timeout", "retries": "retries", "backoff": "backoff", "calls": "calls"}
    taken = {k: context.take(f"{n} {edge.source} -> {edge.target}", *edge.path, k) for k, n in names.items()}
    timeout = taken["timeout"]
    if timeout is None:
        return None
    retries = spans.of(taken["retries"]) if taken["retries"] else _ZERO
    pause = spans.product(retries, spans.of(taken["backoff"])) if taken["backoff"] else _ZERO
    times = spans.of(taken["calls"]) if taken["calls"] else spans.exactly(1.0)
    once = spans.product(spans.of(timeout), spans.total(retries, spans.exactly(1.0)))
    # Pauses that are drawn at random may come out as nothing: only attempts count for what is certain.
    return _Wait(edge, tuple(i for i in taken.values() if i), once, spans.product(times, spans.total(once, pause)))


@fact(
    "retry-amplification",
    title="Load multiplied by retries",
    broken="Retries multiply the load of a failure",
    formula="attempts of every layer multiplied along the path; at most 3, a rule of thumb",
    source="AWS REL05-BP03; Site Reliability Engineering, ch. 22",
    number="Q12",
    blind="Clients outside that try again as they like; circuit breakers that nobody stated.",
)
def retry_amplification(context: Context) -> Iterator[Fact]:
    """Yield one fact for every promise whose path retries."""
    for name, sla in context.design.slas.items():
        if sla.entry in context.graph.parts:
            trails = list(_trails(calls_of(context, sla.entry or ""), ()))
            worst = max(trails, key=lambda trail: (_attempts(trail), -len(trail)), default=())
            if _attempts(worst) > 1:
                yield _amplified(context, name, [e for e in worst if e.flow.retries])


def _trails(call: Call, before: tuple[Edge, ...]) -> Iterator[tuple[Edge, ...]]:
    trail = (*before, call.edge) if call.edge else before
    yield trail
    for group in call.groups:
        for inner in group.calls:
            yield from _trails(inner, trail)


def _attempts(trail: tuple[Edge, ...] | list[Edge]) -> float:
    return spans.product(*(spans.exactly(e.flow.retries.high + 1) for e in trail if e.flow.retries)).high


def _amplified(context: Context, sla: str, trail: list[Edge]) -> Fact:
    taken = [context.take(f"retries {e.source} -> {e.target}", *e.path, "retries") for e in trail]
    times, last = _attempts(trail), trail[-1].target
    verdict = Verdict.HOLDS if times <= _MOST_ATTEMPTS else Verdict.PLAUSIBLE
    says = f"when {last} fails it gets up to {number(times)} times its load"
    if verdict is Verdict.PLAUSIBLE:
        says += f", over the {number(_MOST_ATTEMPTS)} that most systems bear"
    return Fact(
        id="retry-amplification", subject=sla, verdict=verdict, says=says, at=(*trail[0].path, "retries"),
        computed=f"{number(times)} times", value=times, inputs=tuple(i for i in taken if i), components=(last,),
        steps=(" x ".join(f"{number(e.flow.retries.high + 1)} ({e.id})" for e in trail if e.flow.retries),),
        edges=tuple(e.id for e in trail),
    )  # fmt: skip
