"""What was measured before a release against the bound set for it: slices, groups, spoilt input, calibration, itself.

Each couples a measured number with the limit beside it, with its interval where there is one.
From the catalogue items eva-slices, eva-fairness, eva-robustness, eva-calibration and eva-model-delta.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Literal

from workbench.design.evaluation import Evaluation, Fairness, Metric, Slice
from workbench.errors import Path
from workbench.facts.better import around, direction_of, one_scale, spread
from workbench.facts.context import Context
from workbench.facts.fact import Fact, Input, Verdict
from workbench.facts.formula import fact
from workbench.facts.gather import Gathered, amount
from workbench.facts.ranges import Span, at_least, at_most
from workbench.facts.spans import of

_SLICE, _GROUPS, _SPOILT, _SCORES, _SELF = (
    "slice-floor", "group-disparity", "robustness-loss", "calibration-error", "self-agreement",
)  # fmt: skip
Keeps = Literal["at least", "at most"]
_LIKE_A_RATIO = 0.5
"""A bound so large is hardly one of a difference between shares."""


def _evaluation(context: Context) -> Evaluation:
    return context.design.evaluation or Evaluation()


@fact(
    _SLICE,
    title="Quality of a slice against its floor",
    broken="A part of the cases is served worse than allowed",
    formula="value of the slice, less half of its 95% interval, >= floor (at most it, where less is better)",
    source="ML Test Score, Model 6",
    blind="Slices that nobody named.",
)
def slice_floor(context: Context) -> Iterator[Fact]:
    """Yield one fact for every slice with a floor or a value; one that lacks the other is unknown."""
    for name, part in _evaluation(context).slices.items():
        if part.floor or part.value:
            yield _slice(Gathered(context), name, part)


def _like_all(context: Context, part: Slice) -> Metric | None:
    """Return any metric for a slice that names none, where all of them get better the same way; it counts no cases."""
    found = list(_evaluation(context).metrics.values()) if part.metric is None else []
    ways = {direction_of(m) for m in found}
    return Metric(direction=direction_of(found[0]) or None) if len(ways) == 1 and found else None


def _slice(gathered: Gathered, name: str, part: Slice) -> Fact:
    path: Path = ("evaluation", "slices", name)
    metric = _evaluation(gathered.context).metrics.get(part.metric or "") or _like_all(gathered.context, part)
    value, floor = gathered.need(f"{name} value", *path, "value"), gathered.need(f"{name} floor", *path, "floor")
    width, cases = gathered.get(f"{name} half width", *path, "half_width"), gathered.get(f"{name} n", *path, "n")
    if not (value and floor):
        says = f"{name} reaches {part.value}, and no floor is set" if value else f"{name} has a floor and no value yet"
        return gathered.fact(_SLICE, name, Verdict.UNKNOWN, says, path, stated=floor)
    half = spread(metric, amount(value), width.quantity if width else None, cases.quantity if cases else None)
    found = around(amount(value), half)
    keeps: Keeps = "at most" if direction_of(metric) == "down" else "at least"
    verdict = _kept(found, of(floor), keeps)
    if not one_scale(amount(value), amount(floor)) or (not direction_of(metric) and verdict is Verdict.FAILS):
        gathered.needs.append(("evaluation", "metrics", part.metric or "", "direction") if part.metric else path)
        return gathered.fact(_SLICE, name, Verdict.UNKNOWN, f"{name} cannot be held against its floor", value.path)
    says = f"{name} reaches {value.text} over {cases.text} cases" if cases else f"{name} reaches {value.text}"
    says += f"; {keeps} {floor.text} is allowed"
    if verdict is Verdict.HOLDS and half is None:
        verdict, says = Verdict.PLAUSIBLE, f"{says}, and nothing tells how exactly it is known"
    elif verdict is Verdict.PLAUSIBLE:
        says = f"{says}, which lies within what chance can do"
    return gathered.fact(_SLICE, name, verdict, says, value.path, value=found.middle, stated=floor)


@fact(
    _GROUPS,
    title="Difference between groups against its bound",
    broken="Groups of people are treated more differently than allowed",
    formula="upper end of the difference <= bound; lower end of the ratio >= bound",
    source="Microsoft Responsible AI Standard v2, F1 and F2",
    blind="Groups that nobody named, and where two of them meet.",
)
def group_disparity(context: Context) -> Iterator[Fact]:
    """Yield one fact for every comparison of groups that states a difference or a bound."""
    for name, pair in _evaluation(context).fairness.items():
        if pair.disparity or pair.bound:
            yield _groups(Gathered(context), name, pair)


def _groups(gathered: Gathered, name: str, pair: Fairness) -> Fact:
    path: Path = ("evaluation", "fairness", name)
    found = gathered.need(f"{name} disparity", *path, "disparity")
    bound = gathered.need(f"{name} bound", *path, "bound")
    if not (found and bound):
        there = found or bound
        at = there.path if there else path
        says = f"{name} states {'no bound' if found else 'a bound and no difference measured'}"
        return gathered.fact(_GROUPS, name, Verdict.UNKNOWN, says, at)
    keeps: Keeps = "at least" if pair.compares == "ratio" else "at most"
    verdict = _kept(of(found), of(bound), keeps)
    says = f"{name}: {_sort(pair)} of {found.text}; {keeps} {bound.text} is allowed"
    if not pair.compares and verdict is Verdict.FAILS and amount(bound).low >= _LIKE_A_RATIO:
        gathered.needs.append((*path, "compares"))
        verdict, says = Verdict.UNKNOWN, f"{name} does not say whether {found.text} is a difference or a ratio"
    if verdict is Verdict.PLAUSIBLE:
        says = f"{says}, and its interval reaches beyond"
    return gathered.fact(_GROUPS, name, verdict, says, found.path, value=of(found).middle, stated=bound)


def _sort(pair: Fairness) -> str:
    return f"a {pair.compares or 'difference'}"


@fact(
    _SPOILT,
    title="Loss on spoilt input against its bound",
    broken="Spoilt input costs more quality than allowed",
    formula="quality lost <= bound",
    source="EU AI Act Art 15; AWS Responsible AI lens",
    blind="Spoilt input of kinds that nobody tried.",
)
def robustness_loss(context: Context) -> Iterator[Fact]:
    """Yield one fact for every test with spoilt input that states a loss or a bound."""
    for name, test in _evaluation(context).robustness.items():
        if test.loss or test.bound:
            yield _limit(Gathered(context), _SPOILT, name, ("evaluation", "robustness", name), ("loss", "bound"))


@fact(
    _SCORES,
    title="Calibration against its bound",
    broken="Scores are further from chances than allowed",
    formula="expected calibration error <= bound",
    source="Rules of Machine Learning 14",
    blind="Errors in one group or at one threshold that cancel out in the whole.",
)
def calibration_error(context: Context) -> Iterator[Fact]:
    """Yield one fact where an error of calibration or its bound is stated."""
    held = _evaluation(context).calibration
    if held and (held.error or held.bound):
        yield _limit(Gathered(context), _SCORES, "scores", ("evaluation", "calibration"), ("error", "bound"))


@fact(
    _SELF,
    title="Agreement of a version with itself",
    broken="A version disagrees with itself more than allowed",
    formula="share of decisions that change between two runs of one version <= tolerance",
    source="Rules of Machine Learning 24",
    blind="Two runs that agree because they share one mistake.",
)
def self_agreement(context: Context) -> Iterator[Fact]:
    """Yield one fact where it is stated how far a version differs from itself."""
    held = _evaluation(context).delta
    if held and (held.from_self or held.tolerance):
        yield _limit(Gathered(context), _SELF, "version", ("evaluation", "delta"), ("from_self", "tolerance"))


def _limit(gathered: Gathered, kind: str, name: str, path: Path, fields: tuple[str, str]) -> Fact:
    """Return a number that must stay at or below the one beside it."""
    found = gathered.need(f"{name} {fields[0]}".replace("_", " "), *path, fields[0])
    bound = gathered.need(f"{name} {fields[1]}", *path, fields[1])
    if not (found and bound):
        there: Input | None = found or bound
        says = f"{name} states '{fields[0] if found else fields[1]}' and not '{fields[1] if found else fields[0]}'"
        return gathered.fact(kind, name, Verdict.UNKNOWN, says, there.path if there else path, stated=bound)
    if not one_scale(amount(found), amount(bound)):
        gathered.needs.append(bound.path)
        says = f"{name}: {found.text} and {bound.text} are not on one scale"
        return gathered.fact(kind, name, Verdict.UNKNOWN, says, found.path, stated=bound)
    verdict = at_most(of(found), of(bound))
    what = {"loss": "loses", "error": "are off by", "from_self": "differs from itself by"}[fields[0]]
    says = f"{name} {what} {found.text}; at most {bound.text} is allowed"
    return gathered.fact(kind, name, verdict, says, found.path, value=of(found).middle, stated=bound)


def _kept(found: Span, bound: Span, keeps: Keeps) -> Verdict:
    return at_least(found, bound) if keeps == "at least" else at_most(found, bound)
