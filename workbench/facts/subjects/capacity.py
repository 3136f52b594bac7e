"""Whether what is running can carry the peak: requests in flight, replicas, and stated rates."""

from __future__ import annotations

import re
from collections.abc import Iterator
from math import ceil

from workbench.design import Part, Quantity
from workbench.facts import spans
from workbench.facts.context import Context
from workbench.facts.fact import BUSY, GOAL, Fact, Figure, Input, Verdict
from workbench.facts.formula import fact
from workbench.facts.loads import Load, loads
from workbench.facts.quantiles import own_time
from workbench.facts.ranges import Span, at_most, weakened
from workbench.facts.replicas import most_copies
from workbench.facts.show import number, percent, rate, roughly, seconds

_MOST_SHOWN = 1e6
_NOUN = re.compile(r"[a-z]{2,}(?= */| per )")
_REQUESTS = ("requests", "request", "calls", "queries", "req")


@fact(
    "requests-in-flight",
    title="Requests in flight at peak",
    broken="More requests in flight than there are slots",
    formula="in flight = arrivals x time in the component (Little)",
    source="Little 1961",
    number="Q13",
    blind="Slots held by requests that wait for others, beyond the time stated.",
)
def requests_in_flight(context: Context) -> Iterator[Fact]:
    """Yield one fact for every loaded component that states slots, copies and latency, but no service time."""
    for name, load in loads(context).items():
        part = context.graph.parts[name]
        if part.spec.service_time or not (part.spec.latency and part.spec.slots):
            continue
        copies, slots = most_copies(context, part), context.take(f"{name} slots", *part.path, "slots")
        if copies and slots:
            found = _flying(context, part, load, (copies, slots))
            if found:
                yield found


def _flying(context: Context, part: Part, load: Load, room: tuple[Input, Input]) -> Fact | None:
    path = (*part.path, "latency")
    time = own_time(context, path, part.spec.latency, part.id)
    mean = context.take(f"{part.id} mean", *path, "mean")
    if mean is None and time is None:
        return None
    lasts = spans.of(mean) if mean else spans.exactly(time.spread.mean if time else 0.0)
    flying = spans.product(load.span, lasts)
    held = spans.product(*(spans.of(i) for i in room))
    use = spans.ratio(flying, held)
    # A median says that half of all requests take at least as long, so the mean is no less than half of it.
    least = lasts.middle if mean else (time.quickest(0.5, time.assumed_tail).median / 2 if time else 0.0)
    certain = spans.ratio(spans.product(load.span, spans.exactly(least)), held)
    verdict = at_most(use, 1.0)
    if mean is None:
        verdict = Verdict.FAILS if at_most(certain, 1.0) is Verdict.FAILS else Verdict.PLAUSIBLE
    return Fact(
        id="requests-in-flight", subject=part.id, verdict=verdict,
        says=f"{number(load.told(flying))} requests are in it at once at peak; it has {number(held.middle)} slots",
        at=room[1].path, computed=number(load.told(flying)), value=load.told(flying), stated=room[1],
        inputs=(*load.inputs, *((mean,) if mean else time.inputs if time else ()), *room),
        steps=(
            f"{rate(load.told(load.span))} x {seconds(lasts.middle)}{'' if mean else ' (mean, from the percentiles)'}"
            f" = {number(load.told(flying))}",
            f"{number(held.middle)} slots in all copies",
        ),
        components=(part.id,), figures=(_busy(part.id, load.told(use)),),
    )  # fmt: skip


@fact(
    "replicas-cover-peak",
    title="Replicas for the peak",
    broken="Too few replicas for the peak",
    formula="replicas >= peak x service time / (slots x utilisation), rounded up",
    source="utilisation law; Azure Machine Learning service guide, capacity",
    number="Q14",
    blind="Bursts within a second, and a zone, a release or a node that is just missing.",
)
def replicas_cover_peak(context: Context) -> Iterator[Fact]:
    """Yield one fact for every loaded component that states its service time and how many copies run."""
    for name, load in loads(context).items():
        part = context.graph.parts[name]
        if not part.spec.service_time:
            continue
        copies = most_copies(context, part)
        service = context.take(f"{name} service time", *part.path, "service_time")
        slots = context.take(f"{name} slots", *part.path, "slots")
        if copies and service and slots:
            yield _covered(context, part, load, (service, slots, copies))
        elif copies and service:
            yield Fact(
                id="replicas-cover-peak", subject=name, verdict=Verdict.UNKNOWN, at=service.path,
                says=f"{name} does not say how many requests one replica works on at once",
                inputs=(*load.inputs, service, copies), needs=((*part.path, "slots"),), components=(name,),
            )  # fmt: skip


def _covered(context: Context, part: Part, load: Load, stated: tuple[Input, Input, Input]) -> Fact:
    service, slots, copies = stated
    planned = context.take(f"{part.id} utilisation", *part.path, "utilisation")
    goal = planned or context.assume("utilisation")
    busy = spans.product(load.span, spans.of(service))
    use = spans.ratio(busy, spans.product(spans.of(slots), spans.of(copies)))
    each = spans.product(spans.of(slots), spans.of(goal))
    needed = ceil(load.told(spans.ratio(busy, each)) * (1 - 1e-12))
    verdict, how = _use_verdict(use, load.told(use), goal)
    says = f"the peak needs {number(needed)} replica{'' if needed == 1 else 's'} of {copies.text} there are: {how}"
    return Fact(
        id="replicas-cover-peak", subject=part.id, verdict=verdict, says=says, at=copies.path,
        computed=number(needed), value=float(needed), stated=copies,
        inputs=(*load.inputs, service, slots, copies, goal),
        steps=(
            f"{rate(load.told(load.span))} x {service.text} = {number(load.told(busy))} slots busy at peak",
            f"{number(load.told(busy))}/({slots.text} x {percent(spans.of(goal).middle)}): {number(needed)} replicas",
            f"with {copies.text} the slots are busy {_shown(load.told(use))} of the time",
        ),
        components=(part.id,), figures=(_busy(part.id, load.told(use)), _goal(part.id, goal)),
    )  # fmt: skip


def _use_verdict(use: Span, told: float, goal: Input) -> tuple[Verdict, str]:
    """Judge how busy the replicas are; what the file itself plans, for one component or for all, it must keep."""
    if at_most(use, 1 + 1e-9) is Verdict.FAILS:
        return Verdict.FAILS, f"the peak is {_shown(told)} of what they can do"
    within = at_most(use, spans.of(goal))
    says = f"busy {_shown(told)} of the time"
    if within is Verdict.FAILS:
        limit = goal.text.removesuffix(" assumed")
        over = f"{says}, over the {limit} {'that leaves room' if goal.assumed else 'planned'}"
        return (Verdict.PLAUSIBLE if goal.assumed else Verdict.FAILS), over
    return weakened(within, goal), says


def _shown(share: float) -> str:
    return percent(min(share, _MOST_SHOWN))


@fact(
    "capacity-covers-peak",
    title="Stated capacity against the peak",
    broken="The stated capacity is below the peak",
    formula="peak that arrives <= stated capacity",
    source="utilisation law",
    number="Q14",
    blind="Bursts within a second, and requests that differ in size from those the rate was stated for.",
)
def capacity_covers_peak(context: Context) -> Iterator[Fact]:
    """Yield one fact for every loaded component that states the rate of requests it can take."""
    for name, load in loads(context).items():
        part = context.graph.parts[name]
        stated = context.take(f"{name} capacity", *part.path, "capacity") if part.spec.capacity else None
        if stated and stated.quantity and counts_requests(stated.quantity):
            use = spans.ratio(load.span, spans.of(stated))
            yield Fact(
                id="capacity-covers-peak", subject=name, verdict=at_most(use, 1 + 1e-9), at=stated.path,
                says=f"{rate(load.told(load.span))} arrive at {name} at peak; it can take {stated.text}",
                computed=rate(load.told(load.span)), value=load.told(load.span), stated=stated,
                inputs=(*load.inputs, stated), components=(name,),
                figures=(_busy(name, load.told(use), "of its stated rate"),),
                steps=(f"{rate(load.told(load.span))} / {stated.text} = {_shown(load.told(use))}",),
            )  # fmt: skip


def _busy(part: str, share: float, note: str = "") -> Figure:
    return Figure(BUSY, part, share, roughly(share), note)


def _goal(part: str, goal: Input) -> Figure:
    share = spans.of(goal).middle
    return Figure(GOAL, part, share, roughly(share), "assumed" if goal.assumed else "planned")


def counts_requests(quantity: Quantity) -> bool:
    """True when a rate is one of requests: without a noun, or with a noun that says so; tokens or rows are not."""
    noun = _NOUN.search(quantity.text)
    return noun is None or noun[0] in _REQUESTS
