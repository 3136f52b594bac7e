"""Whether the metric that decides is one made for the task and for how rare positives are.

A rule table over closed vocabularies, from the catalogue item eva-metric-fit.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from workbench.design.evaluation import Metric
from workbench.errors import Path
from workbench.facts.context import Context
from workbench.facts.fact import Fact, Input, Verdict
from workbench.facts.formula import fact
from workbench.facts.gather import Gathered, amount

_ID = "metric-fit"
_RARE = 0.05
_CLASSES = (
    "auc_pr", "precision", "recall", "f1", "precision_at_k", "recall_at_k", "recall_at_budget", "cost", "lift",
    "log_loss", "brier", "false_positive_rate", "false_negative_rate",
)  # fmt: skip
_BALANCED = ("accuracy", "auc_roc")
"""Fit for classes of about one size; where positives are rare, doing nothing scores well."""
_ERRORS = ("mae", "rmse", "mse", "mape", "wape", "smape", "pinball", "mase", "r2")
_RANKED = ("ndcg", "map", "mrr", "hit_rate", "precision_at_k", "recall_at_k")
_ANSWERS = (
    "groundedness", "faithfulness", "answer_relevance", "citation_accuracy", "win_rate", "pass_rate", "exact_match",
    "task_success",
)  # fmt: skip
_TEXT = (*_ANSWERS, "bleu", "rouge", "f1")
FITS: Mapping[str, tuple[str, ...]] = {
    "classification": (*_CLASSES, *_BALANCED),
    "anomaly_detection": (*_CLASSES, *_BALANCED),
    "extraction": (*_CLASSES, "exact_match", "accuracy"),
    "detection": (*_CLASSES, "map_detection", "iou"),
    "segmentation": ("iou", "map_detection", "f1"),
    "ranking": _RANKED,
    "recommendation": _RANKED,
    "retrieval": _RANKED,
    "regression": _ERRORS,
    "forecasting": _ERRORS,
    "generation": _TEXT,
    "question_answering": _TEXT,
    "summarisation": _TEXT,
    "agent": ("task_success", "pass_rate", "win_rate", "exact_match"),
    "speech": ("wer",),
    "uplift": ("uplift", "qini"),
    "clustering": ("coverage", "diversity"),
}
"""Metrics made for each task."""
_LISTS = ("ndcg", "map", "hit_rate", "precision_at_k", "recall_at_k")
"""Metrics of a list, which mean nothing without its length."""
_OPPOSITE: Mapping[str, tuple[str, ...]] = {
    "classification": _ERRORS,
    "anomaly_detection": _ERRORS,
    "regression": (*_CLASSES, *_BALANCED),
    "forecasting": (*_CLASSES, *_BALANCED),
}


@fact(
    _ID,
    title="The metric fits the task",
    broken="The metric that decides does not fit the task",
    formula="the headline metric is made for the task; below 5% positives not accuracy; lists with their length; "
    "forecasts against a naive one",
    source="ML system design interview rubrics; AWS ML lens MLPERF02-BP01",
    pattern="ap-metric-gap",
    blind="What a metric of the author's own means; it is judged by its kind only.",
)
def metric_fit(context: Context) -> Iterator[Fact]:
    """Yield one fact where any metric has a kind."""
    metrics = context.design.evaluation.metrics if context.design.evaluation else {}
    named = {name: m for name, m in metrics.items() if m.kind}
    if named:
        yield _judge(Gathered(context), {n: m for n, m in named.items() if m.headline} or named)


def _judge(gathered: Gathered, deciding: Mapping[str, Metric]) -> Fact:
    decision = gathered.context.design.requirements.decision if gathered.context.design.requirements else None
    name, metric = next(iter(deciding.items()))
    at: Path = ("evaluation", "metrics", name, "kind")
    if decision is None or decision.task is None:
        rare = _positives(gathered)
        if rare and amount(rare).high < _RARE and all(m.kind == "accuracy" for m in deciding.values()):
            return _blind_to_rare(gathered, deciding, rare)
        gathered.needs.append(("requirements", "decision", "task"))
        return gathered.fact(
            _ID, name, Verdict.UNKNOWN, f"no task is stated, so nothing tells whether {metric.kind} suits it", at
        )
    task = decision.task
    fitting = {n: m for n, m in deciding.items() if m.kind in FITS[task]}
    rare = _positives(gathered)
    told = task.replace("_", " ")
    if not fitting:
        wrong = all(m.kind in _OPPOSITE.get(task, ()) for m in deciding.values())
        verdict = Verdict.FAILS if wrong else Verdict.PLAUSIBLE
        return gathered.fact(_ID, name, verdict, f"{metric.kind} is not made for {told}", at)
    balanced = all(m.kind in _BALANCED for m in fitting.values())
    if balanced and (rare is None or amount(rare).high < _RARE):
        return _blind_to_rare(gathered, fitting, rare)
    return _fits(gathered, told, {n: m for n, m in fitting.items() if balanced or m.kind not in _BALANCED})


def _positives(gathered: Gathered) -> Input | None:
    """Return the share of positives: of the decision, or of the first label that states one."""
    labels = gathered.context.design.labels
    paths: list[Path] = [("requirements", "decision", "positive_rate")]
    paths += [("labels", "sets", name, "positive_rate") for name in (labels.sets if labels else {})]
    return next((t for path in paths if (t := gathered.get("share of positives", *path))), None)


def _blind_to_rare(gathered: Gathered, deciding: Mapping[str, Metric], rare: Input | None) -> Fact:
    """Return the fact of metrics that are fit only where the classes are of about one size."""
    name, metric = next(iter(deciding.items()))
    at: Path = ("evaluation", "metrics", name, "kind")
    if rare is None:
        gathered.needs.append(("requirements", "decision", "positive_rate"))
        says = f"whether {metric.kind} tells anything depends on how rare positives are, which is not stated"
        return gathered.fact(_ID, name, Verdict.UNKNOWN, says, at)
    says = f"with {rare.text} positives, never saying yes scores {_idle(metric)}"
    wrong = all(m.kind == "accuracy" for m in deciding.values())
    return gathered.fact(_ID, name, Verdict.FAILS if wrong else Verdict.PLAUSIBLE, says, at, stated=rare)


def _idle(metric: Metric) -> str:
    return "almost full marks" if metric.kind == "accuracy" else "no worse on a curve that hides the rare class"


def _fits(gathered: Gathered, task: str, fitting: Mapping[str, Metric]) -> Fact:
    """Return the fact of metrics made for the task, which may still lack what gives them a meaning."""
    whole = {n: m for n, m in fitting.items() if m.k or m.kind not in _LISTS}
    name, metric = next(iter((whole or fitting).items()))
    at: Path = ("evaluation", "metrics", name, "kind")
    if not whole:
        says = f"{metric.kind} is made for {task}; the length of its list is not stated"
        return gathered.fact(_ID, name, Verdict.PLAUSIBLE, says, at)
    if task == "forecasting" and not any(_naive(gathered.context, n, m) for n, m in fitting.items()):
        says = f"{metric.kind} is made for {task}; no naive forecast is measured by it"
        return gathered.fact(_ID, name, Verdict.PLAUSIBLE, says, at)
    return gathered.fact(_ID, name, Verdict.HOLDS, f"{metric.kind} is made for {task}", at)


def _naive(context: Context, name: str, metric: Metric) -> bool:
    held = context.design.evaluation.baselines if context.design.evaluation else {}
    return metric.kind == "mase" or any(name in b.metrics for b in held.values())
