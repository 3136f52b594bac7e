"""Where data goes: the classes of every asset, and which arrows carry them unredacted."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache

from workbench.design import Edge, Part, SystemDesign
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

    def collect(name: str, trail: tuple[str, ...]) -> frozenset[str]:
        asset = design.data.get(name)
        own: frozenset[str] = frozenset(asset.classes if asset else ())
        fields: frozenset[str] = frozenset(c for rule in (asset.fields.values() if asset else ()) for c in rule.classes)
        inherited = frozenset(
            c for up in made_from.get(name, ()) if up not in trail for c in collect(up, (*trail, name))
        )
        dropped: frozenset[str] = frozenset(asset.declassified.drops) if asset and asset.declassified else frozenset()
        if asset and asset.declassified and not dropped:
            dropped = inherited - own
        return (own | fields | inherited) - dropped

    return {name: collect(name, ()) for name in made_from}


def personal_arrivals(design: SystemDesign, graph: Graph) -> Iterator[Arrival]:
    """Yield each arrival of personal data at a box, after what the boxes and filters on the way took out of it."""
    classes = classes_of(design)
    for asset in classes:
        personal = classes[asset] & PERSONAL
        carriers = [e for e in graph.edges if asset in e.flow.carries or asset in e.flow.returns]
        for edge in carriers if personal else ():
            for forward in (True, False):
                if asset in (edge.flow.carries if forward else edge.flow.returns):
                    sender, receiver = (edge.source, edge.target) if forward else (edge.target, edge.source)
                    left = frozenset(c for c in personal if _still_in(graph, carriers, asset, sender, c))
                    left -= _taken_out(graph, edge.flow.through)
                    if left:
                        yield Arrival(asset, left, graph.parts[receiver], edge)


def _taken_out(graph: Graph, names: tuple[str, ...]) -> frozenset[str]:
    return frozenset(c for n in names for c in graph.parts[n].spec.redacts if n in graph.parts)


def _still_in(graph: Graph, carriers: list[Edge], asset: str, sender: str, class_: str) -> bool:
    """True when the asset can be at `sender` without having passed anything that removes the class."""
    removers = frozenset(p.id for p in graph.parts.values() if class_ in p.spec.redacts)
    if sender in removers:
        return False
    targets = {e.target for e in carriers if asset in e.flow.carries}
    entries = [e.source for e in carriers if asset in e.flow.carries and e.source not in targets]
    entries += [e.target for e in carriers if asset in e.flow.returns and e.target not in targets]
    if sender in entries or not entries:
        return True
    return sender in graph.reached(entries, lambda e: asset in e.flow.carries, removers)


@cache
def said(classes: frozenset[str]) -> str:
    """Write classes of personal data in words."""
    words = {"pii_direct": "direct identifiers", "pii_quasi": "indirect identifiers", "special": "special categories"}
    return " and ".join(words.get(c, c) for c in sorted(classes))
