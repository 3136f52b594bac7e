"""What the share of positives allows: how many alerts are right, and where a threshold should stand."""

from __future__ import annotations

from collections.abc import Iterator

from workbench.design.evaluation import Metric
from workbench.design.units import DAY
from workbench.errors import Path
from workbench.facts.context import Context
from workbench.facts.fact import Fact, Input, Verdict
from workbench.facts.formula import fact
from workbench.facts.gather import Gathered, amount, ratio
from workbench.facts.ranges import Span, span
from workbench.facts.show import number, percent
from workbench.facts.stats import share

_RATE, _COST = "base-rate", "cost-threshold"
_FIELD: Path = ("requirements", "decision", "positive_rate")


@fact(
    _RATE,
    title="Precision at the base rate",
    broken="The precision cannot be reached at this share of positives",
    formula="precision = recall x rate / (recall x rate + false positive rate x (1 - rate))",
    source="Bayes' rule",
    number="Q34",
    blind="A rate that differs from group to group, or has moved since it was measured.",
)
def base_rate(context: Context) -> Iterator[Fact]:
    """Yield one fact for every precision stated beside a recall and a false positive rate of the same model."""
    evaluation = context.design.evaluation
    metrics = evaluation.metrics if evaluation else {}
    for name, metric in metrics.items():
        if metric.kind == "precision" and metric.value:
            recall = _beside(metrics, metric, "recall")
            false = _beside(metrics, metric, "false_positive_rate")
            if recall and false:
                yield _judge(Gathered(context), metric, (name, recall, false))


def _beside(metrics: dict[str, Metric], metric: Metric, kind: str) -> str:
    """Return a metric of a kind that is read at the same point, on the same sample, of the same model."""
    same = (metric.of, metric.on, metric.at)
    return next((n for n, m in metrics.items() if m.kind == kind and m.value and (m.of, m.on, m.at) == same), "")


def precision_of(recall: float, false: float, rate: float) -> float:
    """Return the share of alerts that are right."""
    recall, false, rate = share(recall), share(false), share(rate)
    return ratio(recall * rate, recall * rate + false * (1 - rate))


def _judge(gathered: Gathered, metric: Metric, names: tuple[str, str, str]) -> Fact:
    name, recall_name, false_name = names
    path: Path = ("evaluation", "metrics")
    claim = gathered.need(f"{name} value", *path, name, "value")
    recall = gathered.need(f"{recall_name} value", *path, recall_name, "value")
    false = gathered.need(f"{false_name} value", *path, false_name, "value")
    rate, sample = _rates(gathered, metric)
    used = sample or rate
    if not (claim and recall and false and used):
        gathered.needs.append(_FIELD)
        says = f"{name} cannot be held against its base rate, which is not stated"
        return gathered.fact(_RATE, name, Verdict.UNKNOWN, says, (*path, name, "value"), stated=claim)
    found = span(precision_of, recall, false, used)
    verdict, says = _verdict(gathered, metric, (name, claim, found, used), rate_is_of_sample=sample is not None)
    field = span(precision_of, recall, false, rate) if rate and sample else None
    if field and verdict is Verdict.HOLDS and amount(claim).low > 1.1 * field.high:
        verdict = Verdict.PLAUSIBLE
        says += f"; where {percent(amount(rate).value) if rate else ''} are positive it is {percent(field.middle)}"
    return gathered.fact(
        _RATE, name, verdict, says, claim.path, value=found.middle, computed=percent(found.middle), stated=claim,
        steps=tuple(_steps(gathered, (recall, false, used), found)),
    )  # fmt: skip


def _rates(gathered: Gathered, metric: Metric) -> tuple[Input | None, Input | None]:
    """Return the share of positives in the field, and in the sample the metric is read on."""
    split: Path = ("evaluation", "splits", metric.on or "")
    rows = gathered.context.take(f"{metric.on} n", *split, "n")
    positives = gathered.context.take(f"{metric.on} positives", *split, "positives")
    sample = None
    if rows and positives and amount(rows).value > 0:
        gathered.note(rows)
        part = span(ratio, gathered.note(positives), rows)
        held = amount(positives)
        told = type(held)(share(part.low), share(part.high), "fraction")
        sample = Input(f"positives on {metric.on}", positives.path, percent(part.middle), told)
    return gathered.get("positive rate", *_FIELD), sample


def _verdict(
    gathered: Gathered, metric: Metric, taken: tuple[str, Input, Span, Input], *, rate_is_of_sample: bool
) -> tuple[Verdict, str]:
    name, claim, found, used = taken
    says = f"{name} can be {percent(found.middle)} where {used.text} are positive; {claim.text} is stated"
    if amount(claim).value <= 1.02 * found.middle:
        fits = amount(claim).high <= 1.02 * found.low
        return (Verdict.HOLDS if fits else Verdict.PLAUSIBLE), says
    if amount(claim).low <= 1.1 * found.high:
        return Verdict.PLAUSIBLE, says
    if metric.on and not rate_is_of_sample:
        gathered.needs.append(("evaluation", "splits", metric.on, "positives"))
        return Verdict.UNKNOWN, f"{says}, unless {metric.on} holds more positives than the field"
    return Verdict.FAILS, says


def _steps(gathered: Gathered, taken: tuple[Input, Input, Input], found: Span) -> Iterator[str]:
    recall, false, rate = taken
    right, wrong = (amount(recall).value * amount(rate).value, amount(false).value * (1 - amount(rate).value))
    yield f"{recall.text} x {rate.text} = {percent(right)} right, {false.text} of the rest = {percent(wrong)} wrong"
    yield f"together {number((right + wrong) * 1e6)} alerts in a million, of which {percent(found.middle)} are right"
    load = gathered.context.take("mean load", "requirements", "load", "mean")
    if load:
        yield f"at {load.text}: {number((right + wrong) * amount(gathered.note(load)).value * DAY)} alerts a day"


@fact(
    _COST,
    title="Threshold against the cost of mistakes",
    broken="The threshold is not where the costs put it",
    formula="threshold = cost of a false positive / (cost of a false positive + cost of a false negative)",
    source="cost-sensitive decision with calibrated scores",
    number="Q36",
    blind="Costs that differ from case to case; limits on how many cases may be acted on.",
)
def cost_threshold(context: Context) -> Iterator[Fact]:
    """Yield one fact for every threshold on calibrated scores with stated costs of mistakes."""
    serving = context.design.serving
    thresholds = serving.thresholds if serving else {}
    for name, threshold in thresholds.items():
        own = threshold.error_costs is not None
        path: Path = ("serving", "thresholds", name)
        if threshold.calibrated and threshold.at:
            yield from _stands(Gathered(context), name, path, alone=own or len(thresholds) == 1)


def _stands(gathered: Gathered, name: str, path: Path, *, alone: bool) -> Iterator[Fact]:
    at = gathered.need(f"{name} at", *path, "at")
    away = gathered.get(f"{name} tolerance", *path, "tolerance")
    shared: Path = ("requirements", "error_costs")
    own: Path = (*path, "error_costs")
    wrong = gathered.get("false positive", *own, "false_positive") or gathered.get("cost", *shared, "false_positive")
    miss = gathered.get("false negative", *own, "false_negative") or gathered.get("cost", *shared, "false_negative")
    if not (at and wrong and miss) or amount(wrong).currency != amount(miss).currency:
        return
    if amount(wrong).high + amount(miss).high <= 0:
        return
    best = span(lambda c, m: ratio(c, c + m), wrong, miss)
    stands = amount(at)
    gap = max(best.low - stands.high, stands.low - best.high, 0.0)
    furthest = max(best.high - stands.low, stands.high - best.low)
    if away:
        near, loose = furthest <= amount(away).low * 1.001, not alone or gap <= amount(away).high * 1.001
    else:
        near, loose = best.high / 2 <= stands.low and stands.high <= best.low * 2, True
    verdict = Verdict.HOLDS if near else Verdict.PLAUSIBLE if loose else Verdict.FAILS
    says = (
        f"{name} acts from {at.text}; mistakes of {wrong.text} and {miss.text} put the threshold at {best.middle:.3g}"
    )
    yield gathered.fact(
        _COST, name, verdict, says, at.path, value=best.middle, computed=f"{best.middle:.3g}", stated=at,
        steps=(f"{wrong.text} / ({wrong.text} + {miss.text}) = {best.middle:.3g}",),
    )  # fmt: skip
