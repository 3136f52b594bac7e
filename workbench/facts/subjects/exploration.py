"""Whether decisions at random bring the unbiased cases one retraining needs."""

from __future__ import annotations

from collections.abc import Iterator

from workbench.design.labels import LabelSet
from workbench.design.units import DAY
from workbench.errors import Path
from workbench.facts.context import Context
from workbench.facts.fact import Fact, Input, Verdict
from workbench.facts.formula import fact
from workbench.facts.gather import Gathered, amount, enough, ratio
from workbench.facts.ranges import span
from workbench.facts.show import number, seconds

_ID = "exploration-volume"
_MANY = ("ranking", "recommendation", "retrieval")


@fact(
    _ID,
    title="Cases decided at random",
    broken="Random decisions bring too few cases for one retraining",
    formula="decisions a day x share decided at random x days between two trainings >= cases needed",
    source="Rules of Machine Learning 34",
    number="Q37",
    blind="Whether the random cases cover the rare ones that matter.",
)
def exploration_volume(context: Context) -> Iterator[Fact]:
    """Yield one fact for every target that states its share of random decisions and the cases it needs."""
    labels = context.design.labels
    for name, target in (labels.sets if labels else {}).items():
        if target.exploration and target.exploration.rate and target.exploration.needed:
            yield _judge(Gathered(context), name, target)


def _judge(gathered: Gathered, name: str, target: LabelSet) -> Fact:
    path: Path = ("labels", "sets", name, "exploration")
    part = gathered.need(f"{name} share at random", *path, "rate")
    needed = gathered.need(f"{name} cases needed", *path, "needed")
    load = _decisions(gathered, name)
    every = _between(gathered, name)
    if load is None:
        gathered.needs.append(("requirements", "load", "mean"))
    if every is None:
        gathered.needs.append(("retraining", "triggers"))
    if not (part and needed and load and every):
        says = f"{name} explores, but its load or the time between two trainings is not stated"
        return gathered.fact(_ID, name, Verdict.UNKNOWN, says, (*path, "rate"), stated=needed)
    found = span(lambda rate, p, time: rate * p * time, load, part, every)
    verdict = enough(found.middle, amount(needed).value)
    if verdict is Verdict.HOLDS and found.low < 0.99 * amount(needed).high:
        verdict = Verdict.PLAUSIBLE
    if verdict is Verdict.FAILS and _many(gathered.context):
        # One request is many decisions here, and how many is not stated.
        verdict = Verdict.PLAUSIBLE
    per_day = amount(load).value * amount(part).value * DAY
    lasts = ratio(amount(needed).value * DAY, per_day)
    long = seconds(lasts) if lasts < 100_000 * DAY else "for ever"
    says = f"random decisions bring {number(found.middle)} cases of {name} in {every.text}; {needed.text} are needed"
    return gathered.fact(
        _ID, name, verdict, says, (*path, "needed"), value=found.middle, computed=number(found.middle), stated=needed,
        steps=(f"{load.text} x {part.text} = {number(per_day)} a day", f"{needed.text} take {long}"),
        components=_by(gathered.context, target),
    )  # fmt: skip


def _by(context: Context, target: LabelSet) -> tuple[str, ...]:
    by = target.exploration.by if target.exploration else None
    return (by,) if by and by in context.graph.parts else ()


def _decisions(gathered: Gathered, name: str) -> Input | None:
    """Return the rate of decisions: the load, or the labelled cases where those are more."""
    load = gathered.context.take("mean load", "requirements", "load", "mean")
    volume = gathered.context.take(f"{name} volume", "labels", "sets", name, "volume")
    more = max((t for t in (load, volume) if t), key=lambda t: amount(t).high, default=None)
    return gathered.note(more) if more else None


def _between(gathered: Gathered, label: str) -> Input | None:
    """Return the longest schedule of the models that learn from a label, or of all where none is its own."""
    context = gathered.context
    retraining, training = context.design.retraining, context.design.training
    learn = {n for n, m in (training.models if training else {}).items() if m.label == label}
    triggers = retraining.triggers if retraining else {}
    own = [n for n, t in triggers.items() if t.every and (t.of is None or t.of in learn)]
    names = own or [n for n, t in triggers.items() if t.every]
    taken = [context.take(f"{name} every", "retraining", "triggers", name, "every") for name in names]
    longest = max((t for t in taken if t), key=lambda t: amount(t).high, default=None)
    return gathered.note(longest) if longest else None


def _many(context: Context) -> bool:
    needs = context.design.requirements
    return not (needs and needs.decision and needs.decision.task) or needs.decision.task in _MANY
