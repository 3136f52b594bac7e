"""The condition itself: exactly one word, and the words that join others."""

from __future__ import annotations

from typing import Any

from pydantic import model_validator

from workbench.checks.judging import Answer, Judging
from workbench.checks.words.arrows import Arrow
from workbench.checks.words.boxes import EachBox, Guarded, OneBox, Reaches, Refers
from workbench.checks.words.fields import Compare, Differ, Each, Filled, NumberAt, Some, Word
from workbench.checks.words.sets import AnyWord, Covers
from workbench.design.scalars import Many, Text, complain
from workbench.design.spec import Spec, said
from workbench.design.spec import some as listed
from workbench.errors import nearest_word
from workbench.facts import Verdict, fact_kinds


class FactIs(Word):
    """Facts of a kind were computed, and every one has one of the verdicts."""

    id: Text = said("The fact.", "request-latency")
    verdict: Many[Text] = listed("Verdicts that count.", "[holds, plausible]")

    @model_validator(mode="after")
    def _exists(self) -> FactIs:
        known = fact_kinds()
        if self.id not in known:
            raise complain(f"'{self.id}' is not a fact", "a fact of this engine", nearest_word(self.id, known))
        for word in self.verdict:
            if word not in list(Verdict):
                raise complain(
                    f"'{word}' is not a verdict",
                    "holds, plausible, fails or unknown",
                    nearest_word(word, list(Verdict)),
                )
        return self

    def answer(self, judging: Judging) -> Answer:
        """Look at the facts computed."""
        facts = judging.facts_of([self.id])
        bad = [f for f in facts if f.verdict not in (self.verdict or ("holds", "plausible"))]
        if facts and not bad:
            return Answer(True, facts[0].says, tuple(f.at for f in facts), facts[0].components)
        if not facts:
            return Answer(False, f"nothing to compute {self.id} from")
        return Answer(False, bad[0].says, tuple(f.at for f in bad), bad[0].components, bad[0].edges)


class Condition(Spec):
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
    word: AnyWord | None = said("A field holds one of some words.", "{at: evaluation.splitting.by, words: [time]}")
    covers: Covers | None = said(
        "Every id of a group is named elsewhere.", "{names: evaluation.slices.*, by: monitoring.monitors.*.slices}"
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

    @model_validator(mode="after")
    def _exactly_one(self) -> Condition:
        if len(self.model_fields_set - {"note"}) != 1:
            raise complain(
                "a condition is exactly one word",
                f"one of {', '.join(sorted(set(type(self).model_fields) - {'note'}))}",
            )
        return self

    def answer(self, judging: Judging) -> Answer:
        """Return whether the condition holds, and where."""
        (name,) = self.model_fields_set - {"note"}
        held: Any = getattr(self, name)
        return _JOINED[name](held, judging) if name in _JOINED else held.answer(judging)


def _all(parts: tuple[Condition, ...], judging: Judging) -> Answer:
    answers = [part.answer(judging) for part in parts]
    bad = [a for a in answers if not a.holds]
    return bad[0] if bad else _merged(answers)


def _any(parts: tuple[Condition, ...], judging: Judging) -> Answer:
    answers = [part.answer(judging) for part in parts]
    return next((a for a in answers if a.holds), answers[0])


def _none(parts: tuple[Condition, ...], judging: Judging) -> Answer:
    hit = next((a for a in (part.answer(judging) for part in parts) if a.holds), None)
    return Answer(False, hit.found, hit.at, hit.components, hit.edges) if hit else Answer(True)


def _merged(answers: list[Answer]) -> Answer:
    found = "; ".join(dict.fromkeys(a.found for a in answers if a.found))
    return Answer(
        True, found, tuple(dict.fromkeys(p for a in answers for p in a.at)),
        tuple(dict.fromkeys(c for a in answers for c in a.components)), tuple(dict.fromkeys(e for a in answers for e in a.edges)),
    )  # fmt: skip


_JOINED = {"all_of": _all, "any_of": _any, "none_of": _none}
