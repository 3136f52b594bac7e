"""Ranges through formulas."""

from __future__ import annotations

from operator import le

import pytest
from hypothesis import given
from hypothesis import strategies as st

from workbench.design import parse_quantity
from workbench.facts import Input, Verdict
from workbench.facts.ranges import at_least, at_most, flips, span, weakened


def taken(text: str, assumed: bool = False) -> Input:
    """Return an input for a text."""
    return Input(text, ("x",), text, parse_quantity(text), assumed)


def test_corners_and_middle() -> None:
    """A product of two ranges spans from the product of the low ends to that of the high ends."""
    found = span(lambda a, b: a * b, taken("2..4"), taken("10..20"))
    assert (found.low, found.middle, found.high) == (20, 45, 80)
    assert at_most(found, 80) is Verdict.HOLDS
    assert at_most(found, 50) is Verdict.PLAUSIBLE
    assert at_most(found, 40) is Verdict.FAILS
    assert at_least(found, 20) is Verdict.HOLDS
    assert at_least(found, 45) is Verdict.PLAUSIBLE
    assert at_least(found, 46) is Verdict.FAILS


def test_the_input_that_decides_is_named() -> None:
    """Only the wide range can tip the result over the limit."""
    assert flips(lambda a, b: a * b, 50.0, le, taken("2..8"), taken("9..11")) == "2..8"
    assert flips(lambda a, b: a * b, 500.0, le, taken("2..8"), taken("9..11")) == ""


def test_assumed_inputs_never_prove() -> None:
    """What rests on an assumption is plausible at best, and a failure stays one."""
    assert weakened(Verdict.HOLDS, taken("1", assumed=True)) is Verdict.PLAUSIBLE
    assert weakened(Verdict.FAILS, taken("1", assumed=True)) is Verdict.FAILS
    with pytest.raises(ValueError, match="not a number"):
        span(lambda a: a, Input("x", (), "words"))


@given(st.floats(0, 1e6), st.floats(0, 1e6), st.floats(1, 1e3))
def test_a_span_holds_its_middle(low: float, more: float, factor: float) -> None:
    """The middle lies between the ends for a monotone formula."""
    found = span(lambda a: a * factor, taken(f"{low:.6f}..{low + more:.6f}"))
    assert found.low <= found.middle <= found.high
