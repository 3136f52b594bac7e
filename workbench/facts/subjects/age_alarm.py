"""Whether an alarm on the age of a model stays quiet while all goes to plan."""

from __future__ import annotations

from collections.abc import Iterator

from workbench.facts.context import Context
from workbench.facts.fact import Fact, Input, Verdict
from workbench.facts.formula import fact
from workbench.facts.gather import Gathered
from workbench.facts.spans import of
from workbench.facts.watching import Watched, monitors

_ID = "age-alarm"


@fact(
    _ID,
    title="Alarm on the age of a model",
    broken="The alarm on a model's age rings although all goes to plan",
    formula="age from which it alarms > time between two versions made on schedule",
    source="model staleness (ML Test Score, Monitor 4)",
    blind="Triggers other than schedules.",
)
def age_alarm(context: Context) -> Iterator[Fact]:
    """Yield one fact for every alarm on the age of models that are made again on a schedule."""
    for found in monitors(context):
        limit = context.take(f"{found.name} above", *found.path, "above")
        timed = limit and limit.quantity and limit.quantity.dimension == "duration"
        if found.monitor.statistic == "age" and limit and timed:
            yield from _held(context, found, limit)


def _held(context: Context, found: Watched, limit: Input) -> Iterator[Fact]:
    for model in found.monitor.watches:
        every = _schedule(context, model, found.name)
        if every:
            gathered = Gathered(context)
            gathered.note(limit)
            gathered.note(every)
            rings = of(limit).high < of(every).low * (1 - 1e-9)
            close = of(limit).low <= of(every).high
            verdict = Verdict.FAILS if rings else Verdict.PLAUSIBLE if close else Verdict.HOLDS
            says = f"{found.name} alarms when {model} is {limit.text} old; it is made anew every {every.text}"
            yield gathered.fact(_ID, f"{found.name} of {model}", verdict, says, limit.path, stated=limit)


def _schedule(context: Context, model: str, monitor: str) -> Input | None:
    """Return the shortest schedule of a model, unless the alarm itself has the model made anew."""
    retraining = context.design.retraining
    rows = {n: t for n, t in (retraining.triggers if retraining else {}).items() if t.of in (None, model)}
    if any(monitor in t.on for t in rows.values()):
        return None
    taken = [context.take(f"{n} every", "retraining", "triggers", n, "every") for n in rows]
    return min((t for t in taken if t), key=lambda t: of(t).low, default=None)
