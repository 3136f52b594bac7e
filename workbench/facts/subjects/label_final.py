"""Whether a label is in by the age from which its examples may be used."""

from __future__ import annotations

from collections.abc import Iterator

from workbench.errors import Path
from workbench.facts.context import Context
from workbench.facts.fact import Fact, Input, Verdict
from workbench.facts.formula import fact
from workbench.facts.gather import Gathered
from workbench.facts.ranges import at_least
from workbench.facts.spans import of

_ID = "label-final"
_SLOW = ("p99", "p95", "p90")


@fact(
    _ID,
    title="When a label counts as final",
    broken="Examples count as final before most of their labels can be known",
    formula="age from which an example may be used >= time until 95% (at the least half) of its labels are known",
    source="label delay (CS329S)",
    number="Q24",
    blind="Labels that come late for some groups only.",
)
def label_final(context: Context) -> Iterator[Fact]:
    """Yield one fact for every label that states from which age it is final, and how late it is known."""
    labels = context.design.labels
    for name, label in (labels.sets if labels else {}).items():
        if label.mature_after and label.delay:
            yield from _judge(Gathered(context), name)


def _judge(gathered: Gathered, name: str) -> Iterator[Fact]:
    path: Path = ("labels", "sets", name)
    final = gathered.need(f"{name} mature after", *path, "mature_after")
    half = gathered.get(f"{name} delay p50", *path, "delay", "p50")
    slow = next((t for t in (gathered.get(f"{name} delay {p}", *path, "delay", p) for p in _SLOW) if t), None)
    if final is None or not (half or slow):
        return
    verdict, says = _verdict(final, half, slow)
    yield gathered.fact(
        _ID, name, verdict, f"examples of {name} are final after {final.text}; {says}", final.path, stated=final
    )


def _verdict(final: Input, half: Input | None, slow: Input | None) -> tuple[Verdict, str]:
    if half and of(final).high < of(half).low * (1 - 1e-9):
        return Verdict.FAILS, f"half of their labels are known only after {half.text}"
    if slow and at_least(of(final), of(slow)) is not Verdict.HOLDS:
        late = slow.name.rpartition(" ")[2]
        return Verdict.PLAUSIBLE, f"the {late} of their labels is known only after {slow.text}"
    known = slow or half
    return Verdict.HOLDS, f"their labels are known after {known.text if known else ''}"
