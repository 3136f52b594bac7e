"""What the last edit changed: points, and the items it closed, opened, helped or hurt."""

from __future__ import annotations

from dataclasses import dataclass

from workbench.review import Review


@dataclass(frozen=True, slots=True)
class Change:
    """The difference between two reviews of one draft; titles of findings, worst first.

    `better` and `worse` are items that stay open with more or less credit than before.
    """

    points: float = 0.0
    closed: tuple[str, ...] = ()
    opened: tuple[str, ...] = ()
    better: tuple[str, ...] = ()
    worse: tuple[str, ...] = ()

    def __bool__(self) -> bool:
        return self != Change()


def change_between(before: Review, after: Review) -> Change:
    """Compare two reviews. An item that is due in only one of them counts like one that was met in the other."""
    was = {f.item: f for f in before.open}
    now = {f.item: f for f in after.open}
    both = [(was[item], now[item]) for item in now if item in was]
    return Change(
        points=round(after.score.points - before.score.points, 1),
        closed=tuple(f.title for f in was.values() if f.item not in now),
        opened=tuple(f.title for f in now.values() if f.item not in was),
        better=tuple(new.title for old, new in both if new.credit > old.credit),
        worse=tuple(new.title for old, new in both if new.credit < old.credit),
    )
