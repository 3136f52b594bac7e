"""Whether a training run fits its schedule with room for a second attempt, and how often it should be saved."""

from __future__ import annotations

import math
from collections.abc import Iterator

from workbench.design.training import Model
from workbench.errors import Path
from workbench.facts.context import Context
from workbench.facts.fact import Fact, Input, Verdict
from workbench.facts.formula import fact
from workbench.facts.gather import Gathered, amount, ratio
from workbench.facts.ranges import span
from workbench.facts.show import percent, seconds

_LOAD, _SAVING = "training-in-time", "checkpoint-interval"
_FAR = 2.0
"""Around its best value the cost of an interval is flat: within this factor the loss stays below a quarter more."""


def _models(context: Context) -> dict[str, Model]:
    training = context.design.training
    return training.models if training else {}


@fact(
    _LOAD,
    title="Training within its schedule",
    broken="A training run does not fit its schedule",
    formula="duration / cadence <= 0.5, so that a failed run can be repeated in time",
    source="operations of training pipelines (Azure Machine Learning guide)",
    number="Q27",
    blind="Waiting for chips or data before a run starts.",
)
def training_in_time(context: Context) -> Iterator[Fact]:
    """Yield one fact for every model with a duration and a schedule."""
    for name, model in _models(context).items():
        gathered = Gathered(context)
        by = context.graph.parts.get(model.by or "")
        lasts = context.take(f"{name} duration", "training", "models", name, "duration")
        lasts = lasts or (context.take(f"{by.id} runtime", *by.path, "runtime") if by else None)
        every = _schedule(context, name) or (context.take(f"{by.id} cadence", *by.path, "cadence") if by else None)
        if lasts and every:
            gathered.note(lasts)
            gathered.note(every)
            yield _judge(gathered, name, (lasts, every), (by.id,) if by else ())


def _schedule(context: Context, model: str) -> Input | None:
    retraining = context.design.retraining
    taken = [
        context.take(f"{name} every", "retraining", "triggers", name, "every")
        for name, trigger in (retraining.triggers if retraining else {}).items()
        if trigger.of in (None, model)
    ]
    return min((t for t in taken if t), key=lambda t: amount(t).low, default=None)


def _judge(gathered: Gathered, name: str, ends: tuple[Input, Input], parts: tuple[str, ...]) -> Fact:
    lasts, every = ends
    most = gathered.note(gathered.context.assume("retraining_share"))
    found = span(ratio, lasts, every)
    retraining = gathered.context.design.retraining
    retried = bool(retraining and retraining.fails_to == "retry")
    says = f"a run of {name} takes {percent(found.middle)} of the {every.text} between two"
    if found.low > 1:
        verdict, says = Verdict.FAILS, f"a run of {name} takes {lasts.text}, longer than the {every.text} between two"
    elif found.high <= amount(most).low:
        verdict = Verdict.HOLDS
    elif retried and found.low > 0.5:
        verdict, says = Verdict.FAILS, f"{says}; a failed run is to be repeated, and there is no time for it"
    else:
        verdict, says = Verdict.PLAUSIBLE, f"{says}; a failed run could not be repeated in time"
    return gathered.fact(
        _LOAD, name, verdict, says, lasts.path, value=found.middle, computed=percent(found.middle), stated=most,
        steps=(
            f"{lasts.text} / {every.text} = {percent(found.middle)}",
            f"with a second attempt {percent(2 * found.middle)}",
        ),
        components=parts,
    )  # fmt: skip


@fact(
    _SAVING,
    title="Interval between checkpoints",
    broken="Saving takes longer than the time between two checkpoints",
    formula="best interval = square root of (2 x time of one checkpoint x mean time between failures)",
    source="Young, first-order optimum of the checkpoint interval",
    number="Q27",
    blind="Failures that come in groups; what it takes to start again.",
)
def checkpoint_interval(context: Context) -> Iterator[Fact]:
    """Yield one fact for every model that saves checkpoints, or that runs on chips that can be taken away."""
    for name, model in _models(context).items():
        if model.checkpoint or (model.accelerator and model.accelerator.preemptible):
            yield _saving(context, name)


def _saving(context: Context, name: str) -> Fact:
    path: Path = ("training", "models", name)
    gathered = Gathered(context)
    every = gathered.need(f"{name} checkpoint every", *path, "checkpoint", "every")
    takes = gathered.need(f"{name} checkpoint takes", *path, "checkpoint", "takes")
    apart = gathered.need(f"{name} time between failures", *path, "accelerator", "mean_time_between_failures")
    at = every.path if every else path
    if every and takes and amount(takes).low >= amount(every).high > 0:
        says = f"a checkpoint of {name} takes {takes.text}, and one is due every {every.text}"
        return gathered.fact(_SAVING, name, Verdict.FAILS, says, at, stated=every)
    if not (every and takes and apart):
        says = f"{name} does not say how often it is saved, how long that takes and how often it is interrupted"
        return gathered.fact(_SAVING, name, Verdict.UNKNOWN, says, at, stated=every)
    best = span(young, takes, apart)
    near = best.low / _FAR <= amount(every).value <= best.high * _FAR
    says = f"{name} is saved every {every.text}; about {seconds(best.middle)} would lose the least time"
    return gathered.fact(
        _SAVING, name, Verdict.HOLDS if near else Verdict.PLAUSIBLE, says, at, value=best.middle,
        computed=seconds(best.middle), stated=every,
        steps=(f"square root of 2 x {takes.text} x {apart.text} = {seconds(best.middle)}",),
    )  # fmt: skip


def young(takes: float, apart: float) -> float:
    """Return the interval in seconds that loses the least time, saving and repeated work together."""
    return math.sqrt(2 * max(takes, 0.0) * max(apart, 0.0))
