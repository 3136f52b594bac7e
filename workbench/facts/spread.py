"""How far data gets: from box to box, with calls and back with replies, and into what is made from it on the way."""

from __future__ import annotations

from collections import deque
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from types import MappingProxyType

from workbench.design import Edge
from workbench.facts.context import Context
from workbench.facts.lineage import classes_of, dropped_by, held_classes, own_classes, sources_of
from workbench.facts.once import once
from workbench.facts.ways import Way, along

Node = tuple[str, str]
"""A box, and one thing it holds."""
Came = tuple[Node | None, Edge | None]
"""Where something came from, and along which arrow: no arrow where it was made here, no node where it began."""


@dataclass(frozen=True, slots=True)
class Move:
    """One thing going from a box to the next, along with a call or back with its reply."""

    name: str
    sender: str
    receiver: str
    edge: Edge


class Spread:
    """Everything that is carried anywhere, as a graph of boxes and what they hold; built once for a design."""

    def __init__(self, context: Context, more: Mapping[str, frozenset[str]] = MappingProxyType({})) -> None:
        self._context = context
        self._more = more
        self._held = classes_of(context.design, more) if more else held_classes(context)
        self.moves: dict[str, list[Move]] = {}
        self._leaving: dict[Node, list[Move]] = {}
        self._entering: dict[str, list[Move]] = {}
        self._present: dict[str, dict[str, None]] = {}
        for move in _moves(context):
            self.moves.setdefault(move.name, []).append(move)
            self._leaving.setdefault((move.sender, move.name), []).append(move)
            self._entering.setdefault(move.receiver, []).append(move)
            self._present.setdefault(move.sender, {})[move.name] = None
            self._present.setdefault(move.receiver, {})[move.name] = None
        self._starts = {name: self._starts_of(name) for name in self.moves}
        for name, asset in context.design.data.items():
            # What enters at a box is there, also where only what is made of it is drawn to leave.
            if asset.source in context.graph.parts and asset.source:
                self._present.setdefault(asset.source, {})[name] = None
                self._starts.setdefault(name, (asset.source,))
        self._made: dict[Node, list[str]] = {}
        for name, starts in self._starts.items():
            for box in starts:
                for up in self._parents(name, box):
                    self._made.setdefault((box, up), []).append(name)
        self._known: dict[tuple[str, frozenset[str]], dict[Node, Came]] = {}

    def classes(self, name: str) -> frozenset[str]:
        """Return the classes of something that is carried."""
        return self._held.get(name, frozenset())

    def present(self, box: str) -> Mapping[str, None]:
        """Return what a box is known to send or receive."""
        return self._present.get(box, {})

    def starts(self, name: str) -> tuple[str, ...]:
        """Return the boxes something is sent from without having come there."""
        return self._starts.get(name, ())

    def arriving(self, box: str) -> Iterator[Move]:
        """Yield what a box receives, in file order of its arrows."""
        yield from self._entering.get(box, ())

    def bare(self, of: str, removers: frozenset[str]) -> Mapping[Node, Came]:
        """Return who can hold what with a class still in it, although `removers` take it out of all they pass on."""
        key = (of, removers)
        if key not in self._known:
            self._known[key] = self._reach(of, removers)
        return self._known[key]

    def arrives(self, move: Move, of: str, removers: frozenset[str]) -> bool:
        """True when what moves still has a class in it on arrival."""
        stops = self._stops(move.name, of, removers)
        return (move.sender, move.name) in self.bare(of, removers) and stops.isdisjoint(move.edge.flow.through)

    def way(self, move: Move, of: str, removers: frozenset[str]) -> Way:
        """Return the way something with a class in it came, this last move included."""
        return self.back(self.bare(of, removers), (move.sender, move.name), move.edge)

    def onward(self, box: str, stops: frozenset[str]) -> Mapping[Node, Came]:
        """Return who can come to hold what a box sends, or what is made from it, without passing any of `stops`."""
        sent = [(box, name) for name in self.present(box)]
        found: dict[Node, Came] = {node: (None, None) for node in sent if node in self._leaving}
        queue = deque(found)
        while queue:
            node = queue.popleft()
            steps = [(move.receiver, move.name, move.edge) for move in self._leaving.get(node, ())]
            free = [step for step in steps if step[0] not in stops and stops.isdisjoint(step[2].flow.through)]
            made: list[tuple[str, str, Edge | None]] = [(node[0], child, None) for child in self._made.get(node, ())]
            for there, name, edge in (*free, *made):
                if (there, name) not in found:
                    found[there, name] = (node, edge)
                    queue.append((there, name))
        return found

    def begins(self, move: Move, of: str, removers: frozenset[str]) -> bool:
        """True when the way of something with a class in it begins where that came in, and not out of sight."""
        found, node = self.bare(of, removers), (move.sender, move.name)
        while (before := found[node][0]) is not None:
            node = before
        return self._owns(node[1], of)

    @staticmethod
    def back(found: Mapping[Node, Came], node: Node, *last: Edge) -> Way:
        """Return the way to a node, and along the `last` arrows behind it."""
        edges = list(reversed(last))
        start = node[0]
        while node in found:
            before, edge = found[node]
            edges += [edge] if edge else []
            start = node[0]
            if before is None:
                break
            node = before
        return along(reversed(edges), start)

    def _starts_of(self, name: str) -> tuple[str, ...]:
        senders = dict.fromkeys(move.sender for move in self.moves[name])
        receivers = {move.receiver for move in self.moves[name]}
        # What only goes round may have started at every box on the round.
        return tuple(s for s in senders if s not in receivers) or tuple(senders)

    def _parents(self, name: str, box: str) -> list[str]:
        """Return what `name` is made from that is known to be at a box, looking through what never moves."""
        sources = sources_of(self._context)
        found, queue, seen = [], deque(sources.get(name, ())), {name}
        while queue:
            up = queue.popleft()
            if up in seen:
                continue
            seen.add(up)
            if up in self.present(box):
                found.append(up)
            elif up not in self.moves:
                queue.extend(sources.get(up, ()))
        return found

    def _reach(self, of: str, removers: frozenset[str]) -> dict[Node, Came]:
        found: dict[Node, Came] = {node: (None, None) for node in self._seeds(of) if node[0] not in removers}
        queue = deque(found)
        while queue:
            node = queue.popleft()
            for after, edge in self._onward(node, of, removers):
                if after not in found:
                    found[after] = (node, edge)
                    queue.append(after)
        return found

    def _seeds(self, of: str) -> Iterator[Node]:
        """Yield where a class comes in: with what has it of its own, and with what is made of something unseen."""
        for name, starts in self._starts.items():
            if of in self._held.get(name, ()):
                own = self._owns(name, of)
                yield from ((box, name) for box in starts if own or not self._explained(name, box, of))

    def _owns(self, name: str, of: str) -> bool:
        return of in own_classes(self._context.design.data.get(name)) or of in self._more.get(name, ())

    def _explained(self, name: str, box: str, of: str) -> bool:
        """True when what a box makes something of is there to be seen: with the class, or entering at this very box."""
        data = self._context.design.data
        parents = self._parents(name, box)
        return any(of in self._held.get(up, ()) or (up in data and data[up].source == box) for up in parents)

    def _onward(self, node: Node, of: str, removers: frozenset[str]) -> Iterator[tuple[Node, Edge | None]]:
        box, name = node
        stops = self._stops(name, of, removers)
        for move in self._leaving.get(node, ()):
            if move.receiver not in stops and stops.isdisjoint(move.edge.flow.through):
                yield (move.receiver, name), move.edge
        for child in self._made.get(node, ()):
            if of in self._held.get(child, ()) or self._not_yet_lost(child, box, of):
                yield (box, child), None

    def _stops(self, name: str, of: str, removers: frozenset[str]) -> frozenset[str]:
        by, drops = dropped_by(self._context, name)
        return removers | {by} if of in drops else removers

    def _not_yet_lost(self, name: str, box: str, of: str) -> bool:
        """True where something is to lose a class at another box than it is made at, and not one next to it."""
        by, drops = dropped_by(self._context, name)
        if of not in drops or by == box:
            return False
        graph = self._context.graph
        return all(by not in (e.source, e.target) for e in (*graph.out(box), *graph.into(box)))


def _moves(context: Context) -> Iterator[Move]:
    for edge in context.graph.edges:
        for name in edge.flow.carries or _as_vectors(context, edge):
            yield Move(name, edge.source, edge.target, edge)
        for name in edge.flow.returns:
            yield Move(name, edge.target, edge.source, edge)


def _as_vectors(context: Context, edge: Edge) -> tuple[str, ...]:
    """Return what an embedding service hands to an index without a name: vectors of all it was given to embed."""
    parts, graph = context.graph.parts, context.graph
    stores = parts[edge.source].has("embeds") and parts[edge.target].has("indexes")
    if not stores or edge.call == "sync" or edge.flow.kind:
        return ()
    return tuple(dict.fromkeys(n for e in graph.into(edge.source) if e.call != "sync" for n in e.flow.carries))


@once
def spread_of(context: Context) -> Spread:
    """Return how data spreads over a design, worked out once."""
    return Spread(context)
