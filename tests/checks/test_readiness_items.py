"""The readiness checklist: every item on its own examples, every patch, and what all of them promise."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date
from typing import Any

import pytest
from hypothesis import given, settings

from tests.strategies import designs
from workbench.checks import Finding, Judging, Outcome, bundled_checklist, judge, judge_all
from workbench.checks.checklist import READINESS as NAME
from workbench.checks.item import HALF, Item
from workbench.checks.patches import applied, puts_of, unknown_names
from workbench.design import bind
from workbench.facts import compute

from .designs import document, problems
from .readiness import READINESS

CHECKLIST = bundled_checklist(NAME)
ITEMS = {item.id: item for item in CHECKLIST.items}
AS_OF = date(2026, 11, 23)


def found(item: Item, data: Any) -> Finding:
    """Return what one item says of plain data as a design; a mistake in it fails the test."""
    return judge(item, judging(data))


def judging(data: Any) -> Judging:
    """Return plain data as a design with its facts, on a fixed day."""
    design, wrong = bind(document(data))
    assert [problem.line("example") for problem in wrong] == []
    return Judging(*compute(design), AS_OF)


@pytest.mark.parametrize("name", ITEMS)
def test_met_example(name: str) -> None:
    """The design that should meet an item is proven to."""
    finding = found(ITEMS[name], ITEMS[name].examples["met"])
    assert (finding.outcome, finding.credit) == (Outcome.MET, 1.0), finding.found


@pytest.mark.parametrize("name", ITEMS)
def test_gap_example(name: str) -> None:
    """The design that should miss an item does not pass it, somewhere, with words about what is wrong."""
    finding = found(ITEMS[name], ITEMS[name].examples["gap"])
    assert finding.outcome.is_open
    assert finding.credit < HALF
    assert finding.at
    assert finding.found
    assert finding.headline


@pytest.mark.parametrize("name", [item.id for item in CHECKLIST.items if "fails" in item.examples])
def test_failing_example(name: str) -> None:
    """The design whose numbers cannot be true earns nothing, and is contradicted by a fact or by what it names."""
    finding = found(ITEMS[name], ITEMS[name].examples["fails"])
    assert finding.outcome is Outcome.CONTRADICTED
    assert finding.credit == 0


@pytest.mark.parametrize("name", [item.id for item in CHECKLIST.items if item.patch])
def test_patch(name: str) -> None:
    """A patch, applied to the design that misses the item, types without a problem and binds the item."""
    item = ITEMS[name]
    gap = item.examples["gap"]
    puts = puts_of(item, judging(gap))
    assert puts, "the patch is not offered for the item's own example"
    mended = applied(gap, puts)
    assert problems(mended) == []
    after = found(item, mended)
    assert after.credit >= HALF, after.found
    assert applied(mended, puts_of(item, judging(mended))) == mended


@pytest.mark.parametrize("name", ITEMS)
def test_item_is_whole(name: str) -> None:
    """An item proves, points, tells why, asks at every level, names its sources, and has no jargon for a name."""
    item = ITEMS[name]
    assert item.evidence.proven
    assert item.gap
    assert item.at
    assert item.sources
    assert item.probes
    for level in (item.probes.mid, item.probes.senior, item.probes.staff):
        assert level
        for question in level:
            assert re.fullmatch(r"[A-Z].*[?.]", question), question
    for text in (item.title, item.why, item.advice, item.gap):
        assert text[0].isupper()
        assert "—" not in text


@pytest.mark.parametrize("name", ITEMS)
def test_patch_numbers_are_assumed(name: str) -> None:
    """A number that nobody gave us says so."""
    bare = [t for spec in ITEMS[name].patch for t in _texts(spec.put) if re.match(r"[\d.]+\s*[^\d-]*$", t)]
    assert [t for t in bare if "assumed" not in t and t not in ("100%", "30 d", "1")] == []


def _texts(value: Any) -> Iterator[str]:
    if isinstance(value, dict):
        for part in value.values():
            yield from _texts(part)
    elif isinstance(value, list):
        for part in value:
            yield from _texts(part)
    else:
        yield str(value)


def test_all_of_them() -> None:
    """All 180 items of the agreed list are there, once each, with as many blockers, majors and minors as agreed."""
    assert set(ITEMS) == READINESS
    assert len(ITEMS) == len(CHECKLIST.items) == 180
    severities = [item.severity for item in CHECKLIST.items]
    assert [severities.count(name) for name in ("blocker", "major", "minor")] == [60, 97, 23]


def test_names_in_patches() -> None:
    """Every `$name` of a patch is one that the engine fills in."""
    assert unknown_names(CHECKLIST.items) == []


@pytest.mark.parametrize("name", ITEMS)
def test_empty_design_earns_nothing(name: str) -> None:
    """An empty design earns nothing anywhere, and every finding points somewhere."""
    finding = found(ITEMS[name], {})
    assert finding.credit == 0
    assert finding.at


@settings(max_examples=30, deadline=None)
@given(designs())
def test_every_item_answers_every_design(data: dict[str, Any]) -> None:
    """Judging never raises, answers every item once, and what is open points at a place that is not empty."""
    findings = judge_all(CHECKLIST.items, judging(data))
    assert [f.item for f in findings] == list(ITEMS)
    for finding in findings:
        assert 0 <= finding.credit <= 1
        assert finding.at
        assert finding.found or finding.outcome is Outcome.MET
