"""Whether the first word of an answer comes as soon as promised."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from itertools import zip_longest

from workbench.errors import Path
from workbench.facts.context import Context
from workbench.facts.fact import Fact, Input, Verdict
from workbench.facts.formula import fact
from workbench.facts.once import calls_of
from workbench.facts.quantiles import STATED, OwnTime, own_time
from workbench.facts.request import Call
from workbench.facts.show import seconds
from workbench.facts.spans import of
from workbench.facts.token_use import answered_by_caches

_ID = "first-token"
_WIDEST_TAIL = 12.0
"""p99 over p50 of the most uneven component; an unstated median is taken no larger than that leaves it."""
_CACHED = 0.5
"""Share of requests answered by caches from which slow percentiles say nothing of the model."""


@fact(
    _ID,
    title="Time to the first word",
    broken="The first word comes later than promised",
    formula="own times of all calls before the model answers + its time to the first token <= time promised",
    source="inference metrics (MLPerf; Databricks guide); union bound (Boole)",
    number="Q44",
    blind="Answers held back as a whole by what reads them on the way out.",
)
def first_token(context: Context) -> Iterator[Fact]:
    """Yield one fact for every percentile of a first token promised, for flows that enter at a declared component."""
    for name, sla in context.design.slas.items():
        root = calls_of(context, sla.entry or "") if sla.entry in context.graph.parts else None
        for percentile, share in STATED.items() if root and sla.first_token else ():
            promise = context.take(f"{name} first token {percentile}", "slas", name, "first_token", percentile)
            if promise and root and root.complete:
                yield _judge(context, name, promise, share, _way(context, root))


@dataclass(frozen=True, slots=True)
class _Way:
    """The calls of a request up to the first that generates text, and the time each takes until then."""

    stages: tuple[tuple[str, ...], ...]
    """Steps one after another; what stands together in one runs at the same time."""
    times: dict[str, OwnTime]
    generator: str
    missing: tuple[Path, ...]

    def most(self, own: Callable[[OwnTime], float]) -> float:
        """Add up the steps, each at its slowest, in seconds."""
        return sum(max((own(self.times[n]) for n in step if n in self.times), default=0.0) for step in self.stages)

    def least(self, own: Callable[[OwnTime], float]) -> float:
        """Add up the steps, each at its quickest, in seconds."""
        return sum(min((own(self.times[n]) for n in step if n in self.times), default=0.0) for step in self.stages)


def _way(context: Context, root: Call) -> _Way:
    steps: list[tuple[str, ...]] = []
    generator = _walk(context, root, steps)
    names = dict.fromkeys(n for step in steps for n in step)
    times = {n: t for n in names if (t := _own(context, n, generates=n == generator))}
    missing = tuple(
        (*context.graph.parts[n].path, *(("generation", "first_token") if n == generator else ("latency",)))
        for n in names
        if n not in times and context.graph.parts[n].declared and not context.graph.parts[n].has("user")
    )
    return _Way(tuple(steps), times, generator, missing)


def _walk(context: Context, call: Call, steps: list[tuple[str, ...]]) -> str:
    """Add the steps of a call up to the first box that generates text; return that box, or nothing."""
    steps.extend((name,) for name in (*call.filters, call.part))
    if context.graph.parts[call.part].spec.generation:
        return call.part
    for group in call.groups:
        made = [c for c in group.calls if not (c.edge and c.edge.flow.share)]
        ways: list[list[tuple[str, ...]]] = [[] for _ in made]
        found = [_walk(context, inner, way) for inner, way in zip(made, ways, strict=True)]
        hit = next((n for n, name in enumerate(found) if name), None)
        if hit is not None:
            steps.extend(ways[hit])
            return found[hit]
        # What is called together runs side by side, step by step.
        steps.extend(tuple(n for step in side if step for n in step) for side in zip_longest(*ways))
    return ""


def _own(context: Context, name: str, *, generates: bool) -> OwnTime | None:
    part = context.graph.parts[name]
    made = part.spec.generation
    if generates:
        path = (*part.path, "generation", "first_token")
        return own_time(context, path, made.first_token if made else None, f"{name} first token")
    return own_time(context, (*part.path, "latency"), part.spec.latency, name)


def _judge(context: Context, sla: str, promise: Input, share: float, way: _Way) -> Fact:
    at = 1 - (1 - share) / max(len(way.times), 1)
    bound = way.most(lambda t: t.bound(at)[0])
    # With every step at its median one request in two still takes longer; unless most are answered by a cache.
    cached = answered_by_caches(context).high >= _CACHED
    least = 0.0 if cached else way.least(lambda t: t.quickest(0.5, _WIDEST_TAIL).at(0.5))
    made = way.times.get(way.generator)
    floor = made.floor(share) if made and not cached else 0.0
    assumed = any(t.bound(at)[1] is None for t in way.times.values())
    verdict, says = _verdict(way, promise, (bound, max(least, floor)), assumed)
    guessed = any(t.guessed for t in way.times.values())
    return Fact(
        id=_ID, subject=sla, verdict=verdict, says=f"{says}; {promise.text} is promised", at=promise.path,
        computed=seconds(bound) if way.generator else "", value=bound if way.generator else None, stated=promise,
        components=tuple(way.times),
        inputs=(promise, *(i for t in way.times.values() for i in t.inputs),
                *((context.assume("tail_ratio"),) if guessed else ())),
        steps=(
            *(f"{name}: {seconds(t.bound(at)[0])}" for name, t in way.times.items()),
            f"one after another {seconds(bound)}; with every step at its median {seconds(least)}",
        ),
        needs=_needs(context, way) if verdict is Verdict.UNKNOWN else (),
    )  # fmt: skip


def _verdict(way: _Way, promise: Input, ends: tuple[float, float], assumed: bool) -> tuple[Verdict, str]:
    bound, least = ends
    if way.generator and least > of(promise).high:
        return Verdict.FAILS, f"the first word takes at least {seconds(least)}"
    if not way.generator or way.missing:
        return Verdict.UNKNOWN, "not all that comes before the first word states its time"
    if bound <= of(promise).low and not assumed:
        return Verdict.HOLDS, f"the first word comes within {seconds(bound)}"
    return Verdict.PLAUSIBLE, f"the first word may take up to {seconds(bound)}"


def _needs(context: Context, way: _Way) -> tuple[Path, ...]:
    if way.generator:
        return way.missing
    models = [p for p in context.graph.parts.values() if p.kind == "llm"]
    return tuple((*p.path, "generation", "first_token") for p in models[:1]) or (("llm", "components"),)
