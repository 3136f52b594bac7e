"""The calls one request makes: a tree of synchronous arrows from where it enters."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import count

from workbench.design import Edge
from workbench.facts.graph import Graph

_NOT_ON_THE_WAY = ("deploy", "control", "feedback")
_CHOOSING = ("load_balancer", "traffic_splitter", "llm_gateway")
"""Kinds that send each request to one of several boxes of one kind; an API gateway may well need all it calls."""
MOST_CALLS, DEEPEST = 1000, 40
"""Bounds on one request's tree of calls: every layer that fans out to two doubles it."""


@dataclass(frozen=True, slots=True)
class Group:
    """Calls made in one step: all at the same time, or (`one_of`) only one of them for each request."""

    calls: tuple[Call, ...]
    one_of: bool = False


@dataclass(frozen=True, slots=True)
class Call:
    """One box at work for a request, reached by `edge` (None where the request enters), and the calls it makes.

    `groups` holds what it calls one after another.
    """

    part: str
    edge: Edge | None
    groups: tuple[Group, ...]
    cut: bool = False
    """True where the tree was too deep or too wide to be followed any further."""

    def walk(self) -> Iterator[Call]:
        """Yield this call and every call below it, in order."""
        yield self
        for group in self.groups:
            for call in group.calls:
                yield from call.walk()

    @property
    def filters(self) -> tuple[str, ...]:
        """Ids of what the call passes on its way."""
        return self.edge.flow.through if self.edge else ()

    @property
    def times(self) -> tuple[float, float]:
        """How often it is called, one after another: the fewest and the most that is stated."""
        calls = self.edge.flow.calls if self.edge else None
        fewest, most = (min(max(n, 1.0), MOST_CALLS) for n in ((calls.low, calls.high) if calls else (1.0, 1.0)))
        return fewest, most

    @property
    def complete(self) -> bool:
        """True when nothing of the tree was left out."""
        return not any(call.cut for call in self.walk())


def is_call(edge: Edge) -> bool:
    """True for an arrow that a request waits for."""
    return edge.call == "sync" and edge.flow.kind not in _NOT_ON_THE_WAY


def calls_from(graph: Graph, entry: str) -> Call:
    """Return the tree of calls for a request that enters at `entry`; a box already on the way is not entered again."""
    return _call(graph, entry, None, (entry,), count())


def _call(graph: Graph, name: str, edge: Edge | None, trail: tuple[str, ...], made: Iterator[int]) -> Call:
    if len(trail) > DEEPEST or next(made) > MOST_CALLS:
        return Call(name, edge, (), cut=True)
    # What is off until someone switches it on keeps no request waiting and fails none.
    outs = [
        e for e in graph.out(name) if is_call(e) and e.target not in trail and not graph.parts[e.target].spec.optional
    ]
    groups: dict[tuple[object, ...], list[Call]] = {}
    for out in outs:
        called = _call(graph, out.target, out, (*trail, out.target), made)
        groups.setdefault(_step(graph, out, outs), []).append(called)
    return Call(name, edge, tuple(Group(tuple(calls), key[0] == "one of") for key, calls in groups.items()))


def _step(graph: Graph, out: Edge, outs: list[Edge]) -> tuple[object, ...]:
    """Name the step an arrow belongs to: one step `[b, c]` of one flow is taken together, other arrows in turn."""
    kind = graph.parts[out.target].kind
    alike = {e.target for e in outs if kind and graph.parts[e.target].kind == kind}
    if graph.parts[out.source].kind in _CHOOSING and len(alike) > 1:
        return ("one of", kind)
    return (out.path, out.position) if out.parallel else (out.id,)
