"""How wide a text is in the font we ship, and how to make it fit."""

from __future__ import annotations

import json
import unicodedata
from functools import lru_cache
from pathlib import Path

FONT_FOLDER = Path(__file__).parent / "fonts"
ELLIPSIS = "…"
DOT = " · "
LEAST_EMS = 3.0
"""Fewer letters than fit in this are not worth showing before a number."""
REGULAR, SEMIBOLD = 400, 600
_BASIC = 0xFFFF
_MARKS = frozenset({"Mn", "Me", "Cf"})
_DROPPED = frozenset({"Cc", "Cs", "Co", "Cn"})
# Bidirectional controls can turn the rest of a line around; nothing we draw needs them.
_BIDI = frozenset("\u061c\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")


@lru_cache(maxsize=1)
def _tables() -> dict[int, dict[str, float]]:
    raw = json.loads((FONT_FOLDER / "widths.json").read_text(encoding="utf-8"))
    return {int(weight): {c: w / 1000 for c, w in table.items()} for weight, table in raw.items()}


def clean(text: str) -> str:
    """Return `text` on one line without control, private or direction-changing characters."""
    if text.isascii() and text.isprintable():
        return text.strip()
    spaced = "".join(" " if c.isspace() else c for c in text)
    kept = (c for c in spaced if unicodedata.category(c) not in _DROPPED and c not in _BIDI)
    return " ".join("".join(kept).split())


def _char_width(char: str, table: dict[str, float]) -> float:
    width = table.get(char)
    if width is not None:
        return width
    if unicodedata.category(char) in _MARKS:
        return 0.0
    # Characters our font lacks fall to a font of the reader's: take the widest plausible advance.
    wide = unicodedata.east_asian_width(char) in "WF" or ord(char) > _BASIC
    return 1.3 if wide else 0.8


def covered(text: str) -> bool:
    """Tell whether the font we ship has every character of `text`."""
    return text.isascii() or set(text) <= _known()


@lru_cache(maxsize=1)
def _known() -> frozenset[str]:
    return frozenset(_tables()[REGULAR]) | {"\n", "\t"}


@lru_cache(maxsize=16384)
def width(text: str, size: float, weight: int = REGULAR) -> float:
    """Return the width of `text` in pixels at `size` pixels; kerning, which narrows, is left out."""
    table = _tables()[weight]
    return sum(_char_width(c, table) for c in text) * size


def fit(text: str, room: float, size: float, weight: int = REGULAR) -> str:
    """Return `text`, or as much of it as fits in `room` pixels with an ellipsis after it."""
    if width(text, size, weight) <= room:
        return text
    table = _tables()[weight]
    left = room - width(ELLIPSIS, size, weight)
    used, end = 0.0, 0
    for end, char in enumerate(text):  # noqa: B007 - the position where the loop stopped is the result
        used += _char_width(char, table) * size
        if used > left:
            break
    return text[:end].rstrip(" _-·,") + ELLIPSIS


def _reach(text: str, room: float, size: float, weight: int) -> int:
    """Return how many characters fit in the room."""
    table = _tables()[weight]
    used = 0.0
    for i, char in enumerate(text):
        used += _char_width(char, table) * size
        if used > room:
            return i
    return len(text)


def _break_at(text: str, room: float, size: float, weight: int, lines: int) -> tuple[int, int]:
    """Return where a line ends and the next begins: best between facts, then words, then within a word."""
    reach = _reach(text, room, size, weight)
    for mark in (DOT, ",", " ", "_", "-", "/", "."):
        # A mark that joins stays at the end of the line; a blank or a dot between facts goes.
        keeps = mark not in (DOT, " ")
        at = text.rfind(mark, 1, reach + (0 if keeps else len(mark)))
        if at <= 0:
            continue
        end, start = (at + 1, at + 1) if keeps else (at, at + len(mark))
        if mark not in (DOT, ",") or width(text[start:], size, weight) <= room * (lines - 1):
            return end, start
    return max(1, reach), max(1, reach)


def wrap(text: str, room: float, size: float, weight: int = REGULAR, lines: int = 2) -> tuple[str, ...]:
    """Return `text` in at most `lines` lines of `room` pixels, broken at spaces and joining marks.

    Where not all of it fits, what stands after the last dot between facts (the number) is kept whole.
    """
    out = _wrapped(text, room, size, weight, lines)
    head, dot, last = text.rpartition(DOT)
    if not dot or not out[-1].endswith(ELLIPSIS) or width(last, size, weight) > room:
        return out
    if lines > 1:
        return (*_wrapped(head, room, size, weight, lines - 1), last)
    left = room - width(DOT + last, size, weight)
    return (fit(head, left, size, weight) + DOT + last if left > LEAST_EMS * size else last,)


def _wrapped(text: str, room: float, size: float, weight: int, lines: int) -> tuple[str, ...]:
    out: list[str] = []
    rest = text
    while rest and len(out) < lines - 1 and width(rest, size, weight) > room:
        end, start = _break_at(rest, room, size, weight, lines - len(out))
        out.append(rest[:end].rstrip())
        rest = rest[start:].lstrip()
    if rest:
        out.append(fit(rest, room, size, weight))
    return tuple(out)
