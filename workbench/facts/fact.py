"""A computed fact: its verdict, its arithmetic, and where each number in it came from."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from workbench.design import Quantity
from workbench.errors import Path


class Verdict(StrEnum):
    """What the arithmetic says about what the design states."""

    HOLDS = "holds"
    PLAUSIBLE = "plausible"
    FAILS = "fails"
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True)
class Input:
    """One value that went into a fact: what it is called, where it stands, as the author wrote it.

    `path` is empty for a number the tool assumed; such numbers are listed in every report.
    """

    name: str
    path: Path
    text: str
    quantity: Quantity | None = None
    assumed: bool = False


@dataclass(frozen=True, slots=True)
class Figure:
    """One number of a fact that belongs to one box, so that a picture can show it there without computing anything.

    `what` names it (see the constants below), `of` is the id of the box, `value` is in the canonical unit, `text` as
    people write it; `note` says how it came about.
    """

    what: str
    of: str
    value: float
    text: str
    note: str = ""


OWN_TIME, PROMISE_SHARE, ALLOTTED = "own time", "share of the promise", "allotted time"
BUSY, BUSY_ZONE_LOST, GOAL = "busy at peak", "busy, a zone lost", "busy at most"


@dataclass(frozen=True, slots=True)
class Fact:
    """One thing that follows from a design."""

    id: str
    subject: str
    verdict: Verdict
    says: str
    at: Path
    computed: str = ""
    value: float | None = None
    stated: Input | None = None
    inputs: tuple[Input, ...] = ()
    steps: tuple[str, ...] = ()
    needs: tuple[Path, ...] = ()
    components: tuple[str, ...] = ()
    edges: tuple[str, ...] = ()
    broken: tuple[str, ...] = ()
    """Ids of arrows that themselves break the rule, to be drawn as such."""
    figures: tuple[Figure, ...] = ()

    @property
    def assumptions(self) -> tuple[Input, ...]:
        """The inputs the tool assumed."""
        return tuple(i for i in self.inputs if i.assumed)
