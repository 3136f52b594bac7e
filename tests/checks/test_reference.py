"""The page about the checklists: up to date, complete, and its links hold."""

from __future__ import annotations

import re
from pathlib import Path

import yaml

from workbench.checks import bundled_checklist
from workbench.checks.item import Item
from workbench.checks.patches import NAMES
from workbench.checks.reference import PAGE, checklist_reference, main, page, plain
from workbench.checks.sources import source_of
from workbench.checks.words.logic import Condition

from .designs import COVERAGE

DOCS = Path(__file__).parents[2] / "docs"
TEXT = page()
HINT = "docs/checklists.md is stale; run: python -m workbench.checks.reference docs"


def test_up_to_date() -> None:
    """The page in the repository is the page the checklists give."""
    assert (DOCS / PAGE).read_text(encoding="utf-8") == TEXT, HINT


def test_written_by_the_command(tmp_path: Path) -> None:
    """The command writes the page into the folder it is given, with plain line ends."""
    main([str(tmp_path)])
    assert (tmp_path / PAGE).read_bytes() == TEXT.encode("utf-8")


def test_everything_is_there() -> None:
    """Every word, every name of a patch and every item with its reason, advice and questions is on the page."""
    for name in (*Condition.model_fields, *(f"${name}" for name in NAMES)):
        assert f"`{name}`" in TEXT or name == "note"
    for item in COVERAGE.items:
        assert f"### {item.id}\n" in TEXT
        assert item.why in TEXT
        assert item.advice in TEXT
        assert item.probes
        assert all(question in TEXT for question in (*item.probes.mid, *item.probes.senior, *item.probes.staff))


def test_links_lead_somewhere() -> None:
    """Every link of the table leads to a heading."""
    headings = {line[4:] for line in TEXT.splitlines() if line.startswith("### ")}
    assert set(re.findall(r"\]\(#([^)]+)\)", TEXT)) <= headings


def test_tables_hold() -> None:
    """A row of the table of items has its five cells."""
    rows = [line for line in checklist_reference(COVERAGE).splitlines() if line.startswith("| ") and "](#" in line]
    assert len(rows) == len(COVERAGE.items)
    assert all(row.count("|") == 6 for row in rows)


def test_shown_as_it_stands_in_a_file() -> None:
    """A condition is shown in the words of the file: read again, it is the same condition."""
    for item in (*COVERAGE.items, *bundled_checklist("readiness").items):
        for _, condition in item.evidence.grades:
            assert Condition.model_validate(plain(condition)) == condition
    assert isinstance(COVERAGE.items[0], Item)


def test_yaml_blocks_parse() -> None:
    """What is shown as YAML is YAML."""
    for block in re.findall(r"```yaml\n(.*?)```", TEXT, flags=re.DOTALL):
        assert isinstance(yaml.load(block, Loader=yaml.BaseLoader), dict)  # noqa: S506 - the plainest loader: text only


def test_every_source_is_named_in_full() -> None:
    """Every short name of a source that an item uses leads to an entry of sources.yaml, and the page says so."""
    items = [*COVERAGE.items, *bundled_checklist("readiness").items]
    assert sorted({short for item in items for short in item.sources if source_of(short) is None}) == []
    assert "## Items by source" in TEXT
    assert "## Items by severity" in TEXT
