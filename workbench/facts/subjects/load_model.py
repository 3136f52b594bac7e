"""Whether the load follows from its users, and whether what is built carries its peak at the end of the plan."""

from __future__ import annotations

import re
from collections.abc import Iterator

from workbench.design.units import YEAR
from workbench.errors import Path
from workbench.facts import spans
from workbench.facts.context import Context
from workbench.facts.fact import Fact, Input, Verdict
from workbench.facts.formula import fact
from workbench.facts.gather import Gathered, amount
from workbench.facts.loads import loads
from workbench.facts.ranges import Span, at_most
from workbench.facts.show import rate

_ID = "load-model"
_CLOSE, _FAR = 1.5, 3.0
_SEEN = ("measured", "vendor")
_LONGEST = 100.0
_THINGS = re.compile(r"tokens?|rows?|records?|items?|documents?|B/s")
"""A capacity counted in these is none for requests."""


@fact(
    _ID,
    title="Mean, peak and growth of the load",
    broken="The numbers of the load do not fit together",
    formula="mean <= peak; users x actions within 3 times of the mean; peak x (1 + growth)^horizon <= capacity",
    source="arithmetic; Azure WAF for AI, cost drivers",
    blind="Peaks nobody has seen yet: campaigns, news, bots.",
)
def load_model(context: Context) -> Iterator[Fact]:
    """Yield one fact for every load that states something: that of the system, and that of each promise."""
    needs = context.design.requirements
    bases: list[tuple[str, Path]] = [("load", ("requirements", "load"))] if needs and needs.load else []
    bases += [(name, ("slas", name, "load")) for name, sla in context.design.slas.items() if sla.load]
    for subject, base in bases:
        yield _judge(Gathered(context), subject, base)


def _judge(gathered: Gathered, subject: str, base: Path) -> Fact:
    mean, peak = gathered.need("mean load", *base, "mean"), gathered.need("peak load", *base, "peak")
    told = [_ordered(mean, peak), _from_users(gathered, base, mean), _carried(gathered, base, peak)]
    order = (Verdict.FAILS, Verdict.UNKNOWN, Verdict.PLAUSIBLE, Verdict.HOLDS)
    verdict, says = min(
        (t for t in reversed(told) if t), key=lambda t: order.index(t[0]), default=(Verdict.UNKNOWN, "")
    )
    if verdict is not Verdict.FAILS and gathered.needs:
        verdict = Verdict.UNKNOWN
        says = f"{subject} does not state {', '.join(str(p[-1]).replace('_', ' ') for p in gathered.needs[:4])}"
    lines = tuple(t[1] for t in told if t and t[1])
    at = next((i.path for i in (peak, mean) if i), base)
    return gathered.fact(_ID, subject, verdict, says or lines[-1], at, steps=lines, stated=peak)


def _ordered(mean: Input | None, peak: Input | None) -> tuple[Verdict, str] | None:
    if not (mean and peak):
        return None
    if amount(mean).low > amount(peak).high * (1 + 1e-9):
        return Verdict.FAILS, f"the mean of {mean.text} is above the peak of {peak.text}"
    apart = amount(mean).high <= amount(peak).low * (1 + 1e-9)
    return (Verdict.HOLDS if apart else Verdict.PLAUSIBLE), f"the mean of {mean.text} is below the peak of {peak.text}"


def _from_users(gathered: Gathered, base: Path, mean: Input | None) -> tuple[Verdict, str] | None:
    """Hold the mean against users x what each does; a mean that was measured needs no such source."""
    known = mean is not None and amount(mean).source in _SEEN
    take = gathered.get if known else gathered.need
    users, each = take("users", *base, "users"), take("actions of a user", *base, "actions_per_user")
    if not (users and each and mean):
        return None
    made = spans.product(spans.of(users), spans.of(each))
    says = f"{users.text} x {each.text} = {rate(made.middle)}; the mean is {mean.text}"
    stated = spans.of(mean)
    if stated.low > made.high * _FAR or stated.high < made.low / _FAR:
        return Verdict.FAILS, f"{says}, more than three times apart"
    close = stated.low <= made.high * _CLOSE and stated.high >= made.low / _CLOSE
    throughout = stated.high <= made.low * _FAR and stated.low >= made.high / _FAR
    return (Verdict.HOLDS if close and throughout else Verdict.PLAUSIBLE), says


def _carried(gathered: Gathered, base: Path, peak: Input | None) -> tuple[Verdict, str] | None:
    """Carry the peak to its horizon and hold it against every stated capacity on the way of a request."""
    growth, horizon = gathered.need("growth", *base, "growth"), gathered.need("horizon", *base, "horizon")
    if not (growth and horizon and peak):
        return None
    factor = _grown(amount(growth).low, amount(horizon).low), _grown(amount(growth).high, amount(horizon).high)
    more = Span(factor[0], _grown(amount(growth).value, amount(horizon).value), factor[1])
    tightest = _tightest(gathered, more)
    says = f"{peak.text} growing by {growth.text} for {horizon.text} is {rate(spans.of(peak).middle * more.middle)}"
    if tightest is None:
        gathered.needs.append((*base[:-1], "throughput") if base[0] == "slas" else ("serving", "components"))
        return Verdict.UNKNOWN, f"{says}; no part on the way of a request states its capacity"
    name, capacity, verdict = tightest
    if verdict is Verdict.FAILS and amount(peak).source != "measured":
        # A peak that was not measured may already be the one at the end of the plan.
        verdict = Verdict.PLAUSIBLE
    return verdict, f"{says}; {name} can take {capacity.text}"


def _grown(by: float, time: float) -> float:
    """Return by how much a load has grown after a time; growth is a share of it each year."""
    return float(min((1 + min(max(by, -0.99), 1e3)) ** min(time / YEAR, _LONGEST), 1e12))


def _tightest(gathered: Gathered, more: Span) -> tuple[str, Input, Verdict] | None:
    """Return the part whose stated capacity leaves least room for what will arrive there."""
    context = gathered.context
    rows: list[tuple[float, str, Input, Verdict]] = []
    for name, load in loads(context).items():
        capacity = context.take(f"{name} capacity", *context.graph.parts[name].path, "capacity")
        if capacity and amount(capacity).value > 0 and not _THINGS.search(capacity.text):
            use = spans.ratio(spans.product(load.span, more), spans.of(capacity))
            rows.append((use.middle, name, capacity, at_most(use, 1 + 1e-9)))
    if not rows:
        return None
    _, name, capacity, verdict = max(rows, key=lambda row: (row[3] is Verdict.FAILS, row[0]))
    return name, gathered.note(capacity), verdict
