"""The condition itself: exactly one word, and the words that join others."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import Any

from pydantic import Field

from workbench.checks.faults import Checked, Fault
from workbench.checks.judging import Answer, Judging
from workbench.checks.names import FactName, VerdictName
from workbench.checks.words.arrows import Arrow
from workbench.checks.words.boxes import EachBox, OneBox
from workbench.checks.words.dates import Dated
from workbench.checks.words.fields import Each, Filled, Some, Word
from workbench.checks.words.leads import Ahead
from workbench.checks.words.numbers import Compare, Differ, NumberAt
from workbench.checks.words.sets import AnyWord, Covers, Settles
from workbench.checks.words.ways import Guarded, Reaches, Refers
from workbench.design.scalars import Many
from workbench.design.spec import said
from workbench.design.spec import some as listed


class FactIs(Word):
    """Facts of a kind were computed, and every one has one of the verdicts."""

    id: FactName = Field(description="The fact.", examples=["request-latency"])
    verdict: Many[VerdictName] = listed("Verdicts that count.", "[holds, plausible]")

    def answer(self, judging: Judging) -> Answer:
        """Look at the facts computed."""
        facts = judging.facts_of([self.id])
        bad = [f for f in facts if f.verdict not in (self.verdict or ("holds", "plausible"))]
        if facts and not bad:
            return Answer(True, facts[0].says, tuple(f.at for f in facts), facts[0].components)
        if not facts:
            return Answer(False, f"nothing to compute {self.id} from")
        return Answer(False, bad[0].says, tuple(f.at for f in bad), bad[0].components, bad[0].edges)


class Condition(Checked):
    """Exactly one word of the vocabulary."""

    filled: Filled | None = said("A value stands at a path.", "requirements.kpis.*.target")
    each: Each | None = said("Every entry holds fields.", "{of: monitoring.monitors.*, has: [action]}")
    some: Some | None = said("Some entry holds fields.", "{of: monitoring.monitors.*, has: [action]}")
    differ: Differ | None = said(
        "Two numbers of an entry differ.", "{of: requirements.kpis.*, left: baseline, right: target}"
    )
    compare: Compare | None = said(
        "A number keeps another as its limit.",
        "{of: evaluation.fairness.*, left: disparity, is: at_most, right: bound}",
    )
    number: NumberAt | None = said("A number keeps a limit.", "{at: rollback.plans.*.retained_versions, at_least: 2}")
    dated: Dated | None = said(
        "A day is recent, or far enough ahead.", "{at: rollback.plans.*.drill.on, within: 180 d}"
    )
    ahead: Ahead | None = said("Each day is far enough away.", "{of: llm.models.*, day: retires, lead: migration_lead}")
    word: AnyWord | None = said("A field holds one of some words.", "{at: evaluation.splitting.by, words: [time]}")
    covers: Covers | None = said(
        "Every id of a group is named elsewhere.", "{names: evaluation.slices.*, by: monitoring.monitors.*.slices}"
    )
    settles: Settles | None = said(
        "Paths named at a field lead to something stated.", "{field: requirements.clarified.*.settles, at_least: 3}"
    )
    component: OneBox | None = said("There is such a component.", "{trait: [validates], has: [rejects_to]}")
    each_component: EachBox | None = said("Every such component holds fields.", "{trait: [serves], has: [replicas]}")
    refers: Refers | None = said("A field names such a component.", "{field: slas.*.entry, to: {trait: [answers]}}")
    flow: Arrow | None = said(
        "Such an arrow leads from here to there.", "{start: {trait: [retrieves]}, where: {on_missing: [fail]}}"
    )
    reaches: Reaches | None = said(
        "A way leads from here to there.", "{start: {trait: [source]}, to: {trait: [trains]}}"
    )
    guarded: Guarded | None = said(
        "Every way passes a guard.", "{start: {trait: [trains]}, to: {trait: [serves]}, by: {trait: [gates]}}"
    )
    fact: FactIs | None = said("A computed fact has a verdict.", "{id: request-latency, verdict: [holds]}")
    all_of: Many[Condition] = listed("All of these hold.", "[...]")
    any_of: Many[Condition] = listed("At least one holds.", "[...]")
    none_of: Many[Condition] = listed("None of these holds.", "[...]")

    def faults(self) -> Iterator[Fault]:
        """Yield a condition with no word, and every word beyond the first."""
        given = [name for name in type(self).model_fields if name in self.model_fields_set - {"note"}]
        if not given:
            yield Fault("a condition is exactly one word", expected=_ONE_OF)
        for name in given[1:]:
            message = f"a condition is one word, and this one already has '{given[0]}'"
            yield Fault(message, (name,), "all_of or any_of around the two")
        for name in _JOINED:
            if name in given and not getattr(self, name):
                yield Fault(f"nothing stands in this {name}", (name,), "a list of conditions")

    def answer(self, judging: Judging) -> Answer:
        """Return whether the condition holds, and where."""
        (name,) = self.model_fields_set - {"note"}
        held: Any = getattr(self, name)
        return _JOINED[name](held, judging) if name in _JOINED else held.answer(judging)

    def facts_asked(self) -> Iterator[str]:
        """Yield the ids of the facts that this condition, or one inside it, asks for."""
        if self.fact:
            yield self.fact.id
        for inner in (*self.all_of, *self.any_of, *self.none_of):
            yield from inner.facts_asked()


def _all(parts: tuple[Condition, ...], judging: Judging) -> Answer:
    answers = [part.answer(judging) for part in parts]
    bad = [a for a in answers if not a.holds]
    return replace(bad[0], near=bad[0].near + len(answers) - len(bad)) if bad else _merged(answers)


def _any(parts: tuple[Condition, ...], judging: Judging) -> Answer:
    missed: list[Answer] = []
    for part in parts:
        answer = part.answer(judging)
        if answer.holds:
            return answer
        missed.append(answer)
    return max(missed, key=lambda a: a.near)


def _none(parts: tuple[Condition, ...], judging: Judging) -> Answer:
    hit = next((a for a in (part.answer(judging) for part in parts) if a.holds), None)
    return Answer(False, f"not wanted: {hit.found}", hit.at, hit.components, hit.edges) if hit else Answer(True)


def _merged(answers: list[Answer]) -> Answer:
    found = "; ".join(dict.fromkeys(a.found for a in answers if a.found))
    at = dict.fromkeys(place for a in answers for place in a.at)
    components = dict.fromkeys(name for a in answers for name in a.components)
    edges = dict.fromkeys(name for a in answers for name in a.edges)
    return Answer(True, found, tuple(at), tuple(components), tuple(edges))


_ONE_OF = ", ".join(name for name in Condition.model_fields if name != "note")
_JOINED = {"all_of": _all, "any_of": _any, "none_of": _none}
