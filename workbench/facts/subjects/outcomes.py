"""Whether what really happened finds the prediction it belongs to, and gets back to where quality is judged."""

from __future__ import annotations

from collections.abc import Iterator

from workbench.design.labels import OutcomeJoin
from workbench.errors import Path
from workbench.facts.closing import closed, missing
from workbench.facts.context import Context
from workbench.facts.fact import Fact
from workbench.facts.formula import fact
from workbench.facts.gather import amount
from workbench.facts.origins import data_reaches, is_joined

_ID = "outcomes-return"


@fact(
    _ID,
    title="Outcomes joined to predictions",
    broken="Too few outcomes find their prediction",
    formula="log of predictions -> join on a key -> evaluation or training; share joined >= share wanted",
    source="ML Test Score N7; AWS MLPERF06_BP01 and BP04",
    blind="Outcomes joined to the wrong prediction by a key that repeats.",
)
def outcomes_return(context: Context) -> Iterator[Fact]:
    """Yield one fact for every label set that says how outcomes are joined."""
    labels = context.design.labels
    for name, target in (labels.sets if labels else {}).items():
        if target.join:
            yield _judge(context, name, target.join)


def _judge(context: Context, name: str, join: OutcomeJoin) -> Fact:
    path: Path = ("labels", "sets", name, "join")
    lacks = missing(
        ("the key", join.on, (*path, "on")),
        ("what joins", join.by, (*path, "by")),
        ("the share of outcomes that are joined", join.coverage, (*path, "coverage")),
        ("the share wanted", join.target, (*path, "target")),
    )
    wrong = ""
    if join.coverage and join.target and join.coverage.high < join.target.low * (1 - 1e-9):
        wrong = f"{join.coverage} of the outcomes of {name} find their prediction; {join.target} is wanted"
    if join.by in context.graph.parts and join.by and is_joined(context, join.by):
        lacks |= _ways(context, join.by)
    elif join.by:
        lacks[f"a flow to and from {join.by}"] = ("flows",)
    inputs = [context.take(f"{name} {word}", *path, word) for word in ("coverage", "target")]
    good = f"{join.coverage} of the outcomes of {name} find their prediction on {join.on}, by {join.by}"
    return closed(
        _ID, name, path, good, lacks, wrong, inputs=tuple(i for i in inputs if i),
        value=amount(inputs[0]).value if inputs[0] else None,
        partly=bool(join.coverage and join.target and join.coverage.low < join.target.high * (1 - 1e-9)),
        components=(join.by,) if join.by in context.graph.parts and join.by else (),
    )  # fmt: skip


def _ways(context: Context, by: str) -> dict[str, Path]:
    graph = context.graph
    asked = {n for p in graph.with_trait("logs", "serves", "predicts") for n in data_reaches(context, [p.id]) - {p.id}}
    lacks: dict[str, Path] = {} if by in asked else {f"a flow from a log of predictions to {by}": ("flows",)}
    if not any(graph.parts[n].has("evaluates", "trains") for n in data_reaches(context, [by])):
        lacks[f"a flow from {by} to what judges or learns"] = ("flows",)
    return lacks
