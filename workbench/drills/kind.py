"""A drill and how it is declared: one decorator makes a function a drill that everything else can find."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from workbench.drills.result import DrillResult, Skipped
from workbench.drills.scene import Scene

Play = Callable[[Scene], Iterator[DrillResult | Skipped]]


@dataclass(frozen=True, slots=True)
class DrillKind:
    """A drill: its id, what happens in it, and the function that plays it through on a design."""

    id: str
    title: str
    play: Play


def drill(id: str, *, title: str) -> Callable[[Play], DrillKind]:  # noqa: A002 - the word everywhere else
    """Declare the function below as a drill. It yields a result for each thing it strikes, or why it does not apply."""

    def declare(play: Play) -> DrillKind:
        return DrillKind(id, title, play)

    return declare
