"""Whether the decay a design counts on is the one its own curve of quality by age shows.

From the catalogue item eva-staleness-curve; it feeds the time until a model must be made anew (Q26).
"""

from __future__ import annotations

from collections.abc import Iterator

from workbench.design.units import DAY, YEAR
from workbench.errors import Path
from workbench.facts.better import direction_of
from workbench.facts.context import Context
from workbench.facts.fact import Fact, Input, Verdict
from workbench.facts.formula import fact
from workbench.facts.gather import Gathered, amount
from workbench.facts.show import number

_ID = "staleness-curve"
_AT: Path = ("evaluation", "staleness")
_APART = 2.0
"""A slope through a few points is not known better than within this factor."""


@fact(
    _ID,
    title="Quality by age against the decay counted on",
    broken="Quality falls faster with age than the design counts on",
    formula="(quality of the youngest - of the oldest) / difference of their ages = decay, within a factor of 2",
    source="ML Test Score, Model 4; Rules of Machine Learning 8",
    blind="Seasons, which make an old model look better or worse than it is.",
)
def staleness_curve(context: Context) -> Iterator[Fact]:
    """Yield one fact where quality is stated for any age."""
    held = context.design.evaluation.staleness if context.design.evaluation else ()
    if held:
        gathered = Gathered(context)
        points = [p for p in (_point(gathered, place) for place in range(len(held))) if p]
        yield _judge(gathered, sorted(points, key=lambda p: amount(p[0]).value))


def _point(gathered: Gathered, place: int) -> tuple[Input, Input] | None:
    age = gathered.get(f"age {place + 1}", *_AT, place, "age")
    value = gathered.get(f"quality {place + 1}", *_AT, place, "value")
    return (age, value) if age and value else None


def _judge(gathered: Gathered, points: list[tuple[Input, Input]]) -> Fact:
    ages = sorted({amount(age).value for age, _ in points})
    if len(ages) < 2:
        gathered.needs.append((*_AT, len(points)))
        says = f"quality is known at {len(ages)} {'age' if len(ages) == 1 else 'ages'}, which makes no curve"
        return gathered.fact(_ID, "curve", Verdict.UNKNOWN, says, _AT)
    young, old = points[0][1], points[-1][1]
    days = (ages[-1] - ages[0]) / DAY
    lost = _sign(gathered.context) * (amount(young).value - amount(old).value) / days
    says = f"quality goes from {young.text} to {old.text} within {number(days)} d of age"
    if amount(young).dimension != amount(old).dimension:
        gathered.needs.append(old.path)
        return gathered.fact(_ID, "curve", Verdict.UNKNOWN, f"{young.text} and {old.text} are two scales", old.path)
    decay = gathered.need("decay", "drift", "decay")
    if decay is None:
        return gathered.fact(_ID, "curve", Verdict.UNKNOWN, f"{says}; no decay is stated beside it", _AT)
    verdict, says = _against(lost, decay, says, shares=max(amount(young).high, amount(old).high) <= 1)
    if verdict is Verdict.HOLDS and any(amount(i).is_range for i in gathered.inputs):
        verdict = Verdict.PLAUSIBLE  # at some of its ends the curve may be steeper
    if verdict is Verdict.HOLDS and len(ages) < 3:
        verdict, says = Verdict.PLAUSIBLE, f"{says}; two ages make no curve"
    return gathered.fact(
        _ID, "curve", verdict, says, decay.path, value=lost, computed=f"{number(lost * 100)} pp/day", stated=decay,
        steps=(f"({young.text} - {old.text}) / {number(days)} d = {number(lost * 100)} pp a day",),
    )  # fmt: skip


def _against(lost: float, decay: Input, says: str, *, shares: bool) -> tuple[Verdict, str]:
    """Hold the slope of the curve, a day, against the decay stated; only shares can be compared with it."""
    low, high = amount(decay).low * DAY / YEAR, amount(decay).high * DAY / YEAR
    if not shares:
        return Verdict.PLAUSIBLE, f"{says}, which is no share that {decay.text} could be held against"
    if lost <= 0:
        return Verdict.PLAUSIBLE, f"{says}: it does not fall, yet {decay.text} is counted on"
    says = f"{says}, {number(lost * 100)} pp a day; {decay.text} is counted on"
    if lost > high * _APART:
        return Verdict.FAILS, says
    return (Verdict.HOLDS if lost >= low / _APART else Verdict.PLAUSIBLE), says


def _sign(context: Context) -> float:
    metrics = context.design.evaluation.metrics.values() if context.design.evaluation else ()
    deciding = next((m for m in metrics if m.headline), next(iter(metrics), None))
    return -1.0 if direction_of(deciding) == "down" else 1.0
