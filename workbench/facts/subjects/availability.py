"""Availability of the hard path against the objective: a product, with redundancy and fallbacks counted."""

from __future__ import annotations

import math
from collections.abc import Iterator
from dataclasses import dataclass, field

from workbench.design import Part
from workbench.errors import Path
from workbench.facts.context import Context
from workbench.facts.fact import Fact, Input, Verdict
from workbench.facts.formula import fact
from workbench.facts.request import Call, calls_from
from workbench.facts.show import percent, percents, seconds

_ID = "path-availability"


@dataclass
class _Ledger:
    """What went into a product, line by line."""

    inputs: list[Input] = field(default_factory=list)
    steps: list[str] = field(default_factory=list)
    missing: list[Path] = field(default_factory=list)
    assumed: bool = False

    def note(self, taken: Input) -> None:
        """Keep an input; an assumed one makes the result plausible at best."""
        if taken not in self.inputs:
            self.inputs.append(taken)
        self.assumed |= taken.assumed


@fact(
    _ID,
    title="Availability of the hard path",
    broken="The availability promise cannot hold",
    formula="product of a_i over the hard path; redundancy 1 - [((1-b)u)^n + b u]; fallback a + (1-a) f",
    source="serial availability; beta factor of common cause",
    number="Q02, Q04, Q05",
)
def path_availability(context: Context) -> Iterator[Fact]:
    """Yield one fact for every availability objective under slas."""
    for name, sla in context.design.slas.items():
        stated = context.take(f"{name} availability", "slas", name, "availability")
        if stated and sla.entry in context.graph.parts:
            yield _judge(context, name, calls_from(context.graph, sla.entry or ""), stated)


def _judge(context: Context, sla: str, root: Call, stated: Input) -> Fact:
    ledger = _Ledger()
    ledger.note(stated)
    low = high = 1.0
    needed = list(dict.fromkeys(_hard(root)))
    for name, edge_fallback in needed:
        ends = _with_fallback(context, context.graph.parts[name], edge_fallback, ledger)
        low, high = low * ends[0], high * ends[1]
    goal = stated.quantity.value if stated.quantity else 1.0
    verdict, says = _verdict(low, high, goal, ledger)
    if verdict is not Verdict.FAILS and not root.complete:
        verdict, says = Verdict.UNKNOWN, "the calls of one request branch too often to be followed"
    ledger.steps.append(f"product: {percent(low)}" + (f" to {percent(high)}" if low != high else ""))
    return Fact(
        id=_ID, subject=sla, verdict=verdict, says=says, at=stated.path, computed=percent(low),
        value=low, stated=stated,
        inputs=tuple(ledger.inputs), steps=tuple(ledger.steps), needs=tuple(ledger.missing),
        components=tuple(name for name, _ in needed),
        edges=tuple(c.edge.id for c in root.walk() if c.edge and c.edge.hard),
    )  # fmt: skip


def _verdict(low: float, high: float, goal: float, ledger: _Ledger) -> tuple[Verdict, str]:
    least, most, wanted = percents(low, high, goal)
    promised = f"{wanted} is promised"
    month = 30 * 86_400
    if high < goal:
        down = f"{seconds((1 - high) * month)} down in 30 d"
        return Verdict.FAILS, f"the hard path reaches at most {most} ({down}); {promised}"
    if ledger.missing:
        return Verdict.UNKNOWN, f"{promised}, but {ledger.missing[0][-2]} states no availability"
    if low >= goal:
        verdict = Verdict.PLAUSIBLE if ledger.assumed else Verdict.HOLDS
        return verdict, f"the hard path reaches {least}; {promised}"
    return Verdict.PLAUSIBLE, f"the hard path reaches {least} to {most}; {promised}"


def _hard(call: Call) -> Iterator[tuple[str, str]]:
    """Yield what a request cannot do without, and the fallback its arrow names."""
    edge = call.edge
    yield call.part, (edge.flow.fallback or "") if edge else ""
    for group in call.groups:
        for inner in group:
            if inner.edge and inner.edge.flow.need != "soft":
                for filter_ in inner.edge.flow.through:
                    yield filter_, ""
                yield from _hard(inner)


def _with_fallback(context: Context, part: Part, edge_fallback: str, ledger: _Ledger) -> tuple[float, float]:
    own = _own(context, part, ledger)
    if own is None:
        if not part.has("user") and part.declared:
            ledger.missing.append((*part.path, "availability"))
        return 1.0, 1.0
    fallback = context.graph.parts.get(part.spec.fallback or edge_fallback)
    if fallback is None or not _disjoint(context, part, fallback):
        ledger.steps.append(f"{part.id}: {percent(own[0])}")
        return own
    works = context.take(f"{part.id} fallback works", *part.path, "fallback_works") or context.assume("fallback_works")
    ledger.note(works)
    backup = _own(context, fallback, ledger) or (1.0, 1.0)
    share = works.quantity.value if works.quantity else 0.0
    ends = tuple(a + (1 - a) * share * b for a, b in zip(own, backup, strict=True))
    ledger.steps.append(f"{part.id}: {percent(own[0])}, with {fallback.id} behind it {percent(ends[0])}")
    return ends[0], ends[1]


def _disjoint(context: Context, part: Part, fallback: Part) -> bool:
    """True when the fallback does not itself call what failed and shares no quota with it."""
    if fallback.id == part.id or (part.spec.quota_pool and part.spec.quota_pool == fallback.spec.quota_pool):
        return False
    return part.id not in {call.part for call in calls_from(context.graph, fallback.id).walk()}


def _own(context: Context, part: Part, ledger: _Ledger) -> tuple[float, float] | None:
    """Return the availability of a box by itself: stated, or from its replicas, or None when neither is known."""
    stated = context.take(f"{part.id} availability", *part.path, "availability")
    if stated and stated.quantity:
        ledger.note(stated)
        return stated.quantity.low, stated.quantity.high
    replicas = context.take(f"{part.id} replicas", *part.path, "replicas")
    if not replicas or not replicas.quantity:
        return None
    down = context.assume("replica_unavailability")
    shared = context.take(f"{part.id} common cause", *part.path, "common_cause") or context.assume("common_cause")
    for taken in (replicas, down, shared):
        ledger.note(taken)
    u, beta = (i.quantity.value if i.quantity else 0.0 for i in (down, shared))
    ends = tuple(redundant(u, beta, n) for n in (replicas.quantity.low, replicas.quantity.high))
    return ends[0], ends[1]


def redundant(unavailability: float, beta: float, copies: float) -> float:
    """Availability of `copies` of a thing that share a part `beta` of their failures (Q04)."""
    alone = math.pow((1 - beta) * unavailability, max(copies, 1.0))
    return 1 - (alone + beta * unavailability)
