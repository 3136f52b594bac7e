"""Every fact on the inputs of all fifty formulas, whole, spoilt and thinned out: never an error, never nonsense."""

from __future__ import annotations

import functools
import pathlib
import re
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from tests.facts.helpers import design
from tests.facts.test_properties import sound
from workbench.reading import read
from workbench.reading.dump import dump

FORMULAS = pathlib.Path(__file__).parents[1] / "language" / "formulas.yaml"
WORKED = pathlib.Path(__file__).with_name("worked.yaml")
NUMBER = re.compile(r"^(?P<number>\d+(?:\.\d+)?)(?P<unit>[ a-zA-Z%/].*)?$")
SPOILT = ("0", "0.000000001", "1", "7", "1000000000", "0..3", "0.5..2", "1..900000000")


@functools.cache
def examples() -> dict[str, Any]:
    """Return the worked example of every formula as plain data."""
    data = read(FORMULAS.read_text(encoding="utf-8"), "formulas.yaml").data
    assert isinstance(data, dict)
    return data


def spoilt(value: Any, draw: st.DrawFn) -> Any:
    """Return the data with some numbers replaced by extreme ones of the same unit, and some fields left out."""
    if isinstance(value, dict):
        return {k: spoilt(v, draw) for k, v in value.items() if draw(st.integers(0, 14)) or k in ("kind", "stages")}
    if isinstance(value, list):
        return [spoilt(v, draw) for v in value]
    match = NUMBER.match(value) if isinstance(value, str) else None
    if match and not draw(st.integers(0, 3)) and ".." not in (match["unit"] or ""):
        return f"{draw(st.sampled_from(SPOILT))}{match['unit'] or ''}"
    return value


@functools.cache
def every_example() -> dict[str, Any]:
    """Return the worked example of every formula and of every fact as plain data."""
    data = read(WORKED.read_text(encoding="utf-8"), WORKED.name).data
    assert isinstance(data, dict)
    return {**examples(), **data}


@st.composite
def broken(draw: st.DrawFn) -> Any:
    """Draw one worked example with some of its numbers spoilt."""
    name = draw(st.sampled_from(sorted(every_example())))
    return spoilt(every_example()[name], draw)


def test_all_worked_examples() -> None:
    """The worked example of every formula and fact gives facts fit to be shown."""
    for name in sorted(every_example()):
        sound(design(dump(every_example()[name])))


@settings(max_examples=250, deadline=None)
@given(broken())
def test_spoilt_numbers(data: dict[str, Any]) -> None:
    """Nothing, next to nothing, very much, and ranges that begin at nothing: a verdict or no fact, not an error."""
    from workbench.design import bind
    from workbench.reading import read as read_text

    found, problems = bind(read_text(dump(data), "design.yaml"))
    if not problems:
        sound(found)
