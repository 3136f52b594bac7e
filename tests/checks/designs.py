"""Small designs for these tests, from plain data, and what items say of them."""

from __future__ import annotations

import json
from typing import Any

from workbench.checks import Finding, Item, Judging, bundled_checklist, judge
from workbench.checks.judging import Answer
from workbench.checks.words.logic import Condition
from workbench.design import bind
from workbench.facts import compute
from workbench.reading import Document, read

COVERAGE = bundled_checklist()
IDS = [item.id for item in COVERAGE.items]


def document(data: Any) -> Document:
    """Return plain data as a document, the way it would come from a file."""
    return read(json.dumps(data), "example.json")


def problems(data: Any) -> list[str]:
    """Return what is wrong with plain data as a design."""
    return [problem.line("example") for problem in bind(document(data))[1]]


def judging(data: Any) -> Judging:
    """Return plain data as a design with its facts; a mistake in it fails the test."""
    design, wrong = bind(document(data))
    assert [problem.line("example") for problem in wrong] == []
    return Judging(*compute(design))


def ask(condition: dict[str, Any], data: Any) -> Answer:
    """Ask a condition, as it stands in a checklist, of a design."""
    return Condition.model_validate(condition).answer(judging(data))


def found(item: Item | str, data: Any) -> Finding:
    """Return what one item says of a design."""
    return judge(COVERAGE.item(item) if isinstance(item, str) else item, judging(data))
