"""Where data goes: the classes of every asset, and which arrows carry them unredacted."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from functools import cache

from workbench.design import Edge, Part, SystemDesign
from workbench.design.data import Asset
from workbench.design.words import PERSONAL
from workbench.facts.graph import Graph


@dataclass(frozen=True, slots=True)
class Arrival:
    """An asset that arrives at a box with classes of personal data still in it, and the arrow that brought it."""

    asset: str
    classes: frozenset[str]
    part: Part
    edge: Edge


def classes_of(design: SystemDesign) -> Mapping[str, frozenset[str]]:
    """Return the classes of every asset and feature set: its own, and those of all it is made from."""
    sets = design.features.sets if design.features else {}
    made_from = {name: asset.from_ for name, asset in design.data.items()} | {name: s.from_ for name, s in sets.items()}
    found: dict[str, frozenset[str]] = dict.fromkeys(made_from, frozenset())
    # Classes only spread, so this settles; one round for each thing made is always enough.
    for _ in range(len(made_from) + 1):
        before = dict(found)
        for name, sources in made_from.items():
            inherited = frozenset(c for up in sources for c in found.get(up, ()))
            found[name] = _classes(design.data.get(name), inherited)
        if found == before:
            break
    return found


def _classes(asset: Asset | None, inherited: frozenset[str]) -> frozenset[str]:
    if asset is None:
        return inherited
    own: frozenset[str] = frozenset(asset.classes) | {c for rule in asset.fields.values() for c in rule.classes}
    if asset.declassified is None:
        return own | inherited
    dropped = frozenset(asset.declassified.drops) or inherited - own
    return (own | inherited) - dropped


def personal_arrivals(design: SystemDesign, graph: Graph) -> Iterator[Arrival]:
    """Yield each arrival of personal data at a box, after what the boxes and filters on the way took out of it."""
    for asset, held in classes_of(design).items():
        personal = held & PERSONAL
        carriers = [e for e in graph.edges if asset in e.flow.carries or asset in e.flow.returns] if personal else []
        spread = {c: _unredacted(graph, carriers, asset, c) for c in personal} if carriers else {}
        for edge in carriers:
            for forward in (True, False):
                if asset in (edge.flow.carries if forward else edge.flow.returns):
                    sender, receiver = (edge.source, edge.target) if forward else (edge.target, edge.source)
                    left = frozenset(c for c in personal if sender in spread[c]) - _taken_out(graph, edge.flow.through)
                    if left:
                        yield Arrival(asset, left, graph.parts[receiver], edge)


def _taken_out(graph: Graph, names: tuple[str, ...]) -> frozenset[str]:
    return frozenset(c for n in names for c in graph.parts[n].spec.redacts if n in graph.parts)


def _unredacted(graph: Graph, carriers: list[Edge], asset: str, class_: str) -> Collection[str]:
    """Return the boxes the asset can be at without having passed anything that removes the class."""
    removers = frozenset(p.id for p in graph.parts.values() if class_ in p.spec.redacts)
    targets = {e.target for e in carriers if asset in e.flow.carries}
    entries = [e.source for e in carriers if asset in e.flow.carries and e.source not in targets]
    entries += [e.target for e in carriers if asset in e.flow.returns and e.target not in targets]
    if not entries:
        # It only goes round: every box on the round may be where it started.
        entries = [e.source for e in carriers]
    return graph.reached(entries, lambda e: asset in e.flow.carries, removers).keys()


@cache
def said(classes: frozenset[str]) -> str:
    """Write classes of personal data in words."""
    words = {"pii_direct": "direct identifiers", "pii_quasi": "indirect identifiers", "special": "special categories"}
    return " and ".join(words.get(c, c) for c in sorted(classes))
