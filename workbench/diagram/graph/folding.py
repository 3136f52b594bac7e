"""Calm for big pictures: flows to and from those who only look on are counted on their cards instead of drawn."""

from __future__ import annotations

from dataclasses import replace

from workbench.diagram.measure import DOT
from workbench.diagram.picture import Edge, Node

BIG_CARDS, BIG_FLOWS = 34, 40
"""More cards and more flows than this, and a picture with every line in it is read by nobody."""
_LOOKING_ON = frozenset({"monitoring", "drift", "privacy", "security", "reliability", "cost", "responsible_ai"})
_LISTED = 12


def folded(nodes: tuple[Node, ...], edges: tuple[Edge, ...]) -> tuple[tuple[Node, ...], tuple[Edge, ...], int]:
    """Return cards and flows with those of lookers-on counted, and how many flows that were; small pictures stay whole.

    Calls, flows with a badge, flows between two lookers-on and those that set off a way back are always drawn.
    """
    if len(nodes) <= BIG_CARDS or len(edges) <= BIG_FLOWS:
        return nodes, edges, 0
    looking = {n.id for n in nodes if n.section in _LOOKING_ON}
    ways_back = {n.id for n in nodes if n.section == "rollback"}
    hidden = [
        e
        for e in edges
        if _foldable(e) and (e.source in looking) != (e.target in looking) and e.target not in ways_back
    ]
    into: dict[str, list[str]] = {}
    out: dict[str, list[str]] = {}
    for e in hidden:
        if e.target in looking:
            into.setdefault(e.target, []).append(e.source)
        else:
            out.setdefault(e.source, []).append(e.target)
    told = tuple(_counted(n, into.get(n.id, []), out.get(n.id, [])) for n in nodes)
    gone = {e.id for e in hidden}
    return told, tuple(e for e in edges if e.id not in gone), len(hidden)


def _foldable(edge: Edge) -> bool:
    return edge.style not in ("call", "ghost") and not edge.broken and not edge.badges


def _counted(node: Node, into: list[str], out: list[str]) -> Node:
    """Return the card with its flows counted where its number stood, and named in its hover text."""
    if not into and not out:
        return node
    count = ", ".join(f"{len(names)} {word}" for word, names in (("in", into), ("out", out)) if names)
    lists = [f"{word}: {_named(names)}" for word, names in (("in", into), ("out", out)) if names]
    return replace(node, fact=f"{node.fact.split(DOT)[0]}{DOT}{count}", hover="\n".join((node.hover, *lists)))


def _named(names: list[str]) -> str:
    more = len(names) - _LISTED
    return ", ".join(names[:_LISTED]) + (f" and {more} more" if more > 0 else "")
