"""The calls one request makes: a tree of synchronous arrows from where it enters."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import count

from workbench.design import Edge
from workbench.facts.graph import Graph

_NOT_ON_THE_WAY = ("deploy", "control", "feedback")
MOST_CALLS, DEEPEST = 1000, 40
"""Bounds on one request's tree of calls: every layer that fans out to two doubles it."""


@dataclass(frozen=True, slots=True)
class Call:
    """One box at work for a request, reached by `edge` (None where the request enters), and the calls it makes.

    `groups` holds what it calls one after another; the calls inside one group run at the same time.
    """

    part: str
    edge: Edge | None
    groups: tuple[tuple[Call, ...], ...]
    cut: bool = False
    """True where the tree was too deep or too wide to be followed any further."""

    def walk(self) -> Iterator[Call]:
        """Yield this call and every call below it, in order."""
        yield self
        for group in self.groups:
            for call in group:
                yield from call.walk()

    @property
    def times(self) -> float:
        """How often it is called, one after another; the most that is stated."""
        calls = self.edge.flow.calls if self.edge else None
        return min(max(calls.high, 1.0), MOST_CALLS) if calls else 1.0

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
    groups: dict[tuple[object, ...], list[Call]] = {}
    for out in graph.out(name):
        if is_call(out) and out.target not in trail:
            # One step `[b, c]` of one flow runs in parallel; everything else one after another.
            group = (out.path, out.position, bool(out.parallel)) if out.parallel else (out.id,)
            groups.setdefault(group, []).append(_call(graph, out.target, out, (*trail, out.target), made))
    return Call(name, edge, tuple(tuple(calls) for calls in groups.values()))
