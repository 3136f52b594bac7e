"""Whether a month stays under its cap, and what share of it goes into watching and judging.

From the catalogue items cst-budget and cst-control-cost.
"""

from __future__ import annotations

from collections.abc import Iterator

from workbench.facts import spans
from workbench.facts.context import Context
from workbench.facts.fact import Fact, Input, Verdict
from workbench.facts.formula import fact
from workbench.facts.gather import Gathered, amount
from workbench.facts.ranges import Span, at_most
from workbench.facts.running_cost import Bill, bill
from workbench.facts.show import number, percent

_CAP, _CONTROLS = "spend-under-cap", "control-share"
_CLOSE = 0.10
_WATCHING = ("monitoring", "evaluation", "review")
"""Lines of cost for watching, judging and reviewing."""


@fact(
    _CAP,
    title="Spending against its cap",
    broken="A month costs more than its cap",
    formula="cost of a month at peak, as projected and as the stated prices make it, <= monthly cap",
    source="AWS ML lens MLCOST04-BP12; arithmetic, prices are the author's own",
    blind="Prices that change, discounts, and traffic nobody expects.",
)
def spend_under_cap(context: Context) -> Iterator[Fact]:
    """Yield one fact where a cap is stated."""
    gathered = Gathered(context)
    cap = gathered.get("monthly cap", "cost", "budget", "monthly_cap")
    if cap is None:
        return
    projected = gathered.need("projected month", "cost", "projected")
    found = bill(context)
    money = _currencies(found, (cap, *((projected,) if projected else ())))
    if len(money) > 1:
        gathered.needs.append(("cost", "prices"))
        says = f"costs are in {' and '.join(sorted(money))}; nothing here knows the rate"
        yield gathered.fact(_CAP, "budget", Verdict.UNKNOWN, says, cap.path, stated=cap)
    elif projected is None and not found.rows:
        says = f"{cap.text} is the cap, and nothing says what a month costs"
        yield gathered.fact(_CAP, "budget", Verdict.UNKNOWN, says, cap.path, stated=cap)
    else:
        yield _under(gathered, cap, projected, found)


def _currencies(found: Bill, inputs: tuple[Input, ...]) -> set[str]:
    return found.currencies | {i.quantity.currency for i in inputs if i.quantity and i.quantity.currency}


def _under(gathered: Gathered, cap: Input, projected: Input | None, found: Bill) -> Fact:
    money = amount(cap).currency
    limit = spans.of(cap)
    priced = found.priced
    for taken in found.inputs:
        gathered.note(taken)
    if projected and found.rows and spans.of(projected).high < priced.low * (1 - _CLOSE):
        says = (
            f"a month at peak is projected at {projected.text}; the stated prices make {number(priced.middle)} {money}"
        )
        return gathered.fact(_CAP, "budget", Verdict.FAILS, says, projected.path, stated=projected)
    month = spans.of(projected) if projected else found.whole
    worst = found.whole if found.rows and found.whole.high > month.high * (1 + _CLOSE) else month
    verdict = at_most(month, limit)
    if at_most(priced, limit) is Verdict.FAILS:
        verdict = Verdict.FAILS
    elif verdict is Verdict.HOLDS and (projected is None or at_most(worst, limit) is not Verdict.HOLDS):
        verdict = Verdict.PLAUSIBLE
    told = max(month.middle, priced.middle)
    says = f"a month costs {number(told)} {money} of the {cap.text} allowed"
    if projected is None:
        gathered.needs.clear()
        says = f"{says}, by an ordinary month; what the busiest costs is not projected"
    return gathered.fact(
        _CAP, "budget", verdict, says, cap.path, value=told, computed=f"{number(told)} {money}", stated=cap,
        steps=found.lines,
    )  # fmt: skip


@fact(
    _CONTROLS,
    title="Share of cost for watching and judging",
    broken="Watching and judging cost more than they may",
    formula="(monitoring + evaluation + review) / cost of a month <= share allowed",
    source="Azure Well-Architected for AI, testing: trade-offs",
    blind="Time of people that no line of the costs names.",
)
def control_share(context: Context) -> Iterator[Fact]:
    """Yield one fact where a share is allowed."""
    gathered = Gathered(context)
    cap = gathered.get("share allowed", "cost", "controls_cap")
    if cap is None:
        return
    spent = _watching(gathered)
    projected = gathered.get("projected month", "cost", "projected")
    whole = spans.of(projected) if projected else bill(context).whole
    if spent is None or whole.middle <= 0:
        gathered.needs.append(("cost", "lines") if spent is None else ("cost", "projected"))
        lacks = "what watching and judging cost" if spent is None else "what a month costs"
        says = f"{cap.text} of the cost may go into watching and judging; {lacks} is not stated"
        yield gathered.fact(_CONTROLS, "controls", Verdict.UNKNOWN, says, cap.path, stated=cap)
        return
    found = spans.ratio(spent, whole)
    says = f"watching, judging and reviewing take {percent(found.middle)} of a month; {cap.text} is allowed"
    yield gathered.fact(
        _CONTROLS, "controls", at_most(found, spans.of(cap)), says, cap.path, value=found.middle,
        computed=percent(found.middle), stated=cap,
    )  # fmt: skip


def _watching(gathered: Gathered) -> Span | None:
    """Return what controls cost: their lines, and monitors priced by themselves where no line holds them."""
    cost = gathered.context.design.cost
    kinds = {name: line.kind for name, line in cost.lines.items()} if cost else {}
    lines = [(k, gathered.get(n, "cost", "lines", n, "spend")) for n, k in kinds.items() if k in _WATCHING]
    taken = [(kind, spans.of(spend)) for kind, spend in lines if spend]
    single = [
        spans.of(t)
        for section in ("monitoring", "drift")
        for name in _monitors(gathered.context, section)
        if (t := gathered.get(f"{name} cost", section, "monitors", name, "cost"))
    ]
    by_line = [s for kind, s in taken if kind == "monitoring"]
    watching = max((spans.total(*by_line), spans.total(*single)), key=lambda s: s.middle)
    others = [s for kind, s in taken if kind != "monitoring"]
    return spans.total(watching, *others) if taken or single else None


def _monitors(context: Context, section: str) -> tuple[str, ...]:
    held = getattr(context.design, section)
    return tuple(held.monitors) if held else ()
