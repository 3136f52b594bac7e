"""The one call every face makes: a document in, a review out."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date
from functools import cached_property
from typing import Literal

from workbench import __version__
from workbench.checks import (
    COVERAGE,
    Checklist,
    Finding,
    Item,
    Judging,
    Outcome,
    bundled_checklist,
    is_due,
    judge_all,
)
from workbench.checks.engine import LEVELS
from workbench.checks.fit import FitRow, fit_all
from workbench.checks.scenario import Scenario, bundled_scenario
from workbench.checks.waivers import Waived, waivers_of, with_waivers
from workbench.design import SystemDesign, design_of, file_path
from workbench.errors import InputError, Mark, Path
from workbench.facts import Fact, Input, compute
from workbench.reading import Document
from workbench.scoring import Score, score, with_worth
from workbench.scoring.minimum import Minimum, minimum
from workbench.scoring.profiles import DEFAULT, Profile, bundled_profile
from workbench.scoring.readiness import Drills, Readiness, readiness

Lens = Literal["coverage", "readiness"]
"""Which of the two lists of findings a face shows as open."""
_RANK = {Outcome.CONTRADICTED: 0, Outcome.GAP: 1, Outcome.PARTIAL: 2, Outcome.UNKNOWN: 3}
_WEIGHT = {"blocker": 0, "major": 1, "minor": 2}


@dataclass(frozen=True, slots=True)
class Ready:
    """The second lens, which asks whether an enterprise would run it."""

    profile: Profile
    findings: tuple[Finding, ...]
    score: Readiness
    minimum: Minimum | None = None
    """The score of a profile that is the least of several sums."""


@dataclass(frozen=True)
class Review:
    """A design with everything that was found about it, on one day, by one version of the engine."""

    document: Document
    design: SystemDesign
    judging: Judging
    checklist: Checklist
    findings: tuple[Finding, ...]
    score: Score
    scenario: Scenario | None
    fit: tuple[FitRow, ...]
    must_cover: tuple[Finding, ...]
    as_of: date
    profile: Profile
    drills: Drills = "pending"
    """How the fault drills ended; they are no part of a review, and whoever runs them says so here."""
    lens: Lens = "coverage"
    engine: str = __version__

    @cached_property
    def ready(self) -> Ready:
        """Readiness under the profile; judged when it is first asked for."""
        asked = self.profile.narrowed(i for i in self._readiness.items if is_due(i, LEVELS[-1], self.design.stage))
        judged = with_waivers(judge_all(asked.items, self.judging), self.design, self.as_of)
        findings = (*judged, *asked.left_out)
        score = readiness(
            findings,
            self.design.stage,
            weights=self.profile.weights,
            drills=self.drills,
            lift_waived=bool(self.profile.waivers_lift),
        )
        rule = self.profile.minimum
        return Ready(self.profile, findings, score, minimum(rule, findings) if rule else None)

    @property
    def _readiness(self) -> Checklist:
        return bundled_checklist(self.profile.checklist)

    @property
    def listed(self) -> tuple[Finding, ...]:
        """The findings of the lens that is looked through."""
        return self.findings if self.lens == "coverage" else self.ready.findings

    @property
    def waivers(self) -> tuple[Waived, ...]:
        """Every waiver of the file with what becomes of it, in both lenses."""
        return (
            waivers_of(self.design, (*self.findings, *self.ready.findings), self.as_of) if self.design.waivers else ()
        )

    def mark(self, path: Path) -> Mark:
        """Return the place in the file that a path stands for.

        What is not there yet has the nearest place above it; of a section that is not there yet, the last line.
        """
        if path and not self.document.has(path[:1]):
            return Mark(max(1, len(self.document.text.splitlines())), 1)
        return self.document.mark(file_path(self.document, path))

    @property
    def facts(self) -> tuple[Fact, ...]:
        """Every computed fact."""
        return self.judging.facts

    @property
    def open(self) -> tuple[Finding, ...]:
        """Findings of the lens that ask for work: contradictions first, then what weighs and is worth most."""
        found = [f for f in self.listed if f.outcome.is_open and not f.waived]
        return tuple(
            sorted(found, key=lambda f: (_RANK[f.outcome] != 0, _WEIGHT[f.severity], _RANK[f.outcome], -f.worth))
        )

    @property
    def contradictions(self) -> tuple[Finding, ...]:
        """Findings whose numbers cannot be true."""
        return tuple(f for f in self.open if f.outcome is Outcome.CONTRADICTED)

    @property
    def assumed(self) -> tuple[Input, ...]:
        """Numbers the tool assumed somewhere in this review."""
        return tuple({i.name: i for fact in self.facts for i in fact.assumptions}.values())

    @property
    def undeclared(self) -> tuple[str, ...]:
        """Boxes only a flow names; they are drawn and earn nothing."""
        return tuple(p.id for p in self.design.parts.values() if not p.declared)

    def item(self, id: str) -> Item:  # noqa: A002 - the word everywhere else
        """Return the item behind a finding of this review."""
        held = (*self.scenario.must_cover,) if self.scenario else ()
        found = next((i for i in (*held, *self.checklist.items) if i.id == id), None)
        return found or self._readiness.item(id)


def review(
    document: Document,
    *,
    as_of: date,
    checklist: Checklist | None = None,
    profile: Profile | None = None,
    lens: Lens = "coverage",
) -> Review:
    """Review a document.

    `checklist` takes the place of the coverage checklist. Raises InputError when the document cannot be typed: all
    its problems at once. The same document, date and engine give the same review.
    """
    design = design_of(document)
    return reviewed(
        document,
        design,
        checklist or bundled_checklist(COVERAGE),
        _scenario(document, design),
        as_of,
        profile or bundled_profile(DEFAULT),
        lens,
    )


def _scenario(document: Document, design: SystemDesign) -> Scenario | None:
    if not design.scenario:
        return None
    try:
        return bundled_scenario(design.scenario)
    except InputError as error:
        problem = error.problems[0]
        mark = document.value_mark(("scenario",))
        raise InputError(document.name, [replace(problem, path=("scenario",), mark=mark)]) from None


def reviewed(
    document: Document,
    design: SystemDesign,
    checklist: Checklist,
    scenario: Scenario | None,
    as_of: date,
    profile: Profile,
    lens: Lens,
) -> Review:
    """Review a design that is typed already."""
    context, facts = compute(design)
    judging = Judging(context, facts, as_of)
    judged = judge_all((i for i in checklist.items if is_due(i, design.level)), judging)
    findings = with_waivers(with_worth(judged), design, as_of)
    must = judge_all(scenario.must_cover, judging) if scenario else ()
    fit = fit_all(scenario.expects, design) if scenario else ()
    return Review(
        document, design, judging, checklist, findings, score(findings), scenario, fit, must, as_of, profile, lens=lens
    )
