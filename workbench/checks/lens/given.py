"""A custom lens as a checklist: choices become items that can be claimed, and are at most half earned."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator
from typing import Any

from pydantic import ValidationError

from workbench import catalog
from workbench.checks.lens.shape import NAME, NONE_OF_THESE, Lens, LensChoice, Pillar, Question
from workbench.checks.names import SECTIONS
from workbench.errors import InputError, Problem
from workbench.reading import Document

_AWS_PILLARS = {
    "operationalExcellence": "monitoring",
    "security": "security",
    "reliability": "reliability",
    "performance": "serving",
    "costOptimization": "cost",
    "sustainability": "cost",
}
"""Pillars of the framework to the section of a design that is nearest; others go by their first question."""
_ELSEWHERE = "requirements"
_LOWEST = {
    "mid": "What shows it?",
    "senior": "What would you see if it stopped?",
    "staff": "What does it cost to keep?",
}


def checklist_from(document: Document) -> dict[str, Any]:
    """Return the plain data of a checklist made from a lens.

    Nobody can compute a lens from a design: an item earns 0.25 when the practice is claimed under `practices`, and 0.5
    when it rests on a field that states something. Raises InputError where the document is no lens, or names nothing.
    """
    lens = _lens(document)
    nameless = list(_nameless(lens, document))
    if nameless:
        raise InputError(document.name, nameless)
    practices = [(p, q, c) for p in lens.pillars for q in p.questions for c in q.choices if not _is_none(c)]
    ids = _own_ids(c.id for _, _, c in practices)
    items = [_item(p, q, c, own) for (p, q, c), own in zip(practices, ids, strict=True)]
    name = _kebab(lens.name) or "lens"
    summary = lens.description or lens.name
    return {
        "id": name,
        "title": lens.name,
        "summary": f"{summary} Imported: items can be claimed, not computed.",
        "items": items,
    }


def _lens(document: Document) -> Lens:
    try:
        # Numbers and flags are text after our reader, which is what a lens holds anyway.
        return Lens.model_validate_json(json.dumps(document.data))
    except ValidationError as error:
        raise InputError(document.name, list(_problems(document, error))) from None


def _problems(document: Document, error: ValidationError) -> Iterator[Problem]:
    for detail in error.errors(include_url=False, include_input=False):
        path = tuple(detail["loc"])
        known = path
        while known and not document.has(known):
            known = known[:-1]
        missing = detail["type"] == "missing"
        message = f"'{path[-1]}' is missing here" if missing else "this is not as a custom lens has it"
        yield Problem(message, path, document.mark(known), "custom-lens JSON, schemaVersion 2021-11-01")


def _nameless(lens: Lens, document: Document) -> Iterator[Problem]:
    """Yield what a checklist needs and this lens leaves empty."""
    if not lens.name:
        yield Problem("the lens has no name", ("name",), document.mark(("name",)))
    if all(_is_none(c) for p in lens.pillars for q in p.questions for c in q.choices):
        yield Problem("no practice is in this lens", ("pillars",), document.mark(("pillars",)), "choices in a question")
    for i, pillar in enumerate(lens.pillars):
        for j, question in enumerate(pillar.questions):
            for k, choice in enumerate(question.choices):
                at = ("pillars", i, "questions", j, "choices", k)
                if not _kebab(choice.id) or len(choice.id) > NAME:
                    expected = f"3 to {NAME} letters, digits and _"
                    yield Problem("this cannot be the id of a choice", at, document.mark((*at, "id")), expected)
                if not choice.title:
                    yield Problem("this choice has no title", at, document.mark((*at, "title")), "a few words")


def _own_ids(names: Iterable[str]) -> Iterator[str]:
    """Yield an id for every name; one that is taken gets a number, or else one claim would earn two items."""
    taken: set[str] = set()
    for name in names:
        own, count = _kebab(name), 2
        while _claim(own) in taken:
            own, count = f"{_kebab(name)}-{count}", count + 1
        taken.add(_claim(own))
        yield own


def _is_none(choice: LensChoice) -> bool:
    return choice.id.endswith(NONE_OF_THESE)


def _item(pillar: Pillar, question: Question, choice: LensChoice, own: str) -> dict[str, Any]:
    section = _section(pillar, question)
    place = f"practices.{_claim(own)}"
    address = choice.help.url or choice.plan.url
    return {
        "id": own,
        "title": choice.title,
        "why": choice.help.text or question.description or question.title,
        "advice": choice.plan.text or choice.title,
        "severity": _severity(question, choice),
        "section": section,
        "evidence": {"declared": {"filled": place}, "partly": {"settles": {"field": f"{place}.rests_on"}}},
        "at": "practices",
        "probes": dict(_LOWEST),
        "sources": [choice.id, *([address] if address else [])],
        "examples": {
            "met": {
                "practices": {_claim(own): {"rests_on": ["slas.answer.availability"]}},
                "slas": {"answer": {"availability": "99.9%"}},
            },
            "gap": {"slas": {"answer": {"availability": "99.9%"}}},
        },
    }


def _section(pillar: Pillar, question: Question) -> str:
    own = re.sub(r"_\d+$", "", question.id)
    if own in SECTIONS:
        return own
    named = pillar.id.lower()
    row = next((r.id for r in catalog.sections().values() if named in (r.id, r.prefix)), None)
    return _AWS_PILLARS.get(pillar.id) or row or _ELSEWHERE


def _severity(question: Question, choice: LensChoice) -> str:
    """Return blocker for a practice without which the risk stays high whatever else is ticked; else major."""
    medium = next((r.condition for r in question.rules if r.risk == "MEDIUM_RISK"), "")
    required = re.split(r"\s*&&\s*", medium) if "||" not in medium and "!" not in medium else []
    return "blocker" if choice.id in [name.strip("() ") for name in required] else "major"


def _kebab(name: str) -> str:
    return re.sub(r"[^a-z0-9]+", "-", name.lower()).strip("-")


def _claim(name: str) -> str:
    """Return the id a practice is claimed by in a design: small letters, digits and _, a letter first."""
    folded = re.sub(r"[^a-z0-9]+", "_", name.lower()).strip("_")
    return folded if folded[:1].isalpha() else f"p_{folded}"
