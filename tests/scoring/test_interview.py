"""The interview verdict: signals by topic and level, from the coverage lens alone."""

from __future__ import annotations

from tests.review_helpers import SCENARIOS, reviewed, shipped
from workbench.checks import bundled_checklist, judge_all
from workbench.checks.engine import LEVELS
from workbench.review import Review
from workbench.scoring.interview import Verdict, say_first, verdicts

COVERAGE = bundled_checklist()
ITEMS = {item.id: item for item in COVERAGE.items}


def told(done: Review) -> tuple[Verdict, ...]:
    """Return the verdicts on a design."""
    return verdicts(ITEMS, judge_all(COVERAGE.items, done.judging))


def test_levels_agree_with_the_score() -> None:
    """The verdict at the design's own level is its coverage score."""
    for scenario in SCENARIOS:
        for which in ("weak", "round", "reference"):
            done = reviewed(shipped(scenario, which))
            found = {v.level: v for v in told(done)}
            assert tuple(found) == LEVELS
            assert found[done.design.level].points == done.score.points


def test_signals() -> None:
    """A reference is clear everywhere; a weak draft misses something; what contradicts itself is never clear."""
    assert {t.signal for t in told(reviewed(shipped("card-fraud")))[2].topics} == {"clear"}
    weak = told(reviewed(shipped("card-fraud", "weak")))[1]
    assert "missing" in {t.signal for t in weak.topics}
    assert all(t.signal in ("faint", "missing") for t in weak.topics if t.contradicted)
    assert weak.strongest
    assert weak.weakest
    assert not weak.strongest.contradicted


def test_what_to_say_first() -> None:
    """What cannot be true comes first; a whole design has nothing left to say first."""
    first = say_first(reviewed(shipped("card-fraud", "weak")).findings)
    assert first
    assert (first.outcome, first.severity) == ("contradicted", "blocker")
    assert say_first(reviewed(shipped("card-fraud")).findings) is None
