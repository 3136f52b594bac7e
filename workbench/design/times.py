"""Times relative to a moment of the system: `build-90d..build-35d`, `decision`, `event+6h`, or a date."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date
from typing import Annotated

from pydantic import GetCoreSchemaHandler
from pydantic_core import CoreSchema, core_schema

from workbench.design.quantity import QuantityError, parse_quantity
from workbench.design.scalars import complain
from workbench.errors import nearest_word

ANCHORS = ("build", "decision", "event", "outcome", "launch", "now")
_POINT = re.compile(r"(?P<anchor>[a-z]+)\s*(?:(?P<sign>[+-])\s*(?P<offset>.+))?")
_EXPECTED = f"a moment such as build-90d or 2026-10-01 (moments: {', '.join(ANCHORS)})"


@dataclass(frozen=True, slots=True)
class Moment:
    """A point in time: an anchor plus an offset in seconds, or a calendar day when `anchor` is empty."""

    anchor: str
    offset: float = 0.0
    day: date | None = None


@dataclass(frozen=True, slots=True)
class Window:
    """From one moment to another; both the same for a single moment."""

    start: Moment
    end: Moment
    text: str

    def __str__(self) -> str:
        return self.text

    def seconds(self) -> float | None:
        """Length in seconds, or None when the two ends hang on different anchors."""
        if self.start.day and self.end.day:
            return (self.end.day - self.start.day).days * 86_400.0
        return self.end.offset - self.start.offset if self.start.anchor == self.end.anchor else None


def parse_window(text: str) -> Window:
    """Read `from..to` or one moment. Raises a complaint when a moment is unknown or the ends are swapped."""
    start_text, dots, end_text = text.partition("..")
    start = _moment(start_text.strip())
    end = _moment(end_text.strip()) if dots else start
    window = Window(start, end, text.strip())
    length = window.seconds()
    if length is not None and length < 0:
        raise complain(f"'{text[:40]}' ends before it starts", "the earlier moment first")
    return window


def _moment(text: str) -> Moment:
    if re.fullmatch(r"\d{4}-\d{2}-\d{2}", text):
        try:
            return Moment("", day=date.fromisoformat(text))
        except ValueError:
            raise complain(f"'{text}' is not a day of the calendar", _EXPECTED) from None
    match = _POINT.fullmatch(text)
    if not match or match["anchor"] not in ANCHORS:
        near = nearest_word(match["anchor"], ANCHORS) if match else ""
        raise complain(f"'{text[:40]}' is not a moment", _EXPECTED, near)
    if not match["offset"]:
        return Moment(match["anchor"])
    try:
        offset = parse_quantity(match["offset"], "duration").value
    except QuantityError as error:
        raise complain(error.message, error.expected) from None
    return Moment(match["anchor"], -offset if match["sign"] == "-" else offset)


class _ReadWindow:
    def __get_pydantic_core_schema__(self, source: object, handler: GetCoreSchemaHandler) -> CoreSchema:
        return core_schema.no_info_plain_validator_function(_read, serialization=core_schema.to_string_ser_schema())


def _read(value: object) -> Window:
    if isinstance(value, Window):
        return value
    if not isinstance(value, str) or not value.strip():
        raise complain("a moment or a span is missing here", _EXPECTED)
    return parse_window(value)


TimeSpan = Annotated[Window, _ReadWindow()]
