"""Whether data whose freshness is promised can be used as soon as that."""

from __future__ import annotations

from collections.abc import Iterator

from workbench.facts.context import Context
from workbench.facts.fact import Fact, Input
from workbench.facts.formula import fact
from workbench.facts.ranges import at_most
from workbench.facts.spans import of

_ID = "data-freshness"


@fact(
    _ID,
    title="Freshness of data against when it can be used",
    broken="Data can be used only later than promised",
    formula="time from an event until its data can be used <= freshness promised",
    source="Rules of ML, rule 8",
    number="Q22",
    blind="The way from where the data lands to its readers.",
)
def data_freshness(context: Context) -> Iterator[Fact]:
    """Yield one fact for every kind of data whose freshness is promised and that says when it can be used."""
    for name, sla in context.design.slas.items():
        for held in sla.freshness:
            promise = context.take(f"{held} freshness", "slas", name, "freshness", held)
            ready = context.take(f"{held} available after", "data", held, "available_after")
            if promise and ready:
                yield _judge(held, promise, ready)


def _judge(name: str, promise: Input, ready: Input) -> Fact:
    return Fact(
        id=_ID, subject=name, verdict=at_most(of(ready), of(promise)), at=promise.path, stated=promise,
        says=f"{name} can be used {ready.text} after the event; {promise.text} is promised", computed=ready.text,
        value=of(ready).middle, inputs=(promise, ready), steps=(f"what its readers do comes on top of {ready.text}",),
    )  # fmt: skip
