"""The error budget of a promise, and which promises a component or model serves."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from workbench.facts.context import Context
from workbench.facts.fact import Input
from workbench.facts.once import calls_of, once
from workbench.facts.ranges import Span
from workbench.facts.spans import of


@dataclass(frozen=True, slots=True)
class Budget:
    """What an availability objective leaves to fail, as time of full outage in seconds, and what it follows from."""

    sla: str
    objective: Input
    window: Input
    seconds: Span

    @property
    def inputs(self) -> tuple[Input, ...]:
        """The objective and its window."""
        return self.objective, self.window


def error_budget(context: Context, sla: str) -> Budget | None:
    """Return (1 - objective) x window of a promise, or None when it promises no availability."""
    objective = context.take(f"{sla} availability", "slas", sla, "availability")
    if objective is None:
        return None
    window = context.take(f"{sla} window", "slas", sla, "window") or context.assume("month")
    share, span = of(objective), of(window)
    left = [(1 - share.high) * span.low, (1 - share.middle) * span.middle, (1 - share.low) * span.high]
    return Budget(sla, objective, window, Span(*(max(value, 0.0) for value in left)))


def promises_on(context: Context, names: tuple[str, ...]) -> Iterator[str]:
    """Yield the promises whose requests pass one of these components, or a component that runs one of these models.

    Where no request is known to pass them, the only promise of availability there is, if there is only one.
    """
    running = _running(context)
    parts = {*names, *(part for name in names for part in running.get(name, ()))} & context.graph.parts.keys()
    passed = _passed(context)
    hit = [name for name, on_the_way in passed.items() if parts & on_the_way]
    yield from hit or (list(passed) if len(passed) == 1 else [])


@once
def _running(context: Context) -> Mapping[str, tuple[str, ...]]:
    """Return the components that run each model."""
    found: dict[str, tuple[str, ...]] = {}
    for part in context.graph.parts.values():
        for model in part.spec.runs:
            found[model] = (*found.get(model, ()), part.id)
    return found


@once
def _passed(context: Context) -> Mapping[str, frozenset[str]]:
    """Return what the requests of every promise of availability pass."""
    return {n: _on_the_way(context, s.entry or "") for n, s in context.design.slas.items() if s.availability}


def _on_the_way(context: Context, entry: str) -> frozenset[str]:
    if entry not in context.graph.parts:
        return frozenset()
    return frozenset(name for call in calls_of(context, entry).walk() for name in (call.part, *call.filters))
