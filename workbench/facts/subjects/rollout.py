"""What a bad version costs of the error budget before it is taken back."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from workbench.design.experimentation import Rollout
from workbench.errors import Path
from workbench.facts import spans
from workbench.facts.budget import Budget, error_budget, promises_on
from workbench.facts.context import Context
from workbench.facts.fact import Fact, Input, Verdict
from workbench.facts.formula import fact
from workbench.facts.ranges import Span, at_most, weakened
from workbench.facts.show import percent, seconds

_ID = "rollout-exposure"


@fact(
    _ID,
    title="What a bad rollout costs",
    broken="A bad rollout burns too much of the error budget",
    formula="share of traffic x error rate x (detect + decide + roll back) / error budget, stage after stage",
    source="Site Reliability Workbook, ch. 16",
    number="Q07",
    pattern="ap-no-way-back",
    blind="Harm that is not an error, such as wrong answers nobody notices.",
)
def rollout_exposure(context: Context) -> Iterator[Fact]:
    """Yield one fact for every rollout and promise it can hurt, where its stages are stated."""
    held = context.design.experimentation
    for name, rollout in (held.rollouts if held else {}).items():
        if rollout.stages and rollout.stages[0].share:
            for sla in promises_on(context, _rolled(rollout)):
                budget = error_budget(context, sla)
                if budget:
                    yield _judge(context, name, rollout, budget)


@dataclass(frozen=True, slots=True)
class _Way:
    """The times from a bad version going live to its being gone."""

    taken: tuple[Input, ...]
    missing: tuple[Path, ...]
    automatic: bool

    @property
    def time(self) -> Span:
        """Seconds in all, of what is stated."""
        return spans.total(*(spans.of(i) for i in self.taken))


def _way_back(context: Context, name: str, rollout: Rollout) -> _Way:
    plans = context.design.rollback.plans if context.design.rollback else {}
    named = (rollout.aborts_with or "").rpartition(".")[2]
    fitting = [n for n, plan in plans.items() if rollout.of in plan.of]
    plan = named if named in plans else fitting[0] if not named and len(fitting) == 1 else ""
    if not plan:
        return _Way((), (("experimentation", "rollouts", name, "aborts_with"),), automatic=False)
    path: Path = ("rollback", "plans", plan)
    automatic = bool(rollout.automatic or plans[plan].automatic)
    times = {step: context.take(f"{step} of {plan}", *path, step) for step in ("detect", "decide", "takes")}
    missing = tuple((*path, s) for s, t in times.items() if t is None and not (automatic and s == "decide"))
    return _Way(tuple(t for t in times.values() if t), missing, automatic)


def _judge(context: Context, name: str, rollout: Rollout, budget: Budget) -> Fact:
    path: Path = ("experimentation", "rollouts", name)
    way = _way_back(context, name, rollout)
    share = context.take("share of the first stage", *path, "stages", 0, "share")
    error = context.take("worst error rate", *path, "worst_error")
    allowed = context.take("share of the budget it may burn", *path, "budget_share")
    policy = allowed or context.assume("rollout_budget_share")
    lost = spans.product(_exposed(rollout, way.time), spans.of(error) if error else spans.exactly(1.0))
    burnt = spans.ratio(lost, budget.seconds)
    verdict = _verdict(burnt, way, error, policy)
    verdict = weakened(verdict, *budget.inputs)
    return Fact(
        id=_ID, subject=name if len(context.design.slas) == 1 else f"{name} ({budget.sla})", verdict=verdict,
        says=_says(way, burnt, policy), at=(allowed.path if allowed else (*path, "stages")),
        computed=percent(min(burnt.middle, 1e9)) if not way.missing else "", value=burnt.middle, stated=allowed,
        inputs=tuple(i for i in (share, error, *way.taken, *budget.inputs, policy) if i),
        steps=_steps(way, error, budget, (lost, burnt)),
        needs=way.missing if verdict is Verdict.UNKNOWN else (), components=_parts(context, rollout),
    )  # fmt: skip


def _exposed(rollout: Rollout, time: Span) -> Span:
    """Return seconds of full exposure: the share of traffic added up over the time, stage after stage."""
    # The shorter a stage, the sooner more traffic meets what is bad.
    ends = ((time.low, "low", "high"), (time.middle, "value", "value"), (time.high, "high", "low"))
    low, middle, high = (_added_up(rollout, left, share, lasts) for left, share, lasts in ends)
    return Span(low, middle, high)


def _added_up(rollout: Rollout, time: float, of_share: str, of_time: str) -> float:
    found, left = 0.0, time
    for stage in rollout.stages:
        share: float = getattr(stage.share, of_share) if stage.share else 0.0
        # A stage without a length waits for the verdict on it.
        lasts: float = min(getattr(stage.for_, of_time), left) if stage.for_ else left
        found, left = found + share * lasts, left - lasts
    return found


def _verdict(burnt: Span, way: _Way, error: Input | None, policy: Input) -> Verdict:
    over = at_most(burnt, spans.of(policy))
    if over is Verdict.FAILS:
        # An error rate nobody stated is taken at its worst, and a policy nobody stated is only a habit:
        # then nothing is contradicted before the whole budget is gone.
        spent = at_most(burnt, 1.0) is Verdict.FAILS
        return Verdict.FAILS if error and (spent or not policy.assumed) else Verdict.PLAUSIBLE
    return Verdict.UNKNOWN if way.missing else weakened(over, policy)


def _says(way: _Way, burnt: Span, policy: Input) -> str:
    limit = f"{policy.text.removesuffix(' assumed')} is {'assumed to be ' if policy.assumed else ''}allowed"
    if way.missing and not way.taken:
        return f"no way back is named whose times could be counted; {limit}"
    told = f"a bad version is gone after {seconds(way.time.middle)} and burns {percent(min(burnt.middle, 1e9))}"
    if way.missing:
        return f"{told} of the error budget, with '{way.missing[0][-1]}' not counted; {limit}"
    return f"{told} of the error budget; {limit}"


def _steps(way: _Way, error: Input | None, budget: Budget, numbers: tuple[Span, Span]) -> tuple[str, ...]:
    lost, burnt = numbers
    lines = [f"bad version live: {' + '.join(i.text for i in way.taken)} = {seconds(way.time.middle)}"]
    if way.automatic:
        lines.append("it is taken back without a meeting")
    if error is None:
        lines.append("no worst error rate is stated: every request it serves is taken to fail")
    lines.append(f"share of traffic x error rate over that time: {seconds(lost.middle)} of full outage")
    left = budget.seconds.middle
    lines.append(f"{seconds(lost.middle)} / {seconds(left)} = {percent(min(burnt.middle, 1e9))} of the budget")
    return tuple(lines)


def _parts(context: Context, rollout: Rollout) -> tuple[str, ...]:
    return tuple(p.id for p in context.graph.parts.values() if rollout.of == p.id or rollout.of in p.spec.runs)


def _rolled(rollout: Rollout) -> tuple[str, ...]:
    return (rollout.of,) if rollout.of else ()
