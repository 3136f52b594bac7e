"""Ranges carried through a formula, and what they say of a limit: over all of it, in the middle only, or not."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from itertools import product

from workbench.design import Quantity
from workbench.facts.fact import Input, Verdict


@dataclass(frozen=True, slots=True)
class Span:
    """What a formula gives over the ranges of its inputs, in the canonical unit of its result."""

    low: float
    middle: float
    high: float

    @property
    def is_range(self) -> bool:
        """True when the two ends differ."""
        return self.low != self.high


def span(formula: Callable[..., float], *inputs: Input) -> Span:
    """Evaluate a formula that is monotone in each input at every corner of the inputs' ranges, and in the middle.

    Raises ValueError when an input is no quantity. The number of inputs that are ranges should stay below seven.
    """
    quantities = [_quantity(i) for i in inputs]
    corners = [formula(*ends) for ends in product(*[{q.low, q.high} for q in quantities])]
    return Span(min(corners), formula(*(q.value for q in quantities)), max(corners))


def at_most(found: Span, limit: float) -> Verdict:
    """Return whether a span stays at or below a limit: holds over all of it, plausible in the middle, or fails."""
    if found.high <= limit:
        return Verdict.HOLDS
    return Verdict.PLAUSIBLE if found.middle <= limit else Verdict.FAILS


def at_least(found: Span, limit: float) -> Verdict:
    """Return whether a span stays at or above a limit: holds over all of it, plausible in the middle, or fails."""
    if found.low >= limit:
        return Verdict.HOLDS
    return Verdict.PLAUSIBLE if found.middle >= limit else Verdict.FAILS


def weakened(verdict: Verdict, *inputs: Input | None) -> Verdict:
    """Return the verdict, but plausible at best when an input was assumed."""
    assumed = any(i.assumed for i in inputs if i)
    return Verdict.PLAUSIBLE if verdict is Verdict.HOLDS and assumed else verdict


def flips(formula: Callable[..., float], limit: float, holds: Callable[[float, float], bool], *inputs: Input) -> str:
    """Return the name of the input whose range alone decides on which side of the limit the result falls, if any."""
    middles = [_quantity(i).value for i in inputs]
    for place, taken in enumerate(inputs):
        ends = (_quantity(taken).low, _quantity(taken).high)
        sides = {holds(formula(*middles[:place], end, *middles[place + 1 :]), limit) for end in ends}
        if len(sides) == 2:
            return taken.name
    return ""


def _quantity(taken: Input) -> Quantity:
    if taken.quantity is None:
        raise ValueError(f"{taken.name} is not a number")
    return taken.quantity
