"""Crosswalks: every clause is answered by items or has a reason, and support is never called more than that."""

from __future__ import annotations

import io
import json
import re
import sys
from collections import Counter
from pathlib import Path
from typing import Any

import pytest

from tests.review_helpers import AS_OF, SCENARIOS, reviewed, shipped
from workbench.checks import Finding, Outcome, bundled_checklist
from workbench.checks.crosswalk import (
    Clause,
    Crosswalk,
    Row,
    Standing,
    crosswalk,
    crosswalk_names,
    framework,
    items_of,
)
from workbench.checks.faults import typed
from workbench.checks.scenario import design_file
from workbench.checks.sources import source_of
from workbench.cli.main import BAD_INPUT, OK, run
from workbench.errors import InputError
from workbench.library import checklists_folder
from workbench.reading import read

NAMES = ("aws-ml-lens", "azure-waf-ai", "eu-ai-act", "iso-42001", "ml-test-score", "nist-ai-rmf", "owasp-llm")
CLAUSES = [(name, clause) for name in NAMES for clause in framework(name).clauses]
FORBIDDEN = re.compile("complian", re.IGNORECASE)
JSON_PAGE = Path(__file__).parents[2] / "docs" / "json.md"
Output = pytest.CaptureFixture[str]


def rows(name: str, data: Any) -> tuple[Row, ...]:
    """Return how a framework stands in a design."""
    return crosswalk(framework(name), reviewed(data).ready.findings)


def counted(name: str, data: Any) -> dict[Standing, int]:
    """Return how many clauses stand how."""
    return dict(Counter(row.standing for row in rows(name, data)))


def test_names() -> None:
    """These are shipped, each under the name of its file."""
    assert crosswalk_names() == NAMES
    assert [framework(name).id for name in NAMES] == list(NAMES)


@pytest.mark.parametrize(
    ("name", "begins"),
    [
        ("nist-ai-rmf", {"GOVERN": 19, "MAP": 18, "MEASURE": 22, "MANAGE": 13}),
        ("iso-42001", {"A.2": 3, "A.3": 2, "A.4": 5, "A.5": 4, "A.6": 9, "A.7": 5, "A.8": 4, "A.9": 3, "A.10": 3}),
        ("aws-ml-lens", {"MLOPS": 6, "MLSEC": 6, "MLREL": 5, "MLPERF": 6, "MLCOST": 6, "MLSUS": 6}),
        ("ml-test-score", {"D": 7, "M": 7, "I": 7, "N": 7}),
        ("owasp-llm", {"LLM": 10}),
    ],
)
def test_whole_frameworks(name: str, begins: dict[str, int]) -> None:
    """Where a framework has a known number of clauses, all of them are there."""
    found = Counter(re.match(r"A\.\d+|[A-Z]+", clause)[0] for clause in framework(name).clauses)  # type: ignore[index]
    assert found == begins


def test_articles_and_pages() -> None:
    """The articles about systems and the design areas of the guide are there."""
    articles = {int(name.split()[1]) for name in framework("eu-ai-act").clauses}
    assert {6, *range(9, 16), 19, 26, 27, 50, 72, 73} <= articles
    pages = {name.split(":")[0] for name in framework("azure-waf-ai").clauses}
    assert {"Application design", "Training data design", "Grounding data design", "Operations"} <= pages


@pytest.mark.parametrize(("name", "number"), CLAUSES)
def test_clause_is_answered(name: str, number: str) -> None:
    """Items speak to a clause, or it says why none can; every source it names is named by some item."""
    clause = framework(name).clauses[number]
    assert bool(items_of(clause)) is not bool(clause.beyond)
    assert not clause.beyond or len(clause.beyond.split()) > 3
    for short in clause.sources:
        assert items_of(Clause(title=clause.title, sources=(short,))), f"no item cites {short}"


@pytest.mark.parametrize(
    "prefix", ["RMF", "EUAIA", "ISO A", "MTS-", "MLOPS", "MLSEC", "MLREL", "MLPERF0", "MLCOST", "MLSUS"]
)
def test_cited_clauses_are_there(prefix: str) -> None:
    """A clause that an item cites is one of its framework, and that item speaks to it."""
    for item in bundled_checklist("readiness").items:
        for short in item.sources:
            named = source_of(short)
            if named and short.startswith(prefix) and named[0] in NAMES:
                spoken = [c for c in framework(named[0]).clauses.values() if item in items_of(c)]
                assert spoken, f"{item.id} cites {short}, and no clause of {named[0]} is about it"


def test_source_names_are_whole() -> None:
    """Article 1 is not Article 10, and a control is not the one that begins with its number."""
    asked = {i.id for i in items_of(Clause(title="x", sources=("EUAIA Art 1",)))}
    assert not asked
    assert {i.id for i in items_of(Clause(title="x", sources=("EUAIA Art 10",)))} >= {"dat-lineage", "eva-fairness"}


@pytest.mark.parametrize("scenario", SCENARIOS)
@pytest.mark.parametrize("name", NAMES)
def test_references(scenario: str, name: str) -> None:
    """The references support whatever is asked of them; nothing that is out of reach is ever supported."""
    found = counted(name, shipped(scenario))
    beyond = sum(bool(clause.beyond) for clause in framework(name).clauses.values())
    assert found.get(Standing.BEYOND, 0) == beyond
    assert Standing.OPEN not in found
    assert Standing.PARTLY not in found
    assert found[Standing.SUPPORTED] > 0


@pytest.mark.parametrize("stage", ["sketch", "pilot", "production"])
@pytest.mark.parametrize("name", NAMES)
def test_empty_design_supports_nothing(name: str, stage: str) -> None:
    """An empty design supports no clause, at any stage; what is open says which items are."""
    found = rows(name, {"title": "x", "stage": stage})
    assert {row.standing for row in found} <= {Standing.OPEN, Standing.NOT_HERE, Standing.BEYOND}
    assert any(row.standing is Standing.OPEN for row in found)
    assert all(row.open or row.later for row in found if row.standing is Standing.OPEN)


@pytest.mark.parametrize("name", NAMES)
def test_weak_drafts(name: str) -> None:
    """A weak draft supports no clause as a whole."""
    for scenario in SCENARIOS:
        assert Standing.SUPPORTED not in counted(name, shipped(scenario, "weak"))


def test_not_asked_yet_supports_nothing() -> None:
    """A sketch of a reference stands no better than the reference: what is not asked yet is told as such."""
    whole = {row.id: row.standing for row in rows("eu-ai-act", shipped("card-fraud"))}
    sketch = rows("eu-ai-act", shipped("card-fraud") | {"stage": "sketch"})
    assert all(whole[row.id] is Standing.SUPPORTED for row in sketch if row.standing is Standing.SUPPORTED)
    assert all(row.later for row in sketch if row.standing is Standing.OPEN)


def finding(item: str, credit: float, outcome: Outcome) -> Finding:
    """Return what an item said."""
    return Finding(item, item, "llm", "major", outcome, credit, "do it", "nothing", ("llm",))


def test_standing_by_hand() -> None:
    """Bound is support; a contradicted or missing item is open; what does not apply is in nobody's way."""
    clauses = {
        "one": {"title": "One", "items": ["llm-quota", "llm-latency"]},
        "far": {"title": "Far", "beyond": "about people"},
    }
    named = Crosswalk.model_validate({"id": "x", "title": "X", "version": "1", "read": "in full", "clauses": clauses})
    cases = [
        ((Outcome.MET, 1.0), (Outcome.PARTIAL, 0.5), Standing.SUPPORTED),
        ((Outcome.MET, 1.0), (Outcome.PARTIAL, 0.25), Standing.PARTLY),
        ((Outcome.MET, 1.0), (Outcome.CONTRADICTED, 0.0), Standing.PARTLY),
        ((Outcome.GAP, 0.0), (Outcome.UNKNOWN, 0.0), Standing.OPEN),
        ((Outcome.MET, 1.0), (Outcome.NOT_APPLICABLE, 0.0), Standing.SUPPORTED),
        ((Outcome.NOT_APPLICABLE, 0.0), (Outcome.NOT_APPLICABLE, 0.0), Standing.NOT_HERE),
    ]
    for first, second, standing in cases:
        found = [finding("llm-quota", first[1], first[0]), finding("llm-latency", second[1], second[0])]
        assert [row.standing for row in crosswalk(named, found)] == [standing, Standing.BEYOND]
    assert crosswalk(named, [finding("llm-quota", 1, Outcome.MET)])[0].standing is Standing.PARTLY


@pytest.mark.parametrize("name", NAMES)
def test_never_more_than_support(name: str, capsys: Output) -> None:
    """No output and no file says that anyone meets the framework; the page says what it is instead."""
    assert not FORBIDDEN.search((checklists_folder() / "crosswalks" / f"{name}.yaml").read_text())
    for which in ("weak", "reference"):
        design = str(design_file("enterprise-copilot", which))
        for form in ("text", "json"):
            assert run(["crosswalk", design, "--to", name, "--format", form, "--as-of", str(AS_OF)]) == OK
            page = capsys.readouterr().out
            assert not FORBIDDEN.search(page)
            assert "no statement about meeting the framework or the law" in " ".join(page.split())


def test_json_is_as_documented(capsys: Output) -> None:
    """The JSON has the fields of docs/json.md and no others; the same file and day give the same bytes."""
    command = [
        "crosswalk",
        str(design_file("card-fraud", "weak")),
        "--to",
        "owasp-llm",
        "--format",
        "json",
        "--as-of",
        str(AS_OF),
    ]
    run(command)
    first = capsys.readouterr().out
    run(command)
    assert capsys.readouterr().out == first
    data = json.loads(first)
    page = JSON_PAGE.read_text(encoding="utf-8").split("# The JSON of `workbench crosswalk")[1]
    documented = set(re.findall(r"`([a-z_]+)`", page))
    keys = {*data, *data["framework"], *data["clauses"][0], *(k for c in data["clauses"] for o in c["open"] for k in o)}
    assert keys <= documented
    assert data["shape"] == 1
    assert [clause["id"] for clause in data["clauses"]] == list(framework("owasp-llm").clauses)
    assert {clause["standing"] for clause in data["clauses"]} <= set(map(str, Standing))
    assert all(str(standing) in page for standing in Standing)


def test_places_are_lines_of_the_file(monkeypatch: pytest.MonkeyPatch, capsys: Output) -> None:
    """An open item points at its line; a design may come from standard input."""
    text = "title: x\nstage: production\nllm:\n  models: {writer: {version: latest}}\n"
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(text.encode())))
    assert run(["crosswalk", "-", "--to", "owasp-llm", "--as-of", str(AS_OF)]) == OK
    assert re.search(r"open: llm-[a-z-]+, line [1-4]:", capsys.readouterr().out)


def test_wrong_names(capsys: Output) -> None:
    """A framework that is not there gets the nearest one, and the list of all."""
    assert run(["crosswalk", str(design_file("card-fraud", "weak")), "--to", "nist-ai-rfm"]) == BAD_INPUT
    told = capsys.readouterr().err
    assert "did you mean 'nist-ai-rmf'" in told
    with pytest.raises(InputError, match="owasp-llm"):
        framework("owasp-lm")


@pytest.mark.parametrize(
    ("clause", "message"),
    [
        ("{title: One}", "no item speaks to one"),
        ("{title: One, items: [llm-quotas]}", "did you mean 'llm-quota'"),
        ("{title: One, items: [llm-quota], beyond: it is about people}", "so it is not beyond"),
        ("{title: One, sources: [NOTHING 1]}", "no item speaks to one"),
        ("{titel: One, items: [llm-quota]}", "did you mean 'title'"),
    ],
)
def test_mistakes_are_located(clause: str, message: str) -> None:
    """A crosswalk of one's own with a mistake is refused, at its line."""
    text = f"id: mine\ntitle: Mine\nversion: '1'\nread: in full\nclauses:\n  one: {clause}\n"
    with pytest.raises(InputError) as caught:
        typed(read(text, "mine.yaml"), Crosswalk)
    told = [problem.line("mine.yaml") for problem in caught.value.problems]
    assert any(message in line and line.startswith("mine.yaml:6:") for line in told), told
