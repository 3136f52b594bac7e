"""Burn-rate alerts: the share of the error budget that is gone when they fire, and whether that can still help."""

from __future__ import annotations

from collections.abc import Iterator

from workbench.design import Quantity
from workbench.design.monitoring import Monitor
from workbench.errors import Path
from workbench.facts import spans
from workbench.facts.context import Context
from workbench.facts.fact import Fact, Input, Verdict
from workbench.facts.formula import fact
from workbench.facts.ranges import Span, same
from workbench.facts.show import number, percent, seconds

_ID = "burn-rate-alert"
_SAME, _ROUNDED = 0.05, 0.15
"""How far a stated share may lie from the computed one: a rounding; a window of 28 d told in numbers for 30 d."""
_SHORT = (1 / 24, 1 / 6)
"""The short window is a twelfth of the long one as a rule; half and twice that are no surprise."""


@fact(
    _ID,
    title="Burn-rate alerts",
    broken="A burn-rate alert does not do what is stated",
    formula="budget spent when it fires = burn rate x window / period; the budget lasts period / burn rate",
    source="Site Reliability Workbook, ch. 5",
    number="Q08",
    blind="How errors are spread within the window; whether anyone wakes up.",
)
def burn_rate_alert(context: Context) -> Iterator[Fact]:
    """Yield one fact for every monitor of a burn rate."""
    for section in ("monitoring", "drift"):
        held = getattr(context.design, section)
        for name, monitor in (held.monitors if held else {}).items():
            if monitor.statistic == "burn_rate":
                yield _judge(context, name, monitor, (section, "monitors", name))


def _judge(context: Context, name: str, monitor: Monitor, path: Path) -> Fact:
    burn = context.take(f"{name} burn rate", *path, "above")
    window = context.take(f"{name} window", *path, "window")
    missing = tuple((*path, key) for key, value in (("above", burn), ("window", window)) if value is None)
    if burn is None or window is None or not _plain(burn.quantity):
        says = f"{name} states no '{missing[0][-1]}'" if missing else f"{name} alarms above {monitor.above}: no rate"
        return Fact(
            id=_ID, subject=name, verdict=Verdict.UNKNOWN, says=says, at=path, needs=missing or ((*path, "above"),)
        )  # fmt: skip
    period = _period(context, monitor)
    spent = spans.ratio(spans.product(spans.of(burn), spans.of(window)), spans.of(period))
    lasts = spans.ratio(spans.of(period), spans.of(burn)).middle
    stated = context.take(f"{name} budget spent", *path, "budget_spent")
    short = context.take(f"{name} short window", *path, "short_window")
    verdict, says = _verdict(spent, stated, (window, short))
    if verdict is Verdict.HOLDS and period.assumed:
        verdict = Verdict.PLAUSIBLE
    total = seconds(spans.of(period).middle)
    return Fact(
        id=_ID, subject=name, verdict=verdict, says=says, at=(stated or burn).path, computed=percent(spent.middle),
        value=spent.middle, stated=stated,
        inputs=tuple(i for i in (burn, window, short, period, stated) if i),
        steps=(
            f"{number(spans.of(burn).middle)} x {seconds(spans.of(window).middle)} / {total} = {percent(spent.middle)}",
            f"at that rate the whole budget lasts {seconds(lasts)}",
        ),
    )  # fmt: skip


def _plain(quantity: Quantity | None) -> bool:
    """A burn rate is a bare multiple: `14.4`, or the same in percent."""
    return quantity is not None and quantity.dimension in ("number", "count", "fraction") and quantity.low > 0


def _period(context: Context, monitor: Monitor) -> Input:
    """Return the window of the promise it watches."""
    for name in (w.rpartition(".")[2] for w in monitor.watches):
        stated = context.take(f"{name} window", "slas", name, "window")
        if stated:
            return stated
    return context.assume("month")


def _verdict(spent: Span, stated: Input | None, windows: tuple[Input, Input | None]) -> tuple[Verdict, str]:
    long, short = windows
    gone = percent(spent.middle)
    if spent.low > 1 + 1e-9:
        return Verdict.FAILS, f"it fires only after {gone} of the error budget, when all of it is gone"
    if short and spans.of(short).low > spans.of(long).high:
        return Verdict.FAILS, f"its short window of {short.text} is longer than its window of {long.text}"
    if stated:
        agrees = same(spans.of(stated), spent, _SAME, _ROUNDED)
        if agrees is not Verdict.HOLDS:
            return agrees, f"{gone} of the error budget is gone when it fires; {stated.text} is stated"
    if spent.high > 1 + 1e-9 or (short and spans.of(short).high > spans.of(long).low):
        return Verdict.PLAUSIBLE, f"{gone} of the error budget is gone when it fires, at some ends of what is stated"
    share = spans.ratio(spans.of(short), spans.of(long)).middle if short else 1 / 12
    if short and not _SHORT[0] <= share <= _SHORT[1]:
        return Verdict.PLAUSIBLE, f"its short window of {short.text} is far from a twelfth of {long.text}"
    return Verdict.HOLDS, f"{gone} of the error budget is gone when it fires"
