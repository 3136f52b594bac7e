"""How long ingestion takes to catch up after an outage."""

from __future__ import annotations

from collections.abc import Iterator

from workbench.facts import spans
from workbench.facts.context import Context
from workbench.facts.fact import Fact, Input, Verdict
from workbench.facts.formula import fact
from workbench.facts.ranges import Span, at_most
from workbench.facts.show import number, rate, seconds

_ID = "catch-up-time"
_BASE = ("ingestion", "backfill")


@fact(
    _ID,
    title="Catching up after an outage",
    broken="Ingestion cannot catch up in time",
    formula="backlog / (throughput - arrivals), backlog = outage x arrivals",
    source="arithmetic of queues",
    number="Q21",
    blind="Back pressure and retries while it catches up; arrivals that swing over the day.",
)
def catch_up_time(context: Context) -> Iterator[Fact]:
    """Yield one fact where a backfill states its outage and its throughput."""
    outage = context.take("outage", *_BASE, "outage")
    throughput = context.take("throughput", *_BASE, "throughput")
    volumes = _arriving(context)
    if outage and throughput and volumes:
        yield _judge(context, outage, throughput, volumes)


def _arriving(context: Context) -> list[Input]:
    """Return the volumes of what ingestion takes in; of everything, where no arrow says."""
    inside = {p.id for p in context.graph.parts.values() if p.section == "ingestion"}
    edges = [e for e in context.graph.edges if e.target in inside]
    brought = dict.fromkeys(a for e in edges for a in e.flow.carries if a in context.design.data)
    taken = [context.take(f"{name} volume", "data", name, "volume") for name in brought or context.design.data]
    return [i for i in taken if i]


def _judge(context: Context, outage: Input, throughput: Input, volumes: list[Input]) -> Fact:
    largest = max(volumes, key=lambda i: spans.of(i).middle)
    all_of = spans.total(*(spans.of(i) for i in volumes))
    alone, together = (_drain(outage, throughput, arrivals) for arrivals in (spans.of(largest), all_of))
    within = context.take("time to catch up", *_BASE, "within")
    verdict, says = _verdict(alone, together, within)
    shown = together.middle if together.middle < spans.MOST else None
    return Fact(
        id=_ID, subject="backfill", verdict=verdict, says=says, at=(within or throughput).path,
        computed=seconds(shown) if shown is not None else "", value=shown, stated=within,
        inputs=(outage, throughput, *volumes, *([within] if within else [])),
        needs=() if within else ((*_BASE, "within"),),
        steps=(
            f"{rate(all_of.middle)} arrive, most of them {largest.name.removesuffix(' volume')}",
            f"backlog after {outage.text}: {number(all_of.middle * spans.of(outage).middle)}",
            f"worked off at {throughput.text} while {rate(all_of.middle)} go on arriving",
        ),
    )  # fmt: skip


def _drain(outage: Input, throughput: Input, arrivals: Span) -> Span:
    """Return the time to catch up, in seconds; without bound where nothing is left for the backlog."""
    return spans.ratio(spans.product(spans.of(outage), arrivals), spans.less(spans.of(throughput), arrivals))


def _verdict(alone: Span, together: Span, within: Input | None) -> tuple[Verdict, str]:
    if alone.middle >= spans.MOST:
        return Verdict.FAILS, "more arrives than can be worked off: the backlog of an outage stays"
    took = seconds(together.middle) if together.middle < spans.MOST else "longer than anyone waits"
    says = f"catching up takes {took}"
    if within is None:
        return Verdict.UNKNOWN, f"{says}; how long it may take is not stated"
    limit = spans.of(within)
    if at_most(alone, limit) is Verdict.FAILS:
        return Verdict.FAILS, f"{says}; it must be done within {within.text}"
    verdict = Verdict.HOLDS if at_most(together, limit) is Verdict.HOLDS else Verdict.PLAUSIBLE
    return verdict, f"{says}; it must be done within {within.text}"
