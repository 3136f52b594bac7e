"""One item on one design; a checklist on one design."""

from __future__ import annotations

from collections.abc import Iterable
from typing import get_args

from workbench.checks.finding import Finding, Ghost, Outcome
from workbench.checks.item import HALF, PROVEN, GhostSpec, Item
from workbench.checks.judging import Answer, Judging
from workbench.design.words import Level, Stage
from workbench.errors import Path
from workbench.facts import Fact, Verdict, fact_kinds

LEVELS: tuple[str, ...] = get_args(Level)
STAGES: tuple[str, ...] = get_args(Stage)


def is_due(item: Item, level: str, stage: str = STAGES[-1]) -> bool:
    """True when the item is due at this level and stage."""
    return LEVELS.index(item.due) <= LEVELS.index(level) and STAGES.index(item.stage) <= STAGES.index(stage)


def judge_all(items: Iterable[Item], judging: Judging) -> tuple[Finding, ...]:
    """Answer every item on one design, in checklist order."""
    return tuple(judge(item, judging) for item in items)


def judge(item: Item, judging: Judging) -> Finding:
    """Answer one item on one design. Never raises: every item answers every valid design."""
    if item.applies:
        due = item.applies.when.answer(judging)
        if not due.holds:
            return _finding(item, Outcome.NOT_APPLICABLE, 0.0, Answer(False, item.applies.otherwise), judging, ())
    proof = item.evidence.proof
    facts = judging.facts_of(dict.fromkeys((*proof, *item.facts)))
    against = tuple(f for f in facts if f.verdict is Verdict.FAILS)
    unknown = tuple(f for f in facts if f.verdict is Verdict.UNKNOWN)
    credit, answer = _graded(item, judging)
    if item.evidence.proven:
        credit = _proven(credit, proof, facts, wrong=bool(against or unknown))
    if against:
        return _finding(item, Outcome.CONTRADICTED, credit, answer, judging, against + unknown)
    if unknown and (credit == PROVEN or item.evidence.proven):
        return _finding(item, Outcome.UNKNOWN, credit, answer, judging, unknown)
    if credit < PROVEN:
        outcome = Outcome.PARTIAL if credit else Outcome.GAP
        return _finding(item, outcome, credit, answer, judging, unknown or _half_shown(item, answer, facts))
    return _finding(item, Outcome.MET, credit, answer, judging, facts)


def passes(finding: Finding) -> bool:
    """True when an item is at least bound and nothing contradicts it or is missing for it."""
    return finding.credit >= HALF and finding.outcome in (Outcome.MET, Outcome.PARTIAL)


def _graded(item: Item, judging: Judging) -> tuple[float, Answer]:
    """Return the credit earned and the answer to show: what earned all of it, or what is still missing for more."""
    missed: Answer | None = None
    for credit, condition in item.evidence.grades:
        answer = condition.answer(judging)
        if answer.holds:
            return credit, missed or answer
        # Of what is missing, the step just above what is there is the one to take next.
        missed = answer if item.evidence.proven or missed is None else missed
    return 0.0, missed or Answer(False)


def _proven(credit: float, proof: tuple[str, ...], facts: tuple[Fact, ...], *, wrong: bool) -> float:
    """Return what is left of the credit of an item that asks for proof.

    A failing number earns nothing, and neither does a missing one, or else leaving it out would be a way round it. What
    only holds at the middle of a range, or under something assumed, is half proven.
    """
    shown = [f for f in facts if f.id in proof]
    if wrong or (proof and not shown and credit < PROVEN):
        return 0.0
    return min(credit, HALF) if any(f.verdict is Verdict.PLAUSIBLE for f in shown) else credit


def _half_shown(item: Item, answer: Answer, facts: tuple[Fact, ...]) -> tuple[Fact, ...]:
    """Return the facts that are all that stands between an item and its proof: those that hold in part only."""
    held = answer.holds and item.evidence.proven
    return tuple(f for f in facts if f.verdict is Verdict.PLAUSIBLE) if held else ()


def _finding(
    item: Item, outcome: Outcome, credit: float, answer: Answer, judging: Judging, facts: tuple[Fact, ...]
) -> Finding:
    decides = outcome in (Outcome.CONTRADICTED, Outcome.UNKNOWN) or (outcome is Outcome.PARTIAL and answer.holds)
    deciding = facts[0] if facts and decides else None
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
