"""What we find in a design as threat models count it: what fails, what is contradicted, and risks on a part of it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from workbench.checks import Outcome
from workbench.checks.crosswalk import crosswalk, framework
from workbench.facts import Fact, Verdict, fact_kinds
from workbench.reading import read
from workbench.review import Review, review

FILE = Path(__file__).with_name("seven.yaml")
DAY = date(2026, 11, 23)
MOST = 25
_LANGUAGE_MODEL = ("generates", "indexes", "retrieves")


@dataclass(frozen=True, slots=True)
class Risk:
    """One thing that is wrong, and the boxes it sits on."""

    kind: str
    name: str
    on: tuple[str, ...]
    says: str


def reviewed(text: str) -> Review:
    """Return the review of a design."""
    return review(read(text, FILE.name), as_of=DAY)


def risks(done: Review) -> list[Risk]:
    """Return what is wrong with a design; what a design has not covered yet is none of it.

    Facts that fail, other contradictions, anti-patterns that what is stated cannot exclude, and each risk of OWASP's
    list for language models that applies and is not fully met, on the models and indexes it threatens.
    """
    failing = [f for f in done.facts if f.verdict is Verdict.FAILS]
    return [
        *(Risk("fails", f.id, _on(done, f), f.says) for f in failing),
        *_contradicted(done, failing),
        *(Risk("not excluded", f.id, _on(done, f), f.says) for f in done.facts if _may_be(f)),
        *_of_language_models(done),
    ]


def _on(done: Review, fact: Fact) -> tuple[str, ...]:
    """Return the boxes a fact is about; of a broken arrow, where it leads, which is where the harm is done."""
    broken = [e.target for e in done.design.edges if e.id in fact.broken]
    return tuple(dict.fromkeys(broken)) or fact.components


def _may_be(fact: Fact) -> bool:
    return fact.verdict is Verdict.UNKNOWN and bool(fact_kinds()[fact.id].pattern and (fact.components or fact.edges))


def _contradicted(done: Review, told: list[Fact]) -> Iterator[Risk]:
    for finding in (*done.findings, *done.ready.findings):
        if finding.outcome is Outcome.CONTRADICTED and not any(f in told for f in finding.facts):
            yield Risk("contradicted", finding.item, finding.components, finding.found)


def _of_language_models(done: Review) -> Iterator[Risk]:
    models = tuple(p.id for p in done.design.parts.values() if p.has(*_LANGUAGE_MODEL))
    for row in crosswalk(framework("owasp-llm"), done.ready.findings):
        if row.open:
            touched = {name for finding in row.open for name in finding.components}
            on = tuple(name for name in models if name in touched)
            yield Risk("LLM risk", row.id, on or models[:1], row.clause.title)
