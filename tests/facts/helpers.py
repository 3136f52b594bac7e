"""Short ways to a design and its facts."""

from __future__ import annotations

import textwrap

from workbench.design import SystemDesign, design_of
from workbench.facts import Fact, Verdict, compute
from workbench.reading import read

WORSE = [Verdict.HOLDS, Verdict.PLAUSIBLE, Verdict.FAILS]
"""Verdicts from good to bad, for what must be monotone."""


def design(text: str) -> SystemDesign:
    """Return the design a text describes."""
    return design_of(read(textwrap.dedent(text), "design.yaml"))


def facts(text: str, kind: str) -> list[Fact]:
    """Return the facts of one kind that follow from a text."""
    return [f for f in compute(design(text))[1] if f.id == kind]


def fact(text: str, kind: str) -> Fact:
    """Return the only fact of one kind that follows from a text."""
    (found,) = facts(text, kind)
    return found
