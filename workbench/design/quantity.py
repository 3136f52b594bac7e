"""A number as an author writes it: a range in one canonical unit, its text, and where it comes from."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date
from typing import Literal, get_args

from workbench.design.unit_text import UnitError, unit_of
from workbench.design.units import EXAMPLES, SAID_AS

Provenance = Literal["measured", "vendor", "estimate", "assumed"]
PROVENANCES: tuple[str, ...] = get_args(Provenance)

_NUMBER = r"[+-]?(?:[0-9][0-9_]*(?:\.[0-9]+)?|\.[0-9]+)(?:[eE][+-]?[0-9]+)?"
_ONE = re.compile(rf"(?P<number>{_NUMBER})\s*(?P<unit>.*)", re.DOTALL)
_TAIL = re.compile(rf"\s+(?P<source>{'|'.join(PROVENANCES)})(?:\s+(?P<date>[0-9]{{4}}-[0-9]{{2}}-[0-9]{{2}}))?$")
_GROUPED = re.compile(r"[,'’\s]*[0-9]")
_SIGN = ("has a currency sign", "the code behind the number, such as 5 USD")
_ROUGH = ("starts with a sign", "the number, with 'estimate' behind it, or a range such as 80..120 ms")
_NO_NUMBER = dict.fromkeys("$€£¥₹", _SIGN) | dict.fromkeys("<>~≈≤≥=", _ROUGH)
"""What people put in front of a number: what is wrong with it, and what to write."""
_LONGEST = 120
_LARGEST = 1e24
"""No honest number of a design is larger; it leaves room to square it."""
_SIGNED = ("measure", "number", "growth")
"""Dimensions of which a value may be below zero."""


class QuantityError(ValueError):
    """A text is not a quantity of the wanted dimension; says what is wrong and what would be right."""

    def __init__(self, message: str, expected: str = "") -> None:
        self.message, self.expected = message, expected
        super().__init__(f"{message}; expected {expected}" if expected else message)


@dataclass(frozen=True, slots=True)
class Quantity:
    """A closed range `low..high` in the canonical unit of `dimension` (see `units.CANONICAL`)."""

    low: float
    high: float
    dimension: str
    currency: str = ""
    text: str = ""
    source: str = ""
    as_of: date | None = None

    @property
    def value(self) -> float:
        """The middle of the range, in the canonical unit."""
        return (self.low + self.high) / 2

    @property
    def is_range(self) -> bool:
        """True when the author gave two ends."""
        return self.low != self.high

    def __str__(self) -> str:
        return self.text


def parse_quantity(text: str, dimension: str = "measure") -> Quantity:
    """Read a text such as `80..120 ms measured 2026-10-01` as a quantity of `dimension`.

    Raises QuantityError on a wrong dimension, an ambiguous unit (`5m`), a range the wrong way round or no number.
    """
    expected = EXAMPLES[dimension][1]
    body = text.strip()
    if not body or len(body) > _LONGEST:
        raise QuantityError("a number is missing here" if not body else "this is too long for a number", expected)
    body, source, as_of = _split_source(body)
    low_text, high_text, spread = _split_range(body)
    try:
        low, high, found, currency = _ends(low_text, high_text, spread, dimension)
    except UnitError as error:
        raise QuantityError(f"'{_short(text)}' {error.problem}", error.expected or expected) from None
    if dimension not in ("measure", found):
        raise QuantityError(f"'{_short(text)}' is {SAID_AS[found]}", expected)
    if not (abs(low) <= _LARGEST and abs(high) <= _LARGEST):
        raise QuantityError(f"'{_short(text)}' is too large a number", expected)
    if low < 0 and dimension not in _SIGNED:
        raise QuantityError(f"'{_short(text)}' is below zero", expected)
    if low > high:
        raise QuantityError(f"'{_short(text)}' runs from high to low", "the smaller end first, such as 80..120 ms")
    return Quantity(low, high, found, currency, text.strip(), source, as_of)


def _split_source(body: str) -> tuple[str, str, date | None]:
    match = _TAIL.search(body)
    if not match:
        return body, "", None
    when = match["date"]
    try:
        as_of = date.fromisoformat(when) if when else None
    except ValueError:
        raise QuantityError(f"'{when}' is not a day of the calendar", "a date such as 2026-10-01") from None
    return body[: match.start()].strip(), match["source"], as_of


def _split_range(body: str) -> tuple[str, str, str]:
    """Return (low, high, spread): two ends for `a..b`, one number and its spread for `a ± b`."""
    if "..." in body:
        raise QuantityError(f"'{_short(body)}' has three dots", "two dots between the ends, such as 80..120 ms")
    if ".." in body:
        low, _, high = body.partition("..")
        return low.strip(), high.strip(), ""
    for sign in ("±", "+-", "+/-"):
        if sign in body:
            middle, _, spread = body.partition(sign)
            return middle.strip(), middle.strip(), spread.strip()
    return body, body, ""


def _ends(low_text: str, high_text: str, spread: str, dimension: str) -> tuple[float, float, str, str]:
    last = spread or high_text
    high_number, high_unit = _number_and_unit(last)
    low_number, low_unit = _number_and_unit(low_text)
    # `80..120 ms` gives the unit once, at the end, and means it for both.
    unit = unit_of(high_unit, dimension, high_number)
    low_scale = unit if not low_unit else unit_of(low_unit, dimension, low_number)
    if low_scale.dimension != unit.dimension or low_scale.currency != unit.currency:
        raise UnitError("has ends of two different units", "")
    low, high = _scaled(low_number, low_scale.factor), _scaled(high_number, unit.factor)
    if spread:
        low, high = _scaled(low - high, 1.0), _scaled(low + high, 1.0)
    return low, high, unit.dimension, unit.currency


def _scaled(number: float, factor: float) -> float:
    """Multiply without the last binary digit of noise, so that 8.03B is 8030000000."""
    return float(f"{number * factor:.15g}")


def _number_and_unit(text: str) -> tuple[float, str]:
    match = _ONE.fullmatch(text)
    if not match:
        raise UnitError(*_NO_NUMBER.get(text[:1], ("is not a number", "")) if text else ("has an empty end", ""))
    unit = match["unit"].strip()
    if _GROUPED.match(unit):
        raise UnitError("has a comma or a blank inside the number", "12000, 12_000 or 12k, and a dot for decimals")
    return float(match["number"].replace("_", "")), unit


def _short(text: str) -> str:
    flat = " ".join(text.split())
    return flat if len(flat) <= 40 else flat[:39] + "…"
