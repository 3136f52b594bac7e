"""Whether traces and thumbs bring in the new test cases that are wanted.

From `llm-telemetry-eval` of the readiness catalogue.
"""

from __future__ import annotations

from collections.abc import Iterator

from workbench.facts import spans
from workbench.facts.context import Context
from workbench.facts.fact import Fact, Input, Verdict
from workbench.facts.formula import fact
from workbench.facts.gather import Gathered, amount
from workbench.facts.ranges import at_least
from workbench.facts.show import rate

_ID = "feedback-volume"


@fact(
    _ID,
    title="New test cases from live traffic",
    broken="Live traffic brings fewer test cases than are wanted",
    formula="requests x share sampled >= new cases wanted; whoever sorts them can take that many",
    source="AWS GENOPS01_BP01, GENOPS03_BP02; RAIMON01_BP01",
    blind="Whether the sample holds the cases that go wrong.",
)
def feedback_volume(context: Context) -> Iterator[Fact]:
    """Yield one fact where feedback is described."""
    feedback = context.design.llm.feedback if context.design.llm else None
    if feedback is None:
        return
    gathered = Gathered(context)
    wanted = gathered.need("new cases wanted", "llm", "feedback", "needed")
    sampled = gathered.get("share sampled", "llm", "feedback", "sample")
    sampled = sampled or gathered.get("share rated", "llm", "feedback", "rate")
    load = _load(gathered)
    if sampled is None:
        gathered.needs.append(("llm", "feedback", "sample"))
    if wanted and sampled and load:
        yield _judged(gathered, (wanted, sampled, load), feedback.triaged_by or "")
    else:
        missing = ".".join(str(step) for step in gathered.needs[0])
        says = f"whether enough cases come in is open: {missing} is not stated"
        yield gathered.fact(_ID, "feedback", Verdict.UNKNOWN, says, ("llm", "feedback"))


def _load(gathered: Gathered) -> Input | None:
    own = [gathered.context.take(f"{n} load", "slas", n, "load", "mean") for n in gathered.context.design.slas]
    whole = gathered.context.take("mean load", "requirements", "load", "mean")
    found = whole or next((i for i in own if i), None)
    if found is None:
        gathered.needs.append(("requirements", "load", "mean"))
    return gathered.note(found) if found else None


def _judged(gathered: Gathered, taken: tuple[Input, Input, Input], sorter: str) -> Fact:
    wanted, sampled, load = taken
    coming = spans.product(spans.of(load), spans.of(sampled))
    verdict = at_least(coming, spans.of(wanted))
    says = f"{load.text} x {sampled.text} brings {rate(coming.middle)} to sort; {wanted.text} are wanted"
    person = gathered.context.design.people.get(sorter)
    takes = gathered.get(f"{sorter} capacity", "people", sorter, "capacity") if person else None
    if takes and amount(takes).high < amount(wanted).low:
        verdict, says = Verdict.FAILS, f"{wanted.text} new cases are wanted; {sorter} sorts {takes.text}"
    return gathered.fact(
        _ID, "feedback", verdict, says, wanted.path, value=coming.middle, computed=rate(coming.middle), stated=wanted
    )
