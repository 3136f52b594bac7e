"""The page about the facts, and who reads which field: complete, true to what runs, and up to date."""

from __future__ import annotations

import pathlib
import re
import subprocess
import sys

import pytest

from workbench.design import bind, design_of
from workbench.design.recording import place_of, recorded
from workbench.design.slas import Sla
from workbench.facts import Context, fact_kinds
from workbench.facts.reference import facts_reference, leaves, unit_of
from workbench.reading import read
from workbench.reading.dump import dump

from .helpers import facts

ROOT = pathlib.Path(__file__).parents[2]
FILE = pathlib.Path(__file__).with_name("worked.yaml")
DATA = read(FILE.read_text(encoding="utf-8"), FILE.name).data
WORKED = {name: dump(data) for name, data in DATA.items()} if isinstance(DATA, dict) else {}
PAGE = (ROOT / "docs" / "facts.md").read_text(encoding="utf-8")


def test_pages_are_up_to_date() -> None:
    """docs/facts.md and docs/language.md are what facts, items and types give today; `make docs` renews them."""
    done = subprocess.run(
        [sys.executable, "tools/pages.py", "--check"], cwd=ROOT, check=False, capture_output=True, text=True
    )
    assert done.returncode == 0, done.stdout + done.stderr


@pytest.mark.parametrize("name", fact_kinds())
def test_every_fact_has_a_worked_example(name: str) -> None:
    """Its small design types without a problem, and the fact says something of it."""
    assert name in WORKED, "run `make docs`; if no snippet shows it, write a design into tests/facts/worked.yaml"
    design, problems = bind(read(WORKED[name], "example.yaml"))
    assert problems == ()
    assert [f.id for f in fact_kinds()[name].compute(Context(design))]


def test_everything_is_told() -> None:
    """Every fact has its section with formula, unit, source, what it reads and what it cannot see."""
    for kind in fact_kinds().values():
        section = PAGE.partition(f"### {kind.id}\n")[2].partition("\n### ")[0]
        assert f"- Formula: {kind.formula}\n" in section, kind.id
        assert "- Gives: " in section
        assert f"- Source: {kind.source}" in section
        assert f"- Cannot see: {kind.blind}\n" in section, f"say in `blind` what {kind.id} cannot see"
        assert kind.blind.endswith("."), kind.id
        assert re.search(r"^- Reads: `", section, flags=re.MULTILINE), kind.id
        assert section.count("```") == 4


def test_links_lead_somewhere() -> None:
    """Every link of the table leads to a heading."""
    headings = {line[4:] for line in PAGE.splitlines() if line.startswith("### ")}
    assert set(re.findall(r"\]\(#([^)]+)\)", PAGE)) == headings


def test_units_are_told_from_the_value() -> None:
    """A time, a share, a count, or a verdict only."""
    found = {name: unit_of(list(fact_kinds()[name].compute(Context(design_of(read(WORKED[name], "x")))))) for name in
             ("request-latency", "base-rate", "replicas-cover-peak", "alert-answered")}  # fmt: skip
    assert found == {
        "request-latency": "a time in seconds, and a verdict", "base-rate": "a share, and a verdict",
        "replicas-cover-peak": "a count, and a verdict", "alert-answered": "a verdict",
    }  # fmt: skip


def test_a_page_without_examples() -> None:
    """A fact without an example still has its section."""
    assert "### request-latency\n" in facts_reference({}, {})


def test_reads_are_recorded() -> None:
    """What is looked at inside the block is noted, by whatever means, and nothing outside it."""
    text = "slas: {x: {entry: api, latency: {p99: 1 s}}}\ncomponents: {api: online_endpoint}\n"
    design = design_of(read(text, "x"))
    with recorded() as seen:
        _ = design.at(("slas", "x", "latency", "p99"))
        _ = design.slas["x"].entry
    _ = design.slas["x"].tier
    assert {place_of(field) for field in seen} == {"slas", "slas.*.latency", "components.*.latency.p99", "slas.*.entry"}
    assert place_of((Sla, "tier")) == "slas.*.tier"


def test_recording_ends_with_an_error() -> None:
    """A block that fails leaves reading as it was."""
    with pytest.raises(ZeroDivisionError), recorded() as seen:
        _ = 1 / 0
    assert facts("flows: [a -> b]", "request-latency") == []
    assert seen == set()


def test_groups_around_fields_are_left_out() -> None:
    """Only the fields themselves are listed for a fact."""
    assert leaves(["slas", "slas.*.entry", "serving.components", "flows.*.kind"]) == ["flows.*.kind", "slas.*.entry"]
