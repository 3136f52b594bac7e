"""A formula and how it is declared: one decorator makes a function a fact that everything else can find."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from workbench.facts.context import Context
from workbench.facts.fact import Fact


@dataclass(frozen=True, slots=True)
class FactKind:
    """A formula: its id, what it is called, how it reads, where it is from, and the function that computes it."""

    id: str
    title: str
    broken: str
    """What is wrong when it fails, in a few words."""
    formula: str
    source: str
    number: str
    compute: Callable[[Context], Iterator[Fact]]
    pattern: str = ""
    """Id of the anti-pattern it looks for, such as `ap-skew`; empty where it looks for none."""
    blind: str = ""
    """What it cannot see."""


Compute = Callable[[Context], Iterator[Fact]]


def fact(  # noqa: PLR0913 - everything there is to tell of a fact, by name
    id: str,  # noqa: A002 - the word everywhere else
    *,
    title: str,
    broken: str,
    formula: str,
    source: str,
    number: str = "",
    pattern: str = "",
    blind: str = "",
) -> Callable[[Compute], FactKind]:
    """Declare the function below as a fact; `number` is its Q number, `pattern` its anti-pattern, where it has one."""

    def declare(compute: Compute) -> FactKind:
        return FactKind(id, title, broken, formula, source, number, compute, pattern, blind)

    return declare
