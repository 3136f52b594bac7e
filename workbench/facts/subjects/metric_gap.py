"""Offline metrics and the outcome they stand for."""

from __future__ import annotations

from collections.abc import Iterator

from workbench.design.evaluation import Metric
from workbench.errors import Path
from workbench.facts.context import Context
from workbench.facts.fact import Fact, Input, Verdict
from workbench.facts.formula import fact
from workbench.facts.gather import Gathered, amount

_ID = "metric-to-kpi"
_WHO, _WHAT = ("user", "account", "device"), ("item", "creator")
"""Grains of which none is made by adding up the other; anything finer is added up to either."""


@fact(
    _ID,
    title="Offline metrics and the outcome they stand for",
    broken="The offline metric counts something else than its outcome",
    formula="the deciding metric names its KPI, per the same thing, or an experiment showed that both move together",
    source="ML Test Score M2; Rules of Machine Learning 25",
    pattern="ap-metric-gap",
    blind="Whether the metric really moves the KPI: it only sees that something showed it, or will.",
)
def metric_to_kpi(context: Context) -> Iterator[Fact]:
    """Yield one fact for every deciding metric; where none is marked as deciding, one for all metrics together."""
    design = context.design
    metrics = design.evaluation.metrics if design.evaluation else {}
    kpis = design.requirements.kpis if design.requirements else {}
    if not kpis:
        return
    decisive = {name: metric for name, metric in metrics.items() if metric.headline}
    for name, metric in decisive.items():
        yield _judge(Gathered(context), name, metric)
    if not decisive and metrics:
        # Any one of them may be the link; the first that is one is judged.
        linked = next((name for name, metric in metrics.items() if metric.predicts in kpis), next(iter(metrics)))
        yield _judge(Gathered(context), linked, metrics[linked])


def _judge(gathered: Gathered, name: str, metric: Metric) -> Fact:
    path: Path = ("evaluation", "metrics", name)
    requirements = gathered.context.design.requirements
    kpi = requirements.kpis.get(metric.predicts or "") if requirements else None
    if kpi is None:
        gathered.needs.append((*path, "predicts"))
        return gathered.fact(_ID, name, Verdict.UNKNOWN, f"{name} does not say which KPI it stands for", path)
    gathered.note(Input(f"{name} predicts", (*path, "predicts"), metric.predicts or ""))
    says = f"{name} stands for {metric.predicts}"
    shown = gathered.get(f"experiments in which {name} moved alike", *path, "experiments")
    parts = tuple(p for p in (kpi.decided_by,) if p and p in gathered.context.graph.parts)
    grains = [(metric.per, (*path, "per")), (kpi.per, ("requirements", "kpis", metric.predicts or "", "per"))]
    units = [gathered.note(Input(f"{at[-2]} per", at, grain)) for grain, at in grains if grain]
    if shown and amount(shown).low >= 1:
        verdict, says = Verdict.HOLDS, f"{says}: both moved the same way in {shown.text} experiments"
    elif metric.confirmed_by:
        verdict, says = Verdict.HOLDS, f"{says}; {metric.confirmed_by} will confirm it"
    elif (metric.per in _WHO and kpi.per in _WHAT) or (metric.per in _WHAT and kpi.per in _WHO):
        verdict = Verdict.FAILS
        says = f"{says}, but is computed per {metric.per} and the KPI per {kpi.per}; no experiment ties the two"
    else:
        verdict, says = Verdict.PLAUSIBLE, f"{says}; no experiment has shown it, and none is planned"
    at = units[0].path if verdict is Verdict.FAILS else (*path, "predicts")
    return gathered.fact(_ID, name, verdict, says, at, components=parts)
