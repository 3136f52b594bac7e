"""The coverage score: the weighted mean of the credit of all due items."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from types import MappingProxyType

from workbench.checks.finding import Finding, Outcome

WEIGHTS: Mapping[str, int] = MappingProxyType({"blocker": 5, "major": 3, "minor": 1})
"""What an item weighs. Weights stand here only."""

BANDS: tuple[tuple[float, str], ...] = ((85.0, "strong"), (65.0, "good"), (40.0, "fair"), (0.0, "thin"))
"""From this many points on, this band. Uncalibrated until compared with graders."""

FORMULA = "100 x sum(weight x credit) / sum(weight) over due, applicable items; weight 5 blocker, 3 major, 1 minor"


@dataclass(frozen=True, slots=True)
class Score:
    """A score with what it was made from."""

    points: float
    band: str
    earned: float
    possible: float
    items: int
    by_section: Mapping[str, tuple[float, float]]
    """Section to (earned, possible) weight."""
    by_outcome: Mapping[str, int]


def band_of(points: float) -> str:
    """Return the band of a number of points."""
    return next(name for least, name in BANDS if points >= least)


def score(findings: Iterable[Finding]) -> Score:
    """Weigh findings into a score of 0 to 100. Items that do not apply leave the denominator."""
    everything = tuple(findings)
    due = [f for f in everything if f.outcome is not Outcome.NOT_APPLICABLE]
    sections: dict[str, tuple[float, float]] = {}
    for finding in due:
        earned, possible = sections.get(finding.section, (0.0, 0.0))
        weight = WEIGHTS[finding.severity]
        sections[finding.section] = (earned + weight * finding.credit, possible + weight)
    earned = sum(e for e, _ in sections.values())
    possible = sum(p for _, p in sections.values())
    points = round(100 * earned / possible, 1) if possible else 0.0
    outcomes = {str(o): sum(f.outcome is o for f in everything) for o in Outcome}
    return Score(
        points, band_of(points), earned, possible, len(due), MappingProxyType(sections), MappingProxyType(outcomes)
    )


def with_worth(findings: Iterable[Finding]) -> tuple[Finding, ...]:
    """Return the findings, each knowing how many points full credit for it would add."""
    everything = tuple(findings)
    possible = sum(WEIGHTS[f.severity] for f in everything if f.outcome is not Outcome.NOT_APPLICABLE)
    return tuple(
        f
        if f.outcome is Outcome.NOT_APPLICABLE or not possible
        else replace(f, worth=round(100 * WEIGHTS[f.severity] * (1 - f.credit) / possible, 2))
        for f in everything
    )
