"""Numbers with units: what is read, what is refused and how, and that the author's own text survives."""

from __future__ import annotations

from contextlib import suppress
from datetime import date
from math import isclose

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.strategies import quantities
from workbench.design.quantity import PROVENANCES, QuantityError, parse_quantity
from workbench.design.units import BYTES, CANONICAL, EXAMPLES, FLOPS, FRACTION, MULTIPLIER, RATE_WORDS, TIME

PLAIN_UNITS = [
    (unit, dimension, factor)
    for dimension, table in (("duration", TIME), ("bytes", BYTES), ("fraction", FRACTION), ("compute", FLOPS))
    for unit, factor in table.items()
] + [(unit, "rate", factor) for unit, factor in RATE_WORDS.items()]

VALUES = [
    ("100 ms", "duration", 0.1),
    ("1.5 h", "duration", 5400),
    ("2 w", "duration", 1_209_600),
    ("0", "duration", 0),
    ("2.2k/s", "rate", 2200),
    ("60M/day", "rate", 60e6 / 86_400),
    ("300 requests/min", "rate", 5),
    ("5 million requests/day", "rate", 5e6 / 86_400),
    ("2.52M tokens/min", "rate", 42_000),
    ("12k per hour", "rate", 12_000 / 3600),
    ("99.95%", "fraction", 0.9995),
    ("0.35", "fraction", 0.35),
    ("6 bps", "fraction", 0.0006),
    ("0.5 pp", "fraction", 0.005),
    ("20k", "count", 20_000),
    ("8.03B", "count", 8.03e9),
    ("4000 cases", "count", 4000),
    ("8k tokens", "count", 8000),
    ("1_000", "count", 1000),
    ("5 million", "count", 5e6),
    ("1.2 kB", "bytes", 1200),
    ("16 GiB", "bytes", 16 * 2**30),
    ("5 USD", "money", 5),
    ("20k EUR", "money", 20_000),
    ("20k USD/month", "spend", 20_000),
    ("2.50 USD/h", "spend", 1825),
    ("1200 USD/year", "spend", 100),
    ("0.50 USD/1M tokens", "price", 5e-7),
    ("0.84 USD/1k", "price", 0.00084),
    ("2 USD/query", "price", 2),
    ("30%/year", "growth", 0.3),
    ("0.04 pp/day", "growth", 0.146),
    ("-3%/year", "growth", -0.03),
    ("200 MB/s", "throughput", 2e8),
    ("989 TFLOP/s", "compute", 9.89e14),
    ("-0.4 pp", "measure", -0.004),
    ("1e3", "count", 1000),
]

REFUSED = [
    ("5m", "duration", "could mean minutes"),
    ("5m", "count", "could mean minutes"),
    ("5m/s", "rate", "could mean minutes"),
    ("5m tokens", "count", "could mean minutes"),
    ("5M", "duration", "could mean months"),
    ("100B", "measure", "bytes or billion"),
    ("5B/s", "measure", "bytes or billion"),
    ("5 mb/s", "throughput", "bits or bytes"),
    ("5 gb", "bytes", "bits or bytes"),
    ("5 mln", "count", "several ways"),
    ("$5", "money", "currency sign"),
    ("5€", "money", "currency sign"),
    ("99.95", "fraction", "would be 9995%"),
    ("120..80 ms", "duration", "from high to low"),
    ("5 ms", "rate", "is a time"),
    ("3/s", "duration", "is a rate"),
    ("5 USD", "fraction", "is an amount of money"),
    ("40%", "count", "is a share"),
    ("1.2 kB", "duration", "is a size in bytes"),
    ("30%/year", "fraction", "is a share over time"),
    ("20k USD/month", "money", "is money over time"),
    ("2 USD/query", "spend", "is a price"),
    ("5 GB/s", "rate", "is bytes over time"),
    ("5 s", "compute", "is a time"),
    ("5", "duration", "has no unit"),
    ("5", "rate", "has no unit"),
    ("5", "bytes", "has no unit"),
    ("1,000", "count", "comma or a blank"),
    ("99,95%", "fraction", "comma or a blank"),
    ("1 000 ms", "duration", "comma or a blank"),
    ("~5 ms", "duration", "starts with a sign"),
    ("<100 ms", "duration", "starts with a sign"),
    ("-5 ms", "duration", "below zero"),
    ("-1", "count", "below zero"),
    ("1..", "count", "empty end"),
    ("..5", "count", "empty end"),
    ("0...5", "count", "three dots"),
    ("5 ms..3 GB", "measure", "two different units"),
    ("5 USD..6 EUR", "money", "two different units"),
    ("fast", "duration", "not a number"),
    ("", "duration", "missing"),
    ("  ", "count", "missing"),
    ("9" * 121, "count", "too long"),
    ("1e999", "count", "too large"),
    ("5 parsecs", "duration", "not known"),
    ("5 secnds", "measure", "not known"),
    ("5 ms measured 2026-02-30", "duration", "calendar"),
    ("5 x", "measure", "not known"),
    ("5 usd", "money", "not known"),
]


@pytest.mark.parametrize(("unit", "dimension", "factor"), PLAIN_UNITS)
def test_every_unit(unit: str, dimension: str, factor: float) -> None:
    """Every unit of the tables is read, with and without a blank, as its own multiple of the canonical unit."""
    for text in (f"3 {unit}", f"3{unit}"):
        quantity = parse_quantity(text, dimension)
        assert isclose(quantity.value, 3 * factor)
        assert quantity.dimension == dimension


@pytest.mark.parametrize("by", sorted(MULTIPLIER))
def test_every_multiplier(by: str) -> None:
    """Thousand, million, billion and trillion multiply a count, a rate and an amount of money."""
    assert parse_quantity(f"3 {by}", "count").value == 3 * MULTIPLIER[by]
    assert parse_quantity(f"3{by}/s", "rate").value == 3 * MULTIPLIER[by]
    assert parse_quantity(f"3{by} USD", "money").value == 3 * MULTIPLIER[by]


@pytest.mark.parametrize(("text", "dimension", "value"), VALUES)
def test_values(text: str, dimension: str, value: float) -> None:
    """What people write is read as one number in the canonical unit of the field."""
    assert isclose(parse_quantity(text, dimension).value, value, rel_tol=1e-9, abs_tol=1e-12)


@pytest.mark.parametrize(("text", "dimension", "why"), REFUSED)
def test_refused(text: str, dimension: str, why: str) -> None:
    """What is ambiguous, of another dimension or impossible is refused by name, and the right way is shown."""
    with pytest.raises(QuantityError) as caught:
        parse_quantity(text, dimension)
    assert why in caught.value.message
    assert caught.value.expected


@pytest.mark.parametrize("dimension", sorted(EXAMPLES))
def test_every_dimension(dimension: str) -> None:
    """Every dimension has a canonical unit and an example that is read."""
    example, said = EXAMPLES[dimension]
    assert parse_quantity(example, dimension).text == example
    assert CANONICAL[dimension]
    assert example in said


@given(quantities())
def test_round_trip(written: tuple[str, str]) -> None:
    """A quantity keeps its author's text, and reading that text again gives the same quantity."""
    text, dimension = written
    quantity = parse_quantity(text, dimension)
    assert str(quantity) == text
    assert parse_quantity(str(quantity), dimension) == quantity
    assert quantity.low <= quantity.value <= quantity.high


@given(st.text(max_size=40), st.sampled_from(sorted(EXAMPLES)))
def test_any_text(text: str, dimension: str) -> None:
    """Any text is either a finite quantity of the wanted dimension or refused in a sentence; nothing else happens."""
    with suppress(QuantityError):
        quantity = parse_quantity(text, dimension)
        assert dimension in (quantity.dimension, "measure")
        assert quantity.low <= quantity.high


@pytest.mark.parametrize(
    "text", ["80..120 ms", "80 ms..120 ms", "80ms..0.12 s", "100 ± 20 ms", "100 ms ± 20 ms", "100 +- 20 ms"]
)
def test_ranges(text: str) -> None:
    """A range may name its unit once or twice, or stand as a middle and a spread."""
    quantity = parse_quantity(text, "duration")
    assert (quantity.low, quantity.high) == (0.08, 0.12)
    assert quantity.is_range
    assert isclose(quantity.value, 0.1)


@pytest.mark.parametrize("source", PROVENANCES)
def test_provenance(source: str) -> None:
    """A number may say where it comes from and since when."""
    quantity = parse_quantity(f"38..42 ms {source} 2026-10-01", "duration")
    assert (quantity.source, quantity.as_of) == (source, date(2026, 10, 1))
    assert parse_quantity(f"3 ms {source}", "duration").as_of is None


def test_without_noise() -> None:
    """Scaling leaves no binary dust behind, so that equal amounts are equal."""
    assert parse_quantity("8.03B", "count").value == 8_030_000_000
    assert parse_quantity("0.1 s", "duration") != parse_quantity("100 ms", "duration")
    assert parse_quantity("0.1 s", "duration").value == parse_quantity("100 ms", "duration").value


def test_currency() -> None:
    """Money keeps its currency, and nothing else has one."""
    assert parse_quantity("5 EUR", "money").currency == "EUR"
    assert parse_quantity("2.50 USD/h", "spend").currency == "USD"
    assert parse_quantity("5 h", "duration").currency == ""


def test_measure_tells_its_dimension() -> None:
    """A field that takes any measure still knows which dimension was given."""
    found = {text: parse_quantity(text).dimension for text in ("2 pp", "100 ms", "0.64", "20k", "3/s", "5 USD")}
    assert found == {
        "2 pp": "fraction", "100 ms": "duration", "0.64": "number", "20k": "number", "3/s": "rate", "5 USD": "money",
    }  # fmt: skip
