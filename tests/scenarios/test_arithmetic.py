"""What the shipped designs are examples of: references that agree with themselves, weak drafts that do not."""

from __future__ import annotations

from pathlib import Path

import pytest

from workbench.design import design_of
from workbench.facts import Fact, Verdict, compute
from workbench.library import scenarios_folder
from workbench.reading import read

BROKEN = {"request-latency", "path-availability", "single-point", "personal-data-to-third-party"}
"""What every weak draft states and contradicts with its own parts."""


def facts(path: Path) -> tuple[Fact, ...]:
    """Return every computed fact of a shipped design."""
    return compute(design_of(read(path.read_text(encoding="utf-8"), path.name)))[1]


def files(name: str) -> list[Path]:
    """Return the designs of one role, one for each scenario that has it."""
    return sorted(scenarios_folder().glob(f"*/{name}.yaml"))


@pytest.mark.parametrize("path", files("reference"), ids=lambda path: path.parent.name)
def test_reference_agrees_with_itself(path: Path) -> None:
    """Nothing computed from a reference fails, and its promises hold without assumed numbers."""
    found = facts(path)
    assert [fact.says for fact in found if fact.verdict is Verdict.FAILS] == []
    promises = [fact for fact in found if fact.id in ("request-latency", "path-availability")]
    assert promises
    assert [fact.says for fact in promises if fact.verdict is not Verdict.HOLDS] == []


@pytest.mark.parametrize("path", files("round"), ids=lambda path: path.parent.name)
def test_round_contradicts_nothing(path: Path) -> None:
    """Nothing computed from a round fails."""
    assert [fact.says for fact in facts(path) if fact.verdict is Verdict.FAILS] == []


@pytest.mark.parametrize("path", files("weak"), ids=lambda path: path.parent.name)
def test_weak_draft_breaks_its_own_promise(path: Path) -> None:
    """A weak draft promises what its parts cannot keep, and sends personal data away without terms."""
    failing = {fact.id for fact in facts(path) if fact.verdict is Verdict.FAILS}
    assert failing >= BROKEN
