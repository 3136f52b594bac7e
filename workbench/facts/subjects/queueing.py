"""Waiting in front of busy servers, and whether wait and work fit into a component's share of the latency."""

from __future__ import annotations

from collections.abc import Iterator
from math import floor

from workbench.design import Part
from workbench.design.capacity import PERCENTILES
from workbench.facts import spans
from workbench.facts.context import Context
from workbench.facts.fact import Fact, Input, Verdict
from workbench.facts.formula import fact
from workbench.facts.loads import Load, loads
from workbench.facts.quantiles import own_time
from workbench.facts.queueing import erlang_c, wait_quantile
from workbench.facts.replicas import running
from workbench.facts.show import number, percent, seconds

_ID = "queueing-wait"


@fact(
    _ID,
    title="Waiting for a free slot",
    broken="A component takes longer than its share of the latency",
    formula="P(W > t) = C exp(-(c mu - lambda) t), C by Erlang; wait + own time <= share of the latency",
    source="Erlang C (M/M/c)",
    number="Q15",
    blind="Arrivals in bursts and times that vary more than an exponential spread, which wait longer.",
)
def queueing_wait(context: Context) -> Iterator[Fact]:
    """Yield one fact for every loaded component with service time, slots and replicas that can keep up."""
    for name, load in loads(context).items():
        part = context.graph.parts[name]
        if not (part.spec.service_time and part.spec.slots):
            continue
        copies = running(context, part)
        service = context.take(f"{name} service time", *part.path, "service_time")
        slots = context.take(f"{name} slots", *part.path, "slots")
        percentile = _percentile(context, load.sla, name)
        if copies and service and slots and percentile:
            found = _judge(context, part, load, (service, slots, copies), percentile)
            if found:
                yield found


def _percentile(context: Context, sla: str, part: str) -> str:
    """Return the highest percentile promised; p99 where only shares of the latency are given."""
    promise = context.design.slas.get(sla)
    if promise is None:
        return ""
    stated = [p for p in reversed(PERCENTILES) if promise.latency and getattr(promise.latency, p)]
    return stated[0] if stated else "p99" if part in promise.latency_budget else ""


def _judge(
    context: Context, part: Part, load: Load, stated: tuple[Input, Input, Input], percentile: str
) -> Fact | None:
    service, slots, copies = stated
    share = PERCENTILES[percentile]
    servers = floor(min(spans.product(spans.of(slots), spans.of(copies)).middle, spans.MOST))
    arrivals, work = load.told(load.span), spans.of(service).middle
    busy = arrivals * work
    if servers < 1 or busy >= servers:
        return None  # too few replicas: told by a fact of its own
    wait = wait_quantile(servers, arrivals, work, share)
    own = own_time(context, (*part.path, "latency"), part.spec.latency, part.id)
    time, proof = own.bound(share) if own else (work, None)
    budget = context.take(f"{part.id} share of the latency", "slas", load.sla, "latency_budget", part.id)
    verdict, says = _verdict((wait, time), percentile, own.bound(share)[1] if own else None, budget)
    return Fact(
        id=_ID, subject=part.id, verdict=verdict, says=says, at=(budget or service).path, computed=seconds(wait),
        value=wait, stated=budget, inputs=tuple(i for i in (*load.inputs, service, slots, copies, proof, budget) if i),
        steps=(
            f"{number(busy)} of {number(servers)} slots busy on average ({percent(busy / servers)})",
            f"Erlang C: {percent(erlang_c(servers, busy))} of requests wait",
            f"{percentile} of the wait: {seconds(wait)}; own time {seconds(time)}{'' if proof else ' (assumed)'}",
            "one queue before all slots, arrivals and work at random: a model, so this proves nothing by itself",
        ),
        components=(part.id,),
    )  # fmt: skip


def _verdict(
    times: tuple[float, float], percentile: str, proof: Input | None, budget: Input | None
) -> tuple[Verdict, str]:
    wait, own = times
    waits = f"{percentile} of the wait for a slot is about {seconds(wait)}" if wait else "few requests wait for a slot"
    if budget is None:
        return Verdict.PLAUSIBLE, waits
    limit = spans.of(budget)
    exact = proof if proof and proof.name.endswith(f" {percentile}") else None
    if exact and spans.of(exact).middle > limit.high * (1 + 1e-9):
        return Verdict.FAILS, f"its own {percentile} of {exact.text} is over its share of {budget.text}"
    if wait + own > limit.high:
        return Verdict.PLAUSIBLE, f"{waits}; with its own {seconds(own)} it may leave its share of {budget.text}"
    return Verdict.PLAUSIBLE, f"{waits}; with its own {seconds(own)} it stays within its share of {budget.text}"
