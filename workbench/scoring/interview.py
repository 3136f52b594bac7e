"""What a round would show: signals by topic for each level, the strongest and the weakest, what to say first next time.

It speaks of the design alone and of the levels the coverage checklist knows. It is no claim about what any employer
calls a level, nor about how somebody talks.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from workbench import catalog
from workbench.checks import Finding, Item, Outcome, is_due
from workbench.checks.engine import LEVELS
from workbench.scoring.coverage import WEIGHTS, band_of

SIGNALS: tuple[tuple[float, str], ...] = ((0.85, "clear"), (0.6, "there"), (0.3, "faint"), (0.0, "missing"))
"""From this share of a topic's weight on, this signal. Uncalibrated, as the bands are."""


@dataclass(frozen=True, slots=True)
class Topic:
    """One thing an interviewer listens for, with the share of its weight that the design earns."""

    name: str
    share: float
    contradicted: int
    """Findings of the topic whose numbers cannot be true."""

    @property
    def signal(self) -> str:
        """How clearly it comes across; what contradicts itself is at most faint."""
        found = next(name for least, name in SIGNALS if self.share >= least)
        return "faint" if self.contradicted and found in ("clear", "there") else found


@dataclass(frozen=True, slots=True)
class Verdict:
    """What the design shows when it is held to one level."""

    level: str
    points: float
    band: str
    topics: tuple[Topic, ...]

    @property
    def strongest(self) -> Topic | None:
        """The topic that comes across best; one that contradicts itself only where all do."""
        return max(self.topics, key=lambda t: (not t.contradicted, t.share), default=None)

    @property
    def weakest(self) -> Topic | None:
        """The topic that comes across least."""
        return min(self.topics, key=lambda t: (t.share, -t.contradicted), default=None)


def verdicts(items: Mapping[str, Item], findings: Iterable[Finding]) -> tuple[Verdict, ...]:
    """Return a verdict for each level, from the findings of all coverage items whatever level they are due at."""
    found = [f for f in findings if f.outcome is not Outcome.NOT_APPLICABLE]
    return tuple(_verdict(level, [f for f in found if is_due(items[f.item], level)]) for level in LEVELS)


def _verdict(level: str, due: list[Finding]) -> Verdict:
    earned = sum(WEIGHTS[f.severity] * f.credit for f in due)
    possible = sum(WEIGHTS[f.severity] for f in due)
    points = round(100 * earned / possible, 1) if possible else 0.0
    groups: dict[str, list[Finding]] = {}
    for finding in due:
        groups.setdefault(topic_of(finding.section), []).append(finding)
    topics = tuple(_topic(name, here) for name, here in groups.items())
    return Verdict(level, points, band_of(points), topics)


def _topic(name: str, here: list[Finding]) -> Topic:
    possible = sum(WEIGHTS[f.severity] for f in here)
    share = sum(WEIGHTS[f.severity] * f.credit for f in here) / possible
    return Topic(name, share, sum(f.outcome is Outcome.CONTRADICTED for f in here))


def topic_of(section: str) -> str:
    """Return what an interviewer would call a section of the language."""
    row = catalog.sections().get(section)
    return row.topic if row else section


def say_first(findings: Iterable[Finding]) -> Finding | None:
    """Return the open finding to begin with next time: what cannot be true, then what weighs most, then list order."""
    found = [f for f in findings if f.outcome.is_open and not f.waived]
    order = list(WEIGHTS)
    return min(
        found,
        key=lambda f: (f.outcome is not Outcome.CONTRADICTED, order.index(f.severity), f.credit),
        default=None,
    )
