"""A finding: what one item says of one design, where, and what to do about it."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from workbench.errors import Path
from workbench.facts import Fact


class Outcome(StrEnum):
    """The answer of an item. `not applicable` is always computed, never declared."""

    MET = "met"
    PARTIAL = "partial"
    GAP = "gap"
    CONTRADICTED = "contradicted"
    UNKNOWN = "unknown"
    NOT_APPLICABLE = "not applicable"

    @property
    def is_open(self) -> bool:
        """True when there is something left to do."""
        return self not in (Outcome.MET, Outcome.NOT_APPLICABLE)


@dataclass(frozen=True, slots=True)
class Ghost:
    """A part that is missing, to be drawn where it belongs."""

    kind: str
    title: str
    section: str
    to: tuple[str, ...] = ()
    """Components it would feed or stop."""
    since: tuple[str, ...] = ()
    """Components that would feed it."""


@dataclass(frozen=True, slots=True)
class Patch:
    """The smallest edit that would supply what is missing: values to put at paths of the file."""

    puts: tuple[tuple[Path, object], ...]
    gain: float = 0.0
    """Points the coverage score rises by when it is applied, computed by reviewing the patched design."""


@dataclass(frozen=True, slots=True)
class Finding:
    """What one item says of one design."""

    item: str
    title: str
    section: str
    severity: str
    outcome: Outcome
    credit: float
    expected: str
    found: str
    at: Path
    headline: str = ""
    """What is wrong, in a few words; the title of an item that is met."""
    worth: float = 0.0
    """Points of the score that full credit would add."""
    components: tuple[str, ...] = ()
    edges: tuple[str, ...] = ()
    broken: tuple[str, ...] = ()
    ghost: Ghost | None = None
    patch: Patch | None = None
    waived: Path = ()
    """Where in the file it is set aside for a time; empty when it is not. The credit stays what it is."""
    facts: tuple[Fact, ...] = ()
    """The facts that decided, contradicting ones first."""
