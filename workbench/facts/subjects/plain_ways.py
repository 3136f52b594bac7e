"""Whether what learning gains over a way without it is worth more than what it costs more."""

from __future__ import annotations

from collections.abc import Iterator

from workbench.design.requirements import Alternative
from workbench.facts import spans
from workbench.facts.context import Context
from workbench.facts.fact import Fact, Input, Verdict
from workbench.facts.formula import fact
from workbench.facts.gather import Gathered, amount
from workbench.facts.ranges import Span
from workbench.facts.running_cost import bill
from workbench.facts.show import number

_ID = "worth-learning"
_PLAIN = ("non_ml", "manual", "do_nothing")
_YEAR = 12.0
"""Money over time is counted a month."""


@fact(
    _ID,
    title="Gain over a way without learning",
    broken="A way without learning is worth more",
    formula="(its KPI - target) x worth of one unit > running cost - its cost, each for a year",
    source="arithmetic; value and costs are the author's own",
    number="Q50",
    blind="Whether the gain would show in practice; it takes the KPI as it is forecast.",
)
def worth_learning(context: Context) -> Iterator[Fact]:
    """Yield one fact for every alternative without learning that was weighed."""
    needs = context.design.requirements
    for name, other in (needs.alternatives if needs else {}).items():
        if other.kind in _PLAIN:
            yield _weighed(Gathered(context), name, other)


def _weighed(gathered: Gathered, name: str, other: Alternative) -> Fact:
    base = ("requirements", "alternatives", name)
    kpi = other.loses_on or next(iter(other.kpis), "")
    reached = gathered.need(f"{name} {kpi}", *base, "kpis", kpi) if kpi else None
    if not kpi:
        gathered.needs.append((*base, "kpis"))
    goal = gathered.need(f"{kpi} target", "requirements", "kpis", kpi, "target") if kpi else None
    worth = _worth(gathered, kpi) if kpi else None
    dearer = _dearer(gathered, name)
    if reached is None or goal is None or worth is None or dearer is None:
        says = f"{name} cannot be weighed: {_open(gathered)}"
        return gathered.fact(_ID, name, Verdict.UNKNOWN, says, base)
    gain = _gain(gathered, kpi, reached, goal)
    if gain.high <= 0:
        says = f"{name} reaches {reached.text} of {kpi}, at least as good as the target of {goal.text}"
        return gathered.fact(_ID, name, Verdict.FAILS, says, reached.path, stated=goal)
    value = spans.product(gain, worth)
    return _told(gathered, name, (kpi, reached, goal), (value, dearer))


def _told(gathered: Gathered, name: str, taken: tuple[str, Input, Input], sums: tuple[Span, Span]) -> Fact:
    kpi, reached, goal = taken
    value, dearer = sums
    says = f"over {name}, {kpi} gains {number(value.middle)} a year and costs {number(dearer.middle)} more to run"
    verdict = Verdict.HOLDS if value.low >= dearer.high else Verdict.PLAUSIBLE
    if value.high < dearer.low:
        verdict = Verdict.FAILS
    return gathered.fact(
        _ID, name, verdict, says, reached.path, value=value.middle, computed=number(value.middle), stated=goal,
        steps=(f"{reached.text} against {goal.text}: worth {number(value.middle)} a year",),
    )  # fmt: skip


def _gain(gathered: Gathered, kpi: str, reached: Input, goal: Input) -> Span:
    """Return how much better the target is than what the other way reaches, in units of the KPI; below 0 if worse."""
    base = ("requirements", "kpis", kpi)
    needs = gathered.context.design.requirements
    held = needs.kpis.get(kpi) if needs else None
    start = gathered.context.take(f"{kpi} baseline", *base, "baseline")
    up = held is not None and held.direction == "up"
    if held is not None and held.direction is None and start:
        up = amount(goal).value > amount(start).value
    a, b = amount(reached), amount(goal)
    return Span(b.low - a.high, b.value - a.value, b.high - a.low) if up else Span(
        a.low - b.high, a.value - b.value, a.high - b.low
    )  # fmt: skip


def _worth(gathered: Gathered, kpi: str) -> Span | None:
    """Return the worth of one unit of a KPI over a year.

    A share has two units, the whole and a point of a hundred; the smaller worth is that of a point.
    """
    own = gathered.context.take(f"worth of {kpi}", "requirements", "kpis", kpi, "worth")
    if own is None:
        gathered.needs.append(("requirements", "kpis", kpi, "worth"))
        return None
    gathered.note(own)
    goal = gathered.context.take(f"{kpi} target", "requirements", "kpis", kpi, "target")
    a_year = spans.product(spans.of(own), spans.exactly(_YEAR))
    if goal and amount(goal).dimension == "fraction":
        return Span(a_year.low, a_year.middle, a_year.high * 100)
    return a_year


def _dearer(gathered: Gathered, name: str) -> Span | None:
    """Return what this system costs a year beyond the other way; nothing when it is cheaper."""
    other = gathered.need(f"{name} cost", "requirements", "alternatives", name, "cost")
    planned = gathered.get("projected cost", "cost", "projected")
    whole = spans.of(planned) if planned else bill(gathered.context).whole
    if planned is None and not bill(gathered.context).rows:
        gathered.needs.append(("cost", "projected"))
        return None
    money = {amount(i).currency for i in (other, planned) if i}
    if other is None or len(money) > 1:
        return None
    return spans.product(spans.less(whole, spans.of(other)), spans.exactly(_YEAR))


def _open(gathered: Gathered) -> str:
    names = [".".join(str(s) for s in p[-2:]) for p in gathered.needs]
    return f"not stated: {', '.join(names)}" if names else "its costs are in another currency"
