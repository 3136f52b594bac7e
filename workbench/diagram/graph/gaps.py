"""Which findings are badged: the worst get a number, on the boxes and arrows they touch and in the gap list."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from workbench.checks import Finding
from workbench.diagram.picture import Badge, GapRow, Severity
from workbench.errors import dotted
from workbench.review import Review

MOST_BADGED = 12
"""Gaps that get a number; a picture with more of them is read by nobody. The rest are counted."""

_SEVERITY: Mapping[str, Severity] = {"blocker": "blocker", "major": "major", "minor": "minor"}


@dataclass(frozen=True, slots=True)
class Numbered:
    """A finding with the number it carries in picture and list."""

    number: int
    finding: Finding

    @property
    def badge(self) -> Badge:
        """The mark drawn for it."""
        return Badge(self.number, _SEVERITY[self.finding.severity])


def numbered(review: Review) -> tuple[Numbered, ...]:
    """Return the worst open findings, numbered from 1."""
    return tuple(Numbered(n, f) for n, f in enumerate(review.open[:MOST_BADGED], start=1))


def badges_on(part: str, gaps: tuple[Numbered, ...]) -> tuple[Badge, ...]:
    """Return the badges a box carries."""
    return tuple(g.badge for g in gaps if part in g.finding.components)


def rows(review: Review, gaps: tuple[Numbered, ...]) -> tuple[GapRow, ...]:
    """Return the gap list, in the order of the numbers."""
    return tuple(
        GapRow(
            number=g.number, severity=_SEVERITY[g.finding.severity], title=g.finding.headline, lines=(g.finding.found,),
            place=f"line {review.mark(g.finding.at).line}", path=dotted(g.finding.at),
        )
        for g in gaps
    )  # fmt: skip
