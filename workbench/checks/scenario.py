"""A practice scenario: its prompt, its numbers, and what a design is held against."""

from __future__ import annotations

import pathlib
from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from typing import Any, Literal

from pydantic import Field

from workbench.checks.faults import typed
from workbench.checks.item import Item, ItemId, Probes
from workbench.checks.patterns import ANY, Pattern, parse_pattern
from workbench.design import COMPONENT_SECTIONS, Quantity, SystemDesign
from workbench.design.scalars import Fraction, Many, Measure, Text
from workbench.design.spec import Spec, said, some
from workbench.design.words import Level
from workbench.errors import InputError, Path, Problem, nearest_word
from workbench.library import scenarios_folder
from workbench.reading.files import read_file

ANY_SECTION = "components"
FILE = "scenario.yaml"
DESIGNS = ("reference", "round", "weak")
"""Designs that may stand beside a scenario, by file name."""


class Clarifying(Spec):
    """A question worth asking, what the interviewer answers, and the field it settles."""

    topic: Text = Field(description="What it is about.", examples=["labels"])
    ask: Text = Field(description="The question.", examples=["When do we know that a payment was fraud?"])
    answer: Text = Field(description="The answer.", examples=["After 25 days in half of the cases."])
    settles: Many[Text] = some("Field (dotted, `*` for any id) the answer belongs in.", "labels.sets.*.delay")


class Expectation(Spec):
    """A number of the scenario that the design should agree with."""

    id: ItemId = Field(description="Stable id.", examples=["cf-load-peak"])
    title: Text = Field(description="What it is.", examples=["Peak load"])
    at: Many[Text] = Field(
        description="Fields it may stand in; any of them counts.", examples=["requirements.load.peak"]
    )
    of: Text | None = said("Only components of this kind.", "human_review")
    is_: Literal["at_least", "at_most", "about", "equals", "one_of"] = Field(
        description="How the two are compared.", examples=["about"], alias="is"
    )
    value: Measure | Many[Text] = Field(
        description="The scenario's value.", examples=["3472/s"], union_mode="left_to_right"
    )
    within: Fraction | None = said("How far `about` may be off.", "15%")
    why: Text | None = said("Where the number is from.", "five times the average")


class Scenario(Spec):
    """A prompt to design for, with everything an interviewer knows about it."""

    id: ItemId = Field(description="Its name.", examples=["card-fraud"])
    title: Text = Field(description="What it is about.", examples=["Fraud decisions on card payments"])
    family: Text = Field(description="Family of problems.", examples=["fraud_anomaly"])
    level: Level = Field(default="senior", description="Level it suits.", examples=["senior"])
    minutes: Text = Field(default="45", description="Length of a round.", examples=["45"])
    prompt: Text = Field(description="What the candidate is told.", examples=["Shops send us card payments ..."])
    numbers: Many[Text] = some("What is known.", "[60M authorisations a day]")
    clarifying: Many[Clarifying] = some("Questions worth asking.", "[...]")
    expects: Many[Expectation] = some("Numbers a design should agree with.", "[...]")
    must_cover: Many[Item] = some("Points a strong answer makes.", "[...]")
    traps: Many[Text] = some("What goes wrong in weak answers.", "[...]")
    probes: Probes | None = said("Questions to follow with.", "{mid: [...]}")
    sources: Many[Text] = some("Where it is from.", "[...]")


class Fit(StrEnum):
    """How a design agrees with one number of its scenario."""

    AGREES = "agrees"
    DIFFERS = "differs"
    NOT_STATED = "not stated"


@dataclass(frozen=True, slots=True)
class FitRow:
    """One number of the scenario beside the design's."""

    id: str
    title: str
    fit: Fit
    expected: str
    found: str
    at: Path
    why: str


_COMPARED = {"at_least": "at least", "at_most": "at most", "about": "about", "equals": "exactly", "one_of": "one of"}


def fit_of(expectation: Expectation, design: SystemDesign) -> FitRow:
    """Hold a design against one number of its scenario; the nearest of several stated values counts."""
    found = [hit for text in expectation.at for hit in _select(text, expectation.of, design)]
    value = expectation.value
    wanted = f"{_COMPARED[expectation.is_]} {value if isinstance(value, Quantity) else ', '.join(value)}"
    agreeing = next(((path, v) for path, v in found if _agrees(expectation, v)), None)
    path, shown = agreeing or (found[0] if found else (_first_place(expectation.at[0]), "nothing"))
    fit = Fit.AGREES if agreeing else Fit.DIFFERS if found else Fit.NOT_STATED
    return FitRow(expectation.id, expectation.title, fit, wanted, _shown(shown), path, expectation.why or "")


def _shown(value: Any) -> str:
    return ", ".join(map(str, value)) if isinstance(value, tuple) else str(value)


def _first_place(text: str) -> Path:
    return parse_pattern(text).place if not text.startswith(f"{ANY_SECTION}.") else ()


def _select(text: str, kind: str | None, design: SystemDesign) -> list[tuple[Path, Any]]:
    """Return what stands at a field; `components.*` means the components of every section."""
    if not text.startswith(f"{ANY_SECTION}.{ANY}"):
        return parse_pattern(text).select(design)
    rest = Pattern(tuple(text.split(".")[2:]))
    parts = [p for p in design.parts.values() if p.declared and (kind is None or p.kind == kind)]
    return [((*p.path, *path), value) for p in parts for path, value in rest.select(p.spec)]


def _agrees(expectation: Expectation, value: Any) -> bool:
    wanted = expectation.value
    if not isinstance(wanted, Quantity):
        held = value if isinstance(value, tuple) else (str(value),)
        return bool(set(held) & set(wanted))
    if not isinstance(value, Quantity) or (
        value.dimension != wanted.dimension and "number" not in (value.dimension, wanted.dimension)
    ):
        return False
    slack = expectation.within.value if expectation.within else 0.05 if expectation.is_ == "about" else 1e-9
    least, most = wanted.value * (1 - slack), wanted.value * (1 + slack)
    return {
        "at_least": value.high >= least,
        "at_most": value.low <= most,
        "about": value.high >= least and value.low <= most,
        "equals": value.low == wanted.low and value.high == wanted.high,
        "one_of": least <= value.value <= most,
    }[expectation.is_]


def load_scenario(path: pathlib.Path) -> Scenario:
    """Read a scenario file. Raises InputError with every problem in it."""
    document = read_file(path)
    scenario = typed(document, Scenario)
    problems = [p for e in scenario.expects for p in _unknown(e)]
    if problems:
        raise InputError(str(path), [_at_line(document.mark(("expects",)), p) for p in problems])
    return scenario


def _at_line(mark: Any, problem: Problem) -> Problem:
    return Problem(problem.message, problem.path, mark, problem.expected, problem.nearest)


def _unknown(expectation: Expectation) -> list[Problem]:
    problems = []
    for text in expectation.at:
        try:
            parse_pattern(f"{COMPONENT_SECTIONS[0]}.{text}" if text.startswith(f"{ANY_SECTION}.{ANY}") else text)
        except ValueError as error:
            problems.append(Problem(f"{expectation.id}: {error}", ("expects",)))
    return problems


def scenario_ids() -> tuple[str, ...]:
    """Return the ids of the scenarios we ship."""
    return tuple(sorted(p.parent.name for p in scenarios_folder().glob(f"*/{FILE}")))


@cache
def bundled_scenario(id: str) -> Scenario:  # noqa: A002 - the word everywhere else
    """Return a scenario we ship. Raises InputError with the nearest id when there is none."""
    if id not in scenario_ids():
        raise InputError(id, [Problem(f"there is no scenario '{id}'", nearest=nearest_word(id, scenario_ids()))])
    return load_scenario(scenarios_folder() / id / FILE)


def design_file(scenario: str, which: str) -> pathlib.Path | None:
    """Return the file of a design shipped with a scenario (`reference`, `round`, `weak`), or None."""
    path = scenarios_folder() / bundled_scenario(scenario).id / f"{which}.yaml"
    return path if path.is_file() else None
