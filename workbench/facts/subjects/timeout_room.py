"""Whether a call is waited for at least as long as it takes as a rule."""

from __future__ import annotations

from collections.abc import Iterator

from workbench.design import Edge
from workbench.facts.context import Context
from workbench.facts.fact import Fact, Input, Verdict
from workbench.facts.formula import fact
from workbench.facts.request import is_call
from workbench.facts.spans import of

_ID = "timeout-room"
_TAILS = ("p90", "p95", "p99")


@fact(
    _ID,
    title="Timeouts against the time of a call",
    broken="Half of the calls are given up before they are answered",
    formula="timeout >= median of the called component's own time; of its tail, what is above it fails",
    source="arithmetic; AWS REL05-BP03",
    number="Q12",
    blind="The time of what the called component calls itself, which comes on top.",
)
def timeout_room(context: Context) -> Iterator[Fact]:
    """Yield one fact for every timed call to a component that states percentiles of its own time."""
    for edge in context.graph.edges:
        patience = context.take(f"timeout {edge.source} -> {edge.target}", *edge.path, "timeout")
        if patience and is_call(edge):
            yield from _judge(context, edge, patience)


def _judge(context: Context, edge: Edge, patience: Input) -> Iterator[Fact]:
    path = (*context.graph.parts[edge.target].path, "latency")
    half = context.take(f"{edge.target} p50", *path, "p50")
    tails = {p: t for p in _TAILS if (t := context.take(f"{edge.target} {p}", *path, p))}
    if not (half or tails):
        return
    late = next((p for p, t in tails.items() if of(t).high > of(patience).low), "")
    if half and of(half).low > of(patience).high:
        verdict, says = Verdict.FAILS, f"{edge.target} takes {half.text} for half of all calls"
    elif late:
        verdict, says = Verdict.PLAUSIBLE, f"calls of {edge.target} over its {late} of {tails[late].text} are given up"
    else:
        slowest = list(tails.values())[-1] if tails else half
        verdict, says = Verdict.HOLDS, f"{edge.target} takes {slowest.text if slowest else ''} at the slow end"
    yield Fact(
        id=_ID, subject=edge.id, verdict=verdict, at=patience.path, stated=patience, edges=(edge.id,),
        says=f"{says}; {edge.source} waits {patience.text}", components=(edge.target,),
        inputs=tuple(i for i in (patience, half, *tails.values()) if i),
        broken=(edge.id,) if verdict is Verdict.FAILS else (),
    )  # fmt: skip
