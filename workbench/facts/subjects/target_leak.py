"""Features that descend from the outcome they are to predict."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from workbench.design.capacity import PERCENTILES
from workbench.design.features import FeatureSet
from workbench.design.times import Window
from workbench.errors import Path
from workbench.facts.context import Context
from workbench.facts.fact import Fact, Input, Verdict
from workbench.facts.formula import fact
from workbench.facts.gather import Gathered, amount
from workbench.facts.lineage import behind, descent
from workbench.facts.spread import spread_of

_ID = "target-ancestor"


@fact(
    _ID,
    title="Features and the outcome",
    broken="A feature is made from the outcome it is to predict",
    formula="nothing a feature is made from is a label or happens after the decision, but past outcomes: lag or as-of",
    source="illegitimate features (Kapoor and Narayanan, taxonomy of leakage)",
    pattern="ap-target-leak",
    blind="An outcome under another name: data that nobody says is made from it, or happens after the decision.",
)
def target_ancestor(context: Context) -> Iterator[Fact]:
    """Yield one fact for every feature set of a design that says what is predicted, or what happens later."""
    features = context.design.features
    late = frozenset(_late(context))
    for name, group in (features.sets if features else {}).items() if late else ():
        yield _judge(Gathered(context), name, group, late)


def _late(context: Context) -> Iterator[str]:
    """Yield what is only known once the decision is taken: labels, what keeps them, and what happens after."""
    labels, features = context.design.labels, context.design.features
    # A name that data or features have as well means these.
    taken = {*context.design.data, *(features.sets if features else ())}
    yield from (name for name in (labels.sets if labels else ()) if name not in taken)
    yield from (p.id for p in context.graph.parts.values() if p.has("labels"))
    yield from (name for name, asset in context.design.data.items() if asset.happens and _after(asset.happens))


def _after(happens: Window) -> bool:
    moment = happens.start
    return moment.anchor == "outcome" or (moment.anchor == "decision" and moment.offset > 0)


def _judge(gathered: Gathered, name: str, group: FeatureSet, late: frozenset[str]) -> Fact:
    context, path = gathered.context, ("features", "sets", name)
    found = behind(context, (*group.from_, *_handed(context, group, late)))
    outcome = next((up for up in found if up in late), "")
    line = " -> ".join((*descent(found, outcome), name)) if outcome else ""
    if outcome:
        verdict, says = _kept_to_the_past(gathered, path, group, outcome)
        says = f"{name} is made from {outcome}; {says}"
    else:
        verdict, says = _without(gathered, path, group, found)
        says = f"{name} {says}"
    parts = (p for p in (*group.by, group.serves, group.trains) if p)
    return gathered.fact(
        _ID, name, verdict, says, _place(context, path, group), steps=(line,) if line else (),
        components=tuple(dict.fromkeys(p for p in parts if p in context.graph.parts)),
    )  # fmt: skip


def _handed(context: Context, group: FeatureSet, late: frozenset[str]) -> tuple[str, ...]:
    """Return outcomes that arrows bring to what computes this set, where it computes no other."""
    sets = context.design.features.sets.values() if context.design.features else ()
    alone = [by for by in group.by if sum(by in other.by for other in sets) == 1]
    return tuple(m.name for by in alone for m in spread_of(context).arriving(by) if m.name in late)


def _place(context: Context, path: Path, group: FeatureSet) -> Path:
    key = next((k for k in ("lag", "join", "from") if context.design.at((*path, k))), "")
    return (*path, key) if key and group.from_ else path


def _kept_to_the_past(gathered: Gathered, path: Path, group: FeatureSet, outcome: str) -> tuple[Verdict, str]:
    lag = gathered.get(f"{path[-1]} lag", *path, "lag")
    if lag and amount(lag).high > 0:
        ripe = _ripe(gathered, outcome)
        if ripe is None or amount(lag).low >= ripe:
            return Verdict.HOLDS, f"only of outcomes at least {lag.text} old"
        return Verdict.PLAUSIBLE, f"of outcomes at least {lag.text} old, which may not be known by then"
    if group.join == "as_of" and not lag:
        return _as_of(gathered, path, outcome)
    if group.logged and group.join != "latest" and not lag:
        return Verdict.PLAUSIBLE, "the values served are logged and could be used for training"
    return Verdict.FAILS, f"{_unguarded(group, stated=lag is not None)}, so an example may hold its own outcome"


def _as_of(gathered: Gathered, path: Path, outcome: str) -> tuple[Verdict, str]:
    """Judge values joined as they were known: those of a label have to be as old as the label takes to be known."""
    after = gathered.get(f"{path[-1]} available after", *path, "available_after")
    known = gathered.get(f"{path[-1]} join lag", *path, "join_lag") or after
    labels = gathered.context.design.labels
    ripe = _ripe(gathered, outcome) if labels and outcome in labels.sets else 0.0
    told = "as it was known at the decision"
    if known and ripe is not None and amount(known).low >= ripe:
        return Verdict.HOLDS, told
    soonest = _soonest(gathered, outcome)
    if after and soonest and amount(after).high < amount(soonest).low:
        return Verdict.FAILS, f"which is known after {soonest.text}, but a value is to be there after {after.text}"
    if labels and outcome in labels.sets:
        gathered.needs.append((*path, "lag"))
        return Verdict.UNKNOWN, "how old the youngest outcome in it is, is not said"
    return Verdict.PLAUSIBLE, told


def _unguarded(group: FeatureSet, *, stated: bool) -> str:
    if stated:
        return "the youngest outcome used is of the moment itself"
    return "the latest value is joined" if group.join == "latest" else "nothing keeps it to past outcomes"


def _ripe(gathered: Gathered, outcome: str) -> float | None:
    """Return the seconds after which a label is known, where it says so."""
    tries = (("mature_after",), ("delay", "p95"), ("window",))
    taken = (gathered.get(f"{outcome} {' '.join(t)}".replace("_", " "), "labels", "sets", outcome, *t) for t in tries)
    found = next((t for t in taken if t), None)
    return amount(found).low if found else None


def _soonest(gathered: Gathered, outcome: str) -> Input | None:
    """Return the shortest stated time from a decision until its label is known."""
    path = ("labels", "sets", outcome, "delay")
    return next((t for share in PERCENTILES if (t := gathered.get(f"{outcome} delay {share}", *path, share))), None)


def _without(gathered: Gathered, path: Path, group: FeatureSet, found: Mapping[str, str]) -> tuple[Verdict, str]:
    labels = gathered.context.design.labels
    if not group.from_:
        gathered.needs.append((*path, "from"))
        return Verdict.UNKNOWN, "does not say what it is made from"
    guarded = group.join == "as_of" or group.lag or group.fixed or group.valid_from
    same = [n for n, s in (labels.sets if labels else {}).items() if s.from_ and all(up in found for up in s.from_)]
    if same and not guarded:
        gathered.needs.append((*path, "join"))
        return Verdict.UNKNOWN, f"is made from all that {same[0]} is made from; how far back is not said"
    return Verdict.HOLDS, f"is made from {', '.join(group.from_)}: no outcome is behind it"
