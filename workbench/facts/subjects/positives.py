"""Whether the metric that decides rests on enough positive cases for the interval it states."""

from __future__ import annotations

from collections.abc import Iterator

from workbench.design.evaluation import Metric
from workbench.errors import Path
from workbench.facts.context import Context
from workbench.facts.fact import Fact, Input, Verdict
from workbench.facts.formula import fact
from workbench.facts.gather import Gathered, amount, enough, ratio, whole
from workbench.facts.show import number

_ID = "enough-positives"
_ON_POSITIVES = ("recall", "false_negative_rate", "recall_at_budget", "precision", "f1", "auc_pr")
"""Metrics whose spread is set by the positive cases; of the last three only roughly."""
_ROUGH = ("precision", "f1", "auc_pr")


@fact(
    _ID,
    title="Positive cases behind the deciding metric",
    broken="Too few positive cases for the interval stated",
    formula="positives tested on >= 1.96^2 p (1-p) / d^2",
    source="interval of a proportion; engineering playbook, machine-learning fundamentals",
    number="Q32",
    blind="Rows that depend on one another, of one customer or one day, which make the sample smaller than it looks.",
)
def enough_positives(context: Context) -> Iterator[Fact]:
    """Yield one fact for every metric on positive cases that decides; for all of them where none is said to."""
    evaluation = context.design.evaluation
    metrics = evaluation.metrics if evaluation else {}
    held = {n: m for n, m in metrics.items() if m.kind in _ON_POSITIVES}
    deciding = {n: m for n, m in held.items() if m.headline}
    for name, metric in (deciding or held).items():
        yield _judge(Gathered(context), name, metric)


def _judge(gathered: Gathered, name: str, metric: Metric) -> Fact:
    path: Path = ("evaluation", "metrics", name)
    value = gathered.need(f"{name} value", *path, "value")
    half = gathered.need(f"{name} half width", *path, "half_width")
    cases = _positives(gathered, name, metric)
    if not (value and half and cases) or not 0 < amount(value).value < 1 or amount(half).value <= 0:
        names = ", ".join(str(p[-1]).replace("_", " ") for p in gathered.needs) or "value between 0 and 1"
        return gathered.fact(_ID, name, Verdict.UNKNOWN, f"{name} does not state its {names}", path)
    p, d = amount(value).value, amount(half).value
    needed = ratio(1.96**2 * p * (1 - p), d**2)
    verdict = enough(amount(cases).value, needed)
    widest = 0.25 if amount(value).low < 0.5 < amount(value).high else max(n * (1 - n) for n in _ends(value))
    most = ratio(1.96**2 * widest, amount(half).low ** 2)
    if verdict is Verdict.HOLDS and enough(amount(cases).low, most) is Verdict.FAILS:
        verdict = Verdict.PLAUSIBLE
    if verdict is Verdict.FAILS and metric.kind in _ROUGH:
        verdict = Verdict.PLAUSIBLE
    says = f"{name} of {value.text} ±{half.text} takes {number(whole(needed))} positive cases; there are {cases.text}"
    return gathered.fact(
        _ID, name, verdict, says, cases.path, value=needed, computed=number(whole(needed)), stated=cases,
        steps=(f"1.96^2 x {p:.3g} x {1 - p:.3g} / {d:.3g}^2 = {number(whole(needed))}",),
    )  # fmt: skip


def _ends(value: Input) -> tuple[float, float]:
    return amount(value).low, min(amount(value).high, 1.0)


def _positives(gathered: Gathered, name: str, metric: Metric) -> Input | None:
    own = gathered.context.take(f"{name} positives", "evaluation", "metrics", name, "positives")
    split = gathered.context.take(f"{metric.on} positives", "evaluation", "splits", metric.on or "", "positives")
    found = own or split
    if found is None:
        gathered.needs.append(("evaluation", "metrics", name, "positives"))
        return None
    return gathered.note(found)
