"""The language can state every fact that the checklist items, the formulas and the anti-patterns ask for."""

from __future__ import annotations

from typing import Any

import pytest

from tests.language.snippets import HERE, bound, loaded, snippets, wanted

SNIPPETS = snippets()
FEWEST_LINES, MOST_FACTS = 1, 60


@pytest.mark.parametrize(("file", "ids"), wanted().items(), ids=wanted())
def test_covers_exactly(file: str, ids: tuple[str, ...]) -> None:
    """Each file holds one snippet for every id of its list, in the same order, and nothing else."""
    assert tuple(loaded(HERE / file)) == ids


@pytest.mark.parametrize("name", SNIPPETS)
def test_binds(name: str) -> None:
    """A snippet fits the typed model as it stands: no unknown field or word, no dangling name, no wrong unit."""
    _, problems = bound(SNIPPETS[name])
    assert [problem.line(name) for problem in problems] == []


@pytest.mark.parametrize("name", SNIPPETS)
def test_small(name: str) -> None:
    """A snippet states facts and stays short enough to be read at a glance."""
    assert FEWEST_LINES <= _facts(SNIPPETS[name]) <= MOST_FACTS


def _facts(data: Any) -> int:
    if isinstance(data, dict):
        return sum(_facts(value) for value in data.values())
    return sum(_facts(value) for value in data) if isinstance(data, list) else 1
