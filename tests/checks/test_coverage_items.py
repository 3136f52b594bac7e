"""The coverage checklist: every item on its own examples, every patch, every promise about the list as a whole."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.strategies import designs
from workbench.checks import Judging, Outcome, is_due, judge, judge_all
from workbench.checks.item import Item
from workbench.checks.names import SECTIONS
from workbench.checks.patches import applied, puts_of, unknown_names
from workbench.design import bind
from workbench.facts import compute
from workbench.library import scenarios_folder
from workbench.reading import read
from workbench.reading.files import read_file

from .designs import COVERAGE, IDS, document, found, judging, problems
from .readiness import READINESS

MISSED = (Outcome.GAP, Outcome.PARTIAL, Outcome.CONTRADICTED)
EVERYWHERE = set(SECTIONS) - {"outside", "flows"}
"""Sections a round speaks about; what is outside and the flows are covered through the others."""
TYPICAL = ("card-fraud", "enterprise-copilot", "feed-ranking")
DUE = {"mid": (22, 26), "senior": (32, 36), "staff": (37, 42)}
SETTLED = ("100%", "30 d", "1")
"""Numbers of patches that are no assumption: everyone, a month of a promise or of the law, first in order."""


@pytest.mark.parametrize("name", IDS)
def test_met_example(name: str) -> None:
    """The design that should meet an item earns its full credit, and no number in it is wrong."""
    finding = found(name, COVERAGE.item(name).examples["met"])
    assert (finding.credit, finding.outcome) in ((1.0, Outcome.MET), (1.0, Outcome.UNKNOWN)), finding.found
    assert finding.outcome is Outcome.MET or COVERAGE.item(name).facts


@pytest.mark.parametrize("name", IDS)
def test_gap_example(name: str) -> None:
    """The design that should miss an item misses it, somewhere, with a headline and words about what is wrong."""
    finding = found(name, COVERAGE.item(name).examples["gap"])
    assert finding.outcome in MISSED
    assert finding.at
    assert finding.found
    assert finding.headline


@pytest.mark.parametrize("name", [item.id for item in COVERAGE.items if item.patch])
def test_patch(name: str) -> None:
    """A patch, applied to the design that misses the item, types without a problem and earns full credit."""
    item = COVERAGE.item(name)
    gap = item.examples["gap"]
    puts = puts_of(item, judging(gap))
    assert puts, "the patch is not offered for the item's own example"
    mended = applied(gap, puts)
    assert problems(mended) == []
    after = found(item, mended)
    assert after.credit == 1.0, after.found
    assert after.outcome is not Outcome.CONTRADICTED or found(item, gap).outcome is Outcome.CONTRADICTED


def test_nobody_asks_in_hindsight() -> None:
    """Whether questions were asked is a fact about what happened: no patch makes them up."""
    put = [spec.at for item in COVERAGE.items for spec in item.patch]
    assert not [at for at in put if at.startswith("requirements.clarified")]


@pytest.mark.parametrize("name", IDS)
def test_patch_supplies_nothing_twice(name: str) -> None:
    """Applied twice, a patch changes nothing the second time."""
    item = COVERAGE.item(name)
    once = applied(item.examples["gap"], puts_of(item, judging(item.examples["gap"])))
    again = applied(once, puts_of(item, judging(once)))
    assert again == once


@pytest.mark.parametrize("name", IDS)
def test_patch_numbers_are_assumed(name: str) -> None:
    """A number that nobody gave us says so."""
    bare = [t for spec in COVERAGE.item(name).patch for t in _texts(spec.put) if re.match(r"[\d.]+\s*[^\d-]*$", t)]
    assert [t for t in bare if not t.endswith("assumed") and t not in SETTLED] == []


def _texts(value: Any) -> Iterator[str]:
    if isinstance(value, dict):
        for part in value.values():
            yield from _texts(part)
    elif isinstance(value, list):
        for part in value:
            yield from _texts(part)
    else:
        yield str(value)


@pytest.mark.parametrize("item", COVERAGE.items, ids=IDS)
def test_item_is_whole(item: Item) -> None:
    """An item has a headline for its gap, all three sorts of question, sources, a place, and no jargon for a name."""
    assert item.id.startswith("cov-")
    assert item.gap
    assert item.at
    assert item.sources
    assert item.deepens
    assert item.probes
    for level in (item.probes.mid, item.probes.senior, item.probes.staff):
        assert level
        for question in level:
            assert re.fullmatch(r"[A-Z].*[?.]", question), question
    for text in (item.title, item.why, item.advice, item.gap):
        assert text[0].isupper()
        assert "—" not in text


def test_sections() -> None:
    """Every section of a design has at least one item, and items stand in the order of the sections."""
    order = [SECTIONS.index(item.section) for item in COVERAGE.items]
    assert {item.section for item in COVERAGE.items} == EVERYWHERE
    assert order == sorted(order)


def test_deepens_known_items() -> None:
    """The readiness items that go deeper exist."""
    named = {name for item in COVERAGE.items for name in item.deepens}
    assert len(READINESS) == 180
    assert named <= READINESS


def test_names_in_patches() -> None:
    """Every `$name` of a patch is one that the engine fills in."""
    assert unknown_names(COVERAGE.items) == []


def test_ids_are_unique() -> None:
    """No two items share an id."""
    assert len(set(IDS)) == len(IDS)


@pytest.mark.parametrize("scenario", TYPICAL)
@pytest.mark.parametrize("level", sorted(DUE))
def test_how_many_are_due(scenario: str, level: str) -> None:
    """For a typical classical or language-model design about 24, 32 and 38 items are due, by level."""
    file = scenarios_folder() / scenario / "round.yaml"
    if not file.is_file():
        pytest.skip("this scenario has no round design yet")
    items = [item for item in COVERAGE.items if is_due(item, level)]
    judged = judge_all(items, Judging(*compute(bind(read_file(file))[0])))
    least, most = DUE[level]
    assert least <= sum(f.outcome is not Outcome.NOT_APPLICABLE for f in judged) <= most


def test_blockers_are_few() -> None:
    """What fails a round is a minority of what is due."""
    blockers = [item.id for item in COVERAGE.items if item.severity == "blocker"]
    assert 8 <= len(blockers) <= len(COVERAGE.items) / 3


def test_empty_design() -> None:
    """An empty design misses everything that applies, and every finding points somewhere."""
    findings = judge_all(COVERAGE.items, judging({}))
    assert all(f.outcome in (Outcome.GAP, Outcome.NOT_APPLICABLE) for f in findings)
    assert all(f.at for f in findings)


@settings(max_examples=40, deadline=None)
@given(designs())
def test_every_item_answers_every_design(data: dict[str, Any]) -> None:
    """Judging never raises, answers every item once, and what is open points at a place that is not empty."""
    findings = judge_all(COVERAGE.items, judging(data))
    assert [f.item for f in findings] == IDS
    for finding in findings:
        assert 0 <= finding.credit <= 1
        assert finding.at
        assert finding.found or finding.outcome is Outcome.MET


@settings(max_examples=40, deadline=None)
@given(st.sampled_from(COVERAGE.items), st.lists(st.sampled_from(COVERAGE.items), max_size=4), designs(3))
def test_more_entries_never_break_judging(item: Item, others: list[Item], extra: dict[str, Any]) -> None:
    """A design that meets an item, grown by the examples of others and by any design, is still judged."""
    data = item.examples["met"]
    for more in (*(other.examples["met"] for other in others), extra):
        data = applied(data, tuple(((key,), value) for key, value in more.items()))
    design, _ = bind(document(data))
    findings = judge_all(COVERAGE.items, Judging(*compute(design)))
    assert [f.item for f in findings] == IDS


def test_left_out_on_purpose_is_shown() -> None:
    """A deliberate absence earns nothing, and its reason is what the finding says."""
    text = "components: {api: online_endpoint}\nrollback: {none: the model is replaced by hand once a year}"
    finding = judge(COVERAGE.item("cov-rollback"), Judging(*compute(bind(read(text))[0])))
    assert (finding.outcome, finding.credit) == (Outcome.GAP, 0)
    assert "replaced by hand" in finding.found
