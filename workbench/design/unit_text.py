"""Reading the unit behind a number: which dimension it names, and by what factor."""

from __future__ import annotations

import re
from dataclasses import dataclass
from difflib import get_close_matches

from workbench.design.units import (
    BYTES,
    CURRENCIES,
    FLOPS,
    FRACTION,
    MULTIPLIER,
    RATE_WORDS,
    SPEND_MONTH,
    TIME,
    UNCLEAR,
    YEAR,
)
from workbench.errors import nearest_word

_MULTIPLIED = re.compile(r"(?P<by>thousand|million|billion|trillion|bn|[kKMBT])(?P<rest>$|[\s/].*)", re.DOTALL)
_WORDS = re.compile(r"[a-z][a-z_-]+(?: [a-z][a-z_-]+){0,2}")
_FIRST = re.compile(r"[^\s/]*")
_PER = re.compile(r"\s+per\s+")
_THINGS = re.compile(r"(?:(?P<n>[0-9][0-9_]*)?\s*(?P<by>bn|[kKMB])?)?\s*(?P<noun>[a-z][a-z _-]+)?")
_LONG_UNITS = [unit for unit in (*TIME, *FRACTION) if len(unit) > 3]
_SLIP = 0.85
"""How alike a noun and the name of a unit may be before the noun is taken for a slip."""


class UnitError(ValueError):
    """The unit cannot be read; `problem` continues a sentence that starts with the author's text."""

    def __init__(self, problem: str, expected: str) -> None:
        self.problem, self.expected = problem, expected
        super().__init__(problem)


@dataclass(frozen=True, slots=True)
class Unit:
    """A dimension, the factor to its canonical unit, and the currency where money is meant."""

    dimension: str
    factor: float
    currency: str = ""


def unit_of(text: str, wanted: str, number: float) -> Unit:
    """Return the unit that `text` names, `wanted` deciding where a bare number or `B` could mean two things.

    Raises UnitError when the unit is unknown or ambiguous.
    """
    text = _PER.sub("/", text)
    _refuse_ambiguous(text, wanted)
    if text == "":
        return _bare(wanted, number)
    plain = _simple(text, wanted)
    if plain:
        return plain
    multiplied = _MULTIPLIED.fullmatch(text)
    if multiplied:
        rest = _multiplied(multiplied["rest"].strip(), wanted)
        if rest:
            return Unit(rest.dimension, rest.factor * MULTIPLIER[multiplied["by"]], rest.currency)
    counted = _counted(text, wanted)
    if counted:
        return counted
    near = nearest_word(text, [*TIME, *BYTES, *FRACTION, *FLOPS, *RATE_WORDS, *CURRENCIES])
    raise UnitError(f"has a unit that is not known, '{text[:20]}'", f"'{near}'" if near else "")


def _refuse_ambiguous(text: str, wanted: str) -> None:
    """Refuse what two readers would read in two ways, in front of a noun or a slash as well as alone."""
    first = _FIRST.match(text)
    word = first[0] if first else ""
    if word in UNCLEAR:
        raise UnitError(*UNCLEAR[word])
    if word == "M" and wanted == "duration":
        raise UnitError("could mean months or minutes", "'min' for minutes or 'mo' for months")
    if word == "B" and wanted == "measure":
        raise UnitError("could mean bytes or billion", "'kB' or 'MB' for bytes, 'bn' for billion")


def _bare(wanted: str, number: float) -> Unit:
    if wanted in ("count", "number"):
        return Unit(wanted, 1.0)
    if wanted == "measure":
        return Unit("number", 1.0)
    if wanted == "fraction":
        if abs(number) > 1:
            raise UnitError(f"without a sign would be {number * 100:g}%", "a percent sign, such as 99.95%")
        return Unit("fraction", 1.0)
    if wanted == "duration" and number == 0:
        return Unit("duration", 1.0)
    raise UnitError("has no unit", "")


def _simple(text: str, wanted: str) -> Unit | None:
    if text == "B" and wanted in ("count", "number", "rate"):
        return None
    tables = (
        ("duration", TIME),
        ("bytes", BYTES),
        ("fraction", FRACTION),
        ("compute", FLOPS),
        ("rate", RATE_WORDS),
    )
    for dimension, table in tables:
        if text in table:
            return Unit(dimension, table[text])
    if text in CURRENCIES:
        return Unit("money", 1.0, text)
    over, slash, per = text.partition("/")
    return _quotient(over.strip(), per.strip(), wanted) if slash else None


def _multiplied(rest: str, wanted: str) -> Unit | None:
    """What may stand after `k`, `M`, `B`: nothing, a noun, a currency, or any of them over something."""
    if rest == "":
        return Unit("number" if wanted in ("number", "measure") else "count", 1.0)
    if rest in CURRENCIES:
        return Unit("money", 1.0, rest)
    over, slash, per = rest.partition("/")
    if slash:
        return _quotient(over.strip(), per.strip(), wanted)
    return _counted(rest, wanted)


def _quotient(over: str, per: str, wanted: str) -> Unit | None:
    seconds = TIME.get(per)
    if over in CURRENCIES:
        return Unit("spend", SPEND_MONTH / _spend_seconds(per), over) if seconds else _price(over, per)
    if seconds is None:
        return None
    if over in FRACTION:
        return Unit("growth", FRACTION[over] * YEAR / seconds)
    if over in BYTES and not (over == "B" and wanted == "rate"):
        return Unit("throughput", BYTES[over] / seconds)
    if over == "" or _is_noun(over):
        return Unit("rate", 1 / seconds)
    head = _MULTIPLIED.fullmatch(over)
    if head and (head["rest"].strip() == "" or _is_noun(head["rest"].strip())):
        return Unit("rate", MULTIPLIER[head["by"]] / seconds)
    return None


def _spend_seconds(per: str) -> float:
    """A month of spend is 730 h and a year 8,760 h, whatever a month is elsewhere."""
    if per in ("mo", "month", "months"):
        return SPEND_MONTH
    return TIME[per]


def _price(currency: str, per: str) -> Unit | None:
    match = _THINGS.fullmatch(per)
    if not match or not any(match.groups()):
        return None
    things = float((match["n"] or "1").replace("_", "")) * MULTIPLIER.get(match["by"] or "", 1.0)
    return Unit("price", 1 / things, currency) if things else None


def _is_noun(text: str) -> bool:
    first = text.partition(" ")[0]
    taken = first in TIME or first in FRACTION or first in MULTIPLIER or first.upper() in CURRENCIES
    return bool(_WORDS.fullmatch(text)) and not taken


def _counted(text: str, wanted: str) -> Unit | None:
    """A noun behind a number is a count: `4000 cases`, `8k tokens`; a slip in the name of a unit is not."""
    if get_close_matches(text, _LONG_UNITS, n=1, cutoff=_SLIP):
        return None
    if wanted in ("count", "measure", "number") and _is_noun(text):
        return Unit("count" if wanted != "number" else "number", 1.0)
    return None


__all__ = ["Unit", "UnitError", "unit_of"]
