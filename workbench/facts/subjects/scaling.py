"""The backlog that grows while new replicas start, and how long it takes to drain."""

from __future__ import annotations

from collections.abc import Iterator

from workbench.design import Part
from workbench.facts import spans
from workbench.facts.context import Context
from workbench.facts.fact import Fact, Input, Verdict
from workbench.facts.formula import fact
from workbench.facts.loads import Load, loads
from workbench.facts.ranges import Span, at_most
from workbench.facts.replicas import running
from workbench.facts.show import number, rate, seconds

_ID = "scale-out-backlog"


@fact(
    _ID,
    title="Backlog while scaling out",
    broken="Scaling out comes too late",
    formula="backlog = (peak - capacity at least) x lag; drained in backlog / (capacity at most - peak)",
    source="AWS MLREL05-BP01",
    number="Q17",
    blind="A peak that grows slowly, which leaves time to scale; requests that give up and leave.",
)
def scale_out_backlog(context: Context) -> Iterator[Fact]:
    """Yield one fact for every loaded component that scales out and states what its replicas can do."""
    for name, load in loads(context).items():
        part = context.graph.parts[name]
        if part.spec.autoscale:
            path = (*part.path, "autoscale")
            fewest = context.take(f"{name} fewest replicas", *path, "min")
            most = context.take(f"{name} most replicas", *path, "max")
            each = _of_one(context, part)
            if fewest and most and each:
                yield _judge(context, part, load, (fewest, most), each)


def _of_one(context: Context, part: Part) -> tuple[Span, tuple[Input, ...]] | None:
    """Return what one replica can do, a second: slots over service time, or its share of the stated capacity."""
    slots = context.take(f"{part.id} slots", *part.path, "slots")
    service = context.take(f"{part.id} service time", *part.path, "service_time")
    if slots and service and spans.of(service).low > 0:
        return spans.ratio(spans.of(slots), spans.of(service)), (slots, service)
    stated = context.take(f"{part.id} capacity", *part.path, "capacity")
    copies = running(context, part)
    if stated and copies and spans.of(copies).low > 0:
        return spans.ratio(spans.of(stated), spans.of(copies)), (stated, copies)
    return None


def _judge(
    context: Context, part: Part, load: Load, scale: tuple[Input, Input], each: tuple[Span, tuple[Input, ...]]
) -> Fact:
    path = (*part.path, "autoscale")
    lag = context.take(f"{part.id} scaling lag", *path, "lag")
    tolerated = context.take(f"{part.id} tolerated backlog", *path, "backlog_tolerance")
    before, after = (spans.product(spans.of(n), each[0]) for n in scale)
    short = spans.less(load.span, before)
    backlog = spans.product(short, spans.of(lag)) if lag else None
    drain = spans.ratio(backlog, spans.less(after, load.span)) if backlog else None
    verdict, says = _verdict(load, (before, after), drain, tolerated)
    needs = tuple((*path, k) for k, v in (("lag", lag), ("backlog_tolerance", tolerated)) if v is None)
    known = drain is not None and drain.middle < spans.MOST
    return Fact(
        id=_ID, subject=part.id, verdict=verdict, says=says, at=(tolerated or lag or scale[1]).path,
        computed=seconds(drain.middle) if drain and known else "", value=drain.middle if drain and known else None,
        stated=tolerated, inputs=tuple(i for i in (*load.inputs, *scale, *each[1], lag, tolerated) if i),
        steps=_steps(load, (before, after), backlog, drain if known else None),
        needs=needs if verdict is Verdict.UNKNOWN else (), components=(part.id,),
    )  # fmt: skip


def _verdict(load: Load, ends: tuple[Span, Span], drain: Span | None, tolerated: Input | None) -> tuple[Verdict, str]:
    before, after = ends
    if load.span.high <= before.low:
        return Verdict.HOLDS, f"the fewest replicas carry {rate(before.middle)}, more than the peak: no backlog"
    peak = rate(load.told(load.span))
    if load.span.middle <= before.middle:
        return Verdict.PLAUSIBLE, f"the fewest replicas carry {rate(before.middle)}, as a rule more than the peak"
    if load.span.middle >= after.middle:
        return Verdict.FAILS, f"the most replicas carry {rate(after.middle)} and {peak} arrive: a backlog never drains"
    if drain is None:
        return Verdict.UNKNOWN, "a backlog grows at peak, but how long a new replica takes to start is not stated"
    says = f"if the peak comes at once, the backlog is gone {seconds(min(drain.middle, spans.MOST))} after scaling"
    if tolerated is None:
        return Verdict.UNKNOWN, f"{says}; how long it may take is not stated"
    return at_most(drain, spans.of(tolerated)), f"{says}; {tolerated.text} is tolerated"


def _steps(load: Load, ends: tuple[Span, Span], backlog: Span | None, drain: Span | None) -> tuple[str, ...]:
    lines = [f"{rate(load.told(load.span))} arrive at peak; the fewest replicas carry {rate(ends[0].middle)}"]
    if backlog and backlog.middle:
        lines.append(f"backlog until new replicas work: {number(backlog.middle)} requests")
    if backlog and backlog.middle and drain:
        lines.append(f"the most replicas carry {rate(ends[1].middle)}: drained in {seconds(drain.middle)}")
    return tuple(lines)


@fact(
    "replicas-in-range",
    title="Replicas within what it scales between",
    broken="The replicas lie outside what it scales between",
    formula="fewest <= replicas <= most",
    source="what the file itself states",
    blind="Whether the quota or the region has room for the most it may scale to.",
)
def replicas_in_range(context: Context) -> Iterator[Fact]:
    """Yield one fact for every component that states its replicas and what it scales between."""
    for part in (p for p in context.graph.parts.values() if p.spec.autoscale and p.spec.replicas):
        now = context.take(f"{part.id} replicas", *part.path, "replicas")
        fewest = context.take(f"{part.id} fewest replicas", *part.path, "autoscale", "min")
        most = context.take(f"{part.id} most replicas", *part.path, "autoscale", "max")
        if now and (fewest or most):
            between = " to ".join(i.text for i in (fewest, most) if i)
            yield Fact(
                id="replicas-in-range", subject=part.id, verdict=_within(now, fewest, most),
                says=f"{now.text} replicas run; it scales between {between}", at=now.path, stated=now,
                inputs=tuple(i for i in (now, fewest, most) if i), components=(part.id,),
            )  # fmt: skip


def _within(now: Input, fewest: Input | None, most: Input | None) -> Verdict:
    found = spans.of(now)
    least, largest = (spans.of(i) if i else None for i in (fewest, most))
    if (least and found.high < least.low) or (largest and found.low > largest.high):
        return Verdict.FAILS
    inside = (not least or found.low >= least.high) and (not largest or found.high <= largest.low)
    return Verdict.HOLDS if inside else Verdict.PLAUSIBLE
