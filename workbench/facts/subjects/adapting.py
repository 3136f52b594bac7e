"""Whether each way of adapting a model earned its place, and what a tuned model was made from.

From `llm-ladder`, `llm-ft-data` and `llm-preference` of the readiness catalogue, and trap-free arithmetic of Q33.
"""

from __future__ import annotations

import math
from collections.abc import Iterator
from dataclasses import dataclass

from workbench.design.llm import Llm, Tuning
from workbench.design.words import PERSONAL
from workbench.errors import Path
from workbench.facts.context import Context
from workbench.facts.fact import Fact, Input, Verdict
from workbench.facts.formula import fact
from workbench.facts.gather import Gathered, amount
from workbench.facts.lineage import classes_of
from workbench.facts.stats import share

_LADDER, _DATA, _PREFERENCE = "ladder-gain", "tuning-data", "preference-gain"
_RUNGS = ("prompt", "retrieval", "tuning")
_SEEN, _SURE = 1.96, 1.96 + 0.8416
"""Standard errors of a difference: told from nothing at 95%, and found again with 80% power."""
_KINDEST = 0.9
"""Correlation of two versions over the same cases, where none is stated: as high as any we know."""
_FOR_SCORE = (None, "full", "lora", "qlora", "adapter", "prompt_tuning")
"""Ways of tuning that are there to raise the score; a distilled model is there to be cheaper."""
_PREFERRING = ("dpo", "rlhf", "orpo")


@dataclass(frozen=True, slots=True)
class _Step:
    """A rung that is used, and the one below it that it is compared with."""

    rung: str
    below: str
    score: Input
    before: Input


@fact(
    _LADDER,
    title="What each way of adapting gained",
    broken="A step up the ladder gained nothing that can be seen",
    formula="gain over the step below > 1.96 x square root of ([p0(1-p0) + p1(1-p1)] (1 - correlation) / n)",
    source="Azure AI landing zone AI.149; AWS GENOPS05_BP01; Miller, error bars for evaluations",
    blind="Steps measured on different cases; gains on what the test set does not hold.",
)
def ladder_gain(context: Context) -> Iterator[Fact]:
    """Yield one fact for retrieval and one for tuning where they are used and a ladder is stated, else one in all."""
    llm = context.design.llm
    if llm is None or llm.ladder is None:
        return
    used = [rung for rung in _RUNGS[1:] if _is_used(llm, rung)]
    for rung in used:
        yield _climbed(Gathered(context), llm, rung)
    if not used:
        gathered = Gathered(context)
        score = gathered.need("score of prompting alone", "llm", "ladder", "prompt", "score")
        verdict = Verdict.HOLDS if score else Verdict.UNKNOWN
        says = f"prompting alone reaches {score.text}, and nothing is added to it" if score else "no score is stated"
        yield gathered.fact(_LADDER, "prompt", verdict, says, score.path if score else ("llm", "ladder"))


def _is_used(llm: Llm, rung: str) -> bool:
    stated = getattr(llm.ladder, rung)
    there = bool(llm.retrieval) if rung == "retrieval" else bool(llm.tuning)
    return there if stated is None or stated.used is None else bool(stated.used)


def _climbed(gathered: Gathered, llm: Llm, rung: str) -> Fact:
    score = gathered.need(f"score with {rung}", "llm", "ladder", rung, "score")
    lower = reversed(_RUNGS[: _RUNGS.index(rung)])
    below = next((r for r in lower if gathered.context.take(r, "llm", "ladder", r, "score")), "prompt")
    before = gathered.need(f"score with {below}", "llm", "ladder", below, "score")
    at: Path = ("llm", "ladder", rung) if getattr(llm.ladder, rung) else ("llm", "ladder")
    if not (score and before):
        return gathered.fact(_LADDER, rung, Verdict.UNKNOWN, f"{rung} is used, and what it gained is not stated", at)
    return _judge_step(gathered, llm, _Step(rung, below, score, before))


def _judge_step(gathered: Gathered, llm: Llm, step: _Step) -> Fact:
    gain = amount(step.score).value - amount(step.before).value
    error, sure = _error(gathered, llm, step)
    says = f"{step.rung} reaches {step.score.text} where {step.below} reaches {step.before.text}"
    if error is None:
        verdict = Verdict.PLAUSIBLE if gain > 0 else Verdict.FAILS
        if gain > 0:
            says += ", and the cases behind it are not stated"
    else:
        says += f"; a difference below {_points(_SEEN * error)} may be chance"
        verdict = Verdict.FAILS if gain <= _SEEN * error else Verdict.PLAUSIBLE
        least = amount(step.score).low - amount(step.before).high
        verdict = Verdict.HOLDS if sure and least >= 0.99 * _SURE * error else verdict
    cheaper = step.rung == "tuning" and any(t.method not in _FOR_SCORE for t in llm.tuning.values())
    if verdict is Verdict.FAILS and cheaper:
        verdict = Verdict.PLAUSIBLE
    return gathered.fact(
        _LADDER, step.rung, verdict, says, step.score.path, value=gain, computed=_points(gain), stated=step.score
    )


def _error(gathered: Gathered, llm: Llm, step: _Step) -> tuple[float | None, bool]:
    """Return the standard error of the difference over the same cases, and whether the correlation is stated."""
    first, second = amount(step.before).value, amount(step.score).value
    golden = (llm.ladder.golden_set if llm.ladder else None) or ""
    own = [gathered.get(f"cases with {r}", "llm", "ladder", r, "n") for r in (step.below, step.rung)]
    cases = [amount(i).value for i in own if i] or [
        amount(i).value for i in (gathered.get(f"{golden} cases", "llm", "golden_sets", golden, "n"),) if i
    ]
    if not cases or min(cases) <= 0 or not (0 <= first <= 1 and 0 <= second <= 1):
        return None, False
    paired = gathered.get(f"{golden} correlation", "llm", "golden_sets", golden, "paired_correlation")
    related = share(amount(paired).value) if paired else _KINDEST
    spread = (first * (1 - first) + second * (1 - second)) * (1 - related)
    error = math.sqrt(spread / min(cases))
    # A gain that is clear even between two groups of strangers needs no correlation to be sure of.
    apart = math.sqrt((first * (1 - first) + second * (1 - second)) / min(cases))
    return error, paired is not None or second - first >= _SURE * apart


def _points(value: float) -> str:
    return f"{value * 100:.2g} pp"


@fact(
    _DATA,
    title="Data a model was tuned on",
    broken="Tuned on data that must not be used for it",
    formula="no example also stands in the golden set; licence allows training; personal data removed or on a basis",
    source="NIST AI 600-1 MS-2.5-005; OWASP LLM02, LLM04 (2025), ML07 (2023)",
    blind="Examples that are nearly the same as one of the golden set.",
)
def tuning_data(context: Context) -> Iterator[Fact]:
    """Yield one fact for every tuning."""
    llm = context.design.llm
    for name, tuning in (llm.tuning if llm else {}).items():
        yield _data_judged(Gathered(context), name, tuning)


def _data_judged(gathered: Gathered, name: str, tuning: Tuning) -> Fact:
    path: Path = ("llm", "tuning", name)
    shared = gathered.need(f"{name} examples in the golden set", *path, "overlap_with_golden")
    asset = gathered.context.design.data.get(tuning.data or "")
    if shared and amount(shared).low > 0:
        says = f"{shared.text} examples that {name} was tuned on also stand in the golden set"
        return gathered.fact(_DATA, name, Verdict.FAILS, says, shared.path, value=amount(shared).value)
    if asset and asset.allows and "train" not in asset.allows:
        says = f"{name} is tuned on {tuning.data}, which may be used to {', '.join(asset.allows)} only"
        return gathered.fact(_DATA, name, Verdict.FAILS, says, ("data", str(tuning.data), "allows"))
    if not tuning.data:
        gathered.needs.append((*path, "data"))
    elif asset:
        _unsaid_of_data(gathered, path, tuning)
    if gathered.needs:
        missing = ".".join(str(step) for step in gathered.needs[0])
        return gathered.fact(_DATA, name, Verdict.UNKNOWN, f"{name} was tuned, and {missing} is not stated", path)
    return gathered.fact(_DATA, name, Verdict.HOLDS, f"{name} is tuned on {tuning.data}, apart from all tests", path)


def _unsaid_of_data(gathered: Gathered, path: Path, tuning: Tuning) -> None:
    """Keep what is not said of the data: its version, what it may be used for, who agreed where it is about people."""
    name = str(tuning.data)
    asset = gathered.context.design.data[name]
    if not asset.version:
        gathered.needs.append(("data", name, "version"))
    if not (asset.licence or asset.allows):
        gathered.needs.append(("data", name, "licence"))
    if classes_of(gathered.context.design)[name] & PERSONAL and not (tuning.deidentified or asset.basis):
        gathered.needs.append((*path, "deidentified"))


@fact(
    _PREFERENCE,
    title="What learning from preferences gained",
    broken="Learning from preferences gained nothing",
    formula="share of wins against the base > 1/2 with its interval; raters and reward model better than chance",
    source="NIST AI 600-1 MS-2.5-002, MS-2.8-002",
    blind="Raters who prefer longer or kinder answers to right ones.",
)
def preference_gain(context: Context) -> Iterator[Fact]:
    """Yield one fact for every tuning on preferences."""
    llm = context.design.llm
    for name, tuning in (llm.tuning if llm else {}).items():
        if tuning.method in _PREFERRING or tuning.win_rate or tuning.reward_accuracy or tuning.kl_cap:
            yield _preferred(Gathered(context), name)


def _preferred(gathered: Gathered, name: str) -> Fact:
    path: Path = ("llm", "tuning", name)
    words = (
        ("wins against the base", "win_rate"), ("agreement of raters", "rater_agreement"),
        ("accuracy of the reward model", "reward_accuracy"),
    )  # fmt: skip
    taken = [(word, gathered.need(f"{name} {word}", *path, key)) for word, key in words]
    gathered.need(f"{name} distance from the base", *path, "kl_cap")
    chance = next(((word, i) for word, i in taken if i and amount(i).high <= 0.5), None)
    wins = taken[0][1]
    at = wins.path if wins else path
    if chance:
        says = f"{name}: {chance[0]} {chance[1].text}, no better than tossing a coin"
        return gathered.fact(_PREFERENCE, name, Verdict.FAILS, says, chance[1].path, value=amount(chance[1]).value)
    if gathered.needs or wins is None:
        says = f"{name} learns from preferences, and its {gathered.needs[0][-1]} is not stated".replace("_", " ")
        return gathered.fact(_PREFERENCE, name, Verdict.UNKNOWN, says, at)
    clear = amount(wins).is_range and all(amount(i).low > 0.5 for _, i in taken if i)
    says = f"{name} wins {wins.text} against its base"
    says += "" if clear else ", which may be chance" if amount(wins).is_range else ", stated without its interval"
    verdict = Verdict.HOLDS if clear else Verdict.PLAUSIBLE
    return gathered.fact(_PREFERENCE, name, verdict, says, at, value=amount(wins).value, computed=wins.text)
