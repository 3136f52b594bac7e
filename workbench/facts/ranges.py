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


_HAIR = 1e-9
"""Numbers that are equal but for rounding in a sum."""


def at_most(found: Span, limit: Span | float) -> Verdict:
    """Return whether a span stays at or below a limit: holds over all of both, plausible in the middle, or fails."""
    tight, loose = _ends(limit)
    if found.high <= tight + _HAIR * abs(tight):
        return Verdict.HOLDS
    return Verdict.PLAUSIBLE if found.middle <= loose + _HAIR * abs(loose) else Verdict.FAILS


def at_least(found: Span, limit: Span | float) -> Verdict:
    """Return whether a span stays at or above a limit: holds over all of both, plausible in the middle, or fails."""
    loose, tight = _ends(limit)
    if found.low >= tight - _HAIR * abs(tight):
        return Verdict.HOLDS
    return Verdict.PLAUSIBLE if found.middle >= loose - _HAIR * abs(loose) else Verdict.FAILS


def same(stated: Span, found: Span, exact: float, rounded: float) -> Verdict:
    """Return whether a stated number is the computed one: within the share `exact` it holds, `rounded` plausible.

    Of ranges, the nearest points count; it holds only if the furthest are within `rounded` as well.
    """

    def near(slack: float) -> bool:
        return stated.high >= found.low * (1 - slack) and stated.low <= found.high * (1 + slack)

    throughout = stated.low >= found.high * (1 - rounded) and stated.high <= found.low * (1 + rounded)
    if near(exact) and throughout:
        return Verdict.HOLDS
    return Verdict.PLAUSIBLE if near(rounded) else Verdict.FAILS


def _ends(limit: Span | float) -> tuple[float, float]:
    return (limit.low, limit.high) if isinstance(limit, Span) else (limit, limit)


def weakened(verdict: Verdict, *inputs: Input | None) -> Verdict:
    """Return the verdict, but plausible at best when an input was assumed."""
    assumed = any(i.assumed for i in inputs if i)
    return Verdict.PLAUSIBLE if verdict is Verdict.HOLDS and assumed else verdict


def _quantity(taken: Input) -> Quantity:
    if taken.quantity is None:
        raise ValueError(f"{taken.name} is not a number")
    return taken.quantity
