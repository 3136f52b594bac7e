"""Whether models are made again before they have lost more than is tolerated."""

from __future__ import annotations

from collections.abc import Iterator

from workbench.design.units import YEAR
from workbench.facts.context import Context
from workbench.facts.fact import Fact, Input, Verdict
from workbench.facts.formula import fact
from workbench.facts.gather import Gathered, amount, ratio
from workbench.facts.ranges import Span, span
from workbench.facts.show import seconds

_ID = "retraining-cadence"


@fact(
    _ID,
    title="Retraining against decay",
    broken="Models decay faster than they are made again",
    formula="cadence <= tolerated loss / decay",
    source="staleness (ML Test Score, Model 4; Rules of ML 8)",
    number="Q26",
    blind="A world that changes in steps, not evenly.",
)
def retraining_cadence(context: Context) -> Iterator[Fact]:
    """Yield one fact where decay or the loss tolerated is stated."""
    drift = context.design.drift
    if not drift or not (drift.decay or drift.tolerated_loss):
        return
    gathered = Gathered(context)
    decay = gathered.need("decay", "drift", "decay")
    loss = gathered.need("tolerated loss", "drift", "tolerated_loss")
    every = _schedule(gathered)
    if every is None:
        gathered.needs.append(("retraining", "triggers"))
    if not (decay and loss and every):
        says = "how fast quality is lost, how much may be lost and how often models are made anew do not all stand here"
        at = next(i.path for i in (decay, loss) if i)
        yield gathered.fact(_ID, "retraining", Verdict.UNKNOWN, says, at)
        return
    yield _judge(gathered, decay, loss, every)


def _schedule(gathered: Gathered) -> Input | None:
    """Return the shortest schedule."""
    retraining = gathered.context.design.retraining
    names = retraining.triggers if retraining else {}
    taken = [gathered.context.take(f"{n} every", "retraining", "triggers", n, "every") for n in names]
    shortest = min((t for t in taken if t), key=lambda t: amount(t).low, default=None)
    return gathered.note(shortest) if shortest else None


def _judge(gathered: Gathered, decay: Input, loss: Input, every: Input) -> Fact:
    if amount(decay).low <= 0:
        says = f"quality does not decay ({decay.text})"
        return gathered.fact(_ID, "retraining", Verdict.HOLDS, says, every.path, stated=every)
    allowed = span(lambda lost, falling: ratio(lost, falling / YEAR), loss, decay)
    verdict = _verdict(allowed, amount(every).low, amount(every).high)
    retraining = gathered.context.design.retraining
    sooner = [n for n, t in (retraining.triggers if retraining else {}).items() if t.on]
    says = f"{loss.text} is lost after {seconds(allowed.middle)}; models are made anew every {every.text}"
    if verdict is Verdict.FAILS and sooner:
        verdict, says = Verdict.PLAUSIBLE, f"{says}, or sooner when {sooner[0]} starts it"
    return gathered.fact(
        _ID, "retraining", verdict, says, every.path, value=allowed.middle, computed=seconds(allowed.middle),
        stated=every, steps=(f"{loss.text} / {decay.text} = {seconds(allowed.middle)}",),
    )  # fmt: skip


def _verdict(allowed: Span, soonest: float, latest: float) -> Verdict:
    if latest <= allowed.low:
        return Verdict.HOLDS
    return Verdict.PLAUSIBLE if (soonest + latest) / 2 <= allowed.middle else Verdict.FAILS
