"""Whether what was measured of a model would pass the gate it has to pass."""

from __future__ import annotations

from collections.abc import Iterator

from workbench.design.evaluation import Bound
from workbench.errors import Path
from workbench.facts.better import one_scale
from workbench.facts.context import Context
from workbench.facts.fact import Fact, Input, Verdict
from workbench.facts.formula import fact
from workbench.facts.gather import Gathered, amount
from workbench.facts.ranges import at_least, at_most
from workbench.facts.spans import of

_ID = "gate-met"


@fact(
    _ID,
    title="What was measured against the gate",
    broken="The model measured would not pass its own gate",
    formula="value of a metric within what a gate requires of it",
    source="ML Test Score, Infrastructure 4; Google MLOps level 1, model validation",
    blind="Whether the value is of the version that was released.",
)
def gate_met(context: Context) -> Iterator[Fact]:
    """Yield one fact for every metric with a value that a gate requires a number of."""
    evaluation = context.design.evaluation
    for gate, held in (evaluation.gates if evaluation else {}).items():
        for name, bound in held.requires.items():
            yield from _judge(Gathered(context), gate, name, bound)


def _judge(gathered: Gathered, gate: str, name: str, bound: Bound) -> Iterator[Fact]:
    path: Path = ("evaluation", "gates", gate, "requires", name)
    value = gathered.get(f"{name} measured", "evaluation", "metrics", name, "value")
    limits = [(key, gathered.get(f"{gate} {key}", *path, key)) for key in ("above", "below") if getattr(bound, key)]
    stated = [(key, limit) for key, limit in limits if limit and value and one_scale(amount(value), amount(limit))]
    if value is None or not stated:
        return
    order = (Verdict.FAILS, Verdict.PLAUSIBLE, Verdict.HOLDS)
    verdict, key, limit = min(((_kept(value, k, i), k, i) for k, i in stated), key=lambda row: order.index(row[0]))
    says = f"{name} is {value.text}; {gate} lets through what is {key} {limit.text}"
    yield gathered.fact(_ID, f"{name} at {gate}", verdict, says, value.path, stated=limit, value=of(value).middle)


def _kept(value: Input, key: str, limit: Input) -> Verdict:
    return (at_least if key == "above" else at_most)(of(value), of(limit))
