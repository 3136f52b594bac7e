"""Whether an automatic judge agrees with people often enough to stand in for them.

From `llm-judge` of the readiness catalogue; its interval is that of Q32.
"""

from __future__ import annotations

from collections.abc import Iterator

from workbench.design.llm_quality import Judge
from workbench.errors import Path
from workbench.facts.context import Context
from workbench.facts.fact import Fact, Verdict
from workbench.facts.formula import fact
from workbench.facts.gather import Gathered, amount
from workbench.facts.ranges import Span, at_least
from workbench.facts.show import percent
from workbench.facts.spans import of
from workbench.facts.stats import half_width

_ID = "judge-agreement"


@fact(
    _ID,
    title="Agreement of a judge with people",
    broken="The judge agrees with people less than it must",
    formula="agreement - 1.96 x square root of (p (1-p) / n) >= agreement wanted; the judge does not grade itself",
    source="NIST AI RMF MEASURE 2.13; Miller, error bars for evaluations",
    blind="Questions on which judge and people are wrong together.",
)
def judge_agreement(context: Context) -> Iterator[Fact]:
    """Yield one fact for every judge."""
    llm = context.design.llm
    for name, judge in (llm.judges if llm else {}).items():
        yield _judged(Gathered(context), name, judge)


def _judged(gathered: Gathered, name: str, judge: Judge) -> Fact:
    path: Path = ("llm", "judges", name)
    cases = gathered.need(f"cases {name} shares with people", *path, "human_n")
    agreed = gathered.need(f"agreement of {name}", *path, "agreement")
    wanted = gathered.need(f"agreement wanted of {name}", *path, "target")
    at = agreed.path if agreed else path
    if agreed and wanted and amount(agreed).high < amount(wanted).low:
        says = f"{name} agrees with people in {agreed.text} of cases; {wanted.text} is wanted"
        return gathered.fact(_ID, name, Verdict.FAILS, says, at, value=amount(agreed).value, stated=wanted)
    if not (cases and agreed and wanted):
        missing = str(gathered.needs[0][-1]).replace("_", " ")
        says = f"{name} grades answers, and its {missing} is not stated"
        return gathered.fact(_ID, name, Verdict.UNKNOWN, says, at)
    share, half = amount(agreed), half_width(amount(agreed).value, amount(cases).value)
    # A range that is stated is taken for the interval itself.
    low = share.low if share.is_range else share.value - half
    verdict = at_least(Span(low, share.value, share.high), of(wanted))
    says = f"{name} agrees with people in {agreed.text} of {cases.text} cases, surely in {percent(max(low, 0.0))}"
    says += f"; {wanted.text} is wanted"
    if judge.model and judge.model == judge.grades and not judge.bias_test:
        verdict = Verdict.PLAUSIBLE if verdict is Verdict.HOLDS else verdict
        says += "; it grades its own answers, and its liking for them was not tested"
    return gathered.fact(
        _ID, name, verdict, says, at, value=low, computed=percent(max(low, 0.0)), stated=wanted,
        steps=(f"1.96 x square root of (p (1-p) / {cases.text}) = {half * 100:.2g} pp",),
    )  # fmt: skip
