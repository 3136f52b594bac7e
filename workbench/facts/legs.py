"""Personal data step by step: what is still in it on each stretch of an arrow, before and after every filter."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise

from workbench.design import Edge, Part
from workbench.design.words import PERSONAL
from workbench.facts.arrivals import personal_arrivals
from workbench.facts.context import Context
from workbench.facts.lineage import dropped_by, held_classes
from workbench.facts.once import once
from workbench.facts.spread import Move, spread_of


@dataclass(frozen=True, slots=True)
class Leg:
    """One asset on one stretch of an arrow, from a box or filter to the next, with the classes still in it.

    None are left behind what takes them out. `unless` names boxes before it that may have taken them out already, but
    do not say which they take.
    """

    asset: str
    source: str
    target: str
    edge: Edge
    classes: frozenset[str]
    reply: bool = False
    unless: tuple[str, ...] = ()


@once
def personal_legs(context: Context) -> tuple[Leg, ...]:
    """Return every stretch on which an asset travels that has, or had, personal data in it; in file order of arrows."""
    found = [leg for name, classes in _personal(context).items() for leg in _legs(context, name, classes)]
    order = {edge.id: place for place, edge in enumerate(context.graph.edges)}
    return tuple(sorted(found, key=lambda leg: order[leg.edge.id]))


def _personal(context: Context) -> dict[str, frozenset[str]]:
    held = {name: PERSONAL & (own | dropped_by(context, name)[1]) for name, own in held_classes(context).items()}
    return {name: classes for name, classes in held.items() if classes}


def _legs(context: Context, name: str, classes: frozenset[str]) -> Iterator[Leg]:
    silent = {(a.asset, a.part.id, a.edge.id): a.unless for a in personal_arrivals(context)}
    removers = {c: _removers(context, name, c) for c in sorted(classes)}
    for move in spread_of(context).moves.get(name, ()):
        left = frozenset(c for c in classes if (move.sender, name) in spread_of(context).bare(c, _stated(context, c)))
        unless = silent.get((name, move.receiver, move.edge.id), ())
        # Of boxes on this very arrow, only those already passed may have taken something out.
        ahead = [n for n in move.edge.flow.through if n in unless]
        for source, target in pairwise(_stops(move)):
            quiet = () if ahead else unless
            yield Leg(name, source, target, move.edge, left, move.sender == move.edge.target, quiet)
            left = frozenset(c for c in left if target not in removers[c])
            ahead = [n for n in ahead if n != target]


def takers(context: Context) -> dict[str, frozenset[str]]:
    """Return every box that takes personal data out with the classes it takes; none where it does not say which."""
    found = {p.id: PERSONAL & frozenset(p.spec.redacts) for p in context.graph.parts.values() if _takes(p)}
    for name in held_classes(context):
        by, drops = dropped_by(context, name)
        if by in context.graph.parts and drops & PERSONAL:
            found[by] = found.get(by, frozenset()) | (drops & PERSONAL)
    return found


def _takes(part: Part) -> bool:
    return part.has("redacts") or "pii" in part.spec.blocks or bool(PERSONAL & set(part.spec.redacts))


def _stops(move: Move) -> tuple[str, ...]:
    back = move.sender == move.edge.target and move.sender != move.edge.source
    filters = move.edge.flow.through
    return (move.sender, *(reversed(filters) if back else filters), move.receiver)


def _stated(context: Context, of: str) -> frozenset[str]:
    return frozenset(p.id for p in context.graph.parts.values() if of in p.spec.redacts)


def _removers(context: Context, name: str, of: str) -> frozenset[str]:
    by, drops = dropped_by(context, name)
    return _stated(context, of) | ({by} if of in drops else frozenset())
