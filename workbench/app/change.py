"""What the last edit changed: points, what it closed and what it opened."""

from __future__ import annotations

from dataclasses import dataclass

from workbench.review import Review


@dataclass(frozen=True, slots=True)
class Change:
    """The difference between two reviews of one draft; titles of findings, worst first."""

    points: float = 0.0
    closed: tuple[str, ...] = ()
    opened: tuple[str, ...] = ()

    def __bool__(self) -> bool:
        return bool(self.points or self.closed or self.opened)


def change_between(before: Review, after: Review) -> Change:
    """Compare two reviews. An item that is due in only one of them counts like one that was met in the other."""
    was = {f.item: f.headline for f in before.open}
    now = {f.item: f.headline for f in after.open}
    return Change(
        points=round(after.score.points - before.score.points, 1),
        closed=tuple(title for item, title in was.items() if item not in now),
        opened=tuple(title for item, title in now.items() if item not in was),
    )
