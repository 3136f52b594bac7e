"""Features whose training and serving code differ, with nothing that compares them."""

from __future__ import annotations

from collections.abc import Iterator

from workbench.design.features import FeatureSet
from workbench.errors import Path
from workbench.facts.context import Context
from workbench.facts.fact import Fact, Input, Verdict
from workbench.facts.formula import fact

_ID = "one-transform"


@fact(
    _ID,
    title="One transform for training and serving",
    broken="Trained and served by different code",
    formula="offline transform = online transform, or a monitor compares both sides",
    source="training-serving skew (Rules of ML 32, 37)",
    pattern="ap-skew",
)
def one_transform(context: Context) -> Iterator[Fact]:
    """Yield one fact for every feature set that is read while serving."""
    features = context.design.features
    for name, group in (features.sets if features else {}).items():
        path: Path = ("features", "sets", name)
        inputs = tuple(_inputs(name, path, group))
        verdict, says = _verdict(name, group)
        needs = ((*path, "transform"),) if verdict is Verdict.UNKNOWN else ()
        at = (*path, "transform") if group.transform else path
        parts = tuple(p for p in (*group.by, group.serves, group.trains) if p in context.graph.parts and p)
        yield Fact(
            id=_ID, subject=name, verdict=verdict, says=says, at=at, inputs=inputs, needs=needs, components=parts
        )


def _inputs(name: str, path: Path, group: FeatureSet) -> Iterator[Input]:
    if group.transform:
        for side in ("offline", "online"):
            text = getattr(group.transform, side)
            if text:
                yield Input(f"{name} {side}", (*path, "transform", side), text)


def _verdict(name: str, group: FeatureSet) -> tuple[Verdict, str]:
    both = group.transform
    if both and both.offline and both.online:
        if both.offline == both.online:
            return Verdict.HOLDS, f"{name} is computed by {both.offline} on both sides"
        if group.parity:
            return (
                Verdict.HOLDS,
                f"{name} differs between {both.offline} and {both.online}; {group.parity} compares them",
            )
        return (
            Verdict.FAILS,
            f"{name} is computed by {both.offline} for training and {both.online} for serving; nothing compares them",
        )
    if group.parity:
        return Verdict.PLAUSIBLE, f"{name} does not name its code on both sides; {group.parity} compares the values"
    return Verdict.UNKNOWN, f"{name} does not say what code computes it for training and for serving"
