"""Latency of the request path against the promise, by the union bound."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from workbench.design.slas import Sla
from workbench.errors import Path
from workbench.facts.context import Context
from workbench.facts.fact import Fact, Input, Verdict
from workbench.facts.formula import fact
from workbench.facts.quantiles import STATED, OwnTime, own_time, quantile_of_sum
from workbench.facts.request import Call, calls_from
from workbench.facts.show import percent, seconds

_ID = "request-latency"
_MOST_STAGES = 1e6


@dataclass(frozen=True, slots=True)
class _Path:
    """A request path with the own time of every stage on it."""

    root: Call
    times: dict[str, OwnTime]
    missing: tuple[str, ...]

    def total(self, own: Callable[[OwnTime], float], call: Call | None = None) -> float:
        """Add up the tree: own time, then each group of calls, of which parallel ones count as the slowest."""
        call = call or self.root
        flow = call.edge.flow if call.edge else None
        time = own(self.times[call.part]) if call.part in self.times else 0.0
        time += flow.delay.high if flow and flow.delay else 0.0
        time += sum(own(self.times[f]) for f in (flow.through if flow else ()) if f in self.times)
        time += sum(max(self.total(own, inner) for inner in group) for group in call.groups)
        return time * call.times

    def stages(self, call: Call | None = None) -> float:
        """Return how many times a component works for one request; parallel ones all count, since all must be fast."""
        call = call or self.root
        inner = sum(self.stages(c) for group in call.groups for c in group)
        return min(call.times * ((call.part in self.times) + inner), _MOST_STAGES)

    def moments(self, call: Call | None = None) -> tuple[float, float]:
        """Return mean (s) and variance (s squared) along the slowest way, for an estimate of the sum."""
        call = call or self.root
        own = self.times.get(call.part)
        rows = [(own.spread.mean, own.spread.variance)] if own else []
        rows += [max(self.moments(c) for c in group) for group in call.groups]
        return call.times * sum(m for m, _ in rows), call.times * sum(v for _, v in rows)


@fact(
    _ID,
    title="Latency of the request path",
    broken="The latency promise cannot hold",
    formula="P(total > sum of q_i) <= sum of (1 - p_i): for k stages each is taken at p = 1 - (1 - P)/k",
    source="union bound (Boole)",
    number="Q10",
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
    names = dict.fromkeys(n for c in root.walk() for n in (c.part, *(c.edge.flow.through if c.edge else ())))
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
    at = 1 - (1 - share) / max(path.stages(), 1.0)
    bound = path.total(lambda t: t.bound(at)[0])
    floor = max((t.bound(share)[0] for t in path.times.values() if t.bound(share)[1]), default=0.0)
    estimate = quantile_of_sum(*path.moments(), share)
    assumed = [t for t in path.times.values() if t.guessed or t.bound(at)[1] is None]
    verdict, says = _verdict(path, (promise, bound, floor, estimate), percentile, bool(assumed))
    tail = (context.assume("tail_ratio"),) if any(t.guessed for t in path.times.values()) else ()
    return Fact(
        id=_ID, subject=sla, verdict=verdict, says=says, at=stated.path, computed=seconds(bound),
        value=bound, stated=stated,
        inputs=(stated, *(i for t in path.times.values() for i in t.inputs), *tail),
        steps=_steps(path, share, at, (bound, floor, estimate)),
        needs=tuple(_needs(context, path)),
        components=tuple(dict.fromkeys(c.part for c in path.root.walk())),
        edges=tuple(c.edge.id for c in path.root.walk() if c.edge),
    )  # fmt: skip


def _verdict(
    path: _Path, numbers: tuple[float, float, float, float], percentile: str, assumed: bool
) -> tuple[Verdict, str]:
    promise, bound, floor, estimate = numbers
    promised = f"{percentile} of {seconds(promise)} is promised"
    if floor > promise:
        return Verdict.FAILS, f"one stage alone takes {seconds(floor)} at {percentile}; {promised}"
    if path.times and estimate > promise:
        return Verdict.FAILS, f"the stages together take about {seconds(estimate)} at {percentile}; {promised}"
    if not path.root.complete:
        return Verdict.UNKNOWN, f"{promised}, but the calls of one request branch too often to be followed"
    if path.missing or not path.times:
        first = path.missing[0] if path.missing else path.root.part
        return Verdict.UNKNOWN, f"{promised}, but {first} states no latency"
    if bound <= promise and not assumed:
        return Verdict.HOLDS, f"the stages need at most {seconds(bound)}; {promised}"
    if bound <= promise:
        return Verdict.PLAUSIBLE, f"the stages need about {seconds(bound)}, with assumed percentiles; {promised}"
    return (
        Verdict.PLAUSIBLE,
        f"the bound is {seconds(bound)}, the estimate {seconds(estimate)}; {promised}, likely but not proven",
    )


def _steps(path: _Path, share: float, at: float, numbers: tuple[float, float, float]) -> tuple[str, ...]:
    bound, floor, estimate = numbers
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
    return tuple(lines)


def _needs(context: Context, path: _Path) -> Iterator[Path]:
    for name in path.missing:
        yield (*context.graph.parts[name].path, "latency")
