"""The points of a scenario: each meets and misses its own examples, and every design that ships gets an answer."""

from __future__ import annotations

from datetime import date
from functools import cache
from pathlib import Path
from typing import Any, Literal

import pytest

from workbench.checks import Finding, Item, Outcome, judge
from workbench.checks.scenario import DESIGNS, bundled_scenario, design_file, scenario_ids
from workbench.reading.files import read_file
from workbench.review import Review, review

from .designs import judging

SCENARIOS = scenario_ids()
ITEMS = [item for name in SCENARIOS for item in bundled_scenario(name).must_cover]
FILES = [path for name in SCENARIOS for which in DESIGNS if (path := design_file(name, which))]
REFERENCES = [path for path in FILES if path.stem == "reference"]

each_item = pytest.mark.parametrize("item", ITEMS, ids=lambda item: item.id)
each_file = pytest.mark.parametrize("path", FILES, ids=lambda path: f"{path.parent.name}/{path.stem}")


def found(item: Item, which: Literal["met", "gap"]) -> Finding:
    """Judge an item on one of its own examples."""
    return judge(item, judging(item.examples[which]))


@cache
def reviewed(path: Path) -> Review:
    """Review a design that ships, once."""
    return review(read_file(path), as_of=date(2026, 11, 23))


def without_notes(data: Any) -> Any:
    """Return plain data without its free words."""
    if isinstance(data, dict):
        return {key: without_notes(value) for key, value in data.items() if key not in ("note", "goal")}
    return data


def test_scenarios_load() -> None:
    """The three scenarios load without a problem, each with its numbers and its points."""
    assert SCENARIOS == ("card-fraud", "enterprise-copilot", "feed-ranking")
    for name in SCENARIOS:
        scenario = bundled_scenario(name)
        assert scenario.id == name
        assert len(scenario.expects) >= 12
        assert len(scenario.must_cover) >= 9


@each_item
def test_meets_its_example(item: Item) -> None:
    """The example that meets a point is met in full, with nothing that contradicts it or is unknown."""
    finding = found(item, "met")
    assert (finding.outcome, finding.credit) == (Outcome.MET, 1.0), finding.found


@each_item
def test_misses_its_example(item: Item) -> None:
    """The example that misses a point earns nothing and is told by a place and by what was found."""
    finding = found(item, "gap")
    assert (finding.outcome, finding.credit) == (Outcome.GAP, 0.0), finding.found
    assert finding.at
    assert finding.found
    assert bool(finding.ghost) == bool(item.ghost)


@each_item
def test_prose_earns_nothing(item: Item) -> None:
    """A gap with its fine words earns what it earns without them."""
    assert found(item, "gap").credit == judge(item, judging(without_notes(item.examples["gap"]))).credit


@each_item
def test_shown_on_something(item: Item) -> None:
    """A gap in a picture with the parts it speaks of is shown on one of them or drawn as a ghost."""
    finding = found(item, "gap")
    assert finding.components or finding.ghost or not item.shows_on


@each_item
def test_complete(item: Item) -> None:
    """A point has advice, a place, three grades of evidence and a question for every level."""
    assert item.advice.endswith(".")
    assert item.at
    assert item.evidence.declared
    assert item.evidence.partly
    assert item.probes
    assert all((item.probes.mid, item.probes.senior, item.probes.staff))
    assert item.severity in ("blocker", "major")
    assert not item.applies


def test_blockers() -> None:
    """Two or three points of a scenario fail a round by themselves."""
    for name in SCENARIOS:
        assert 2 <= sum(item.severity == "blocker" for item in bundled_scenario(name).must_cover) <= 3


@each_file
def test_every_design_is_answered(path: Path) -> None:
    """A review never raises and answers every point and every number of the scenario, each at a place."""
    done = reviewed(path)
    assert done.scenario
    assert [f.item for f in done.must_cover] == [item.id for item in done.scenario.must_cover]
    assert [row.id for row in done.fit] == [e.id for e in done.scenario.expects]
    assert all(f.at for f in done.must_cover)
    assert all(row.at for row in done.fit)


@pytest.mark.parametrize("path", REFERENCES, ids=lambda path: path.parent.name)
def test_reference_covers(path: Path) -> None:
    """A reference design meets every point of its scenario."""
    assert {f.item: f.found for f in reviewed(path).must_cover if f.outcome is not Outcome.MET} == {}


@each_file
def test_weak_is_weak(path: Path) -> None:
    """A weak draft meets no point that fails a round; a round design meets most of all points."""
    met = [f for f in reviewed(path).must_cover if f.outcome is Outcome.MET]
    if path.stem == "weak":
        assert not [f.item for f in met if f.severity == "blocker"]
    else:
        assert len(met) >= 0.6 * len(reviewed(path).must_cover)


@each_item
def test_weak_is_not_met_by_nothing(item: Item) -> None:
    """An empty design meets no point."""
    assert judge(item, judging({"title": "nothing yet"})).credit == 0.0
