"""Whether what is randomised fits how units affect each other, and stays where it was put.

A rule table over closed vocabularies, from the catalogue item exp-unit.
"""

from __future__ import annotations

from collections.abc import Iterator

from workbench.design.experimentation import Experiment
from workbench.errors import Path
from workbench.facts.context import Context
from workbench.facts.fact import Fact, Verdict
from workbench.facts.formula import fact
from workbench.facts.gather import Gathered

_ID = "experiment-unit"
_LARGE = ("cluster", "switchback")
_SINGLE = ("event", "request", "query", "session", "conversation", "user", "account", "device")
"""Units too small to keep an effect on others inside one arm."""
_PASSING = ("event", "request", "query", "session", "conversation", "switchback", "day")
"""Units that are over before they could change their arm."""
_LASTING = ("user", "account", "device", "creator")


@fact(
    _ID,
    title="What an experiment randomises",
    broken="The groups of a test get mixed",
    formula="in a network or a market: clusters or switchback; a lasting unit keeps its arm; no finer than its metric",
    source="online experiments under interference; ml-design-docs",
    blind="People with several accounts; influence between units that nobody declared.",
)
def experiment_unit(context: Context) -> Iterator[Fact]:
    """Yield one fact for every experiment that states its unit or how units affect each other."""
    live = context.design.experimentation
    for name, test in (live.experiments if live else {}).items():
        if test.unit or test.interference:
            yield _judge(Gathered(context), name, test)


def _judge(gathered: Gathered, name: str, test: Experiment) -> Fact:
    path: Path = ("experimentation", "experiments", name)
    if test.unit and test.interference in ("network", "market") and test.unit in _SINGLE:
        says = f"{name} randomises by {test.unit}, and arms meet each other in a {test.interference}"
        return gathered.fact(_ID, name, Verdict.FAILS, says, (*path, "unit"))
    if test.unit in _LASTING and test.stable is False:
        says = f"in {name} a {test.unit} may change its arm"
        return gathered.fact(_ID, name, Verdict.FAILS, says, (*path, "stable"))
    for field in ("unit", "interference"):
        if not getattr(test, field):
            gathered.needs.append((*path, field))
    if test.stable is None and test.unit not in _PASSING:
        gathered.needs.append((*path, "stable"))
    if gathered.needs:
        missing = ", ".join(f"'{need[-1]}'" for need in gathered.needs)
        return gathered.fact(_ID, name, Verdict.UNKNOWN, f"{name} does not state {missing}", path)
    return _weighed(gathered, name, test)


def _weighed(gathered: Gathered, name: str, test: Experiment) -> Fact:
    path: Path = ("experimentation", "experiments", name, "unit")
    per = _per(gathered.context, test)
    if per in _LASTING and test.unit in ("event", "request", "query", "session", "conversation"):
        says = f"{name} counts by {per} and randomises by {test.unit}: one {per} may meet both arms"
        return gathered.fact(_ID, name, Verdict.PLAUSIBLE, says, path)
    if test.interference != "none" and test.unit not in _LARGE:
        says = f"{name} randomises by {test.unit}, which may not keep effects on others inside an arm"
        return gathered.fact(_ID, name, Verdict.PLAUSIBLE, says, path)
    told = "no effect on others is expected" if test.interference == "none" else f"in a {test.interference}"
    return gathered.fact(_ID, name, Verdict.HOLDS, f"{name} randomises by {test.unit}; {told}", path)


def _per(context: Context, test: Experiment) -> str:
    """Return what one value of the deciding metric is computed over, where that is stated."""
    kpis = context.design.requirements.kpis if context.design.requirements else {}
    metrics = context.design.evaluation.metrics if context.design.evaluation else {}
    decides = test.metric or ""
    held = kpis.get(decides) or metrics.get(decides)
    return (held.per or "") if held else ""
