"""Features whose training and serving code differ, with nothing that compares them."""

from __future__ import annotations

from collections.abc import Iterator

from workbench.design.features import FeatureSet
from workbench.errors import Path
from workbench.facts.context import Context
from workbench.facts.fact import Fact, Input, Verdict
from workbench.facts.formula import fact
from workbench.facts.watching import monitors

_ID = "one-transform"


@fact(
    _ID,
    title="One transform for training and serving",
    broken="Trained and served by different code",
    formula="transform and default offline = transform and default online, or a monitor compares both sides",
    source="training-serving skew (Rules of ML 32, 37)",
    pattern="ap-skew",
    blind="Code of the same name and version that runs on different data types or time zones.",
)
def one_transform(context: Context) -> Iterator[Fact]:
    """Yield one fact for every feature set that is read while serving."""
    features = context.design.features
    for name, group in (features.sets if features else {}).items():
        path: Path = ("features", "sets", name)
        verdict, says, needs = _verdict(path, group, _compared_by(context, name, group))
        at = (*path, "transform") if group.transform else path
        parts = tuple(p for p in (*group.by, group.serves, group.trains) if p in context.graph.parts and p)
        yield Fact(
            id=_ID, subject=name, verdict=verdict, says=says, at=at, inputs=tuple(_inputs(name, path, group)),
            needs=needs if verdict is Verdict.UNKNOWN else (), components=parts,
        )  # fmt: skip


def _compared_by(context: Context, name: str, group: FeatureSet) -> str:
    """Return the monitor that compares both sides: the one that is named, or one for skew that watches the set."""
    known = {m.name: m.monitor for m in monitors(context)}
    named = known.get(group.parity or "")
    # A monitor of something else compares nothing here, whatever it is called.
    about = {name, *group.from_, *group.by, group.serves, group.trains}
    if named and (not named.watches or about & set(named.watches)):
        return group.parity or ""
    return next((n for n, m in known.items() if m.for_ == "skew" and name in m.watches), "")


def _inputs(name: str, path: Path, group: FeatureSet) -> Iterator[Input]:
    if group.transform:
        for side in ("offline", "online"):
            text = getattr(group.transform, side)
            if text:
                yield Input(f"{name} {side}", (*path, "transform", side), text)


def _verdict(path: Path, group: FeatureSet, compared: str) -> tuple[Verdict, str, tuple[Path, ...]]:
    name, code, default = path[-1], group.transform, group.default
    if not (code and code.offline and code.online):
        if compared:
            says = f"{name} does not name its code on both sides; {compared} compares the values"
            return Verdict.PLAUSIBLE, says, ()
        says = f"{name} does not say what code computes it for training and for serving"
        return Verdict.UNKNOWN, says, ((*path, "transform"),)
    apart = ""
    if code.offline != code.online:
        apart = f"is computed by {code.offline} for training and {code.online} for serving"
    elif default and default.offline and default.online and default.offline != default.online:
        apart = f"is {default.offline} in training and {default.online} in serving when it is missing"
    if apart:
        told = f"{compared} compares both sides" if compared else "nothing compares them"
        return (Verdict.HOLDS if compared else Verdict.FAILS), f"{name} {apart}; {told}", ()
    if default and bool(default.offline) != bool(default.online) and not compared:
        silent = "offline" if default.online else "online"
        says = f"{name} says what it is when missing on one side only"
        return Verdict.UNKNOWN, says, ((*path, "default", silent),)
    return Verdict.HOLDS, f"{name} is computed by {code.offline} on both sides", ()
