"""One way from box to box, as a fact shows it: `a -> filter -> b`."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from workbench.design import Edge


@dataclass(frozen=True, slots=True)
class Way:
    """The boxes of one way in order, filters included, and the arrows between them."""

    boxes: tuple[str, ...]
    edges: tuple[Edge, ...] = ()

    def __str__(self) -> str:
        return " -> ".join(self.boxes)

    @property
    def ids(self) -> tuple[str, ...]:
        """Ids of its arrows, each once."""
        return tuple(dict.fromkeys(edge.id for edge in self.edges))

    def then(self, other: Way) -> Way:
        """Return this way and another one behind it; the box they share is told once."""
        shared = bool(self.boxes and other.boxes and self.boxes[-1] == other.boxes[0])
        return Way(self.boxes + other.boxes[shared:], self.edges + other.edges)


def along(edges: Iterable[Edge], start: str = "") -> Way:
    """Return the way along arrows; one that is met at its far end is walked back, as a reply goes."""
    walked = tuple(edges)
    boxes = [start or walked[0].source] if start or walked else []
    for edge in walked:
        back = boxes[-1] == edge.target and edge.source != edge.target
        boxes += [*(reversed(edge.flow.through) if back else edge.flow.through), edge.source if back else edge.target]
    return Way(tuple(boxes), walked)
