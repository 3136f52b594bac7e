"""Scores that are the least of several sums, after the ML Test Score: a strong group never makes up for a weak one."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from types import MappingProxyType

from pydantic import Field

from workbench.checks.finding import Finding
from workbench.design.scalars import Count, Many, Text
from workbench.design.spec import Spec


class Band(Spec):
    """What a score above a number means."""

    above: Count = Field(description="The score is above this.", examples=["3"])
    says: Text = Field(description="What that means.", examples=["strong, fit for what must not fail"])


class MinimumRule(Spec):
    """Groups of tests whose sums are compared, and what their least means."""

    groups: dict[Text, Text] = Field(
        description="Title of each group by the letters its ids have.", examples=["{d: Data}"]
    )
    bands: Many[Band] = Field(description="Bands, the highest first.", examples=["[{above: 5, says: exceptional}]"])
    lowest: Text = Field(description="What a score of zero means.", examples=["research, not production"])


@dataclass(frozen=True, slots=True)
class Minimum:
    """The sums of all groups and their least."""

    sums: Mapping[str, tuple[float, int]]
    """Title of the group to its sum and its number of tests."""
    band: str

    @property
    def points(self) -> float:
        """The least of the sums."""
        return min((points for points, _ in self.sums.values()), default=0.0)

    @property
    def weakest(self) -> str:
        """The group that has the least."""
        return min(self.sums, key=lambda title: self.sums[title][0], default="")


def minimum(rule: MinimumRule, findings: Iterable[Finding]) -> Minimum:
    """Add up the credit of each group; the score is the least of the sums (Breck and others, 2017)."""
    found = tuple(findings)
    sums = {title: _sum(found, letters) for letters, title in rule.groups.items()}
    points = min((points for points, _ in sums.values()), default=0.0)
    band = next((band.says for band in rule.bands if points > band.above.value), rule.lowest)
    return Minimum(MappingProxyType(sums), band)


def _sum(findings: tuple[Finding, ...], letters: str) -> tuple[float, int]:
    here = [f.credit for f in findings if group_of(f.item) == letters]
    return sum(here), len(here)


def group_of(item: str) -> str:
    """Return the letters that tell the group of an item: `d` of `mts-d3`."""
    found = re.fullmatch(r"[a-z]+-([a-z]+)\d+", item)
    return found[1] if found else ""
