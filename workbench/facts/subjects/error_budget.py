"""What an objective leaves to fail, and whether ordinary incidents fit into it."""

from __future__ import annotations

from collections.abc import Iterator

from workbench.facts import spans
from workbench.facts.budget import Budget, error_budget
from workbench.facts.context import Context
from workbench.facts.fact import Fact, Input, Verdict
from workbench.facts.formula import fact
from workbench.facts.ranges import at_least, same, weakened
from workbench.facts.show import number, percent, seconds

_SAME, _CLOSE = 0.03, 0.10
"""A month of 30 or 30.44 d differs by 1.5%; a tenth is what rounding to one digit may do."""
_PARTIAL = 0.1
"""Share of requests below which an incident would hardly be called one."""


@fact(
    "error-budget",
    title="Error budget of an objective",
    broken="The stated outage allowance is not what the objective allows",
    formula="(1 - objective) x window",
    source="Azure Well-Architected Framework, reliability metrics",
    number="Q01",
    blind="How failures are spread over the window, and who is hit by them.",
)
def budget_of(context: Context) -> Iterator[Fact]:
    """Yield one fact for every availability objective."""
    for name in context.design.slas:
        budget = error_budget(context, name)
        if budget:
            yield _allowance(context, budget)


def _allowance(context: Context, budget: Budget) -> Fact:
    stated = context.take(f"{budget.sla} outage allowance", "slas", budget.sla, "outage_allowance")
    left, goal, over = budget.seconds.middle, budget.objective.text, budget.window.text.removesuffix(" assumed")
    says = f"{goal} over {over} leaves {seconds(left)} of full outage"
    verdict = Verdict.HOLDS
    if stated:
        verdict = weakened(same(spans.of(stated), budget.seconds, _SAME, _CLOSE), *budget.inputs)
        says += f"; {stated.text} is stated"
    else:
        verdict = weakened(verdict, *budget.inputs)
    return Fact(
        id="error-budget", subject=budget.sla, verdict=verdict, says=says, at=(stated or budget.objective).path,
        computed=seconds(left), value=left, stated=stated, inputs=(*budget.inputs, *([stated] if stated else [])),
        steps=(f"(1 - {percent(1 - _share(budget))}) x {seconds(_window(budget))} = {seconds(left)}",),
    )  # fmt: skip


def _window(budget: Budget) -> float:
    return spans.of(budget.window).middle


def _share(budget: Budget) -> float:
    return 1 - spans.of(budget.objective).middle


@fact(
    "incident-allowance",
    title="Incidents within the error budget",
    broken="Ordinary incidents spend more than the error budget",
    formula="budget / (detect + mitigate) >= incidents expected in the window",
    source="Calculus of Service Availability (ACM Queue 3096459)",
    number="Q06",
    blind="Incidents that only hit a part of the requests count as whole outages here.",
)
def incident_allowance(context: Context) -> Iterator[Fact]:
    """Yield one fact for every availability objective, where an ordinary month is described."""
    told = context.design.reliability.incidents if context.design.reliability else None
    for name in context.design.slas if told else ():
        budget = error_budget(context, name)
        if budget:
            yield _incidents(context, budget)


def _incidents(context: Context, budget: Budget) -> Fact:
    base = ("reliability", "incidents")
    names = {"expected": "incidents expected", "detect": "time to detect", "mitigate": "time to mitigate"}
    taken = {key: context.take(name, *base, key) for key, name in names.items()}
    found = {key: value for key, value in taken.items() if value}
    missing = tuple((*base, key) for key, value in taken.items() if value is None)
    if missing:
        needed = missing[0][-1]
        return Fact(
            id="incident-allowance", subject=budget.sla, verdict=Verdict.UNKNOWN, at=base, needs=missing,
            says=f"{seconds(budget.seconds.middle)} may be lost, but incidents state no '{needed}'",
            inputs=(*budget.inputs, *found.values()),
        )  # fmt: skip
    return _spent(budget, found)


def _spent(budget: Budget, found: dict[str, Input]) -> Fact:
    each = spans.total(spans.of(found["detect"]), spans.of(found["mitigate"]))
    allowed = spans.ratio(budget.seconds, each)
    expected = spans.product(spans.of(found["expected"]), spans.of(budget.window))
    room = spans.ratio(allowed, expected)
    verdict = at_least(room, 1 - 1e-9)
    says = f"the budget holds {number(allowed.middle)} full outages of {seconds(each.middle)} each"
    says += f"; incidents expected: {number(expected.middle)}"
    if verdict is Verdict.FAILS and room.high >= _PARTIAL:
        verdict = Verdict.PLAUSIBLE
        says += f", which fits only if they fail under {percent(room.middle)} of requests"
    steps = (
        f"budget {seconds(budget.seconds.middle)}",
        f"one incident, at worst a full outage: {seconds(each.middle)}",
        f"{seconds(budget.seconds.middle)} / {seconds(each.middle)} = {number(allowed.middle)} in {budget.window.text}",
    )
    return Fact(
        id="incident-allowance", subject=budget.sla, verdict=weakened(verdict, *budget.inputs), says=says,
        at=found["expected"].path, computed=f"{number(allowed.middle)} full outages", value=allowed.middle,
        stated=found["expected"], inputs=(*budget.inputs, *found.values()), steps=steps,
    )  # fmt: skip
