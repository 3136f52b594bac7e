"""Whether data passes a check of its schema on every way to training and to serving, and how much the check covers."""

from __future__ import annotations

from collections.abc import Iterator

from workbench.design import Edge, Part
from workbench.design.data import Asset, FieldRule
from workbench.facts.closing import closed, missing
from workbench.facts.context import Context
from workbench.facts.fact import Fact, Verdict
from workbench.facts.formula import fact
from workbench.facts.origins import carrying, entering, made_of
from workbench.facts.show import percent

_ID = "checked-on-the-way"
_GUARDS = ("validates", "filters")
_NO_DATA = ("control", "deploy", "feedback")
_WANTED = 0.8
_WORDS = ("string", "text", "bool", "boolean", "timestamp", "date", "uuid", "enum", "id", "bytes", "json")
"""Types whose values have no range."""


@fact(
    _ID,
    title="Checks on the way to training and serving",
    broken="Data gets past the check",
    formula="every way from a source to a model or its features passes a validator; >= 80% of fields have rules",
    source="ML Test Score D1 and N2; MLOps level 1, data validation",
    blind="How good a check is, and what code does outside the boxes that are drawn.",
)
def checked_on_the_way(context: Context) -> Iterator[Fact]:
    """Yield one fact for every data set that enters from somewhere, once anything in the design checks data."""
    parts = (p for p in context.graph.parts.values() if p.declared)
    guards = frozenset(p.id for p in parts if p.has(*_GUARDS) or p.spec.checks)
    if guards:
        for name in entering(context.design):
            # A box that asks a check about the data before it goes on is as good as the check.
            asking = {e.source for e in carrying(context, name) if e.target in guards and e.call == "sync"}
            yield _judge(context, name, context.design.data[name], guards | asking)


def _judge(context: Context, name: str, asset: Asset, guards: frozenset[str]) -> Fact:
    path = ("data", name)
    share = ruled(asset)
    lacks = missing(
        ("where it enters", asset.source, (*path, "source")),
        ("the version of its schema", asset.schema_version, (*path, "schema_version")),
        ("the share of its fields with rules", share, (*path, "ruled")),
    )
    way = _round(context, name, asset.source, guards) if asset.source else ()
    wrong = ""
    if way:
        told = " -> ".join([way[0].source, *(e.target for e in way)])
        lacks[f"what checks it on {told}"] = ("flows",)
        if _is_claimed(context, name, guards):
            wrong = f"{name} is checked, but also gets to {way[-1].target} unchecked: {told}"
    good = f"{name} is checked on every way from {asset.source}"
    found = closed(_ID, name, path, good, lacks, wrong, components=_ends(way), broken=tuple(e.id for e in way))
    if found.verdict is Verdict.HOLDS and share is not None and share < _WANTED:
        says = f"{name} is checked, but only {percent(share)} of its fields have rules; {percent(_WANTED)} are wanted"
        return Fact(id=_ID, subject=name, verdict=Verdict.PLAUSIBLE, says=says, at=(*path, "ruled"))
    return found


def _ends(way: tuple[Edge, ...]) -> tuple[str, ...]:
    return (way[0].source, way[-1].target) if way else ()


def _is_claimed(context: Context, name: str, guards: frozenset[str]) -> bool:
    """True when the file says that this data is checked: by its contract, or by a flow that takes it to a check."""
    contracts = context.design.ingestion.contracts if context.design.ingestion else {}
    ends = {end for e in carrying(context, name) for end in (e.target, *e.flow.through)}
    return bool(guards & ends) or (name in contracts and contracts[name].tested_by in guards)


def _round(context: Context, name: str, source: str, guards: frozenset[str]) -> tuple[Edge, ...]:
    """Return a way of this data from its source to a use that passes no guard."""
    graph = context.graph
    starts = [source] if source in graph.parts and source not in guards else []
    carried = made_of(context, name)
    drawn = bool(carrying(context, name))

    def is_its(edge: Edge) -> bool:
        named = (*edge.flow.carries, *edge.flow.returns)
        silent = not named and not (drawn and edge.source == source)
        return edge.flow.kind not in _NO_DATA and (silent or bool(carried & set(named)))

    for goal, led in graph.reached(starts, is_its, guards).items():
        if led and _is_use(graph.parts[goal], led):
            return graph.path(starts, goal, is_its, guards)
    return ()


def _is_use(part: Part, led: Edge) -> bool:
    """True for what learns or answers from data; who grades answers, or is only asked, uses nothing."""
    if part.has("evaluates", "embeds") or not part.declared:
        return False
    return part.has("trains", "predicts") or (part.has("indexes", "keeps_features") and led.call != "sync")


def ruled(asset: Asset) -> float | None:
    """Return the share of fields with a type, a range where they have one, and a rule for nulls; None if unknown."""
    if asset.ruled:
        return asset.ruled.value
    if not asset.fields:
        return None
    return sum(_has_rules(rule) for rule in asset.fields.values()) / len(asset.fields)


def _has_rules(rule: FieldRule) -> bool:
    ranged = bool(rule.min or rule.max or rule.one_of) or (rule.type or "") in _WORDS
    return bool(rule.type and ranged and rule.nulls is not None)
