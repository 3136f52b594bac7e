"""Small designs for tests, from plain data."""

from __future__ import annotations

import json
from typing import Any

from workbench.checks import Judging
from workbench.checks.judging import Answer
from workbench.checks.words.logic import Condition
from workbench.design import SystemDesign, design_of
from workbench.facts import compute
from workbench.reading import Document, read


def document(data: Any) -> Document:
    """Return plain data as a document, the way it would come from a file."""
    return read(json.dumps(data), "example.json")


def design(data: Any) -> SystemDesign:
    """Return plain data as a design; every mistake in it is an error."""
    return design_of(document(data))


def judging(data: Any) -> Judging:
    """Return plain data as a design with its facts, ready to be asked."""
    return Judging(*compute(design(data)))


def ask(condition: dict[str, Any], data: Any) -> Answer:
    """Ask a condition, as it stands in a checklist, of a design."""
    return Condition.model_validate(condition).answer(judging(data))
