"""How far a loss reaches: the boxes that nothing arrives at any more."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from itertools import pairwise

from workbench.design import Edge
from workbench.facts.graph import Graph

_NO_DATA = ("control", "deploy")


def starved(graph: Graph, lost: Collection[str], replaced: Collection[str] = ()) -> tuple[str, ...]:
    """Return the boxes that something used to reach from where data and requests come in, and nothing does now.

    What goes through lost boxes that are `replaced` goes on. In file order.
    """
    gone = frozenset(lost) - frozenset(replaced)
    steps = [step for e in graph.edges if e.flow.kind not in _NO_DATA for step in _steps(e)]
    entered = {target for _, target in steps}
    heads = [n for n in graph.parts if n not in entered]
    before, after = _reached(heads, steps, frozenset()), _reached(heads, steps, gone)
    return tuple(n for n in graph.parts if n in before and n not in after and n not in lost)


def _steps(edge: Edge) -> Iterator[tuple[str, str]]:
    """Yield the steps of an arrow, through its filters."""
    return pairwise((edge.source, *edge.flow.through, edge.target))


def _reached(heads: list[str], steps: list[tuple[str, str]], avoid: frozenset[str]) -> set[str]:
    out: dict[str, list[str]] = {}
    for source, target in steps:
        out.setdefault(source, []).append(target)
    found = {n for n in heads if n not in avoid}
    queue = list(found)
    while queue:
        new = [n for n in out.get(queue.pop(), ()) if n not in found and n not in avoid]
        found.update(new)
        queue += new
    return found
