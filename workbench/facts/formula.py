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


Compute = Callable[[Context], Iterator[Fact]]


def fact(
    id: str,  # noqa: A002 - the word everywhere else
    *,
    title: str,
    broken: str,
    formula: str,
    source: str,
    number: str = "",
) -> Callable[[Compute], FactKind]:
    """Declare the function below as a fact; `number` is its Q number where it has one."""

    def declare(compute: Compute) -> FactKind:
        return FactKind(id, title, broken, formula, source, number, compute)

    return declare
