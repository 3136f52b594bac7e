"""Computed facts: everything that follows from a design, with its arithmetic."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from importlib import import_module
from pkgutil import iter_modules
from types import MappingProxyType

from workbench.design import SystemDesign
from workbench.facts import subjects
from workbench.facts.context import Context
from workbench.facts.fact import (
    ALLOTTED,
    BUSY,
    BUSY_ZONE_LOST,
    GOAL,
    OWN_TIME,
    PROMISE_SHARE,
    Fact,
    Figure,
    Input,
    Verdict,
)
from workbench.facts.formula import FactKind

__all__ = [
    "ALLOTTED",
    "BUSY",
    "BUSY_ZONE_LOST",
    "GOAL",
    "OWN_TIME",
    "PROMISE_SHARE",
    "Context",
    "Fact",
    "FactKind",
    "Figure",
    "Input",
    "Verdict",
    "compute",
    "fact_kinds",
]


@cache
def fact_kinds() -> Mapping[str, FactKind]:
    """Return every fact there is by id, found in the modules of `facts.subjects`."""
    found: dict[str, FactKind] = {}
    for module in sorted(m.name for m in iter_modules(subjects.__path__)):
        held = vars(import_module(f"{subjects.__name__}.{module}"))
        found |= {kind.id: kind for kind in held.values() if isinstance(kind, FactKind)}
    return MappingProxyType(dict(sorted(found.items())))


def compute(design: SystemDesign) -> tuple[Context, tuple[Fact, ...]]:
    """Return the context of a design and every fact that follows from it, by kind and then in file order."""
    context = Context(design)
    return context, tuple(fact for kind in fact_kinds().values() for fact in kind.compute(context))
