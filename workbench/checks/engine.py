"""One item on one design; a checklist on one design."""

from __future__ import annotations

from collections.abc import Iterable
from typing import get_args

from workbench.checks.finding import Finding, Ghost, Outcome
from workbench.checks.item import GhostSpec, Item
from workbench.checks.judging import Answer, Judging
from workbench.design.words import Level
from workbench.errors import Path
from workbench.facts import Fact, Verdict, fact_kinds

DECLARED, PARTLY, BOUND = 0.25, 0.5, 1.0
LEVELS: tuple[str, ...] = get_args(Level)


def is_due(item: Item, level: str) -> bool:
    """True when the item is due at this level."""
    return LEVELS.index(item.due) <= LEVELS.index(level)


def judge_all(items: Iterable[Item], judging: Judging) -> tuple[Finding, ...]:
    """Answer every item on one design, in checklist order."""
    return tuple(judge(item, judging) for item in items)


def judge(item: Item, judging: Judging) -> Finding:
    """Answer one item on one design. Never raises: every item answers every valid design."""
    if item.applies:
        due = item.applies.when.answer(judging)
        if not due.holds:
            return _finding(item, Outcome.NOT_APPLICABLE, 0.0, Answer(False, item.applies.otherwise), judging, ())
    credit, answer = _graded(item, judging)
    facts = judging.facts_of(item.facts)
    against = tuple(f for f in facts if f.verdict is Verdict.FAILS)
    unknown = tuple(f for f in facts if f.verdict is Verdict.UNKNOWN)
    if against:
        return _finding(item, Outcome.CONTRADICTED, credit, answer, judging, against + unknown)
    if credit < BOUND:
        return _finding(item, Outcome.PARTIAL if credit else Outcome.GAP, credit, answer, judging, unknown)
    if unknown:
        return _finding(item, Outcome.UNKNOWN, credit, answer, judging, unknown)
    return _finding(item, Outcome.MET, credit, answer, judging, facts)


def _graded(item: Item, judging: Judging) -> tuple[float, Answer]:
    """Return the credit earned and the answer to show: what bound it, or what is still missing for it."""
    bound = item.evidence.bound.answer(judging)
    if bound.holds:
        return BOUND, bound
    for credit, condition in ((PARTLY, item.evidence.partly), (DECLARED, item.evidence.declared)):
        if condition and condition.answer(judging).holds:
            return credit, bound
    return 0.0, bound


def _finding(
    item: Item, outcome: Outcome, credit: float, answer: Answer, judging: Judging, facts: tuple[Fact, ...]
) -> Finding:
    deciding = facts[0] if facts and outcome in (Outcome.CONTRADICTED, Outcome.UNKNOWN) else None
    absent = _absence(item, judging) if outcome is Outcome.GAP else ""
    components = deciding.components[-3:] if deciding else answer.components
    if outcome.is_open and not components and item.shows_on:
        components = tuple(p.id for p in item.shows_on.pick(judging))[:3]
    found = absent or (deciding.says if deciding else answer.found)
    return Finding(
        item=item.id,
        title=item.title,
        section=item.section,
        severity=item.severity,
        outcome=outcome,
        credit=credit,
        expected=item.advice,
        found=found,
        at=_place(item, answer, deciding, outcome, judging),
        headline=_headline(item, outcome, deciding),
        components=components if outcome.is_open else (),
        edges=_edges(answer, deciding) if outcome.is_open else (),
        broken=tuple(e for f in facts if f.verdict is Verdict.FAILS for e in f.broken),
        ghost=_ghost(item.ghost, judging) if item.ghost and credit == 0 and outcome is Outcome.GAP else None,
        facts=facts,
    )


def _edges(answer: Answer, deciding: Fact | None) -> tuple[str, ...]:
    return deciding.broken if deciding else answer.edges


def _headline(item: Item, outcome: Outcome, deciding: Fact | None) -> str:
    if outcome is Outcome.CONTRADICTED and deciding:
        return fact_kinds()[deciding.id].broken
    if outcome is Outcome.GAP and item.gap:
        return item.gap
    told = {Outcome.PARTIAL: "in part", Outcome.UNKNOWN: "unknown"}.get(outcome, "")
    return f"{item.title} ({told})" if told else item.title


def _place(item: Item, answer: Answer, deciding: Fact | None, outcome: Outcome, judging: Judging) -> Path:
    """Return where to look: what contradicts, else what is there and lacks something, else where it would stand."""
    if deciding:
        return deciding.at
    own: Path = item.at.place if item.at else ()
    there = next((place for place in answer.at if judging.design.at(place) not in (None, (), {})), ())
    if outcome is Outcome.GAP and own:
        return there if len(there) > 1 else own
    return next((place for place in answer.at if place), own or (item.section,))


def _absence(item: Item, judging: Judging) -> str:
    """Return why the author left this out on purpose, if they said so; it is shown and earns nothing."""
    at: Path = item.at.place if item.at else (item.section,)
    for path, why in judging.design.absences.items():
        if path == at[: len(path)] or path[: len(at)] == at:
            return f"left out on purpose: {why}"
    return ""


def _ghost(spec: GhostSpec, judging: Judging) -> Ghost:
    before = tuple(p.id for p in spec.before.pick(judging))[:2] if spec.before else ()
    after = tuple(p.id for p in spec.after.pick(judging))[:2] if spec.after else ()
    return Ghost(spec.kind, spec.title, spec.section, before, after)
