"""One wrong value in a design that is ready: whatever blocker it touches, the level falls."""

from __future__ import annotations

from functools import cache

import pytest

from tests.mutations.cases import Case, faults
from tests.review_helpers import AS_OF, SCENARIOS, reviewed, shipped
from workbench.checks.engine import passes
from workbench.review import Review, review

SEEDED = [case for number, case in enumerate(faults()) if number % 4 == 0]
"""Every fourth seeded fault: about ten a design, which is what a test run has time for."""


@cache
def whole(design: str) -> Review:
    """Return the review of a reference as it is."""
    return reviewed(shipped(design))


@cache
def spoilt(case: str) -> Review:
    """Return the review of a reference with one fault."""
    return review(next(c for c in SEEDED if c.name == case).document(), as_of=AS_OF)


@pytest.mark.parametrize("case", SEEDED, ids=lambda case: case.name)
def test_fault_lowers_the_level(case: Case) -> None:
    """A fault that a blocker sees takes the level with it; no fault at all raises anything."""
    was, done = whole(case.design).ready.score, spoilt(case.name).ready
    wrong = [f.item for f in done.findings if f.severity == "blocker" and f.outcome.is_open and not passes(f)]
    assert done.score.level < was.level or not wrong
    assert done.score.level <= was.level
    assert done.score.index <= was.index


def test_most_faults_are_felt() -> None:
    """Faults are not only noticed by facts: three in four cost readiness something."""
    felt = [c for c in SEEDED if spoilt(c.name).ready.score.index < whole(c.design).ready.score.index]
    assert len(felt) >= 0.75 * len(SEEDED), sorted({c.name for c in SEEDED} - {c.name for c in felt})


@pytest.mark.parametrize("scenario", SCENARIOS)
def test_references_are_ready(scenario: str) -> None:
    """The reference designs reach R3 or R4 without a waiver; the weak drafts stay at R0 or R1."""
    reference, weak = reviewed(shipped(scenario)), reviewed(shipped(scenario, "weak"))
    assert reference.ready.score.level >= 3
    assert reference.waivers == ()
    assert weak.ready.score.level <= 1
