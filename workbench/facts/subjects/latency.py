"""Latency of the request path against the promise, by the union bound."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from workbench.design.slas import Sla
from workbench.errors import Path
from workbench.facts.context import Context
from workbench.facts.fact import ALLOTTED, OWN_TIME, PROMISE_SHARE, Fact, Figure, Input, Verdict
from workbench.facts.formula import fact
from workbench.facts.quantiles import STATED, OwnTime, Spread, own_time, quantile_of_sum
from workbench.facts.request import Call, calls_from
from workbench.facts.show import percent, roughly, seconds

_ID = "request-latency"
_MOST_STAGES = 1e6
_TAILS_TRIED = (1.2, 1.5, 2.0, 3.0, 5.0, 8.0, 12.0)
"""Tails an unstated one may have. A promise is called impossible only when none of them would keep it."""


@dataclass(frozen=True, slots=True)
class _Path:
    """A request path with the own time of every stage on it."""

    root: Call
    times: dict[str, OwnTime]
    missing: tuple[str, ...]

    def most(self, own: Callable[[OwnTime], float], call: Call | None = None) -> float:
        """Add up the tree at its slowest: own time, filters, then each group of calls, of which the slowest counts."""
        call = call or self.root
        flow = call.edge.flow if call.edge else None
        names = (call.part, *call.filters)
        time = sum(own(self.times[n]) for n in names if n in self.times)
        time += flow.delay.high if flow and flow.delay else 0.0
        time += sum(max(self.most(own, inner) for inner in group.calls) for group in call.groups)
        patience = _patience(call)
        if patience < time:
            time = patience + (own(self.times[flow.fallback]) if flow and flow.fallback in self.times else 0.0)
        return time * call.times[1]

    def stages(self, call: Call | None = None) -> float:
        """Return how many times a component works for one request; parallel ones all count, since all must be fast."""
        call = call or self.root
        inner = sum(self.stages(c) for group in call.groups for c in group.calls)
        own = sum(n in self.times for n in (call.part, *call.filters))
        return min(call.times[1] * (own + inner), _MOST_STAGES)

    def turns(self) -> dict[str, float]:
        """Return how many times each component that states a time works for one request, in calling order."""
        found: dict[str, float] = {}
        todo = [(self.root, 1.0)]
        while todo:
            call, before = todo.pop(0)
            here = min(before * call.times[1], _MOST_STAGES)
            for name in (n for n in (call.part, *call.filters) if n in self.times):
                found[name] = min(found.get(name, 0.0) + here, _MOST_STAGES)
            todo += [(inner, here) for group in call.groups for inner in group.calls]
        return found

    def floor(self, p: float, call: Call | None = None) -> float:
        """Return the stated time of the slowest stage that no request faster than its `p` quantile can avoid."""
        call = call or self.root
        share = call.edge.flow.share.low if call.edge and call.edge.flow.share else 1.0
        if 1 - share >= p:
            return 0.0  # those who take this way are all among the slowest
        p = (p - (1 - share)) / share
        own = [self.times[n].floor(p) for n in (call.part, *call.filters) if n in self.times]
        for group in call.groups:
            slowest = [self.floor(p, inner) for inner in group.calls]
            own.append(min(slowest) if group.one_of else max(slowest))
        return min(max(own, default=0.0), _patience(call))

    def moments(self, spread: Callable[[OwnTime], Spread], call: Call | None = None) -> tuple[float, float]:
        """Return mean (s) and variance (s squared) along the slowest way, for an estimate of the sum.

        Only what every request does is counted, the fewest times; what a timeout may cut short does not vary.
        """
        call = call or self.root
        flow = call.edge.flow if call.edge else None
        spreads = [spread(self.times[n]) for n in (call.part, *call.filters) if n in self.times]
        rows = [(s.mean, s.variance) for s in spreads]
        for group in call.groups:
            ways = [self.moments(spread, c) for c in group.calls if _always(c)]
            rows += [(min if group.one_of else max)(ways)] if ways else []
        mean = sum(m for m, _ in rows) + (flow.delay.low if flow and flow.delay else 0.0)
        variance = sum(v for _, v in rows)
        patience = _patience(call)
        if patience < quantile_of_sum(mean, variance, 0.999):
            mean, variance = min(mean, patience), 0.0
        return call.times[0] * mean, call.times[0] * variance

    def estimate(self, p: float) -> float:
        """Return the `p` quantile of the sum if stages are independent, in seconds, with the assumed tail."""
        return quantile_of_sum(*self.moments(lambda t: t.near(p)), p)

    def least(self, p: float) -> float:
        """Return the estimate that favours the design most, over ranges and unstated tails."""
        tails = _TAILS_TRIED if any(t.guessed for t in self.times.values()) else _TAILS_TRIED[:1]
        return min(quantile_of_sum(*self.moments(_quickest(p, tail)), p) for tail in tails)


def _quickest(p: float, tail: float) -> Callable[[OwnTime], Spread]:
    return lambda time: time.quickest(p, tail)


def _patience(call: Call) -> float:
    """Return how long the caller waits at most, with all tries, in seconds."""
    flow = call.edge.flow if call.edge else None
    if flow is None or flow.timeout is None:
        return math.inf
    tries = 1 + (flow.retries.high if flow.retries else 0.0)
    return flow.timeout.high * tries + (flow.backoff.high * (tries - 1) if flow.backoff else 0.0)


def _always(call: Call) -> bool:
    return not (call.edge and call.edge.flow.share and call.edge.flow.share.low < 1)


@fact(
    _ID,
    title="Latency of the request path",
    broken="The latency promise cannot hold",
    formula="P(total > sum of q_i) <= sum of (1 - p_i): for k stages each is taken at p = 1 - (1 - P)/k",
    source="union bound (Boole)",
    number="Q10",
    pattern="ap-impossible-slo",
    blind="Stages that are slow together for one reason; queues before a stage, unless its times include them.",
)
def request_latency(context: Context) -> Iterator[Fact]:
    """Yield one fact for every percentile promised under slas, for flows that enter at a declared component."""
    for name, sla in context.design.slas.items():
        if sla.entry not in context.graph.parts or not sla.latency:
            continue
        path = _measured(context, sla)
        for percentile, share in STATED.items():
            stated = context.take(f"{name} {percentile}", "slas", name, "latency", percentile)
            if stated:
                yield _judge(context, path, stated, share, percentile, name)


def _measured(context: Context, sla: Sla) -> _Path:
    root = calls_from(context.graph, sla.entry or "")
    names = dict.fromkeys(n for c in root.walk() for n in (c.part, *c.filters))
    times: dict[str, OwnTime] = {}
    missing = []
    for name in names:
        part = context.graph.parts[name]
        found = own_time(context, (*part.path, "latency"), part.spec.latency, name)
        if found:
            times[name] = found
        elif part.declared and not part.has("user"):
            missing.append(name)
    return _Path(root, times, tuple(missing))


def _judge(context: Context, path: _Path, stated: Input, share: float, percentile: str, sla: str) -> Fact:
    promise = stated.quantity.low if stated.quantity else 0.0
    loosest = stated.quantity.high if stated.quantity else 0.0
    at = 1 - (1 - share) / max(path.stages(), 1.0)
    bound = path.most(lambda t: t.bound(at)[0])
    floor, least = path.floor(share), path.least(share)
    estimate = max(path.estimate(share), least)
    assumed = any(t.bound(at)[1] is None for t in path.times.values())
    guessed = any(t.guessed for t in path.times.values())
    impossible = max(floor, least) > loosest
    verdict, says = _verdict(path, _Numbers(promise, bound, floor, estimate, impossible, assumed, guessed), percentile)
    tail = (context.assume("tail_ratio"),) if guessed else ()
    return Fact(
        id=_ID, subject=sla, verdict=verdict, says=says, at=stated.path, computed=seconds(bound),
        value=bound, stated=stated,
        inputs=(stated, *(i for t in path.times.values() for i in t.inputs), *tail),
        steps=_steps(path, share, at, (bound, floor, estimate, least)),
        needs=tuple(_needs(context, path)) if verdict is Verdict.UNKNOWN else (),
        components=tuple(dict.fromkeys(c.part for c in path.root.walk())),
        edges=tuple(c.edge.id for c in path.root.walk() if c.edge),
        figures=tuple(_figures(context, sla, path, at, promise)),
    )  # fmt: skip


def _figures(context: Context, sla: str, path: _Path, at: float, promise: float) -> Iterator[Figure]:
    """Yield what each stage adds at the percentile the bound takes, all its calls together, and its part of it all."""
    for name, turns in path.turns().items():
        own, stated = path.times[name].bound(at)
        spent = own * turns
        basis = f"{stated.name.rpartition(' ')[2]} as stated" if stated else f"p{100 * at:.4g}, from what is stated"
        often = f", {turns:.0f} calls" if turns > 1 else ""
        yield Figure(OWN_TIME, name, spent, seconds(spent), f"{basis}{often}")
        if promise > 0:
            yield Figure(PROMISE_SHARE, name, spent / promise, roughly(spent / promise))
        allotted = context.take(f"{name} share of the latency", "slas", sla, "latency_budget", name)
        if allotted and allotted.quantity:
            yield Figure(ALLOTTED, name, allotted.quantity.high, allotted.text)


@dataclass(frozen=True, slots=True)
class _Numbers:
    """What a verdict rests on; times in seconds."""

    promise: float
    bound: float
    floor: float
    estimate: float
    impossible: bool
    assumed: bool
    """The bound rests on percentiles that are not stated."""
    guessed: bool
    """Some tail is not stated at all."""


def _verdict(path: _Path, n: _Numbers, percentile: str) -> tuple[Verdict, str]:
    promised = f"{percentile} of {seconds(n.promise)} is promised"
    if n.impossible and n.floor > n.promise:
        return Verdict.FAILS, f"one stage alone takes {seconds(n.floor)} at {percentile}; {promised}"
    if n.impossible:
        return Verdict.FAILS, f"the stages together take about {seconds(n.estimate)} at {percentile}; {promised}"
    if not path.root.complete:
        return Verdict.UNKNOWN, f"{promised}, but the calls of one request branch too often to be followed"
    if path.missing or not path.times:
        first = path.missing[0] if path.missing else path.root.part
        return Verdict.UNKNOWN, f"{promised}, but {first} states no latency"
    if n.bound <= n.promise and not n.assumed:
        return Verdict.HOLDS, f"the stages need at most {seconds(n.bound)}; {promised}"
    if n.bound <= n.promise:
        return Verdict.PLAUSIBLE, f"the stages need about {seconds(n.bound)}, with assumed percentiles; {promised}"
    return _over(n, percentile, promised)


def _over(n: _Numbers, percentile: str, promised: str) -> tuple[Verdict, str]:
    """Tell a bound that is over the promise, which proves nothing by itself."""
    if n.estimate <= n.promise:
        both = f"the bound is {seconds(n.bound)}, the estimate {seconds(n.estimate)}"
        return Verdict.PLAUSIBLE, f"{both}; {promised}, likely but not proven"
    if n.guessed:
        told = f"with assumed percentiles the stages would take about {seconds(n.estimate)}"
        return Verdict.UNKNOWN, f"{told} at {percentile}; {promised}"
    return Verdict.PLAUSIBLE, f"at the slow end of what is stated the stages take {seconds(n.estimate)}; {promised}"


def _steps(path: _Path, share: float, at: float, numbers: tuple[float, float, float, float]) -> tuple[str, ...]:
    bound, floor, estimate, least = numbers
    together = f"so that all hold together in {percent(share)} of requests"
    lines = [f"{round(path.stages())} stages, each taken at {percent(at)} {together}"]
    for name, time in path.times.items():
        value, stated = time.bound(at)
        basis = (
            f"its stated {stated.name.rpartition(' ')[2]}"
            if stated
            else f"from its stated percentiles, spread {time.spread.sigma:.2f}"
        )
        lines.append(f"{name}: {seconds(value)} ({basis})")
    lines.append(f"added up along the path: {seconds(bound)} (calls in parallel count as the slowest)")
    lines.append(f"no request path is faster than its slowest stage: {seconds(floor)}")
    lines.append(f"estimate for independent stages: {seconds(estimate)}")
    lines.append(f"the same as kindly as the file can be read: {seconds(least)}")
    return tuple(lines)


def _needs(context: Context, path: _Path) -> Iterator[Path]:
    for name in path.missing:
        yield (*context.graph.parts[name].path, "latency")
    for name, time in path.times.items() if not path.missing else ():
        if time.guessed:
            stated = str(time.inputs[0].path[-1])
            yield (*context.graph.parts[name].path, "latency", "p99" if stated == "p50" else "p50")
