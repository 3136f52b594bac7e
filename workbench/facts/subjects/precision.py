"""Whether a test set, or a golden set, is large enough for what is read from it."""

from __future__ import annotations

from collections.abc import Iterator

from workbench.design.evaluation import Metric, Slice
from workbench.errors import Path
from workbench.facts.context import Context
from workbench.facts.fact import Fact, Input, Verdict
from workbench.facts.formula import fact
from workbench.facts.gather import Gathered, amount, assumed, enough, ratio, whole
from workbench.facts.ranges import Span, span
from workbench.facts.show import number
from workbench.facts.stats import half_width, share, two_proportions

_PRECISION, _GOLDEN = "evaluation-precision", "golden-set-size"
_COUNTED = (
    "accuracy", "precision", "recall", "false_positive_rate", "false_negative_rate", "hit_rate", "citation_accuracy",
    "pass_rate", "refusal_rate", "exact_match", "task_success",
)  # fmt: skip
"""Metrics of which each case is right or wrong."""
_AVERAGED = ("recall_at_k", "precision_at_k", "groundedness", "faithfulness", "answer_relevance", "win_rate")
"""Averages of shares: never wider than a proportion, and often narrower."""
_OF_POSITIVES = ("recall", "false_negative_rate")


@fact(
    _PRECISION,
    title="Precision of a measured quality",
    broken="The quality is stated more exactly than its sample allows",
    formula="half of the 95% interval = 1.96 x square root of (p (1-p) / n); n = 1.96^2 p (1-p) / d^2",
    source="interval of a proportion; Rules of Machine Learning 34",
    number="Q32",
    blind="Rows that depend on one another, and a sample unlike the traffic.",
)
def evaluation_precision(context: Context) -> Iterator[Fact]:
    """Yield one fact for every metric and slice that is a proportion with a value and a size or an interval."""
    evaluation = context.design.evaluation
    if not evaluation:
        return
    for name, metric in evaluation.metrics.items():
        if metric.value and metric.kind in (*_COUNTED, *_AVERAGED):
            yield from _read(context, (name, metric), None)
    for name, part in evaluation.slices.items():
        held = evaluation.metrics.get(part.metric or "")
        if part.value and held and held.kind in (*_COUNTED, *_AVERAGED):
            yield from _read(context, (part.metric or "", held), (name, part))


def _read(context: Context, whose: tuple[str, Metric], part: tuple[str, Slice] | None) -> Iterator[Fact]:
    name, metric = whose
    path: Path = ("evaluation", "slices", part[0]) if part else ("evaluation", "metrics", name)
    subject = part[0] if part else name
    gathered = Gathered(context)
    value = gathered.need(f"{subject} value", *path, "value")
    claimed = gathered.get(f"{subject} half width", *path, "half_width")
    cases = _cases(gathered, path, subject, metric) if part is None else gathered.get(f"{subject} n", *path, "n")
    if value is None or not 0 < amount(value).value < 1 or (claimed is None and cases is None):
        return
    if cases is None or amount(cases).high <= 0:
        gathered.needs.append((*path, "n"))
        says = f"{subject} states its interval but not the cases behind it"
        yield gathered.fact(_PRECISION, subject, Verdict.UNKNOWN, says, value.path, stated=claimed)
        return
    yield _judge(gathered, metric, subject, (value, cases, claimed))


def _cases(gathered: Gathered, path: Path, name: str, metric: Metric) -> Input | None:
    """Return the cases behind a metric: its positives where only they count, its own rows, those of its sample."""
    keys = ("positives", "n") if metric.kind in _OF_POSITIVES else ("n",)
    sample = metric.on or ""
    context = gathered.context
    for key in keys:
        own = context.take(f"{name} {key}", *path, key)
        split = context.take(f"{sample} {key}", "evaluation", "splits", sample, key)
        golden = context.take(f"{sample} {key}", "llm", "golden_sets", sample, key)
        found = own or split or golden
        if found:
            return gathered.note(found)
    return None


def _judge(gathered: Gathered, metric: Metric, subject: str, taken: tuple[Input, Input, Input | None]) -> Fact:
    value, cases, claimed = taken
    found = span(half_width, value, cases)
    if amount(value).low < 0.5 < amount(value).high:
        # Between the ends of such a range lies the share that is known worst.
        found = Span(found.low, found.middle, half_width(0.5, amount(cases).low))
    says = f"{subject} of {value.text} over {cases.text} cases is known to ±{_points(found.middle)}"
    verdict = Verdict.HOLDS
    steps = [f"1.96 x square root of (p (1-p) / {cases.text}) = {_points(found.middle)}"]
    if claimed:
        says += f"; ±{claimed.text} is stated"
        need = ratio(
            1.96**2 * share(amount(value).value) * (1 - share(amount(value).value)), amount(claimed).value ** 2
        )
        steps.append(f"±{claimed.text} needs {number(whole(need))} cases")
        if amount(claimed).high < 0.98 * found.low:
            exact = metric.kind in _COUNTED and amount(claimed).high < 0.9 * found.low
            verdict = Verdict.FAILS if exact else Verdict.PLAUSIBLE
        elif amount(claimed).low < 0.9 * found.high:
            verdict = Verdict.PLAUSIBLE
    gain = _gain(gathered, subject, value)
    width = max(found.middle, amount(claimed).value if claimed else 0.0)
    if verdict is Verdict.HOLDS and gain is not None and abs(gain) < width:
        verdict = Verdict.PLAUSIBLE
        says += f"; its gain of {_points(abs(gain))} is no larger, unless it is compared case by case"
    return gathered.fact(
        _PRECISION, subject, verdict, says, (claimed or value).path, value=found.middle,
        computed=_points(found.middle), stated=claimed, steps=tuple(steps),
    )  # fmt: skip


def _gain(gathered: Gathered, name: str, value: Input) -> float | None:
    """Return the difference to the best baseline that states this metric."""
    evaluation = gathered.context.design.evaluation
    names = evaluation.baselines if evaluation else {}
    taken = [gathered.context.take(f"{b} {name}", "evaluation", "baselines", b, "metrics", name) for b in names]
    best = min((t for t in taken if t), key=lambda t: abs(amount(value).value - amount(t).value), default=None)
    return amount(value).value - amount(gathered.note(best)).value if best else None


def _points(value: float) -> str:
    return f"{value * 100:.2g} pp" if value >= 1e-6 else "less than 0.0001 pp"


@fact(
    _GOLDEN,
    title="Size of a golden set",
    broken="The golden set is too small for the difference it must show",
    formula="n = (1.96 + z_power)^2 [p0(1-p0) + p1(1-p1)] / d^2 unpaired; x (1 - correlation) over the same cases",
    source="comparison of two proportions, paired and unpaired; Miller, error bars for evaluations",
    number="Q33",
    blind="Cases that do not look like the questions people ask.",
)
def golden_set_size(context: Context) -> Iterator[Fact]:
    """Yield one fact for every golden set that states the difference it must show."""
    llm = context.design.llm
    for name, golden in (llm.golden_sets if llm else {}).items():
        if golden.margin:
            yield from _golden(Gathered(context), name)


def _golden(gathered: Gathered, name: str) -> Iterator[Fact]:
    path: Path = ("llm", "golden_sets", name)
    n = gathered.need(f"{name} cases", *path, "n")
    base = gathered.need(f"{name} score", *path, "baseline")
    margin = gathered.need(f"{name} margin", *path, "margin")
    paired = gathered.get(f"{name} correlation", *path, "paired_correlation")
    if base and not 0 < amount(base).value < 1:
        return
    if not (n and base and margin):
        says = f"{name} does not state its size, its score and the difference it must show together"
        yield gathered.fact(_GOLDEN, name, Verdict.UNKNOWN, says, (*path, "margin"), stated=n)
        return
    risks = gathered.note(assumed("false alarms", "5%", "fraction")), gathered.note(assumed("power", "80%", "fraction"))
    each = span(lambda p, d: _unpaired(p, d, (amount(risks[0]).value, amount(risks[1]).value)), base, margin)
    apart = each.middle
    needed = apart * (1 - share(amount(paired).value)) if paired else apart
    most = each.high * (1 - share(amount(paired).low)) if paired else each.high
    says = f"{name} has {n.text} cases; telling {margin.text} apart takes {number(whole(needed))}"
    verdict = enough(amount(n).value, needed, about=0.49)
    if verdict is Verdict.HOLDS and enough(amount(n).low, most, about=0.49) is Verdict.FAILS:
        verdict = Verdict.PLAUSIBLE
    if verdict is not Verdict.HOLDS and paired is None:
        gathered.needs.append((*path, "paired_correlation"))
        verdict, says = Verdict.UNKNOWN, f"{says}, fewer where both versions answer the same cases"
    yield gathered.fact(
        _GOLDEN, name, verdict, says, n.path, value=needed, computed=number(whole(needed)), stated=n,
        steps=(
            f"{number(whole(apart))} cases each at 5% false alarms and 80% power",
            f"over the same cases, correlated by {paired.text}: {number(whole(needed))}" if paired else "not paired",
            f"{n.text} cases know one score to ±{_points(half_width(amount(base).value, amount(n).value))}",
            "below half of what is needed, a real difference of that size is missed more often than it is seen",
        ),
    )  # fmt: skip


def _unpaired(score: float, margin: float, risks: tuple[float, float]) -> float:
    better = score + margin if score + margin <= 1 else score - margin
    return two_proportions(score, better, *risks, sides=2)
