"""The small types a field may have: quantities, words, days, flags, and lists that may be one word."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Annotated, TypeVar

from pydantic import AfterValidator, GetCoreSchemaHandler
from pydantic_core import CoreSchema, PydanticCustomError, core_schema

from workbench.design.quantity import PROVENANCES, Quantity, QuantityError, parse_quantity
from workbench.design.units import EXAMPLES
from workbench.errors import nearest_word

T = TypeVar("T")
LONGEST_TEXT = 4000
LONGEST_NAME = 120
_DIFFERENCE = re.compile(r"(?<![A-Za-z])(pp|bps)(?![A-Za-z])")
OURS = "workbench"
"""The error code of every problem raised here; its context holds our own sentence."""


def complain(message: str, expected: str = "", nearest: str = "") -> PydanticCustomError:
    """Return the one kind of error our types raise: a finished sentence, what was expected, the nearest word."""
    return PydanticCustomError(OURS, "{message}", {"message": message, "expected": expected, "nearest": nearest})


@dataclass(frozen=True, slots=True)
class InUnit:
    """Marks a field as a quantity of one dimension and reads it from text or from its full form."""

    dimension: str

    def __get_pydantic_core_schema__(self, source: object, handler: GetCoreSchemaHandler) -> CoreSchema:
        """Read with `parse_quantity`; write back the author's text."""
        return core_schema.no_info_plain_validator_function(self.read, serialization=core_schema.to_string_ser_schema())

    def read(self, value: object) -> Quantity:
        """Return the quantity that `value` states; complain in our own words otherwise."""
        if isinstance(value, Quantity):
            return value
        text = _from_full_form(value, EXAMPLES[self.dimension][1]) if isinstance(value, Mapping) else value
        if not isinstance(text, str):
            raise complain("this is not a number with its unit", EXAMPLES[self.dimension][1])
        try:
            return parse_quantity(text, self.dimension)
        except QuantityError as error:
            raise complain(error.message, error.expected) from None


def _from_full_form(value: Mapping[str, object], expected: str) -> str:
    known = ("value", "low", "high", "source", "as_of")
    for key, part in value.items():
        if key not in known:
            raise complain(
                f"'{key}' is not part of a number",
                "value, low, high, source or as_of",
                nearest_word(str(key), known),
            )
        if not isinstance(part, str):
            raise complain(f"'{key}' is empty or not one value", expected)
    parts = {key: str(part).strip() for key, part in value.items()}
    ends = [parts[key] for key in ("low", "high") if key in parts]
    if len(ends) != (0 if "value" in parts else 2):
        raise complain("this number has no value, or more than one", "either value, or both low and high")
    source = parts.get("source", PROVENANCES[0])
    if source not in PROVENANCES:
        near = nearest_word(source, PROVENANCES)
        raise complain(f"'{source[:30]}' is not a source of numbers", ", ".join(PROVENANCES), near)
    if "as_of" in parts:
        _read_day(parts["as_of"])
    number = "..".join(ends) if len(ends) == 2 else parts["value"]
    if parts.get("as_of") and not parts.get("source"):
        raise complain("'as_of' needs a source", "source: measured, vendor, estimate or assumed")
    return " ".join(filter(None, (number, parts.get("source"), parts.get("as_of"))))


def _read_flag(value: object) -> bool:
    if isinstance(value, bool):
        return value
    words = {"true": True, "yes": True, "false": False, "no": False}
    if isinstance(value, str) and value.lower() in words:
        return words[value.lower()]
    raise complain("this is a yes-or-no field", "true or false")


def _read_day(value: object) -> date:
    if isinstance(value, date):
        return value
    try:
        return date.fromisoformat(value) if isinstance(value, str) else _no_day()
    except ValueError:
        raise complain(f"'{str(value)[:30]}' is not a day", "a date such as 2026-11-23") from None


def _no_day() -> date:
    raise complain("this is not a day", "a date such as 2026-11-23")


def _read_text(value: object) -> str:
    if not isinstance(value, str) or not value.strip():
        raise complain(
            "words are missing here" if value in (None, "") else "this must be one piece of text",
            "a word or a sentence",
        )
    if len(value) > LONGEST_TEXT:
        raise complain(f"this text is longer than {LONGEST_TEXT} characters", "a shorter text")
    return value.strip()


def _read_name(value: object) -> str:
    text = _read_text(value)
    if len(text) > LONGEST_NAME or "\n" in text:
        raise complain("this is too long for a name", f"at most {LONGEST_NAME} characters on one line")
    return text


def _read_relative(value: Quantity) -> Quantity:
    if _DIFFERENCE.search(value.text):
        raise complain(f"'{value.text}' is a difference, not a share of another number", "a share such as 2%")
    return value


def _one_or_many(value: object) -> object:
    if isinstance(value, str | Mapping):
        return (value,)
    return tuple(value) if isinstance(value, list) else value


class _OneOrMany:
    """A list that may be written as its single item."""

    def __get_pydantic_core_schema__(self, source: object, handler: GetCoreSchemaHandler) -> CoreSchema:
        return core_schema.no_info_before_validator_function(_one_or_many, handler(source))


Duration = Annotated[Quantity, InUnit("duration")]
Rate = Annotated[Quantity, InUnit("rate")]
Fraction = Annotated[Quantity, InUnit("fraction")]
Count = Annotated[Quantity, InUnit("count")]
Size = Annotated[Quantity, InUnit("bytes")]
Money = Annotated[Quantity, InUnit("money")]
Spend = Annotated[Quantity, InUnit("spend")]
Price = Annotated[Quantity, InUnit("price")]
Growth = Annotated[Quantity, InUnit("growth")]
Throughput = Annotated[Quantity, InUnit("throughput")]
Compute = Annotated[Quantity, InUnit("compute")]
Number = Annotated[Quantity, InUnit("number")]
Measure = Annotated[Quantity, InUnit("measure")]


@dataclass(frozen=True, slots=True)
class Sort:
    """Marks plain text by what sort of thing it is; the last mark counts."""

    name: str


@dataclass(frozen=True, slots=True)
class Reads:
    """Reads a value with one of our functions; pydantic need not look into it, which counts at start-up."""

    read: Callable[[object], object]

    def __get_pydantic_core_schema__(self, source: object, handler: GetCoreSchemaHandler) -> CoreSchema:
        """Let the function have the first and the last word."""
        return core_schema.no_info_plain_validator_function(self.read)


Flag = Annotated[bool, Reads(_read_flag)]
Day = Annotated[date, Reads(_read_day)]
Text = Annotated[str, Reads(_read_text), Sort("text")]
"""Free words for people. No check reads them."""
Name = Annotated[str, Reads(_read_name), Sort("name")]
"""A version, key, path, place or title: short, compared or looked up, never judged as prose."""
Relative = Annotated[Fraction, AfterValidator(_read_relative)]
"""A share of another number; `0.1 pp` is refused because it is a difference."""
Many = Annotated[tuple[T, ...], _OneOrMany()]
