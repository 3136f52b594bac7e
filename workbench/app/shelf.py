"""What a draft can start from: the scenarios we ship and the designs that stand beside them."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

from workbench.checks.scenario import DESIGNS, Scenario, bundled_scenario, design_file, scenario_ids
from workbench.checks.starter import starter
from workbench.errors import InputError, Problem, nearest_word

FIRST = ("card-fraud", "weak")
"""What a newcomer sees: a draft with much to find in it."""
START = "start"


@dataclass(frozen=True, slots=True)
class Offer:
    """A scenario with the designs that come with it."""

    scenario: Scenario
    designs: tuple[str, ...]


@cache
def offers() -> tuple[Offer, ...]:
    """Return what can be opened, by id of the scenario."""
    found = []
    for name in scenario_ids():
        designs = tuple(which for which in DESIGNS if design_file(name, which))
        found.append(Offer(bundled_scenario(name), designs))
    return tuple(found)


def text_of(scenario: str, which: str) -> tuple[str, str]:
    """Return name and text to start from: a design that comes with a scenario, its starter, or a blank one.

    Raises InputError when there is no such thing.
    """
    if not scenario:
        return "my system", starter(None)
    held = bundled_scenario(scenario)
    if which == START:
        return held.id, starter(held)
    path = design_file(scenario, which) if which in DESIGNS else None
    if path is None:
        problem = Problem(f"{scenario} comes without a design '{which}'", nearest=nearest_word(which, DESIGNS))
        raise InputError(scenario, [problem])
    return f"{held.id} {which}", path.read_text(encoding="utf-8")
