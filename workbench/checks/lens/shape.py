"""The shape of a custom lens and its limits, as AWS publishes them (lens format specification, read 2026-11-28)."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from typing import Any, Literal

from pydantic import BaseModel, ConfigDict, Field

SCHEMA_VERSION = "2021-11-01"
SIZE = 500_000  # bytes of a lens
PILLARS, QUESTIONS, CHOICES, RULES = 10, 20, 15, 3  # of a lens, a pillar, a question, a question
NAME, TEXT = 128, 2048  # characters of names and titles; of descriptions and display texts
NONE_OF_THESE = "_no"
"""A choice whose id ends so stands for none of the others, and needs no improvement plan."""
_ID = re.compile(r"[A-Za-z0-9_]{3,128}")

Risk = Literal["NO_RISK", "MEDIUM_RISK", "HIGH_RISK"]


class _Part(BaseModel):
    # A lens may hold more than we read (additional resources); what we do not read is left alone.
    model_config = ConfigDict(frozen=True, extra="ignore", populate_by_name=True, str_strip_whitespace=True)


class Resource(_Part):
    """A text with an address."""

    text: str = Field(default="", alias="displayText")
    url: str = ""


class LensChoice(_Part):
    """One best practice."""

    id: str
    title: str
    help: Resource = Field(default=Resource(), alias="helpfulResource")
    plan: Resource = Field(default=Resource(), alias="improvementPlan")


class RiskRule(_Part):
    """What a combination of ticks means."""

    condition: str
    risk: Risk


class Question(_Part):
    """A question with the practices that answer it."""

    id: str
    title: str
    description: str = ""
    choices: tuple[LensChoice, ...]
    rules: tuple[RiskRule, ...] = Field(alias="riskRules")


class Pillar(_Part):
    """A group of questions."""

    id: str
    name: str
    questions: tuple[Question, ...]


class Lens(_Part):
    """A custom lens."""

    version: str = Field(alias="schemaVersion")
    name: str
    description: str = ""
    pillars: tuple[Pillar, ...]

    def text(self) -> str:
        """Return the lens as the JSON that is uploaded."""
        return json.dumps(_bare(self.model_dump(by_alias=True)), indent=1, ensure_ascii=False) + "\n"


def _bare(value: Any) -> Any:
    """Leave out texts and resources that are empty, which the tool does not accept."""
    if isinstance(value, dict):
        inner = {key: _bare(item) for key, item in value.items()}
        return {key: item for key, item in inner.items() if item not in ("", {})}
    return [_bare(item) for item in value] if isinstance(value, list | tuple) else value


def over_limits(lens: Lens) -> tuple[str, ...]:
    """Return every published limit a lens does not keep, in words."""
    return tuple(_limits(lens))


def _limits(lens: Lens) -> Iterator[str]:
    if len(lens.text().encode()) > SIZE:
        yield f"the lens is larger than {SIZE // 1000} kB"
    if lens.version != SCHEMA_VERSION:
        yield f"schemaVersion is {lens.version}, {SCHEMA_VERSION} is known"
    yield from _named("the lens", lens.name, lens.description)
    if len(lens.pillars) > PILLARS:
        yield f"more than {PILLARS} pillars"
    for pillar in lens.pillars:
        yield from _identified("pillar", pillar.id, pillar.name)
        if len(pillar.questions) > QUESTIONS:
            yield f"pillar {pillar.id} has more than {QUESTIONS} questions"
        for question in pillar.questions:
            yield from _question(question)


def _question(question: Question) -> Iterator[str]:
    yield from _identified("question", question.id, question.title, question.description)
    if len(question.choices) > CHOICES:
        yield f"question {question.id} has more than {CHOICES} choices"
    if len({c.id for c in question.choices}) < len(question.choices):
        yield f"question {question.id} has two choices of one id"
    for choice in question.choices:
        yield from _identified("choice", choice.id, choice.title, choice.help.text, choice.plan.text)
        if not choice.plan.text and not choice.id.endswith(NONE_OF_THESE):
            yield f"choice {choice.id} has no improvement plan"
    if len(question.rules) > RULES or not any(rule.condition == "default" for rule in question.rules):
        yield f"question {question.id} needs at most {RULES} risk rules, one of them default"


def _identified(what: str, name: str, title: str, *texts: str) -> Iterator[str]:
    if not _ID.fullmatch(name):
        yield f"{what} id '{name}' is not 3 to 128 letters, digits and _"
    yield from _named(f"{what} {name}", title, *texts)


def _named(what: str, title: str, *texts: str) -> Iterator[str]:
    if not 0 < len(title) <= NAME:
        yield f"{what} has a title of {len(title)} characters; 1 to {NAME} are allowed"
    if any(len(text) > TEXT for text in texts):
        yield f"{what} has a text of more than {TEXT} characters"
