"""Ranges through formulas."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from workbench.design import parse_quantity
from workbench.facts import Input, Verdict
from workbench.facts.ranges import Span, at_least, at_most, same, span, weakened


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


def test_a_limit_may_be_a_range_as_well() -> None:
    """What holds holds against the tight end; what fails fails against the loose one."""
    found = Span(4, 6, 8)
    for limit, verdict in ((Span(8, 9, 10), Verdict.HOLDS), (Span(4, 6, 7), Verdict.PLAUSIBLE)):
        assert at_most(found, limit) is verdict
    assert at_most(found, Span(3, 4, 5)) is Verdict.FAILS
    for limit, verdict in ((Span(2, 3, 4), Verdict.HOLDS), (Span(5, 6, 9), Verdict.PLAUSIBLE)):
        assert at_least(found, limit) is verdict
    assert at_least(found, Span(7, 8, 9)) is Verdict.FAILS


def test_a_stated_number_is_the_computed_one() -> None:
    """The same over all of both ranges, about the same somewhere in them, or another."""
    for stated, verdict in (
        (Span(99, 100, 101), Verdict.HOLDS), (Span(92, 96, 100), Verdict.HOLDS), (Span(80, 95, 110), Verdict.PLAUSIBLE),
        (Span(108, 108, 108), Verdict.PLAUSIBLE), (Span(112, 120, 130), Verdict.FAILS),
    ):  # fmt: skip
        assert same(stated, Span(100, 100, 100), 0.03, 0.10) is verdict


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
