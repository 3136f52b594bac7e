"""What a condition may look at, and what it answers."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property
from typing import Any

from workbench.checks.patterns import Pattern
from workbench.design import Part, SystemDesign
from workbench.errors import Path
from workbench.facts import Context, Fact


@dataclass(frozen=True, slots=True)
class Answer:
    """Whether a condition holds, what was found, and where: on a miss, the places that miss it."""

    holds: bool
    found: str = ""
    at: tuple[Path, ...] = ()
    components: tuple[str, ...] = ()
    edges: tuple[str, ...] = ()
    near: int = 0
    """On a miss, how much of it holds already; of several ways that miss, the nearest is told."""


@dataclass
class Judging:
    """One design with its facts, ready to be asked."""

    context: Context
    facts: tuple[Fact, ...]
    as_of: date | None = None
    """The day judged by; without one, no date is recent."""
    _selected: dict[Pattern, list[tuple[Path, Any]]] = field(default_factory=dict)
    _picked: dict[Hashable, list[Part]] = field(default_factory=dict)

    @property
    def design(self) -> SystemDesign:
        """The design under review."""
        return self.context.design

    def select(self, *patterns: Pattern) -> list[tuple[Path, Any]]:
        """Return every filled value that one of the patterns meets, with its path. Many items ask for the same."""
        for pattern in patterns:
            if pattern not in self._selected:
                self._selected[pattern] = pattern.select(self.design)
        return [hit for pattern in patterns for hit in self._selected[pattern]]

    def picked(self, key: Hashable, fits: Callable[[Part], bool]) -> list[Part]:
        """Return the declared components that fit, in reading order; `key` stands for what is asked of them."""
        if key not in self._picked:
            self._picked[key] = [p for p in self.context.graph.parts.values() if p.declared and fits(p)]
        return self._picked[key]

    @cached_property
    def joined(self) -> frozenset[str]:
        """Ids of the components that a flow joins to another one; a box that only a flow names joins nothing."""
        parts = self.context.graph.parts
        found: set[str] = set()
        for edge in self.context.graph.edges:
            ends = {n for n in (edge.source, edge.target, *edge.flow.through) if parts[n].declared}
            found |= ends if len(ends) > 1 else set()
        return frozenset(found)

    @cached_property
    def facts_by_kind(self) -> Mapping[str, tuple[Fact, ...]]:
        """Facts by the id of their kind."""
        kinds: dict[str, list[Fact]] = {}
        for fact in self.facts:
            kinds.setdefault(fact.id, []).append(fact)
        return {kind: tuple(found) for kind, found in kinds.items()}

    def facts_of(self, kinds: Iterable[str]) -> tuple[Fact, ...]:
        """Return the facts of the kinds named, in that order."""
        return tuple(fact for kind in kinds for fact in self.facts_by_kind.get(kind, ()))
