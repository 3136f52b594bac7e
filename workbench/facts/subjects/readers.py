"""Whether only declared readers can read what is kept of predictions and data, and whether flows agree."""

from __future__ import annotations

from collections.abc import Iterator

from workbench.design import Edge, Part
from workbench.errors import Path
from workbench.facts.closing import closed
from workbench.facts.context import Context
from workbench.facts.fact import Fact
from workbench.facts.formula import fact

_ID = "declared-readers"
_WATCHING = ("logs", "observes", "alerts", "secures")
"""What only receives events about a store does not read it."""


@fact(
    _ID,
    title="Who reads what is kept",
    broken="Something reads what it may not",
    formula="access is denied by default, and every flow out of the store leads to a declared reader",
    source="Hidden Technical Debt, undeclared consumers; AWS MLSEC06_BP01",
    blind="People with rights of their own, and readers that no flow draws.",
)
def declared_readers(context: Context) -> Iterator[Fact]:
    """Yield one fact for every store that states who may read it, and for every log of predictions."""
    for part in context.graph.parts.values():
        if part.declared and (part.spec.access or _keeps_predictions(context, part)):
            yield _judge(context, part)


def _keeps_predictions(context: Context, part: Part) -> bool:
    return part.kind in ("prediction_log", "trace_store") and bool(context.graph.into(part.id))


def _judge(context: Context, part: Part) -> Fact:
    path: Path = (*part.path, "access")
    access = part.spec.access
    lacks: dict[str, Path] = {}
    if access is None or access.default is None:
        lacks["what an unnamed reader gets"] = (*path, "default")
    if access is None or not access.readers:
        lacks["who may read it"] = (*path, "readers")
    wrong = ""
    broken: tuple[str, ...] = ()
    if access and access.default == "allow":
        wrong = f"{part.id} lets anyone read"
    elif access and access.readers:
        strangers = [(e, n) for e, n in _reading(context, part) if n not in access.readers]
        broken = tuple(dict.fromkeys(e.id for e, _ in strangers))
        names = ", ".join(dict.fromkeys(n for _, n in strangers))
        wrong = f"{names} reads {part.id} by a flow and is not among its readers" if strangers else ""
    good = f"{part.id} is read by {', '.join(access.readers) if access else ''} only"
    return closed(_ID, part.id, path if access else part.path, good, lacks, wrong, components=(part.id,), broken=broken)


def _reading(context: Context, part: Part) -> Iterator[tuple[Edge, str]]:
    """Yield who takes something out of a store: what it hands data to, and who is answered by it."""
    graph = context.graph
    for edge in graph.out(part.id):
        target = graph.parts[edge.target]
        hands_on = edge.flow.kind not in ("control", "deploy") and (edge.call != "sync" or bool(edge.flow.carries))
        if hands_on and target.declared and not target.has(*_WATCHING) and target.kind != "metrics_store":
            yield edge, edge.target
    for edge in graph.into(part.id):
        asked = edge.call == "sync" and bool(edge.flow.returns) and part.has("stores")
        if asked and graph.parts[edge.source].declared:
            yield edge, edge.source
