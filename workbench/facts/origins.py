"""Where data begins and where it gets to: the data sets behind a thing, and the boxes data can reach from one."""

from __future__ import annotations

from collections import deque
from collections.abc import Iterable, Mapping

from workbench.design import Edge, SystemDesign
from workbench.facts.context import Context
from workbench.facts.lineage import sources_of
from workbench.facts.once import once

_NO_DATA = ("control", "deploy")


def origins(context: Context, name: str) -> tuple[str, ...]:
    """Return the data sets in which a thing has its origin, in file order of what names them.

    A data set that says where it enters is an origin, whatever it is made from; one that is made from nothing is too.
    """
    design = context.design
    found: dict[str, None] = {}
    seen: set[str] = set()
    queue = deque([name])
    while queue:
        here = queue.popleft()
        if here in seen:
            continue
        seen.add(here)
        asset = design.data.get(here)
        sources = sources_of(context).get(here, ())
        if asset and (asset.source or not sources):
            found[here] = None
        else:
            queue.extend(sources)
    return tuple(found)


def made_of(context: Context, asset: str) -> set[str]:
    """Return a data set and every data set, feature set and label set that is made from it, by any number of steps."""
    below, found = made_straight(context), {asset} & sources_of(context).keys()
    queue = deque([asset])
    while queue:
        for name in below.get(queue.popleft(), ()):
            if name not in found:
                found.add(name)
                queue.append(name)
    return found


@once
def made_straight(context: Context) -> Mapping[str, tuple[str, ...]]:
    """Return what is made straight from each thing; assets first, in file order."""
    below: dict[str, list[str]] = {}
    for name, sources in sources_of(context).items():
        for up in dict.fromkeys(sources):
            below.setdefault(up, []).append(name)
    return {up: tuple(names) for up, names in below.items()}


def entering(design: SystemDesign) -> tuple[str, ...]:
    """Return the data sets that enter from somewhere: with a source of their own, or made from nothing."""
    return tuple(name for name, asset in design.data.items() if asset.source or not asset.from_)


def carrying(context: Context, asset: str) -> tuple[Edge, ...]:
    """Return the arrows that say they carry or bring back a data set."""
    return _carried(context).get(asset, ())


@once
def _carried(context: Context) -> Mapping[str, tuple[Edge, ...]]:
    found: dict[str, list[Edge]] = {}
    for edge in context.graph.edges:
        for name in dict.fromkeys((*edge.flow.carries, *edge.flow.returns)):
            found.setdefault(name, []).append(edge)
    return {name: tuple(edges) for name, edges in found.items()}


def boxes_of(context: Context, asset: str) -> tuple[str, ...]:
    """Return the boxes a data set is surely at: where it enters, and both ends of what carries it."""
    held = context.design.data.get(asset)
    ends = [end for e in carrying(context, asset) for end in (e.source, e.target)]
    found = dict.fromkeys([*([held.source] if held and held.source else []), *ends])
    return tuple(name for name in found if name in context.graph.parts)


@once
def _next(context: Context) -> Mapping[str, tuple[str, ...]]:
    """Return the boxes that data can be at after each one: along an arrow, through its filters, back with a reply."""
    found: dict[str, dict[str, None]] = {name: {} for name in context.graph.parts}
    for edge in (e for e in context.graph.edges if e.flow.kind not in _NO_DATA):
        found[edge.source] |= dict.fromkeys((*edge.flow.through, edge.target))
        if edge.call == "sync" or edge.flow.returns:
            found[edge.target] |= dict.fromkeys((*edge.flow.through, edge.source))
    return {name: tuple(n for n in after if n in found) for name, after in found.items()}


def data_reaches(context: Context, starts: Iterable[str]) -> frozenset[str]:
    """Return every box that data which is at `starts` can get to, these included."""
    known, key = _known(context), frozenset(starts)
    if key not in known:
        known[key] = _reached(_next(context), key)
    return known[key]


@once
def _known(_: Context) -> dict[frozenset[str], frozenset[str]]:
    """Return what was asked of this design so far; several facts ask the same."""
    return {}


def _reached(after: Mapping[str, tuple[str, ...]], starts: frozenset[str]) -> frozenset[str]:
    found = {name for name in starts if name in after}
    queue = deque(found)
    while queue:
        for name in after[queue.popleft()]:
            if name not in found:
                found.add(name)
                queue.append(name)
    return frozenset(found)


def is_joined(context: Context, name: str) -> bool:
    """True for a box that an arrow enters or leaves, or passes on its way."""
    graph = context.graph
    return bool(graph.out(name) or graph.into(name)) or any(name in e.flow.through for e in graph.edges)
