"""Binding a text in one call, and its problems as short lines."""

from __future__ import annotations

from textwrap import dedent

from workbench.design import SystemDesign, bind
from workbench.errors import Problem
from workbench.reading import read


def bound(text: str) -> tuple[SystemDesign, tuple[Problem, ...]]:
    """Type a text as a design; return it with every problem found."""
    return bind(read(dedent(text), "d.yaml"))


def design(text: str) -> SystemDesign:
    """Type a text that has no problem."""
    found, problems = bound(text)
    assert lines(problems) == []
    return found


def lines(problems: tuple[Problem, ...]) -> list[str]:
    """Return problems as `line: message`."""
    return [f"{problem.mark.line}: {problem.message}" for problem in problems]


def only(text: str) -> Problem:
    """Return the one problem of a text."""
    _, problems = bound(text)
    assert len(problems) == 1, lines(problems)
    return problems[0]
