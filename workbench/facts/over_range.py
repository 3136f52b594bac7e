"""What a fact says over the ranges of its inputs: the same fact again, with each ranged input held at its ends.

One way for every formula: nothing here knows what a fact computes, only which stated inputs of it are ranges.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from itertools import product
from typing import Any

from pydantic import BaseModel

from workbench.design import Quantity, SystemDesign
from workbench.design.system import attribute_of
from workbench.errors import Path
from workbench.facts.context import Context
from workbench.facts.fact import Fact, Input, Verdict
from workbench.facts.formula import FactKind

_CORNERS = 4
"""Ranged inputs of which every corner is tried; of more, each alone and all of them together."""
_BADNESS = {Verdict.HOLDS: 0, Verdict.PLAUSIBLE: 1, Verdict.UNKNOWN: 1, Verdict.FAILS: 2}

Pins = Mapping[Path, float]
Ends = Mapping[Path, tuple[float, float]]


@dataclass(frozen=True, slots=True)
class Turn:
    """An input that decides: the verdict with it at its low end, and at its high end, all others in their middles."""

    input: Input
    low: Verdict
    high: Verdict

    @property
    def says(self) -> str:
        """Write it in words."""
        ends = f"it {_word(self.low)} at the low end and {_word(self.high)} at the high end"
        return f"{self.input.name} ({self.input.text}) decides: {ends}"


@dataclass(frozen=True, slots=True)
class OverRange:
    """What becomes of one fact over the ranges of its inputs."""

    answer: str
    """Such as `holds over the whole range`, `holds at the midpoint only` or `fails over the whole range`."""
    turns: tuple[Turn, ...]
    """Inputs that change the verdict by themselves, those that change it most first."""
    lowest: Fact
    highest: Fact
    """The fact where its value is smallest and largest over the ends; the fact itself where an end has no value."""

    @property
    def lines(self) -> tuple[str, ...]:
        """The answer, the range of the value and what decides, in words."""
        low, high = self.lowest.computed, self.highest.computed
        spread = (f"from {low} to {high}",) if low and high and low != high else ()
        return (self.answer, *spread, *(turn.says for turn in self.turns))


def over_range(context: Context, kind: FactKind, fact: Fact) -> OverRange | None:
    """Return what a fact says over the ranges of its inputs, or None where no input it rests on is a range.

    `kind` is the formula of the fact; `context` that of the design it was computed from.
    """
    ranged = ranged_inputs(context.design, fact)
    if not ranged:
        return None
    again = _Again(context, kind, fact)
    middle = {taken.path: quantity.value for taken, quantity in ranged}
    at_middle = again.at(middle) or fact
    tried = [again.at(point) for point in _points(ranged, middle)]
    turns = tuple(_turns(again, ranged, middle, at_middle.verdict))
    # An end without a value (a queue that grows without end, nothing to compute from) leaves the range open.
    valued = [f for f in (at_middle, *tried) if f and f.value is not None]
    ends = valued if len(valued) == len(tried) + 1 else [fact]
    return OverRange(
        _answer(fact.verdict, at_middle.verdict, {f.verdict for f in tried if f}),
        turns,
        min(ends, key=lambda f: f.value or 0.0),
        max(ends, key=lambda f: f.value or 0.0),
    )


def ranged_inputs(design: SystemDesign, fact: Fact) -> list[tuple[Input, Quantity]]:
    """Return the stated inputs of a fact that are ranges, once each, with what stands at their paths."""
    found: dict[Path, tuple[Input, Quantity]] = {}
    for taken in (*fact.inputs, *((fact.stated,) if fact.stated else ())):
        value = design.at(taken.path) if taken.path else None
        if isinstance(value, Quantity) and value.is_range:
            found.setdefault(taken.path, (taken, value))
    return list(found.values())


def with_ends(design: SystemDesign, ends: Ends) -> SystemDesign:
    """Return the design with other ends for the quantities at some paths, in their canonical units."""
    for path, pair in ends.items():
        fresh: SystemDesign = _with(design, path, pair)
        for known in ("parts", "edges"):
            # Boxes and arrows hold the old numbers.
            fresh.__dict__.pop(known, None)
        design = fresh
    return design


def _with(held: Any, path: Path, pair: tuple[float, float]) -> Any:
    if not path:
        return replace(held, low=pair[0], high=pair[1])
    step, rest = path[0], path[1:]
    if isinstance(held, BaseModel):
        name = attribute_of(type(held), str(step))
        return held.model_copy(update={name: _with(getattr(held, name), rest, pair)})
    if isinstance(held, Mapping):
        return {**held, step: _with(held[step], rest, pair)}
    return tuple(_with(item, rest, pair) if place == step else item for place, item in enumerate(held))


class _Again:
    """One fact, computed again on narrowed designs."""

    def __init__(self, context: Context, kind: FactKind, fact: Fact) -> None:
        self._design, self._kind, self._fact = context.design, kind, fact
        # Several facts of a kind may share a subject; the same one comes back at the same place among them.
        self._place = next((n for n, f in enumerate(self._same(context)) if f == fact), 0)

    def at(self, pins: Pins) -> Fact | None:
        """Return the fact on the narrowed design, or None where it does not follow from that."""
        narrowed = with_ends(self._design, {path: (value, value) for path, value in pins.items()})
        found = list(self._same(Context(narrowed)))
        return found[self._place] if self._place < len(found) else None

    def _same(self, context: Context) -> Iterator[Fact]:
        return (f for f in self._kind.compute(context) if f.subject == self._fact.subject)


def _points(ranged: list[tuple[Input, Quantity]], middle: Pins) -> Iterator[Pins]:
    paths = [taken.path for taken, _ in ranged]
    ends = [(quantity.low, quantity.high) for _, quantity in ranged]
    if len(ranged) <= _CORNERS:
        yield from (dict(zip(paths, corner, strict=True)) for corner in product(*ends))
        return
    for side in (0, 1):
        yield {path: pair[side] for path, pair in zip(paths, ends, strict=True)}
        yield from ({**middle, path: pair[side]} for path, pair in zip(paths, ends, strict=True))


def _turns(again: _Again, ranged: list[tuple[Input, Quantity]], middle: Pins, usual: Verdict) -> list[Turn]:
    found = []
    for taken, quantity in ranged:
        ends = [again.at({**middle, taken.path: end}) for end in (quantity.low, quantity.high)]
        low, high = (end.verdict if end else usual for end in ends)
        if {low, high} != {usual}:
            apart = abs(_BADNESS[low] - _BADNESS[high])
            swing = abs(
                sum(sign * ((end.value or 0.0) if end else 0.0) for sign, end in zip((1, -1), ends, strict=True))
            )
            found.append(((-apart, -swing), Turn(taken, low, high)))
    return [turn for _, turn in sorted(found, key=lambda row: row[0])]


def _answer(whole: Verdict, middle: Verdict, ends: set[Verdict]) -> str:
    if whole is Verdict.HOLDS or (ends == {middle} and whole is middle):
        return f"{_word(whole)} over the whole range"
    if middle is Verdict.HOLDS:
        return "holds at the midpoint only"
    return f"{_word(middle)} at the midpoint, not over the whole range" if ends != {middle} else _word(middle)


def _word(verdict: Verdict) -> str:
    return {Verdict.PLAUSIBLE: "is plausible", Verdict.UNKNOWN: "is unknown"}.get(verdict, str(verdict))
