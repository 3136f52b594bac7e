"""Whether each group of features brings something for what it costs."""

from __future__ import annotations

from collections.abc import Iterator

from workbench.design.features import FeatureSet
from workbench.errors import Path
from workbench.facts.closing import closed, missing
from workbench.facts.context import Context
from workbench.facts.fact import Fact
from workbench.facts.formula import fact

_ID = "feature-worth"


@fact(
    _ID,
    title="Gain and cost of features",
    broken="Features that bring nothing are carried along",
    formula="each set: what the model loses without it > 0, beside its cost and what it is made from",
    source="ML Test Score D2 and D3; Rules of ML 22; Hidden Technical Debt, underutilised dependencies",
    blind="What a feature is worth next to others that say nearly the same.",
)
def feature_worth(context: Context) -> Iterator[Fact]:
    """Yield one fact for every feature set, once the gain or the cost of any is stated."""
    features = context.design.features
    sets = features.sets if features else {}
    if any(group.gain or group.cost for group in sets.values()):
        for name, group in sets.items():
            yield _judge(context, name, group)


def _judge(context: Context, name: str, group: FeatureSet) -> Fact:
    path: Path = ("features", "sets", name)
    gain, cost = context.take(f"{name} gain", *path, "gain"), context.take(f"{name} cost", *path, "cost")
    lacks = missing(
        ("what the model loses without it", gain, (*path, "gain")),
        ("what it costs", cost, (*path, "cost")),
        ("what it is made from", group.from_, (*path, "from")),
    )
    wrong = ""
    if gain and gain.quantity and gain.quantity.high <= 0:
        wrong = f"without {name} the model loses {gain.text}; it still costs {cost.text if cost else 'its upkeep'}"
    good = f"{name} brings {gain.text if gain else ''} for {cost.text if cost else ''}"
    at = gain.path if gain else path
    return closed(_ID, name, at, good, lacks, wrong, inputs=tuple(i for i in (gain, cost) if i),
                  components=tuple(n for n in group.by if n in context.graph.parts))  # fmt: skip
