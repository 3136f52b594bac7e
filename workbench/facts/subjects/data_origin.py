"""Whether everything a model reads or learns can be traced back to where it enters, and to someone who answers."""

from __future__ import annotations

from collections.abc import Iterator

from workbench.errors import Path
from workbench.facts.closing import closed
from workbench.facts.context import Context
from workbench.facts.fact import Fact
from workbench.facts.formula import fact
from workbench.facts.lineage import sources_of
from workbench.facts.origins import data_reaches, is_joined, made_of, origins

_ID = "traced-origin"


@fact(
    _ID,
    title="Where what a model reads comes from",
    broken="No flow leads from a source to where its data is used",
    formula="each feature, label and document <- data with a source and an owner, and a flow from there to its use",
    source="engineering playbook, fundamentals; EU AI Act Article 10; ISO/IEC 42001 A.7.5",
    blind="Data that enters inside code, such as a list in a repository.",
)
def traced_origin(context: Context) -> Iterator[Fact]:
    """Yield one fact for every feature set, label set, and data set that a model learns from or retrieves."""
    seen: set[str] = set()
    for name, path, users in _read(context):
        if name not in seen:
            seen.add(name)
            yield _traced(context, name, path, [u for u in users if u in context.graph.parts])


def _read(context: Context) -> Iterator[tuple[str, Path, tuple[str, ...]]]:
    """Yield what models read: its id, where that is stated, and the boxes that compute, join or index it."""
    design = context.design
    for name, features in (design.features.sets if design.features else {}).items():
        # What is made from labels is judged with them.
        stores = tuple(n for n in (features.serves, features.trains) if n)
        yield name, ("features", "sets", name), features.by or stores
    for name, label in (design.labels.sets if design.labels else {}).items():
        joins = (label.join.by if label.join else None, label.annotation.by if label.annotation else None)
        yield name, ("labels", "sets", name), tuple(n for n in joins if n)
    for name, model in (design.training.models if design.training else {}).items():
        path: Path = ("training", "models", name, "from")
        yield from ((n, path, (model.by,) if model.by else ()) for n in model.from_ if n in design.data)
    retrieval = design.llm.retrieval if design.llm else None
    if retrieval:
        index = (retrieval.index,) if retrieval.index else ()
        yield from ((n, ("llm", "retrieval", "from"), index) for n in retrieval.from_ if n in design.data)
    yield from _brought(context)


def _brought(context: Context) -> Iterator[tuple[str, Path, tuple[str, ...]]]:
    """Yield the data sets that flows take to what trains or indexes."""
    found: dict[str, list[str]] = {}
    for edge in context.graph.edges:
        part = context.graph.parts[edge.target]
        if part.has("trains", "indexes") and edge.call != "sync" and edge.flow.kind not in ("control", "deploy"):
            for name in (n for n in edge.flow.carries if n in context.design.data):
                found.setdefault(name, []).append(part.id)
    yield from ((name, ("data", name), tuple(users)) for name, users in found.items())


def _traced(context: Context, name: str, path: Path, users: list[str]) -> Fact:
    design = context.design
    begins = origins(context, name)
    lacks: dict[str, Path] = {}
    wrong = ""
    if not begins:
        circle = sources_of(context).get(name, ())
        wrong = f"{name} is made from itself, by way of {', '.join(circle)}" if circle else ""
        lacks = {} if circle else {"what it is made from": (*path, "from")}
    for origin in begins:
        asset, at = design.data[origin], ("data", origin)
        if not asset.source:
            lacks[f"where {origin} enters"] = (*at, "source")
        elif users and _cut_off(context, asset.source, users):
            told = f"{name} comes from {origin}, which enters at {asset.source}; no flow leads from there to {users[0]}"
            # Where no flow is drawn that brings this data there, the drawing is unfinished rather than wrong.
            wrong = wrong or (told if _is_brought(context, origin, users) else "")
            lacks |= {} if wrong else {f"a flow from {asset.source} to {users[0]}": ("flows",)}
        if not (asset.owner or design.owner):
            lacks[f"who answers for {origin}"] = (*at, "owner")
    good = f"{name} comes from {', '.join(begins)}"
    return closed(_ID, name, path, good, lacks, wrong, components=tuple(users[:3]))


def _cut_off(context: Context, source: str, users: list[str]) -> bool:
    """True when flows join both a source and the users of its data, and none leads across."""
    joined = is_joined(context, source) and all(is_joined(context, u) for u in users)
    return joined and not data_reaches(context, [source]) & set(users)


def _is_brought(context: Context, origin: str, users: list[str]) -> bool:
    """True when the file draws how the data, or what is made of it, gets to where it is used."""
    made = made_of(context, origin)
    return any(e.target in users and made & set(e.flow.carries) for e in context.graph.edges)
