"""Where personal data arrives, after what the boxes and filters on its way took out of it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from workbench.design import Edge, Part
from workbench.design.words import PERSONAL
from workbench.facts.context import Context
from workbench.facts.lineage import behind, dropped_by, held_classes
from workbench.facts.once import once
from workbench.facts.spread import Spread, spread_of
from workbench.facts.ways import Way


@dataclass(frozen=True, slots=True)
class Arrival:
    """An asset that arrives at a box with classes of personal data still in it, and the arrow that brought it."""

    asset: str
    classes: frozenset[str]
    part: Part
    edge: Edge
    way: Way
    """How it came."""
    unless: tuple[str, ...] = ()
    """Boxes that may have taken the classes out on the way, but do not say which they take."""


@once
def personal_arrivals(context: Context) -> tuple[Arrival, ...]:
    """Return each arrival of personal data at a box.

    Data that comes back to where it entered is no arrival: who sent it knows it.
    """
    return tuple(_arrivals(context))


def _arrivals(context: Context) -> Iterator[Arrival]:
    spread, parts = spread_of(context), context.graph.parts
    quiet = frozenset(p.id for p in parts.values() if _keeps_quiet(p))
    stated = {c: frozenset(p.id for p in parts.values() if c in p.spec.redacts) for c in sorted(PERSONAL)}
    for asset, held in held_classes(context).items():
        classes = PERSONAL & (held | dropped_by(context, asset)[1])
        home = context.design.data[asset].source if asset in context.design.data else None
        for move in spread.moves.get(asset, ()) if classes else ():
            left = frozenset(c for c in classes if spread.arrives(move, c, stated[c]))
            if not left or move.receiver == home:
                continue
            certain = frozenset(c for c in left if spread.arrives(move, c, stated[c] | quiet))
            first = min(certain or left)
            removers = stated[first] | (quiet if certain else frozenset())
            yield Arrival(
                asset, certain or left, parts[move.receiver], move.edge, spread.way(move, first, removers),
                () if certain else _silent(context, spread, asset, quiet),
            )  # fmt: skip


def _silent(context: Context, spread: Spread, asset: str, quiet: frozenset[str]) -> tuple[str, ...]:
    """Return the boxes on the way of an asset, or of what it is made from, that may have taken classes out."""
    moves = [m for name in behind(context, (asset,)) for m in spread.moves.get(name, ())]
    return tuple(sorted(quiet & {name for m in moves for name in (m.sender, m.receiver, *m.edge.flow.through)}))


def _keeps_quiet(part: Part) -> bool:
    """True for a box that takes personal data out, but does not say of which class."""
    return not part.spec.redacts and (part.has("redacts") or "pii" in part.spec.blocks)
