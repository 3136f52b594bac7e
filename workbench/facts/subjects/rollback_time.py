"""Whether the old version is back before the month's error budget is gone, and as fast as the rehearsal was.

From the catalogue items lif-rollback and lif-rollback-drill.
"""

from __future__ import annotations

from collections.abc import Iterator

from workbench.design.retraining import RollbackPlan
from workbench.errors import Path
from workbench.facts import spans
from workbench.facts.budget import error_budget, promises_on
from workbench.facts.context import Context
from workbench.facts.fact import Fact, Input, Verdict
from workbench.facts.formula import fact
from workbench.facts.gather import Gathered, amount
from workbench.facts.ranges import Span, at_most, weakened
from workbench.facts.show import percent, seconds

_TIME, _DRILL = "rollback-time", "rollback-drill"
_STEPS = ("detect", "decide", "takes")


@fact(
    _TIME,
    title="Time until the old version is back",
    broken="The way back takes longer than the error budget",
    formula="detect + decide + take back <= error budget, were every request to fail; loading is part of it",
    source="error budgets (Site Reliability Workbook); ML Test Score, Infrastructure 7",
    number="Q07",
    pattern="ap-no-way-back",
    blind="Data that a bad version has written meanwhile, which goes back more slowly.",
)
def rollback_time(context: Context) -> Iterator[Fact]:
    """Yield one fact for every way back that says how long it takes or how many versions it keeps."""
    held = context.design.rollback
    for name, plan in (held.plans if held else {}).items():
        if plan.takes or plan.retained_versions or plan.load_time:
            yield _judge(Gathered(context), name, plan)


def _judge(gathered: Gathered, name: str, plan: RollbackPlan) -> Fact:
    path: Path = ("rollback", "plans", name)
    loading, takes = gathered.get(f"{name} loading", *path, "load_time"), gathered.get(f"{name} takes", *path, "takes")
    kept = gathered.get(f"{name} versions kept", *path, "retained_versions")
    parts = tuple(n for n in plan.of if n in gathered.context.graph.parts)
    if kept and amount(kept).high < 1 and plan.to in (None, "previous"):
        says = f"{name} goes back to a version before, and {kept.text} are kept"
        return gathered.fact(_TIME, name, Verdict.FAILS, says, kept.path, stated=kept, components=parts)
    if loading and takes and amount(loading).low > amount(takes).high:
        says = f"{name} takes {takes.text}, of which loading alone takes {loading.text}"
        return gathered.fact(_TIME, name, Verdict.FAILS, says, takes.path, stated=takes, components=parts)
    if plan.warm is False and loading is None:
        gathered.needs.append((*path, "load_time"))
    for step in _STEPS:
        if gathered.context.take(step, *path, step) is None and not (plan.automatic and step == "decide"):
            gathered.needs.append((*path, step))
    limits = list(_limits(gathered.context, plan))
    if not limits:
        gathered.needs.append(("slas",))
    stated = spans.total(*(spans.of(t) for t in _stated(gathered.context, name)))
    # What is stated may be too long by itself; what is not stated only adds to it.
    late = any(stated.low > limit.high * (1 + 1e-9) and not objective.assumed for _, objective, limit in limits)
    if gathered.needs and not late:
        missing = ", ".join(_told(need) for need in gathered.needs)
        says = f"whether {name} is quick enough cannot be told without {missing}"
        return gathered.fact(_TIME, name, Verdict.UNKNOWN, says, path, components=parts)
    return _timed(gathered, name, plan, limits)


def _stated(context: Context, name: str) -> list[Input]:
    taken = (context.take(f"{step} of {name}", "rollback", "plans", name, step) for step in _STEPS)
    return [t for t in taken if t]


def _told(need: Path) -> str:
    return "a promise of availability" if need == ("slas",) else f"'{need[-1]}'"


def _limits(context: Context, plan: RollbackPlan) -> Iterator[tuple[str, Input, Span]]:
    """Yield what a way back has to beat: the error budget of each promise, or the window of a batch."""
    found = False
    for sla in promises_on(context, tuple(plan.of)):
        budget = error_budget(context, sla)
        if budget:
            found = True
            yield f"the error budget of {sla}", budget.objective, budget.seconds
    if not found and context.design.serving:
        for name in context.design.serving.batch:
            window = context.take(f"window of {name}", "serving", "batch", name, "window")
            if window:
                yield f"the window of {name}", window, spans.of(window)


def _timed(gathered: Gathered, name: str, plan: RollbackPlan, limits: list[tuple[str, Input, Span]]) -> Fact:
    path: Path = ("rollback", "plans", name)
    taken = [t for step in _STEPS if (t := gathered.get(f"{step} of {name}", *path, step))]
    time = spans.total(*(spans.of(t) for t in taken))
    what, objective, limit = min(limits, key=lambda row: row[2].middle)
    gathered.note(objective)
    verdict = weakened(at_most(time, limit), objective)
    used = spans.ratio(time, limit).middle
    share = percent(used) if used < 1e6 else "far more than all"
    says = f"{name} is back after {seconds(time.middle)}, {share} of {what} ({seconds(limit.middle)})"
    kept = gathered.context.take("kept", *path, "retained_versions")
    if verdict is Verdict.HOLDS and kept and amount(kept).low < 2:
        verdict, says = Verdict.PLAUSIBLE, f"{says}; only {kept.text} version is kept, and that one may be bad as well"
    at = next((t.path for t in reversed(taken)), path)
    return gathered.fact(
        _TIME, name, verdict, says, at, value=time.middle, computed=seconds(time.middle),
        steps=(f"{' + '.join(t.text for t in taken)} = {seconds(time.middle)}",),
        components=tuple(n for n in plan.of if n in gathered.context.graph.parts),
    )  # fmt: skip


@fact(
    _DRILL,
    title="The way back as rehearsed",
    broken="The rehearsal took longer than the plan says",
    formula="time measured in the last rehearsal <= time stated",
    source="site reliability practice: emergency response",
    blind="How the next real one will differ: at night, under load, with other people.",
)
def rollback_drill(context: Context) -> Iterator[Fact]:
    """Yield one fact for every way back that was rehearsed."""
    held = context.design.rollback
    for name, plan in (held.plans if held else {}).items():
        if plan.drill:
            yield _rehearsed(Gathered(context), name)


def _rehearsed(gathered: Gathered, name: str) -> Fact:
    path: Path = ("rollback", "plans", name)
    took, takes = gathered.need(f"{name} took", *path, "drill", "took"), gathered.need(f"{name} takes", *path, "takes")
    if not (took and takes):
        says = f"{name} was rehearsed; {'its own time' if took else 'the time it took'} is not stated"
        return gathered.fact(_DRILL, name, Verdict.UNKNOWN, says, (*path, "drill"), stated=takes)
    says = f"{name} took {took.text} in its rehearsal; {takes.text} is stated"
    return gathered.fact(_DRILL, name, at_most(spans.of(took), spans.of(takes)), says, took.path, stated=takes)
