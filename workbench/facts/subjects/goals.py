"""Whether targets are better than where things stand, and whether limits are kept today."""

from __future__ import annotations

from collections.abc import Iterator

from workbench.errors import Path
from workbench.facts.context import Context
from workbench.facts.fact import Fact, Input, Verdict
from workbench.facts.formula import fact
from workbench.facts.gather import amount
from workbench.facts.ranges import Span

_ID = "goal-direction"


@fact(
    _ID,
    title="Goals in the right direction",
    broken="A target is worse than today, or a limit is broken already",
    formula="target better than baseline of a KPI; baseline of a guardrail within its limit; by the direction stated",
    source="arithmetic; success metrics and guardrails (Rules of ML 2, 39)",
    blind="Numbers of different units under one name.",
)
def goal_direction(context: Context) -> Iterator[Fact]:
    """Yield one fact for every KPI and guardrail that states its direction and two numbers of one kind."""
    needs = context.design.requirements
    for name, kpi in (needs.kpis if needs else {}).items():
        yield from _judge(context, ("requirements", "kpis", name), "target", kpi.direction)
    for name, guard in (needs.guardrails if needs else {}).items():
        yield from _judge(context, ("requirements", "guardrails", name), "limit", guard.direction)


def _judge(context: Context, path: Path, key: str, direction: str | None) -> Iterator[Fact]:
    name = str(path[-1])
    today = context.take(f"{name} baseline", *path, "baseline")
    goal = context.take(f"{name} {key}", *path, key)
    if not (today and goal and direction) or amount(today).dimension != amount(goal).dimension:
        return
    verdict = _verdict(_towards(today, direction), _towards(goal, direction), target=key == "target")
    says = f"{name} stands at {today.text}; its {key} is {goal.text}, and {direction} is better"
    yield Fact(_ID, name, verdict, says, goal.path, stated=goal, inputs=(today, goal))


def _towards(taken: Input, direction: str) -> Span:
    """Return the range turned so that more is better."""
    found = amount(taken)
    if direction == "up":
        return Span(found.low, found.value, found.high)
    return Span(-found.high, -found.value, -found.low)


def _verdict(today: Span, goal: Span, *, target: bool) -> Verdict:
    """A target must be better than today; a limit may be met exactly."""
    worse = goal.high < today.low if target else today.high < goal.low
    surely = goal.low > today.high if target else today.low >= goal.high
    return Verdict.FAILS if worse else Verdict.HOLDS if surely else Verdict.PLAUSIBLE
