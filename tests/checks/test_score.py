"""The coverage score: a weighted mean over what is due, its bands, and what each fix is worth."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from workbench.checks import Finding, Outcome
from workbench.scoring import BANDS, WEIGHTS, band_of, score, with_worth

CREDITS = {Outcome.MET: 1.0, Outcome.PARTIAL: 0.5, Outcome.GAP: 0.0, Outcome.CONTRADICTED: 1.0, Outcome.UNKNOWN: 1.0}


def finding(outcome: Outcome, severity: str = "major", section: str = "slas") -> Finding:
    """Return a finding with the credit that goes with its outcome."""
    credit = CREDITS.get(outcome, 0.0)
    return Finding("x", "X", section, severity, outcome, credit, "do this", "found that", (section,))


def findings() -> st.SearchStrategy[list[Finding]]:
    """Draw findings."""
    kinds = st.builds(finding, st.sampled_from(Outcome), st.sampled_from(sorted(WEIGHTS)), st.sampled_from("abc"))
    return st.lists(kinds, max_size=20)


def test_weighted_mean() -> None:
    """A blocker that is met and a major that is missing give five of eight."""
    done = score([finding(Outcome.MET, "blocker"), finding(Outcome.GAP)])
    assert (done.points, done.earned, done.possible, done.items, done.band) == (62.5, 5, 8, 2, "fair")


def test_what_does_not_apply_leaves_the_denominator() -> None:
    """Items that do not apply change no number but their own count."""
    done = score([finding(Outcome.MET), finding(Outcome.NOT_APPLICABLE)])
    assert (done.points, done.items, done.by_outcome["not applicable"]) == (100.0, 1, 1)


def test_nothing_due() -> None:
    """Without anything due the score is 0, not an error."""
    assert score([]).points == 0.0


@pytest.mark.parametrize(
    ("points", "band"),
    [(100, "strong"), (85, "strong"), (84.9, "good"), (65, "good"), (40, "fair"), (39, "thin"), (0, "thin")],
)
def test_bands(points: float, band: str) -> None:
    """A band begins at its own number."""
    assert band_of(points) == band
    assert [least for least, _ in BANDS] == sorted((least for least, _ in BANDS), reverse=True)


@given(findings())
def test_worth_adds_up(drawn: list[Finding]) -> None:
    """The score and all that the open findings are worth make 100, where anything is due at all."""
    done = score(drawn)
    total = done.points + sum(f.worth for f in with_worth(drawn))
    assert 0 <= done.points <= 100
    assert not done.items or total == pytest.approx(100, abs=0.3)
    assert done.possible == sum(possible for _, possible in done.by_section.values())
