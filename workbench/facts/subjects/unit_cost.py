"""What a thousand predictions cost by the author's own prices, and when the system has paid for itself."""

from __future__ import annotations

from collections.abc import Iterator

from workbench.design.units import SPEND_MONTH
from workbench.facts import spans
from workbench.facts.context import Context
from workbench.facts.fact import Fact, Input, Verdict
from workbench.facts.formula import fact
from workbench.facts.ranges import Span, weakened
from workbench.facts.running_cost import Bill, bill
from workbench.facts.show import number, seconds

_CLOSE = 0.10
_CALENDAR = 0.02
"""A month of spend is 730 h and a month of time 30 d."""


@fact(
    "unit-cost",
    title="Cost of a thousand predictions",
    broken="A thousand predictions cost more than stated",
    formula="(sum of replicas x 730 h x price + tokens x price + fixed sums) / requests of a month",
    source="arithmetic; prices are the author's own",
    number="Q50",
    blind="Time of people, traffic between regions, and discounts.",
)
def unit_cost(context: Context) -> Iterator[Fact]:
    """Yield one fact where the cost of a thousand predictions is stated or priced."""
    stated = context.take("cost of a thousand", "cost", "per_thousand")
    mean = context.take("mean load", "requirements", "load", "mean")
    cost = context.design.cost
    if cost is None or not (stated or cost.prices):
        return
    found = bill(context)
    missing = tuple(
        path for path, held in ((("requirements", "load", "mean"), mean), (("cost", "prices"), cost.prices)) if not held
    )
    if missing or mean is None or not found.rows:
        yield Fact(
            id="unit-cost", subject="cost", verdict=Verdict.UNKNOWN, at=stated.path if stated else ("cost",),
            says="what a thousand predictions cost cannot be told from what is stated", stated=stated,
            inputs=tuple(i for i in (stated, mean) if i), needs=missing or (("cost", "prices"),),
        )  # fmt: skip
    elif len(found.currencies | ({stated.quantity.currency} if stated and stated.quantity else set())) > 1:
        yield _mixed(found, stated)
    else:
        yield _judge(context, found, mean, stated)


def _mixed(found: Bill, stated: Input | None) -> Fact:
    names = found.currencies | ({stated.quantity.currency} if stated and stated.quantity else set())
    return Fact(
        id="unit-cost", subject="cost", verdict=Verdict.UNKNOWN, at=stated.path if stated else ("cost", "prices"),
        says=f"costs are stated in {' and '.join(sorted(names))}; nothing here knows the rate", stated=stated,
        inputs=(*((stated,) if stated else ()), *found.inputs), needs=(("cost", "prices"),),
    )  # fmt: skip


def _judge(context: Context, found: Bill, mean: Input, stated: Input | None) -> Fact:
    month = context.assume("month")
    requests = spans.product(spans.of(mean), spans.of(month))
    thousands = spans.product(requests, spans.exactly(1e-3))
    least, most = spans.ratio(found.priced, thousands), spans.ratio(found.whole, thousands)
    money = next(iter(found.currencies))
    verdict, says = _verdict(least, most, stated, f"{number(least.middle)} {money}", f"{number(most.middle)} {money}")
    return Fact(
        id="unit-cost", subject="cost", verdict=weakened(verdict, month) if not stated else verdict, says=says,
        at=stated.path if stated else ("cost", "prices"), computed=f"{number(least.middle)} {money}",
        value=least.middle, stated=stated,
        inputs=tuple(dict.fromkeys((*((stated,) if stated else ()), mean, month, *found.inputs))),
        steps=(
            *found.lines,
            f"by prices {number(found.priced.middle)} {money} a month; in all {number(found.whole.middle)} {money}",
            f"{number(requests.middle)} requests a month",
        ),
        components=found.components,
    )  # fmt: skip


def _verdict(least: Span, most: Span, stated: Input | None, low: str, high: str) -> tuple[Verdict, str]:
    told = f"a thousand predictions cost {low} by the stated prices, {high} with all lines"
    if stated is None:
        return Verdict.HOLDS, told
    claimed = spans.of(stated)
    says = f"{told}; {stated.text} is stated"
    if claimed.high < least.low * (1 - _CLOSE):
        return Verdict.FAILS, says
    # What is not priced can make it more, so a larger number is no contradiction.
    if claimed.high > most.low * (1 + _CLOSE) or claimed.low < least.high * (1 - _CLOSE):
        return Verdict.PLAUSIBLE, says
    return Verdict.HOLDS, says


@fact(
    "payback",
    title="Time until it has paid for itself",
    broken="It does not pay for itself in the time stated",
    formula="cost of building / (worth - running cost)",
    source="arithmetic; value and costs are the author's own",
    number="Q50",
    blind="Whether the worth is real; it takes the number stated.",
)
def payback(context: Context) -> Iterator[Fact]:
    """Yield one fact where the worth and the cost of building are stated."""
    names = {"worth": "worth", "build": "cost of building", "payback": "time to pay back"}
    taken = {key: context.take(name, "cost", "value", key) for key, name in names.items()}
    worth, build, within = taken["worth"], taken["build"], taken["payback"]
    if not (worth and build):
        return
    found = bill(context)
    projected = context.take("projected running cost", "cost", "projected")
    run = found.whole if found.inputs else spans.of(projected) if projected else None
    inputs = (worth, build, *((within,) if within else ()), *(found.inputs or ((projected,) if projected else ())))
    money = {i.quantity.currency for i in inputs if i.quantity and i.quantity.currency}
    if run is None or len(money) > 1:
        needs: tuple[tuple[str | int, ...], ...] = (("cost", "projected"),) if run is None else (("cost", "prices"),)
        says = "what it costs to run is not stated" if run is None else f"costs are in {' and '.join(sorted(money))}"
        yield Fact(
            id="payback", subject="value", verdict=Verdict.UNKNOWN, says=says, at=worth.path, inputs=inputs, needs=needs
        )  # fmt: skip
    else:
        yield _paid(worth, build, within, (run, inputs))


def _paid(worth: Input, build: Input, within: Input | None, cost: tuple[Span, tuple[Input, ...]]) -> Fact:
    run, inputs = cost
    net = spans.less(spans.of(worth), run)
    time = spans.product(spans.ratio(spans.of(build), net), spans.exactly(SPEND_MONTH))
    money = worth.quantity.currency if worth.quantity else ""
    verdict, says = _paid_verdict(net, time, within)
    finite = time.middle < spans.MOST
    return Fact(
        id="payback", subject="value", verdict=verdict, says=says, at=(within or worth).path, stated=within,
        computed=seconds(time.middle) if finite else "", value=time.middle if finite else None, inputs=inputs,
        steps=(
            f"worth {number(spans.of(worth).middle)} {money} a month, running cost {number(run.middle)} {money}",
            f"{build.text} / {number(net.middle)} {money} a month" + (f" = {seconds(time.middle)}" if finite else ""),
        ),
    )  # fmt: skip


def _paid_verdict(net: Span, time: Span, within: Input | None) -> tuple[Verdict, str]:
    if net.middle <= 0:
        verdict = Verdict.FAILS if net.high <= 0 else Verdict.PLAUSIBLE
        return verdict, "it costs more to run than it is worth, by the stated numbers"
    says = f"it has paid for itself after {seconds(time.middle)}"
    if within is None:
        return Verdict.HOLDS, says
    says, limit = f"{says}; {within.text} is allowed", spans.of(within)
    if time.low > limit.high * (1 + _CALENDAR):
        return Verdict.FAILS, says
    return (Verdict.HOLDS if time.high <= limit.low * (1 + _CALENDAR) else Verdict.PLAUSIBLE), says
