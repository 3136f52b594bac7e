"""What a drill finds: for every promise what becomes of it, what notices, what stands in, and when it is back."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum

from workbench.errors import Path


class Outcome(StrEnum):
    """What becomes of a promise, from best to worst."""

    SURVIVES = "survives"
    DEGRADED = "degraded"
    UNKNOWN = "unknown"
    DOWN = "down"

    @property
    def rank(self) -> int:
        """Place in the order from best (0) to worst (3)."""
        return _ORDER.index(self)

    @property
    def answers(self) -> bool:
        """True when requests are surely answered."""
        return self.rank <= 1


_ORDER = tuple(Outcome)


def worst(outcomes: Iterable[Outcome]) -> Outcome:
    """Return the worst of some outcomes; of none, that nothing happens."""
    return max(outcomes, key=lambda o: o.rank, default=Outcome.SURVIVES)


@dataclass(frozen=True, slots=True)
class Catch:
    """A monitor that notices: how long after the trouble at the latest, whom it tells, what it sets off.

    `lag` is in seconds, or None where the file does not say; `needs` then names what would tell.
    """

    monitor: str
    path: Path
    lag: float | None
    how: str = ""
    tells: tuple[str, ...] = ()
    acts: tuple[str, ...] = ()
    needs: tuple[Path, ...] = ()


@dataclass(frozen=True, slots=True)
class StandIn:
    """What answers in place of something lost, and whether it is apart from what failed; None when nobody can tell."""

    part: str
    instead_of: str
    disjoint: bool | None
    shares: tuple[str, ...] = ()
    twin: bool = False
    """True for one of the same kind that names no calls of its own: it is taken to make those of the original."""


@dataclass(frozen=True, slots=True)
class Recovery:
    """How long until it works again, in seconds, and whether the error budget holds that.

    `spent` is what it takes from the budget, in seconds of full outage. Both are None where the file does not say.
    """

    says: str
    seconds: float | None = None
    spent: float | None = None
    budget: float | None = None
    inside: bool | None = None
    steps: tuple[str, ...] = ()
    needs: tuple[Path, ...] = ()

    @property
    def share(self) -> float | None:
        """The part of the error budget it takes, 1 for all of it."""
        return self.spent / self.budget if self.spent is not None and self.budget else None


@dataclass(frozen=True, slots=True)
class PromiseRow:
    """What a drill does to one promise; `promise` is empty for what no promise hangs on."""

    promise: str
    path: Path
    outcome: Outcome
    says: str
    notes: tuple[str, ...] = ()
    callers: tuple[str, ...] = ()
    """Boxes that fail because of what was lost, up to where something stands in."""
    without: tuple[str, ...] = ()
    """What is gone and can be done without."""
    stand_ins: tuple[StandIn, ...] = ()
    catches: tuple[Catch, ...] = ()
    """Monitors that notice, the quickest first."""
    unseen: str = ""
    """Why nothing notices, where nothing does."""
    recovery: Recovery | None = None
    needs: tuple[Path, ...] = ()
    """What the file would have to state to decide what is open."""
    harmless: bool = False
    """True when nobody need notice, since nothing has happened yet that anyone could feel."""

    @property
    def held(self) -> bool | None:
        """Whether the promise holds through it: see `docs/decisions/0011-drills.md`; None while undecided."""
        if self.outcome is Outcome.UNKNOWN:
            return None
        if self.outcome is Outcome.SURVIVES:
            return None if self.needs else True
        if not self.catches and not self.harmless:
            return False
        inside = self.recovery.inside if self.recovery else None
        if inside is False:
            return False
        undecided = self.needs or (self._counts and inside is None)
        return None if undecided else True

    @property
    def _counts(self) -> bool:
        """True when the time until it is back is spent from the error budget."""
        return self.outcome is Outcome.DOWN or bool(self.recovery and self.recovery.spent is not None)


@dataclass(frozen=True, slots=True)
class DrillResult:
    """One drill on one design.

    `failed` is what was taken away (`lost`) or struck, `starved` what nothing reaches any more; `affected` and
    `surviving` are ids of arrows, `detours` the boxes (caller, stand-in) between which requests now go where no flow of
    the file leads.
    """

    id: str
    case: str
    title: str
    at: Path
    rows: tuple[PromiseRow, ...]
    probe: str
    failed: tuple[str, ...] = ()
    starved: tuple[str, ...] = ()
    affected: tuple[str, ...] = ()
    surviving: tuple[str, ...] = ()
    detours: tuple[tuple[str, str], ...] = ()
    lost: bool = False
    held_at: tuple[str, ...] = ()
    """Boxes that let trouble no further."""

    @property
    def outcome(self) -> Outcome:
        """The worst that becomes of any promise."""
        return worst(r.outcome for r in self.rows)

    @property
    def held(self) -> bool | None:
        """Whether every promise holds through it; None while one is undecided and none is broken."""
        return all_held(r.held for r in self.rows)

    @property
    def needs(self) -> tuple[Path, ...]:
        """Everything the file would have to state."""
        found = [n for r in self.rows for n in (*r.needs, *(r.recovery.needs if r.recovery else ()))]
        found += [n for r in self.rows for c in r.catches[:1] for n in c.needs]
        return tuple(dict.fromkeys(found))

    @property
    def share(self) -> float | None:
        """The largest part of an error budget it takes, where that is known."""
        found = [r.recovery.share for r in self.rows if r.recovery and r.recovery.share is not None]
        return max(found, default=None)


@dataclass(frozen=True, slots=True)
class Skipped:
    """A drill that does not apply to a design, and why."""

    case: str
    title: str
    reason: str


@dataclass(frozen=True, slots=True)
class DrillReport:
    """Every drill on a design, worst first, and those that do not apply."""

    results: tuple[DrillResult, ...]
    skipped: tuple[Skipped, ...]

    @property
    def survived(self) -> bool | None:
        """Whether every promise holds through every drill that applies; None while undecided, or when none applies."""
        return all_held(r.held for r in self.results) if self.results else None

    @property
    def margin(self) -> float | None:
        """What is left of the error budget after the drill that takes most of it: 1 all, below 0 more than all."""
        shares = [r.share for r in self.results if r.share is not None]
        return 1 - max(shares) if shares else None

    def count(self, outcome: Outcome) -> int:
        """Return how many drills end like this."""
        return sum(r.outcome is outcome for r in self.results)


def all_held(found: Iterable[bool | None]) -> bool | None:
    """Return False when one is False, else None when one is undecided, else True."""
    known = list(found)
    return False if False in known else None if None in known else True
