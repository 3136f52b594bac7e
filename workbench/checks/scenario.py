"""A practice scenario: its prompt, its numbers, and what a design is held against."""

from __future__ import annotations

import pathlib
from collections.abc import Iterator
from functools import cache

from pydantic import Field

from workbench.checks.expectation import Expectation
from workbench.checks.faults import Checked, Fault, typed
from workbench.checks.fit import Fit, FitRow, fit_all, fit_of
from workbench.checks.item import Item, ItemId, Probes
from workbench.checks.patterns import misstep
from workbench.design import SystemDesign
from workbench.design.scalars import Many, Text
from workbench.design.spec import Spec, said, some
from workbench.design.words import Level
from workbench.errors import InputError, Problem, nearest_word
from workbench.library import scenarios_folder
from workbench.reading import Document
from workbench.reading.files import read_file

__all__ = [
    "DESIGNS", "Clarifying", "Expectation", "Fit", "FitRow", "Scenario", "bundled_scenario", "design_file", "fit_all",
    "fit_of", "load_scenario", "scenario_ids", "scenario_of",
]  # fmt: skip

FILE = "scenario.yaml"
DESIGNS = ("reference", "round", "weak")
"""Designs that may stand beside a scenario, by file name."""


class Clarifying(Spec):
    """A question worth asking, what the interviewer answers, and the field it settles."""

    topic: Text = Field(description="What it is about.", examples=["labels"])
    ask: Text = Field(description="The question.", examples=["When do we know that a payment was fraud?"])
    answer: Text = Field(description="The answer.", examples=["After 25 days in half of the cases."])
    settles: Many[Text] = some("Field (dotted, `*` for any id) the answer belongs in.", "labels.sets.*.delay")


class Scenario(Checked):
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

    def faults(self) -> Iterator[Fault]:
        """Yield ids given twice, and answers that settle no field of the language."""
        ids = [(("expects", n, "id"), e.id) for n, e in enumerate(self.expects)]
        ids += [(("must_cover", n, "id"), item.id) for n, item in enumerate(self.must_cover)]
        known: set[str] = set()
        for place, name in ids:
            if name in known:
                yield Fault(f"a second number or point is called '{name}'", place, "an id of its own")
            known.add(name)
        for position, entry in enumerate(self.clarifying):
            for n, text in enumerate(entry.settles):
                wrong = misstep(tuple(text.split(".")), SystemDesign, to_prose=True)
                if wrong:
                    yield wrong.below("clarifying", position, "settles", n)


def scenario_of(document: Document) -> Scenario:
    """Type a document as a scenario. Raises InputError with every problem in it, each at its line."""
    return typed(document, Scenario)


def load_scenario(path: pathlib.Path) -> Scenario:
    """Read a scenario file. Raises InputError with every problem in it."""
    return scenario_of(read_file(path))


def scenario_ids() -> tuple[str, ...]:
    """Return the ids of the scenarios we ship."""
    return tuple(sorted(p.parent.name for p in scenarios_folder().glob(f"*/{FILE}")))


@cache
def bundled_scenario(id: str) -> Scenario:  # noqa: A002 - the word everywhere else
    """Return a scenario we ship. Raises InputError with the nearest id when there is none."""
    if id not in scenario_ids():
        known = scenario_ids()
        problem = Problem(f"there is no scenario '{id}'", expected=", ".join(known), nearest=nearest_word(id, known))
        raise InputError("scenario", [problem])
    return load_scenario(scenarios_folder() / id / FILE)


def design_file(scenario: str, which: str) -> pathlib.Path | None:
    """Return the file of a design shipped with a scenario (`reference`, `round`, `weak`), or None."""
    path = scenarios_folder() / bundled_scenario(scenario).id / f"{which}.yaml"
    return path if path.is_file() else None
