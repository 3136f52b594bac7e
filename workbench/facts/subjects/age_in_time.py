"""Whether an alarm on age rings before the age does harm: of a model that decays, of values that must be fresh.

From `mon-staleness` of the readiness catalogue.
"""

from __future__ import annotations

from collections.abc import Iterator

from workbench.design import Quantity
from workbench.design.units import YEAR
from workbench.facts.context import Context
from workbench.facts.fact import Fact, Input, Verdict
from workbench.facts.formula import fact
from workbench.facts.gather import Gathered, amount, ratio
from workbench.facts.ranges import span
from workbench.facts.show import seconds
from workbench.facts.watching import Watched, monitors

_ID = "age-in-time"
_AGES = ("age", "lag")


@fact(
    _ID,
    title="Alarms on age against the age that does harm",
    broken="An alarm on age rings after the harm is done",
    formula="age from which it alarms <= tolerated loss / decay of a model; <= oldest value that may be used",
    source="ML Test Score, Monitor 4; Rules of ML 8",
    blind="A second alarm that no monitor of this design describes.",
)
def age_in_time(context: Context) -> Iterator[Fact]:
    """Yield one fact for everything that an alarm on age watches and whose oldest good age is known."""
    earliest: dict[str, tuple[Watched, Input]] = {}
    for found in monitors(context):
        limit = context.take(f"{found.name} above", *found.path, "above")
        if found.monitor.statistic in _AGES and limit and amount(limit).dimension == "duration":
            for name in found.monitor.watches:
                if name not in earliest or amount(limit).low < amount(earliest[name][1]).low:
                    earliest[name] = (found, limit)
    for name, (found, limit) in earliest.items():
        gathered = Gathered(context)
        oldest = _oldest(gathered, name, found)
        if oldest:
            yield _judge(gathered, name, found, (gathered.note(limit), oldest))


def _oldest(gathered: Gathered, name: str, found: Watched) -> Input | None:
    """Return the age up to which a thing is good: what its values may be, what is promised, or how fast it decays."""
    design, known = gathered.context.design, [gathered.get(f"oldest {name}", "features", "sets", name, "staleness")]
    known += [gathered.get(f"oldest {name} ({sla})", "slas", sla, "freshness", name) for sla in design.slas]
    if design.training and name in design.training.models and found.monitor.statistic == "age":
        known.append(_decayed(gathered))
    return min((k for k in known if k), key=lambda k: amount(k).low, default=None)


def _decayed(gathered: Gathered) -> Input | None:
    decay, loss = gathered.get("decay", "drift", "decay"), gathered.get("tolerated loss", "drift", "tolerated_loss")
    if not (decay and loss) or amount(decay).low <= 0:
        return None
    age = span(lambda lost, falling: ratio(lost, falling / YEAR), loss, decay)
    return Input("age at which that is lost", loss.path, seconds(age.middle), Quantity(age.low, age.high, "duration"))


def _judge(gathered: Gathered, name: str, found: Watched, taken: tuple[Input, Input]) -> Fact:
    limit, oldest = taken
    late = amount(limit).low > amount(oldest).high * (1 + 1e-9)
    sure = amount(limit).high <= amount(oldest).low * (1 + 1e-9)
    verdict = Verdict.FAILS if late else Verdict.HOLDS if sure else Verdict.PLAUSIBLE
    says = f"{found.name} alarms when {name} is {limit.text} old; it is good for {oldest.text}"
    return gathered.fact(
        _ID, f"{found.name} of {name}", verdict, says, limit.path, stated=limit, value=amount(oldest).value,
        computed=seconds(amount(oldest).value), components=(name,) if name in gathered.context.graph.parts else (),
    )  # fmt: skip
