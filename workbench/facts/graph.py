"""The design as a graph: who reaches whom, what stands on every way, which calls a request makes."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Iterable, Mapping

from workbench.design import Edge, Part

Keep = Callable[[Edge], bool]


def _all(_: Edge) -> bool:
    return True


class Graph:
    """Boxes and arrows of one design. All answers come in file order, so that they are the same on every run."""

    def __init__(self, parts: Mapping[str, Part], edges: tuple[Edge, ...]) -> None:
        self.parts = parts
        self.edges = edges
        self._out: dict[str, list[Edge]] = {name: [] for name in parts}
        self._in: dict[str, list[Edge]] = {name: [] for name in parts}
        self._with: dict[tuple[str, ...], tuple[Part, ...]] = {}
        for edge in edges:
            self._out[edge.source].append(edge)
            self._in[edge.target].append(edge)

    def out(self, name: str) -> list[Edge]:
        """Arrows that leave a box."""
        return self._out.get(name, [])

    def into(self, name: str) -> list[Edge]:
        """Arrows that enter a box."""
        return self._in.get(name, [])

    def with_trait(self, *traits: str) -> list[Part]:
        """Boxes with any of the traits, in reading order."""
        if traits not in self._with:
            self._with[traits] = tuple(part for part in self.parts.values() if part.has(*traits))
        return list(self._with[traits])

    def reached(
        self, starts: Iterable[str], keep: Keep = _all, avoid: frozenset[str] = frozenset()
    ) -> dict[str, Edge | None]:
        """Return every box reachable from `starts` without entering `avoid`, each with the arrow that led there."""
        found: dict[str, Edge | None] = {name: None for name in starts if name in self.parts and name not in avoid}
        queue = deque(found)
        while queue:
            for edge in self.out(queue.popleft()):
                if (
                    keep(edge)
                    and edge.target not in found
                    and edge.target not in avoid
                    and not avoid & set(edge.flow.through)
                ):
                    found[edge.target] = edge
                    queue.append(edge.target)
        return found

    def path(
        self, starts: Iterable[str], goal: str, keep: Keep = _all, avoid: frozenset[str] = frozenset()
    ) -> tuple[Edge, ...]:
        """Return the arrows of one shortest way from `starts` to `goal`, or nothing when there is none."""
        found = self.reached(starts, keep, avoid)
        way: list[Edge] = []
        step = found.get(goal)
        while step is not None:
            way.append(step)
            step = found[step.source]
        return tuple(reversed(way))

    def guarded(self, starts: Iterable[str], goal: str, guards: Iterable[str], keep: Keep = _all) -> bool:
        """True when `goal` is reachable and every way to it passes one of `guards` (domination)."""
        start_list = list(starts)
        return goal in self.reached(start_list, keep) and goal not in self.reached(start_list, keep, frozenset(guards))
