"""Measuring and fitting text without a font library."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from workbench.diagram import measure

from .samples import HOSTILE

texts = st.one_of(st.text(max_size=60), st.sampled_from(HOSTILE))


@given(texts, st.floats(20, 300))
def test_what_fits_is_not_wider_than_its_room(text: str, room: float) -> None:
    """A fitted text is never wider than the room, unless the room cannot hold an ellipsis and a letter."""
    shown = measure.fit(measure.clean(text), room, 11.5)
    assert measure.width(shown, 11.5) <= max(room, measure.width(measure.ELLIPSIS, 11.5))


@given(texts, st.floats(60, 200), st.integers(1, 4))
def test_wrapped_lines_are_few_and_narrow(text: str, room: float, lines: int) -> None:
    """Wrapping keeps to the number of lines and the room, and drops nothing but blanks when it fits."""
    shown = measure.clean(text)
    out = measure.wrap(shown, room, 12, lines=lines)
    assert len(out) <= lines
    assert all(measure.width(line, 12) <= room for line in out)
    if out and not out[-1].endswith(measure.ELLIPSIS):
        assert _letters("".join(out)) == _letters(shown)


def _letters(text: str) -> str:
    return text.replace(" ", "").replace("·", "")


def test_facts_break_between_facts_first() -> None:
    """A line breaks at the dot between two facts, else between words, and within a word only when it must."""
    assert measure.wrap("Azure Cache for Redis · p99 10 ms", 130, 11.5) == ("Azure Cache for Redis", "p99 10 ms")
    assert measure.wrap("text-embedding-3, 1536 d", 110, 11.5) == ("text-embedding-3,", "1536 d")
    assert measure.wrap("Human review of 4000/day", 100, 11.5) == ("Human review of", "4000/day")
    assert measure.wrap("velocity_features_online", 90, 13.5)[0] == "velocity_"


@given(texts)
def test_clean_leaves_one_printable_line(text: str) -> None:
    """Control characters, line breaks and direction marks do not survive, and cleaning twice changes nothing."""
    out = measure.clean(text)
    assert "\n" not in out
    assert "\x00" not in out
    assert "\u202e" not in out
    assert measure.clean(out) == out


def test_widths_are_the_fonts() -> None:
    """Digits are as wide as in the font we ship, bold is wider, unknown letters are taken as wide."""
    assert measure.width("0", 1000) == measure.width("0", 100) * 10
    assert measure.width("name", 12, measure.SEMIBOLD) > measure.width("name", 12)
    assert measure.width("漢", 10) > measure.width("m", 10)
    assert measure.covered("Größe ≥ 5 → ok")
    assert not measure.covered("漢")
