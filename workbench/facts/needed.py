"""What a request cannot do without, once fallbacks and ways round are taken into account."""

from __future__ import annotations

from collections.abc import Iterator

from workbench.design import Part
from workbench.facts.graph import Graph
from workbench.facts.request import Call, calls_from


class Needs:
    """What stands behind each call of a request, and what nothing stands behind."""

    def __init__(self, graph: Graph) -> None:
        self._graph = graph
        self._trees: dict[str, Call] = {}

    def tree(self, entry: str) -> Call:
        """Return the calls of a request that enters at a box; asked for often, made once."""
        if entry not in self._trees:
            self._trees[entry] = calls_from(self._graph, entry)
        return self._trees[entry]

    def backup(self, call: Call) -> Part | None:
        """Return what answers when a call fails: what its arrow names, or its box; None when that is worth nothing.

        A box is no fallback of itself, nor of one with which it shares a quota.
        """
        part = self._graph.parts[call.part]
        name = (call.edge.flow.fallback if call.edge else None) or part.spec.fallback
        found = self._graph.parts.get(name or "")
        if found is None or found.id == part.id:
            return None
        return None if part.spec.quota_pool and part.spec.quota_pool == found.spec.quota_pool else found

    def of(self, call: Call) -> Iterator[str]:
        """Yield the boxes without which a call fails, in calling order.

        A fallback stands in for all that is below its call, except for what it needs as well.
        """
        behind = self.backup(call)
        below = self._below(call)
        if behind is None:
            yield from below
            return
        shared = set(self._bare(self.tree(behind.id), behind.id))
        yield from (name for name in below if name in shared)

    def _below(self, call: Call) -> Iterator[str]:
        yield from call.filters
        yield call.part
        for inner, chosen in waited_for(call):
            if not chosen:
                yield from self.of(inner)

    def _bare(self, call: Call, entry: str) -> Iterator[str]:
        """Yield what a fallback at `entry` cannot do without; what stands behind its own calls is taken as good."""
        yield from call.filters
        yield call.part
        for inner, chosen in waited_for(call):
            behind = self.backup(inner)
            if not chosen and (behind is None or behind.id == entry):
                yield from self._bare(inner, entry)


def waited_for(call: Call) -> Iterator[tuple[Call, bool]]:
    """Yield the calls below one that must come back, each with whether it is one of several to choose from."""
    for group in call.groups:
        for inner in group.calls:
            if inner.edge and inner.edge.flow.need != "soft":
                yield inner, group.one_of
