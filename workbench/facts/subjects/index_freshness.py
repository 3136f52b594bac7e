"""How old what a store or index answers from can be: the times of every way data takes into it, added up."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from workbench.design import Edge
from workbench.facts import spans
from workbench.facts.context import Context
from workbench.facts.fact import Fact, Input, Verdict
from workbench.facts.formula import fact
from workbench.facts.ranges import Span
from workbench.facts.show import seconds

_ID = "way-into-store"
_MOST_WAYS = 64
_NO_DATA = ("control", "deploy", "feedback")


@dataclass(frozen=True, slots=True)
class _Way:
    """One way into a store, from its start to the store, and the times stated along it."""

    parts: tuple[str, ...]
    inputs: tuple[Input, ...]

    @property
    def time(self) -> Span:
        """All times one after another, in seconds."""
        return spans.total(*(spans.of(i) for i in self.inputs))


@fact(
    _ID,
    title="Age of what a store answers from",
    broken="Data reaches a store later than promised",
    formula="sum of cadence + run time + propagation of what data passes on its way <= freshness promised",
    source="Rules of ML, rule 8",
    number="Q22",
    blind="Waiting between two steps that do not start one another.",
)
def way_into_store(context: Context) -> Iterator[Fact]:
    """Yield one fact for every component whose freshness is promised and that data flows into."""
    for name, sla in context.design.slas.items():
        for held in sla.freshness:
            limit = context.take(f"{held} freshness", "slas", name, "freshness", held)
            if limit and held in context.graph.parts and held not in context.design.data:
                ways = list(_ways(context, held))
                if any(w.inputs for w in ways):
                    yield _judge(context, held, limit, ways)


def _ways(context: Context, store: str) -> Iterator[_Way]:
    """Yield the ways data takes into a store, each without going round; at most 64 of them."""
    open_ways: list[tuple[tuple[str, ...], tuple[Edge, ...]]] = [((store,), ())]
    made = 0
    while open_ways and made < _MOST_WAYS:
        parts, edges = open_ways.pop()
        before = [e for e in context.graph.into(parts[0]) if _brings(context, e) and e.source not in parts]
        if not before or len(parts) > _MOST_WAYS:
            made += 1
            if edges:
                yield _Way(parts, tuple(_times(context, parts, edges)))
        open_ways += [((e.source, *parts), (e, *edges)) for e in before[:_MOST_WAYS]]


def _brings(context: Context, edge: Edge) -> bool:
    """True for an arrow that delivers data; a question that is asked of the store is none."""
    asking = edge.call == "sync" and (edge.flow.returns or context.graph.parts[edge.source].has("requests", "user"))
    return edge.flow.kind not in _NO_DATA and not asking


def _times(context: Context, parts: tuple[str, ...], edges: tuple[Edge, ...]) -> Iterator[Input]:
    paced: set[str] = set()
    # A box that only a flow names stands where the flow does, and has no times of its own.
    for part in (p for p in (context.graph.parts[n] for n in parts) if p.declared):
        for word, key in (("cadence", "cadence"), ("run time", "runtime"), ("propagation", "propagation")):
            taken = context.take(f"{part.id} {word}", *part.path, key)
            if taken:
                paced |= {part.id} if key == "cadence" else set()
                yield taken
    # A flow and the job at its end tell of one and the same rhythm; so do the arrows of one chain.
    known = {e.path for e in edges if paced & {e.source, e.target}}
    for path in dict.fromkeys(e.path for e in edges if e.path not in known):
        taken = context.take(f"flow {path[1]} cadence", *path, "cadence")
        if taken:
            yield taken


def _all_timed(context: Context, ways: list[_Way]) -> bool:
    """True when everything on the ways that works in batches says how long it takes; filters are taken to be quick."""
    parts = [context.graph.parts[n] for n in dict.fromkeys(n for w in ways for n in w.parts[1:-1])]
    slow = [
        p for p in parts if p.has("batches") or (p.has("computes") and not p.has("validates", "filters", "streams"))
    ]
    return all(p.spec.cadence or p.spec.runtime or p.spec.propagation for p in slow)


def _judge(context: Context, store: str, limit: Input, ways: list[_Way]) -> Fact:
    quickest = min(ways, key=lambda w: w.time.middle)
    slowest = max(ways, key=lambda w: w.time.high)
    room = spans.of(limit)
    if quickest.time.middle > room.high * (1 + 1e-9):
        verdict, way = Verdict.FAILS, quickest
    elif len(ways) < _MOST_WAYS and slowest.time.high <= room.low * (1 + 1e-9) and _all_timed(context, ways):
        verdict, way = Verdict.HOLDS, slowest
    else:
        verdict, way = Verdict.PLAUSIBLE, slowest
    return Fact(
        id=_ID, subject=store, verdict=verdict, at=limit.path, computed=seconds(way.time.middle),
        says=f"data from {way.parts[0]} takes up to {seconds(way.time.middle)} into {store}; {limit.text} is promised",
        value=way.time.middle, stated=limit, inputs=(limit, *way.inputs), components=way.parts,
        steps=(
            " -> ".join(way.parts),
            *(f"{i.name}: {i.text}" for i in way.inputs),
            f"together {seconds(way.time.middle)}; {len(ways)} way{'s' if len(ways) > 1 else ''} in all",
        ),
    )  # fmt: skip
