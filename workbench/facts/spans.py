"""Arithmetic on ranges of numbers that are never below zero: end with end, middle with middle."""

from __future__ import annotations

from math import prod

from workbench.facts.fact import Input
from workbench.facts.ranges import Span

MOST = 1e200
"""What stands for 'without bound': a number over zero divided by zero."""


def of(taken: Input) -> Span:
    """Return the range an input states. Raises ValueError when it is no quantity."""
    found = taken.quantity
    if found is None:
        raise ValueError(f"{taken.name} is not a number")
    return Span(found.low, found.value, found.high)


def exactly(value: float) -> Span:
    """Return the range that is one number."""
    return Span(value, value, value)


def at_least_one(taken: Input | None) -> Span:
    """Return the range of a count that is one where it is not stated, and never less."""
    found = of(taken) if taken else exactly(1.0)
    return Span(max(found.low, 1.0), max(found.middle, 1.0), max(found.high, 1.0))


def total(*spans: Span) -> Span:
    """Return the sum."""
    return Span(sum(s.low for s in spans), sum(s.middle for s in spans), sum(s.high for s in spans))


def product(*spans: Span) -> Span:
    """Return the product, cut off where numbers end."""
    rows = ((s.low for s in spans), (s.middle for s in spans), (s.high for s in spans))
    low, middle, high = (min(prod(row), MOST) for row in rows)
    return Span(low, middle, high)


def ratio(over: Span, under: Span) -> Span:
    """Return the quotient: smallest over largest to largest over smallest."""
    return Span(_over(over.low, under.high), _over(over.middle, under.middle), _over(over.high, under.low))


def less(all_of: Span, part: Span) -> Span:
    """Return the difference, zero where the part is larger than the whole."""
    return Span(
        max(all_of.low - part.high, 0.0), max(all_of.middle - part.middle, 0.0), max(all_of.high - part.low, 0.0)
    )


def _over(over: float, under: float) -> float:
    if over <= 0:
        return 0.0
    return min(over / under, MOST) if under > over / MOST else MOST
