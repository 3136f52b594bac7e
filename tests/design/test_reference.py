"""The page about the language: it is up to date, complete, and every fragment and link on it holds."""

from __future__ import annotations

import re

import pytest

from workbench import catalog
from workbench.design import bind
from workbench.design.component import Component
from workbench.design.forms import groups, rows_of
from workbench.design.places import own_rows, places
from workbench.design.reference import language_reference
from workbench.reading import read

TEXT = language_reference()
FRAGMENTS = re.findall(r"```yaml\n(.*?)```", TEXT, flags=re.DOTALL)
RESOLVED = re.findall(r"```yaml\n(.*?)```", TEXT.partition("## A design\n")[0], flags=re.DOTALL)


def slug(heading: str) -> str:
    """Return the anchor that Markdown gives a heading."""
    return re.sub(r"[^\w\- ]", "", heading.lower()).replace(" ", "-")


@pytest.mark.parametrize("fragment", RESOLVED)
def test_fragments(fragment: str) -> None:
    """Every fragment that explains the language is a design without a problem."""
    _, problems = bind(read(fragment, "fragment.yaml"))
    assert [problem.line("fragment.yaml") for problem in problems] == []


@pytest.mark.parametrize("fragment", FRAGMENTS[len(RESOLVED) :])
def test_section_examples(fragment: str) -> None:
    """The example of a section may name what it does not declare, and has no other problem."""
    _, problems = bind(read(fragment, "fragment.yaml"))
    assert [p.message for p in problems if "is declared nowhere" not in p.message] == []


def test_every_field_stands_once() -> None:
    """Every field of every group has a row in exactly one table, and a table never breaks."""
    expected = sorted(row.key for model in groups() for row in own_rows(model) if places()[model] != ("",))
    tables = TEXT.partition("## Component\n")[2]
    found = sorted(re.findall(r"^\| `([a-z0-9_]+)` \|", tables, flags=re.MULTILINE))
    assert found == expected
    assert all(line.replace("\\|", "").count("|") == 5 for line in tables.splitlines() if line.startswith("| `"))


def test_every_word_is_listed() -> None:
    """Every word of every closed list can be read on the page."""
    words = {word for model in groups() for row in rows_of(model) for word in row.form.words}
    assert [word for word in sorted(words) if f"`{word}`" not in TEXT] == []


def test_links_lead_somewhere() -> None:
    """Headings are told apart, and every link on the page leads to one."""
    anchors = [slug(line.lstrip("# ")) for line in TEXT.splitlines() if re.match("#+ ", line)]
    assert len(anchors) == len(set(anchors))
    assert set(re.findall(r"\]\(#([^)]+)\)", TEXT)) <= set(anchors)


def test_no_column_without_readers() -> None:
    """Who reads a field is shown once somebody says so, at every place the field may stand."""
    assert "read by" not in TEXT
    page = language_reference({"slas.*.tier": ["rel-spof"], "components.*.latency.p99": ["request-latency"]})
    assert "| field | takes | meaning | example | read by |" in page
    assert re.search(r"^\| `tier` .*\| `rel-spof` \|$", page, flags=re.MULTILINE)
    assert re.search(r"^\| `p99` .*\| `request-latency` \|$", page, flags=re.MULTILINE)


def test_many_readers_are_counted() -> None:
    """The first eight are named, in alphabetical order, and the rest counted."""
    page = language_reference({"slas.*.tier": [f"item-{n:02}" for n in reversed(range(20))]})
    assert re.search(r"`item-00`, .*`item-07` and 12 more \|$", page, flags=re.MULTILINE)


@pytest.mark.parametrize(
    "text", [*Component.short, *(r.example for r in rows_of(Component) if r.key in ("kind", "product"))]
)
def test_catalogue_examples(text: str) -> None:
    """Kinds and products shown as examples are in the catalogue, under their present names."""
    assert text in {*catalog.kinds(), *catalog.products()}
