"""Measured quality that nothing is held against."""

from __future__ import annotations

from collections.abc import Iterator

from workbench.design.evaluation import Metric
from workbench.errors import Path
from workbench.facts.context import Context
from workbench.facts.fact import Fact, Verdict
from workbench.facts.formula import fact
from workbench.facts.gather import Gathered

_ID = "gain-reference"
_AT: Path = ("evaluation", "baselines")


@fact(
    _ID,
    title="Something to hold a measured quality against",
    broken="Nothing the measured quality could be held against",
    formula="a baseline states the deciding metric, read on the same data",
    source="ML Test Score M5; Rules of Machine Learning 4",
    pattern="ap-no-baseline",
    blind="Whether the baseline is a fair one; whether the gain is more than chance is judged beside it.",
)
def gain_reference(context: Context) -> Iterator[Fact]:
    """Yield one fact for every deciding metric with a value; one for all together where none is marked as deciding."""
    evaluation = context.design.evaluation
    measured = {n: m for n, m in evaluation.metrics.items() if m.value} if evaluation else {}
    decisive = {name: metric for name, metric in measured.items() if metric.headline}
    for name, metric in decisive.items():
        yield _judge(Gathered(context), name, metric)
    if not decisive and measured:
        held = {m for baseline in (evaluation.baselines.values() if evaluation else ()) for m in baseline.metrics}
        name = next((n for n in measured if n in held), next(iter(measured)))
        yield _judge(Gathered(context), name, measured[name])


def _judge(gathered: Gathered, name: str, metric: Metric) -> Fact:
    evaluation = gathered.context.design.evaluation
    baselines = evaluation.baselines if evaluation else {}
    naming = [b for b in baselines if gathered.get(f"{name} of {b}", *_AT, b, "metrics", name)]
    same = [b for b in naming if not (baselines[b].on and metric.on) or baselines[b].on == metric.on]
    why = gathered.context.design.absences.get(_AT)
    at: Path = ("evaluation", "metrics", name)
    live = gathered.get(f"{metric.on} of the version in use", "llm", "golden_sets", metric.on or "", "baseline")
    if same or live:
        told = " and ".join(same) or f"the version in use, {live.text if live else ''}"
        verdict, says = Verdict.HOLDS, f"{name} is held against {told}"
    elif naming:
        verdict, at = Verdict.FAILS, (*_AT, naming[0], "on")
        says = f"{name} is read on {metric.on}, and of {naming[0]} on {baselines[naming[0]].on}: no difference follows"
    elif why is not None:
        verdict, says, at = Verdict.FAILS, f"{name} is held against nothing: {why}", _AT
    else:
        first = next(iter(baselines), "")
        gathered.needs.append((*_AT, first, "metrics") if first else _AT)
        verdict, says = Verdict.UNKNOWN, f"what {name} was before, or would be without the model, is not said"
    return gathered.fact(_ID, name, verdict, says, at)
