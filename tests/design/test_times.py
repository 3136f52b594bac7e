"""Moments and spans relative to a build, a decision or an outcome."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic_core import PydanticCustomError

from workbench.design.times import ANCHORS, Moment, parse_window

DAY = 86_400


@given(st.sampled_from(ANCHORS), st.integers(1, 999), st.integers(0, 999), st.sampled_from(["d", "h", "min"]))
def test_spans(anchor: str, early: int, late: int, unit: str) -> None:
    """A span between two moments of one anchor has its length, and keeps its author's text."""
    text = f"{anchor}-{early}{unit}..{anchor}+{late} {unit}"
    window = parse_window(text)
    assert str(window) == text
    assert window.seconds() == window.end.offset - window.start.offset
    assert window.start.offset < 0 <= window.end.offset


def test_moments() -> None:
    """One moment is a span of no length; blanks around the sign do not matter."""
    assert parse_window("build - 90 d").start == Moment("build", -90 * DAY)
    assert parse_window("outcome+2d").seconds() == 0
    assert parse_window("decision").start == Moment("decision")


def test_days() -> None:
    """A span may stand between two days of the calendar."""
    window = parse_window("2026-01-01..2026-02-01")
    assert window.start.day == date(2026, 1, 1)
    assert window.seconds() == 31 * DAY


def test_unlike_ends() -> None:
    """The distance between two different anchors is not known."""
    assert parse_window("event..decision").seconds() is None
    assert parse_window("2026-01-01..now").seconds() is None


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("build-35d..build-90d", "ends before it starts"),
        ("2026-02-01..2026-01-01", "ends before it starts"),
        ("builds-90d", "is not a moment"),
        ("90d", "is not a moment"),
        ("build-90", "has no unit"),
        ("build-5m", "could mean minutes"),
        ("build--5d", "below zero"),
        ("build-90d..", "is not a moment"),
        ("2026-02-30", "not a day of the calendar"),
        ("yesterday", "is not a moment"),
    ],
)
def test_refused(text: str, why: str) -> None:
    """An unknown moment, a reversed span or a bad offset is refused in a sentence."""
    with pytest.raises(PydanticCustomError, match=why):
        parse_window(text)


def test_nearest_anchor() -> None:
    """A misspelt anchor is mended."""
    with pytest.raises(PydanticCustomError) as caught:
        parse_window("biuld-90d")
    assert (caught.value.context or {})["nearest"] == "build"
