"""Frameworks of others, clause by clause: which items speak to a clause, and what no design file can show."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from enum import StrEnum
from functools import cache

from pydantic import Field

from workbench.checks.checklist import READINESS, bundled_checklist
from workbench.checks.engine import passes
from workbench.checks.faults import Checked, Fault, typed
from workbench.checks.finding import Finding, Outcome
from workbench.checks.item import Item, ItemId
from workbench.design.scalars import Many, Text
from workbench.design.spec import Spec, said, some
from workbench.errors import InputError, Problem, nearest_word
from workbench.library import checklists_folder
from workbench.reading.files import read_file


class Clause(Spec):
    """One clause of a framework; which items speak to it, or why a design file cannot."""

    title: Text = Field(description="What it is about, in our words.", examples=["Records are kept"])
    sources: Many[Text] = some("Short names of sources under which items name it.", "[EUAIA Art 12]")
    items: Many[Text] = some("Items that speak to it without naming it.", "[rai-event-logs]")
    beyond: Text | None = said("Why no design file can show it.", "it is about the organisation, not the system")


class Crosswalk(Checked):
    """A framework as its clauses."""

    id: ItemId = Field(description="Its name.", examples=["owasp-llm"])
    title: Text = Field(description="Full name.", examples=["OWASP Top 10 for LLM Applications 2025"])
    version: Text = Field(description="Version or date of the text.", examples=["2025"])
    read: Text = Field(description="How the text was read.", examples=["in full"])
    clauses: dict[Text, Clause] = Field(description="Clauses by their number.", examples=["{LLM01: {...}}"])

    def faults(self) -> Iterator[Fault]:
        """Yield items that do not exist, clauses nothing speaks to, and clauses said to be beyond that are not."""
        known = {item.id for item in bundled_checklist(READINESS).items}
        for name, clause in self.clauses.items():
            for item in clause.items:
                if item not in known:
                    near = nearest_word(item, known)
                    yield Fault(f"there is no item '{item}'", ("clauses", name, "items"), nearest=near)
            spoken = bool(items_of(clause))
            if not spoken and not clause.beyond:
                yield Fault(f"no item speaks to {name}", ("clauses", name), "items, sources, or beyond")
            if spoken and clause.beyond:
                yield Fault(f"items speak to {name}, so it is not beyond", ("clauses", name, "beyond"))


class Standing(StrEnum):
    """How a clause stands in one design."""

    SUPPORTED = "supported"
    PARTLY = "supported in part"
    OPEN = "open"
    NOT_HERE = "asks nothing of this design"
    BEYOND = "out of reach of a design file"


@dataclass(frozen=True, slots=True)
class Row:
    """One clause with how it stands: findings that pass, those that do not, and items not asked yet at the stage."""

    id: str
    clause: Clause
    standing: Standing
    passing: tuple[Finding, ...] = ()
    open: tuple[Finding, ...] = ()
    later: tuple[str, ...] = ()


def items_of(clause: Clause) -> tuple[Item, ...]:
    """Return the readiness items that speak to a clause."""
    return tuple(
        item
        for item in bundled_checklist(READINESS).items
        if item.id in clause.items or any(_names(short, wanted) for short in item.sources for wanted in clause.sources)
    )


def _names(short: str, wanted: str) -> bool:
    """True when a short name is the wanted one, or goes on behind it with something that is no digit or letter.

    `EUAIA Art 10(3)` names Article 10, `EUAIA Art 1` does not.
    """
    return re.match(rf"{re.escape(wanted)}(?![A-Za-z0-9])", short) is not None


def crosswalk(framework: Crosswalk, findings: Iterable[Finding]) -> tuple[Row, ...]:
    """Hold the findings of the readiness lens against every clause of a framework."""
    held = {finding.item: finding for finding in findings}
    return tuple(_row(name, clause, held) for name, clause in framework.clauses.items())


def _row(name: str, clause: Clause, held: dict[str, Finding]) -> Row:
    if clause.beyond:
        return Row(name, clause, Standing.BEYOND)
    speaking = [item.id for item in items_of(clause)]
    due = [held[i] for i in speaking if i in held and held[i].outcome is not Outcome.NOT_APPLICABLE]
    passing = tuple(f for f in due if passes(f))
    rest = tuple(f for f in due if f not in passing)
    # What is not asked yet supports nothing yet, or else a sketch would stand better than what it becomes.
    later = tuple(i for i in speaking if i not in held)
    return Row(name, clause, _standing(bool(passing), bool(rest or later)), passing, rest, later)


def _standing(passing: bool, missing: bool) -> Standing:
    if passing:
        return Standing.PARTLY if missing else Standing.SUPPORTED
    return Standing.OPEN if missing else Standing.NOT_HERE


def crosswalk_names() -> tuple[str, ...]:
    """Return the names of the frameworks we ship."""
    return tuple(sorted(p.stem for p in (checklists_folder() / "crosswalks").glob("*.yaml")))


@cache
def framework(name: str) -> Crosswalk:
    """Return a framework we ship. Raises InputError with the nearest name when there is none."""
    if name not in crosswalk_names():
        near = nearest_word(name, crosswalk_names())
        expected = ", ".join(crosswalk_names())
        raise InputError("crosswalk", [Problem(f"there is no framework '{name}'", expected=expected, nearest=near)])
    return typed(read_file(checklists_folder() / "crosswalks" / f"{name}.yaml"), Crosswalk)
