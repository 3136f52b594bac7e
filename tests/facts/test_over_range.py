"""What facts say over ranges: true at every point of them, and the input that decides is named."""

from __future__ import annotations

import functools
import json
import pathlib
import re
from collections.abc import Iterator, Mapping
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pydantic import BaseModel

from tests.facts.helpers import design
from tests.facts.test_every_number import every_example
from workbench.cli.main import run
from workbench.design import Quantity, SystemDesign
from workbench.errors import Path
from workbench.facts import Fact, Verdict, compute, fact_kinds
from workbench.facts.over_range import OverRange, over_range, with_ends
from workbench.reading.dump import dump

PERCENTILE = re.compile(r"p[0-9]+")
NOT_MONOTONE = ("sample-ratio", "golden-set-size", "evaluation-precision", "canary-size", "enough-positives")
"""Formulas whose value may be largest between the ends: p (1 - p), and what divides by a difference."""


def asked(text: str, kind: str) -> OverRange:
    """Return what is said over the ranges of the only fact of a kind."""
    context, facts = compute(design(text))
    (fact,) = (f for f in facts if f.id == kind)
    found = over_range(context, fact_kinds()[kind], fact)
    assert found
    return found


@pytest.mark.parametrize(
    ("triage", "notify", "answer", "decides"),
    [
        ("10..20 h", "24 h", "holds over the whole range", ""),
        ("10..60 h", "24 h", "holds at the midpoint only", "time to triage"),
        ("40..60 h", "24 h", "fails at the midpoint, not over the whole range", "time to triage"),
        ("50..60 h", "24 h", "fails over the whole range", ""),
        ("20..30 h", "30..60 h", "holds at the midpoint only", "time to notify"),
    ],
)  # fmt: skip
def test_the_four_answers(triage: str, notify: str, answer: str, decides: str) -> None:
    """Over the whole range, at the midpoint only, or fails; and whose change turns it."""
    text = f"privacy: {{breach: {{detect: 1 h, triage: {triage}, notify: {notify}}}}}"
    found = asked(text, "breach-clock")
    assert found.answer == answer
    assert (found.turns[0].input.name if found.turns else "") == decides


def test_no_range_no_answer() -> None:
    """Without ranges there is nothing to say."""
    context, facts = compute(design("privacy: {breach: {detect: 1 h, triage: 2 h, notify: 3 h}}"))
    assert all(over_range(context, fact_kinds()[f.id], f) is None for f in facts)


def test_the_range_of_the_value_is_told() -> None:
    """A range in gives a range out."""
    found = asked("privacy: {breach: {detect: 1 h, triage: 2..5 h, notify: 3..4 h}}", "breach-clock")
    assert found.lines[:2] == ("holds over the whole range", "from 6 h to 10 h")


def test_the_command_tells(tmp_path: pathlib.Path, capsys: pytest.CaptureFixture[str]) -> None:
    """The page of one fact and its JSON say the same; without a range they say nothing."""
    file = tmp_path / "breach.yaml"
    for triage, lines in (("2..5 h", ["holds over the whole range", "from 6 h to 9 h"]), ("2 h", [])):
        breach = f"{{detect: 1 h, triage: {triage}, notify: 3 h}}"
        file.write_text(f"title: x\nprivacy: {{breach: {breach}}}\n")
        run(["facts", str(file), "--id", "breach-clock"])
        page = capsys.readouterr().out
        assert all(f"~ {line}" in page for line in lines)
        assert ("~" in page) == bool(lines)
        run(["facts", str(file), "--id", "breach-clock", "--format", "json"])
        (found,) = json.loads(capsys.readouterr().out)
        assert found["over_range"] == lines


def quantities(held: Any, path: Path = ()) -> Iterator[tuple[Path, Quantity]]:
    """Yield every quantity of a design with its path in the file."""
    if isinstance(held, Quantity):
        yield path, held
    elif isinstance(held, BaseModel):
        for name, field in type(held).model_fields.items():
            yield from quantities(getattr(held, name), (*path, field.alias or name))
    elif isinstance(held, Mapping):
        for key, inner in held.items():
            yield from quantities(inner, (*path, key))
    elif isinstance(held, tuple):
        for place, inner in enumerate(held):
            yield from quantities(inner, (*path, place))


@functools.cache
def worked() -> tuple[SystemDesign, ...]:
    """Return the worked example of every formula and fact as a design, where it states a number at all."""
    found = (design(dump(every_example()[name])) for name in sorted(every_example()))
    return tuple(one for one in found if any(quantities(one)))


@st.composite
def widened(draw: st.DrawFn) -> tuple[SystemDesign, SystemDesign, SystemDesign]:
    """Draw a worked example with some numbers widened to ranges, the same at one point inside them, and the middles."""
    found = draw(st.sampled_from(worked()))
    # Percentiles rise from one to the next, which widening one of them alone could undo.
    rows = [row for row in quantities(found) if not PERCENTILE.fullmatch(str(row[0][-1]))] or list(quantities(found))
    chosen = draw(st.lists(st.sampled_from(rows), min_size=1, max_size=4, unique_by=lambda row: row[0]))
    ranges, point, middle = {}, {}, {}
    for path, quantity in chosen:
        low = quantity.low * draw(st.floats(0.3, 1))
        high = quantity.high * draw(st.floats(1, 3 if quantity.dimension != "fraction" else 1.05))
        if quantity.dimension == "fraction" and quantity.high <= 1:
            high = min(high, 1.0)
        ranges[path] = (low, high)
        value = low + draw(st.floats(0, 1)) * (high - low)
        point[path] = (value, value)
        middle[path] = ((low + high) / 2, (low + high) / 2)
    return with_ends(found, ranges), with_ends(found, point), with_ends(found, middle)


def by_subject(facts: tuple[Fact, ...]) -> dict[tuple[str, str], Fact]:
    """Return facts by id and subject."""
    return {(f.id, f.subject): f for f in facts}


Widened = tuple[SystemDesign, SystemDesign, SystemDesign]


@settings(max_examples=150, deadline=None)
@given(widened())
def test_what_holds_over_a_range_holds_at_every_point(drawn: Widened) -> None:
    """No point of a range contradicts what was said to hold; what was said to fail does not hold in the middle."""
    inside, middle = (by_subject(compute(narrow)[1]) for narrow in drawn[1:])
    for fact in compute(drawn[0])[1]:
        key = (fact.id, fact.subject)
        if fact.verdict is Verdict.HOLDS and key in inside:
            assert inside[key].verdict is not Verdict.FAILS, (fact, inside[key])
        if fact.verdict is Verdict.FAILS and key in middle:
            assert middle[key].verdict is not Verdict.HOLDS, (fact, middle[key])


@settings(max_examples=80, deadline=None)
@given(widened())
def test_the_range_of_a_value_holds_every_point(drawn: Widened) -> None:
    """A range in gives a range out, and no point inside leads out of it."""
    context, facts = compute(drawn[0])
    inside = by_subject(compute(drawn[1])[1])
    for fact in facts:
        there = inside.get((fact.id, fact.subject))
        found = over_range(context, fact_kinds()[fact.id], fact)
        if not found or not there or there.value is None or fact.id in NOT_MONOTONE or found.lowest == found.highest:
            continue
        low, high = (f.value or 0.0 for f in (found.lowest, found.highest))
        assert low - 1e-9 * abs(low) <= there.value <= high + 1e-9 * abs(high), (fact, there)
