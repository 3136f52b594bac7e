"""Whether training joins only feature values that serving would have known."""

from __future__ import annotations

from collections.abc import Iterator

from workbench.design import Part
from workbench.design.features import FeatureSet
from workbench.errors import Path
from workbench.facts.context import Context
from workbench.facts.fact import Fact, Input, Verdict
from workbench.facts.formula import fact
from workbench.facts.gather import Gathered, amount
from workbench.facts.ranges import at_least, span
from workbench.facts.show import seconds

_ID = "point-in-time"


@fact(
    _ID,
    title="Feature values as they were known",
    broken="Training sees what serving cannot know yet",
    formula="join lag >= time from the event until its value can be read, delay of its sources included",
    source="point-in-time join (Azure ML feature store: source delay, lookback; Feast)",
    number="Q23",
    pattern="ap-time-leak",
    blind="Values corrected afterwards under an old time stamp, unless the join is on the time they were known.",
)
def point_in_time(context: Context) -> Iterator[Fact]:
    """Yield one fact for every feature set that says how, or how late, its values are joined."""
    features = context.design.features
    for name, group in (features.sets if features else {}).items():
        changes = not group.fixed and not group.valid_from and group.join != "none"
        if changes and (group.join or group.available_after or group.join_lag):
            yield _judge(context, name, group)


def _judge(context: Context, name: str, group: FeatureSet) -> Fact:
    path: Path = ("features", "sets", name)
    gathered = Gathered(context)
    source = _latest_source(gathered, group)
    made = _soonest(gathered, name, group)
    after = gathered.get(f"{name} available after", *path, "available_after")
    lag = gathered.get(f"{name} join lag", *path, "join_lag")
    steps: list[str] = []
    verdict, says = _verdict(name, group, (source, after, lag), steps)
    if after and made and amount(after).high < made * (1 - 1e-9):
        verdict = Verdict.FAILS
        says = f"{name} is to be there after {after.text}; what computes it takes {seconds(made)} from start to store"
    if verdict is Verdict.UNKNOWN:
        gathered.needs.append((*path, "available_after" if not (after or source) else "join_lag"))
    at = next((i.path for i in (lag, after) if i), (*path, "join") if group.join else path)
    if group.join == "latest" and lag is None:
        at = (*path, "join")
    parts = tuple(p for p in (*group.by, group.serves, group.trains) if p in context.graph.parts and p)
    known = after or source
    return gathered.fact(
        _ID, name, verdict, says, at, stated=lag, steps=tuple(steps), components=tuple(dict.fromkeys(parts)),
        value=amount(known).high if known else None, computed=seconds(amount(known).high) if known else "",
    )  # fmt: skip


def _latest_source(gathered: Gathered, group: FeatureSet) -> Input | None:
    """Return the latest arrival among the data it is made from."""
    taken = [gathered.context.take(f"{s} available after", "data", s, "available_after") for s in group.from_]
    latest = max((t for t in taken if t), key=lambda t: amount(t).low, default=None)
    return gathered.note(latest) if latest else None


def _soonest(gathered: Gathered, name: str, group: FeatureSet) -> float:
    """Return the time from the start of a computation until its values can be read, in seconds, at the least."""
    jobs = [p for p in (gathered.context.graph.parts.get(n) for n in group.by) if p and p.declared]
    own = gathered.get(f"{name} run time", "features", "sets", name, "runtime")
    found = [_times(gathered, job, own) for job in jobs]
    return max(found, default=amount(own).low if own else 0.0)


def _times(gathered: Gathered, job: Part, own: Input | None) -> float:
    runs = own or gathered.get(f"{job.id} run time", *job.path, "runtime")
    travels = gathered.get(f"{job.id} propagation", *job.path, "propagation")
    return sum(amount(t).low for t in (runs, travels) if t)


def _verdict(
    name: str, group: FeatureSet, taken: tuple[Input | None, Input | None, Input | None], steps: list[str]
) -> tuple[Verdict, str]:
    source, after, lag = taken
    if source and after and amount(after).high < amount(source).low:
        steps.append(f"{source.name} {source.text}, but {after.name} {after.text}")
        return Verdict.FAILS, f"{name} is to be there after {after.text}, before its data is ({source.text})"
    if group.join == "latest" and lag is None:
        # Values served are no help to a model that reads another store.
        if group.logged and group.trains in (None, group.logged_to):
            return Verdict.PLAUSIBLE, f"{name} joins the latest value; the served ones are logged and could be used"
        return Verdict.FAILS, f"{name} joins the latest value to every example, whenever the example was decided"
    known = after or source
    if known is None:
        return Verdict.UNKNOWN, f"{name} does not say how long after the event a value can be read"
    if lag is None:
        return Verdict.UNKNOWN, f"{name} can be read {known.text} after the event; how far back it is joined is open"
    steps.append(f"a value can be read {known.text} after the event; values at least {lag.text} old are joined")
    late = span(lambda joined, ready: joined - ready, lag, known)
    verdict = at_least(late, 0.0)
    if verdict is Verdict.FAILS:
        return verdict, (
            f"{name} joins values {lag.text} old, which serving can read only {known.text} after the event"
        )
    if source and after and amount(after).low < amount(source).high:
        verdict = Verdict.PLAUSIBLE  # somewhere in these ranges it would be there before its data
    return verdict, f"{name} joins values at least {lag.text} old, known after {known.text}"
