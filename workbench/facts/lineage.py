"""Where data goes: the classes of every asset, and which arrows carry them unredacted."""

from __future__ import annotations

from collections import deque
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from functools import cache

from workbench.design import Edge, Part, SystemDesign
from workbench.design.data import Asset
from workbench.design.features import FeatureSet
from workbench.design.words import PERSONAL
from workbench.facts.graph import Graph


@dataclass(frozen=True, slots=True)
class Arrival:
    """An asset that arrives at a box with classes of personal data still in it, and the arrow that brought it."""

    asset: str
    classes: frozenset[str]
    part: Part
    edge: Edge
    unless: tuple[str, ...] = ()
    """Boxes that may have taken the classes out on the way, but do not say which they take."""


@dataclass(frozen=True, slots=True)
class _Move:
    """One asset going from a box to the next, along with a call or back with its reply."""

    sender: str
    receiver: str
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
            found[name] = _classes(design.data.get(name) or sets[name], inherited)
        if found == before:
            break
    return found


def _classes(made: Asset | FeatureSet, inherited: frozenset[str]) -> frozenset[str]:
    own: frozenset[str] = frozenset()
    if isinstance(made, Asset):
        own = frozenset(made.classes) | {c for rule in made.fields.values() for c in rule.classes}
    if made.declassified is None:
        return own | inherited
    dropped = frozenset(made.declassified.drops) or inherited - own
    return (own | inherited) - dropped


def personal_arrivals(design: SystemDesign, graph: Graph) -> Iterator[Arrival]:
    """Yield each arrival of personal data at a box, after what the boxes and filters on the way took out of it.

    Data that comes back to where it entered is no arrival: who sent it knows it.
    """
    quiet = [p.id for p in graph.parts.values() if _keeps_quiet(p)]
    for asset, held in classes_of(design).items():
        moves = list(_moves(graph, asset)) if held & PERSONAL else []
        silent = frozenset(quiet) & {n for m in moves for n in (m.sender, m.receiver, *m.edge.flow.through)}
        stated = {c: frozenset(p.id for p in graph.parts.values() if c in p.spec.redacts) for c in held & PERSONAL}
        at = {c: _bare(moves, removers) for c, removers in stated.items()}
        surely = {c: _bare(moves, removers | silent) for c, removers in stated.items()}
        home = design.data[asset].source if asset in design.data else None
        for move in (m for m in moves if m.receiver != home):
            left = frozenset(c for c in stated if _unchanged(move, at[c], stated[c]))
            certain = frozenset(c for c in stated if _unchanged(move, surely[c], stated[c] | silent))
            if left:
                unless = () if certain else tuple(sorted(silent))
                yield Arrival(asset, certain or left, graph.parts[move.receiver], move.edge, unless)


def _keeps_quiet(part: Part) -> bool:
    """True for a box that takes personal data out, but does not say of which class."""
    return not part.spec.redacts and (part.has("redacts") or "pii" in part.spec.blocks)


def _moves(graph: Graph, asset: str) -> Iterator[_Move]:
    for edge in graph.edges:
        if asset in edge.flow.carries:
            yield _Move(edge.source, edge.target, edge)
        if asset in edge.flow.returns:
            yield _Move(edge.target, edge.source, edge)


def _unchanged(move: _Move, at: Collection[str], removers: Collection[str]) -> bool:
    return move.sender in at and not any(name in removers for name in move.edge.flow.through)


def _bare(moves: list[_Move], removers: Collection[str]) -> Collection[str]:
    """Return the boxes the asset can be at without having passed a remover."""
    receivers = {move.receiver for move in moves}
    # What only goes round may have started at every box on the round.
    starts = [m.sender for m in moves if m.sender not in receivers] or [m.sender for m in moves]
    found = dict.fromkeys(name for name in starts if name not in removers)
    queue = deque(found)
    while queue:
        here = queue.popleft()
        for move in moves:
            if move.sender == here and move.receiver not in {*found, *removers} and _unchanged(move, found, removers):
                found[move.receiver] = None
                queue.append(move.receiver)
    return found


@cache
def said(classes: frozenset[str]) -> str:
    """Write classes of personal data in words."""
    words = {"pii_direct": "direct identifiers", "pii_quasi": "indirect identifiers", "special": "special categories"}
    return " and ".join(words.get(c, c) for c in sorted(classes))
