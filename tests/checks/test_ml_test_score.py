"""The ML Test Score: 28 tests with evidence of their own, and the least of four sums as its score."""

from __future__ import annotations

import json
import re
from collections import Counter
from dataclasses import replace

import pytest

from tests.review_helpers import AS_OF, shipped
from workbench.checks import Outcome, bundled_checklist
from workbench.checks.item import HALF, PROVEN
from workbench.checks.proving import unproven
from workbench.checks.scenario import design_file
from workbench.cli.main import run
from workbench.errors import InputError
from workbench.library import checklists_folder
from workbench.reading import read
from workbench.reading.files import read_file
from workbench.review import Review, review
from workbench.scoring.minimum import Minimum, group_of, minimum
from workbench.scoring.profiles import bundled_profile

NAME = "ml-test-score"
PROFILE = bundled_profile(NAME)
ITEMS = {item.id: item for item in bundled_checklist(NAME).items}


def judged(scenario: str, which: str = "reference") -> tuple[Review, Minimum]:
    """Return a shipped design under the profile, with its score."""
    done = review(read(json.dumps(shipped(scenario, which)), "design.json"), as_of=AS_OF, profile=PROFILE)
    assert done.ready.minimum
    return done, done.ready.minimum


def test_seven_in_each_group() -> None:
    """There are 28 tests, seven in each of the four groups of the paper, each citing its own number."""
    assert Counter(map(group_of, ITEMS)) == dict.fromkeys("dmin", 7)
    for name, item in ITEMS.items():
        assert re.fullmatch(r"mts-[dmin][1-7]", name)
        assert item.sources == (name.upper(),)


def test_examples_are_its_tests() -> None:
    """Every example answers as it should, and every patch helps."""
    document = read_file(checklists_folder() / f"{NAME}.yaml")
    assert unproven(bundled_checklist(NAME), document, AS_OF) == ()


@pytest.mark.parametrize("name", ITEMS)
def test_half_or_whole(name: str) -> None:
    """A test is worth nothing, half a point or a point; it counts at every stage, and weighs as the others do."""
    item = ITEMS[name]
    assert [credit for credit, _ in item.evidence.grades] == [PROVEN, HALF]
    assert item.applies is None
    assert (item.stage, item.severity) == ("sketch", "major")
    assert item.gap
    assert item.probes
    assert item.probes.mid
    assert item.probes.senior
    assert item.probes.staff


@pytest.mark.parametrize(
    ("scenario", "which", "sums"),
    [
        ("card-fraud", "reference", [7, 7, 7, 7]),
        ("feed-ranking", "reference", [7, 7, 7, 7]),
        # It trains nothing and computes no features, which is what half of the tests ask about.
        ("enterprise-copilot", "reference", [2, 5, 4, 7]),
        ("card-fraud", "weak", [0, 0, 0, 0]),
        ("feed-ranking", "weak", [0, 0, 0, 0]),
        ("enterprise-copilot", "weak", [0, 0, 0, 0]),
    ],
)
def test_shipped_designs(scenario: str, which: str, sums: list[float]) -> None:
    """The references do what the tests ask, as far as they train a model; the weak drafts do nothing of it."""
    done, score = judged(scenario, which)
    assert [points for points, _ in score.sums.values()] == sums
    assert [tests for _, tests in score.sums.values()] == [7, 7, 7, 7]
    assert score.points == min(sums)
    assert Outcome.NOT_APPLICABLE not in {f.outcome for f in done.ready.findings}


def test_least_and_not_average() -> None:
    """A strong group never makes up for a weak one: adding up all tests and dividing by four says something else."""
    _, score = judged("enterprise-copilot")
    total = sum(points for points, _ in score.sums.values())
    assert score.points == 2
    assert total / 4 == 4.5
    assert score.weakest == "Features and data"
    assert PROFILE.minimum
    assert score.band != next(b.says for b in PROFILE.minimum.bands if total / 4 > b.above.value)


@pytest.mark.parametrize(
    ("points", "band"),
    [(0, None), (0.5, 0), (1, 0), (1.5, 1), (2, 1), (2.5, 2), (3, 2), (3.5, 3), (5, 3), (5.5, 5), (7, 5)],
)
def test_bands(points: float, band: float | None) -> None:
    """Each band of the paper ends with its upper number; zero has a word of its own."""
    rule = PROFILE.minimum
    assert rule
    whole, half = int(points), points % 1
    done, _ = judged("card-fraud", "weak")
    earned = {
        f"mts-{letter}{n}": 1.0 if n <= whole else half if n == whole + 1 else 0.0
        for letter in "dmin"
        for n in range(1, 8)
    }
    found = minimum(rule, [replace(f, credit=earned[f.item]) for f in done.ready.findings])
    says = rule.lowest if band is None else next(b.says for b in rule.bands if b.above.value == band)
    assert (found.points, found.band) == (points, says)


def test_command(capsys: pytest.CaptureFixture[str]) -> None:
    """`check --profile ml-test-score` prints the score, its band and the four sums in place of a level."""
    assert (
        run(["check", str(design_file("feed-ranking", "reference")), "--profile", NAME, "--as-of", "2026-11-23"]) == 0
    )
    page = capsys.readouterr().out
    assert "ML Test Score: 7, automated to an exceptional degree" in page
    assert page.count("7 of 7") == 4
    assert "Readiness R" not in page


def test_no_such_test() -> None:
    """A wrong number gets the nearest right one."""
    with pytest.raises(InputError, match="did you mean 'mts-d1'"):
        bundled_checklist(NAME).item("mts-d11")
