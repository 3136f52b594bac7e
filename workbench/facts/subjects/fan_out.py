"""Fan-out: a request that waits for every part of an index meets the slow tail of one of them more often than not."""

from __future__ import annotations

from collections.abc import Iterator

from workbench.design.capacity import PERCENTILES
from workbench.facts.context import Context
from workbench.facts.fact import Fact, Input, Verdict
from workbench.facts.formula import fact
from workbench.facts.once import calls_of
from workbench.facts.show import percent
from workbench.facts.spans import of

_ID = "fan-out-tail"


@fact(
    _ID,
    title="Slow tails of a fan-out",
    broken="A fan-out is judged by the percentile of one part",
    formula="share of requests that meet a slow part = 1 - p^n; each part is needed at 1 - (1 - P)/n",
    source="The Tail at Scale (CACM 2013)",
    number="Q11",
    blind="Parts that are slow together, for one reason.",
)
def fan_out_tail(context: Context) -> Iterator[Fact]:
    """Yield one fact for every promised percentile and part of the path that fans out to shards."""
    for name, sla in context.design.slas.items():
        highest = max((p for p in PERCENTILES if sla.latency and getattr(sla.latency, p)), default="", key=_share)
        if not highest or sla.entry not in context.graph.parts:
            continue
        promise = context.take(f"{name} {highest}", "slas", name, "latency", highest)
        for part in dict.fromkeys(call.part for call in calls_of(context, sla.entry or "").walk()):
            if not context.graph.parts[part].spec.shards:
                continue
            shards = context.take(f"{part} shards", *context.graph.parts[part].path, "shards")
            if promise and shards and of(shards).high > 1:
                yield _judge(context, part, shards, (promise, _share(highest)))


def _share(percentile: str) -> float:
    return PERCENTILES.get(percentile, 0.0)


def _judge(context: Context, part: str, shards: Input, promise: tuple[Input, float]) -> Fact:
    path = (*context.graph.parts[part].path, "latency")
    stated = [(p, context.take(f"{part} {p}", *path, p)) for p in PERCENTILES]
    times = [(_share(p), taken) for p, taken in stated if taken]
    n, wanted = of(shards).high, promise[1]
    needed = 1 - (1 - wanted) / n
    meets = 1 - wanted**n
    enough = [taken for share, taken in times if share >= needed - 1e-12]
    if enough:
        verdict, says = Verdict.HOLDS, f"each of {shards.text} shards states the {percent(needed)} a fan-out needs"
    elif times:
        verdict = Verdict.PLAUSIBLE
        says = f"{percent(meets)} of requests meet the slowest {percent(1 - wanted)} of one of {shards.text} shards"
        says += f"; each would be needed at {percent(needed)}"
    else:
        verdict, says = Verdict.UNKNOWN, f"{part} waits for {shards.text} shards and states no latency"
    return Fact(
        id=_ID, subject=part, verdict=verdict, says=says, at=shards.path, computed=percent(meets), value=meets,
        inputs=(promise[0], shards, *(taken for _, taken in times)), needs=() if times else (path,), components=(part,),
        steps=(
            f"1 - {wanted:g}^{n:g} = {percent(meets)} of requests meet a slow shard",
            f"1 - (1 - {wanted:g})/{n:g} = {percent(needed)} is needed of each, whatever depends on what",
        ),
    )  # fmt: skip
