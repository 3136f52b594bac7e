"""The same number in other units gives the same facts: every formula, and the three reference designs."""

from __future__ import annotations

import math
from typing import Any

import pytest

from tests.facts.test_every_number import every_example
from tests.facts.test_over_range import quantities
from tests.mutations.cases import DESIGNS, reference
from workbench.design import Quantity, bind, design_of, file_path, parse_quantity
from workbench.design.quantity import QuantityError
from workbench.errors import Path
from workbench.facts import Fact, compute
from workbench.reading import Document, read
from workbench.reading.changes import with_value
from workbench.reading.dump import dump

OTHER: dict[str, tuple[tuple[str, float], ...]] = {
    "duration": ((" ms", 1e-3), (" min", 60.0), (" h", 3600.0), (" d", 86_400.0)),
    "rate": ((" requests/min", 1 / 60), ("k/h", 1000 / 3600), ("M/day", 1e6 / 86_400)),
    "fraction": (("%", 0.01), (" bps", 1e-4)),
    "bytes": ((" kB", 1e3), (" MB", 1e6), (" GB", 1e9), (" GiB", 2.0**30)),
    "count": (("k", 1e3), ("M", 1e6)),
}
"""Other units by dimension, each with its size in the canonical unit."""


def rewritten(quantity: Quantity, turn: int) -> str:
    """Return the same number in another unit, or nothing where there is none, or where rounding would change it."""
    units = OTHER.get(quantity.dimension, ())
    if not units or quantity.is_range or quantity.low <= 0:
        return ""
    unit, size = units[turn % len(units)]
    text = f"{quantity.low / size:.17g}{unit}{' ' + quantity.source if quantity.source else ''}"
    if "e" in text.removesuffix(f" {quantity.source}").removesuffix(unit):
        return ""
    try:
        again = parse_quantity(text, quantity.dimension)
    except QuantityError:
        return ""
    return text if math.isclose(again.low, quantity.low, rel_tol=1e-12) else ""


def in_other_units(document: Document, turn: int) -> tuple[Any, int]:
    """Return the data of a design with its numbers in other units, and how many were rewritten."""
    data, count = document.data, 0
    for path, quantity in quantities(design_of(document)):
        place: Path = file_path(document, path)
        # A share of another number is never told in basis points.
        text = "" if path[-1] == "mde" else rewritten(quantity, turn + count)
        if text and document.has(place) and document.at(place) == quantity.text:
            data, count = with_value(data, place, text), count + 1
    return data, count


def told(facts: tuple[Fact, ...]) -> dict[tuple[str, str, str], tuple[str, float]]:
    """Return what must stay the same of facts: verdict and value, by fact, subject and place."""
    return {(f.id, f.subject, str(f.at)): (str(f.verdict), f.value or 0.0) for f in facts}


def assert_same(document: Document, turn: int, fewest: int) -> None:
    """Assert that the facts of a design do not depend on the units it is written in."""
    data, count = in_other_units(document, turn)
    assert count >= fewest
    design, problems = bind(read(dump(data), document.name))
    assert problems == ()
    here, there = told(compute(design_of(document))[1]), told(compute(design)[1])
    assert {key: verdict for key, (verdict, _) in here.items()} == {key: verdict for key, (verdict, _) in there.items()}
    for key, (_, value) in here.items():
        assert there[key][1] == pytest.approx(value, rel=1e-9), key


@pytest.mark.parametrize("name", sorted(every_example()))
def test_formulas_are_unit_safe(name: str) -> None:
    """Each worked example, with every number in another unit."""
    assert_same(read(dump(every_example()[name]), f"{name}.yaml"), len(name), 0)


@pytest.mark.parametrize("design", DESIGNS)
@pytest.mark.parametrize("turn", range(2))
def test_references_are_unit_safe(design: str, turn: int) -> None:
    """Hundreds of numbers of each reference design, in two sets of units."""
    assert_same(reference(design), turn, 200)
