"""Whether an experiment is long enough for the effect it looks for, and its arms are the size they should be."""

from __future__ import annotations

import math
from collections.abc import Iterator

from workbench.design.experimentation import Experiment
from workbench.design.units import DAY
from workbench.errors import Path
from workbench.facts.context import Context
from workbench.facts.fact import Fact, Input, Verdict
from workbench.facts.formula import fact
from workbench.facts.gather import Gathered, amount, assumed, enough, ratio, whole
from workbench.facts.show import number, percent, seconds
from workbench.facts.stats import chi2_tail, share, two_means, two_proportions

_LENGTH, _RATIO = "experiment-length", "sample-ratio"
_LOUD = 0.01
_EQUAL = 1.25
"""Arms within a quarter of each other were meant to be equal."""


@fact(
    _LENGTH,
    title="Length of an experiment",
    broken="The experiment is too short for its effect",
    formula="n per arm = (z_(1-a/2) + z_(1-b))^2 x sum of p(1-p) / d^2 (2 s^2 for a mean); in clusters x [1 + (m-1) r]",
    source="online experiments (Kohavi et al.); arXiv 2305.16459",
    number="Q30",
    blind="Effects of novelty, seasons, and arms that influence each other where nothing says so.",
)
def experiment_length(context: Context) -> Iterator[Fact]:
    """Yield one fact for every experiment that states an effect to find and a length or its traffic."""
    live = context.design.experimentation
    for name, test in (live.experiments if live else {}).items():
        if (test.mde or test.mde_absolute) and (test.runs_for or test.traffic):
            yield _length(Gathered(context), name, test)


def _length(gathered: Gathered, name: str, test: Experiment) -> Fact:
    path: Path = ("experimentation", "experiments", name)
    cases = _cases(gathered, name, test)
    entering = gathered.need(f"{name} traffic", *path, "traffic")
    runs = gathered.need(f"{name} runs for", *path, "runs_for")
    part = gathered.get(f"{name} allocation", *path, "allocation")
    arms = gathered.get(f"{name} arms", *path, "arms")
    if cases is None or entering is None or runs is None:
        says = f"{name} cannot be sized: its rate or spread, its traffic and its length do not all stand here"
        at = runs.path if runs else path
        return gathered.fact(_LENGTH, name, Verdict.UNKNOWN, says, at, stated=runs)
    each, steps = cases
    daily = amount(entering).value * (amount(part).value if part else 1.0)
    lasts = ratio(each * max(amount(arms).value if arms else 2.0, 2.0), daily)
    verdict = enough(amount(runs).value, lasts)
    if verdict is Verdict.HOLDS and amount(runs).low < 0.99 * max(lasts, 7 * DAY):
        verdict = Verdict.PLAUSIBLE
    ranged = any(amount(i).is_range for i in gathered.inputs)
    if ranged and (lasts / 2 < amount(runs).value < lasts * 2):
        verdict = Verdict.PLAUSIBLE
    if ranged and verdict is Verdict.HOLDS and amount(runs).low < lasts * _slack(gathered):
        verdict = Verdict.PLAUSIBLE
    verdict = _weighed(gathered, test, verdict, (path, runs, lasts))
    long = seconds(lasts) if lasts < 10_000 * DAY else "decades"
    says = f"{name} needs {number(each)} in each arm, which takes {long}; it runs for {runs.text}"
    steps.append(f"{number(each)} x {arms.text if arms else '2'} arms at {number(daily * DAY)} a day take {long}")
    steps.append(f"in whole weeks {number(whole(lasts / (7 * DAY)) * 7)} d")
    return gathered.fact(
        _LENGTH, name, verdict, says, runs.path, value=lasts, computed=long, stated=runs, steps=tuple(steps),
        components=(test.by,) if test.by and test.by in gathered.context.graph.parts else (),
    )  # fmt: skip


def _slack(gathered: Gathered) -> float:
    """Return by how much longer it may take at the worst ends of what is stated: no input counts more than squared."""
    return math.prod(min(ratio(q.high, q.low) ** 2, 1e6) for q in map(amount, gathered.inputs) if q.is_range)


def _weighed(gathered: Gathered, test: Experiment, verdict: Verdict, rest: tuple[Path, Input, float]) -> Verdict:
    """Take back what rests on a convention, on early stopping, or on an effect that reaches only some units."""
    path, runs, lasts = rest
    if not (test.alpha and test.power):
        if verdict is Verdict.FAILS:
            gathered.needs.append((*path, "power" if test.alpha else "alpha"))
            return Verdict.UNKNOWN
        return Verdict.PLAUSIBLE
    if verdict is Verdict.HOLDS and test.trigger_rate and test.trigger_rate.value < 0.99:
        gathered.get("trigger rate", *path, "trigger_rate")
        diluted = ratio(lasts, test.trigger_rate.value**2)
        return Verdict.HOLDS if amount(runs).value >= diluted else Verdict.PLAUSIBLE
    if verdict is Verdict.HOLDS and test.stop and test.stop.method == "none":
        return Verdict.PLAUSIBLE
    return verdict


def _cases(gathered: Gathered, name: str, test: Experiment) -> tuple[float, list[str]] | None:
    """Return the units needed in each arm and how they were reached, or None when an input is missing."""
    path: Path = ("experimentation", "experiments", name)
    alpha = gathered.get(f"{name} alpha", *path, "alpha") or gathered.note(assumed("alpha", "5%", "fraction"))
    power = gathered.get(f"{name} power", *path, "power") or gathered.note(assumed("power", "80%", "fraction"))
    risks = amount(alpha).value, amount(power).value
    base = gathered.get(f"{name} baseline rate", *path, "baseline_rate")
    sigma = None if base else gathered.get(f"{name} sigma", *path, "sigma")
    if not (base or sigma):
        gathered.needs.append((*path, "baseline_rate"))
        return None
    gap = _gap(gathered, path, test, base)
    if gap is None:
        return None
    if base:
        p = amount(base).value
        found = two_proportions(p, p + gap if p + gap <= 1 else p - gap, *risks, sides=2)
    else:
        found = two_means(amount(sigma).value, gap, *risks) if sigma else 0.0
    steps = [f"an effect of {number(gap)} at {alpha.text} and {power.text} power: {number(found)} in each arm"]
    return _scaled(gathered, path, found, steps), steps


def _gap(gathered: Gathered, path: Path, test: Experiment, base: Input | None) -> float | None:
    """Return the effect to find in the unit of the metric."""
    absolute = gathered.get("effect", *path, "mde_absolute")
    if absolute:
        return abs(amount(absolute).value)
    relative = gathered.need("relative effect", *path, "mde")
    level = base or gathered.get("baseline", "requirements", "kpis", test.metric or "", "baseline")
    if not relative or not level:
        gathered.needs.append((*path, "mde_absolute"))
        return None
    return abs(amount(relative).value * amount(level).value)


def _scaled(gathered: Gathered, path: Path, found: float, steps: list[str]) -> float:
    size = gathered.get("cluster size", *path, "cluster_size")
    icc = gathered.get("correlation in clusters", *path, "icc")
    if size and icc:
        factor = max(1 + (amount(size).value - 1) * amount(icc).value, 1.0)
        steps.append(f"in clusters of {size.text} correlated by {icc.text}: x {number(factor)}")
        found *= factor
    less = gathered.get("variance removed", *path, "variance_reduction")
    if less:
        steps.append(f"with {less.text} of the variance removed")
        found *= 1 - share(amount(less).value)
    return found


@fact(
    _RATIO,
    title="Sizes of the arms",
    broken="The arms are not the size they should be",
    formula="chi-square goodness of fit of the units seen to equal arms",
    source="sample-ratio mismatch (Fabijan et al.)",
    number="Q31",
    blind="Arms that lose units for reasons that even out in numbers.",
)
def sample_ratio(context: Context) -> Iterator[Fact]:
    """Yield one fact for every experiment that states the check of its arms or the units it saw."""
    live = context.design.experimentation
    for name, test in (live.experiments if live else {}).items():
        if test.sample_ratio and (test.sample_ratio.alpha or test.sample_ratio.observed):
            yield _arms(Gathered(context), name, test)


def mismatch(seen: list[float]) -> tuple[float, float]:
    """Return chi-square and its p-value for units seen in arms meant to be equal."""
    fair = sum(seen) / len(seen) if seen else 0.0
    found = sum((n - fair) ** 2 / fair for n in seen) if fair else 0.0
    return found, chi2_tail(found, len(seen) - 1)


def _arms(gathered: Gathered, name: str, test: Experiment) -> Fact:
    path: Path = ("experimentation", "experiments", name, "sample_ratio")
    seen_count = len(test.sample_ratio.observed) if test.sample_ratio else 0
    taken = [gathered.get(f"arm {i + 1}", *path, "observed", i) for i in range(min(seen_count, 50))]
    alpha = gathered.get(f"{name} check", *path, "alpha") or gathered.note(assumed("alpha", "0.1%", "fraction"))
    at = alpha.path or (*path, "observed")
    loud = amount(alpha).value > _LOUD
    seen = [amount(t).value for t in taken if t]
    if len(seen) < 2:
        says = f"the arms of {name} are checked at {alpha.text}"
        says += ", which rings for one sound experiment in a hundred or more" if loud else ""
        return gathered.fact(_RATIO, name, Verdict.PLAUSIBLE if loud else Verdict.HOLDS, says, at, stated=alpha)
    square, chance = mismatch(seen)
    says = f"the arms of {name} would differ this much by chance in {percent(chance)} of experiments"
    exact = not any(amount(t).is_range for t in (*(t for t in taken if t), alpha))
    verdict = Verdict.HOLDS if chance >= amount(alpha).value and exact else Verdict.PLAUSIBLE
    if chance < amount(alpha).value and max(seen) <= _EQUAL * min(seen) and not alpha.assumed:
        verdict = Verdict.FAILS
    return gathered.fact(
        _RATIO, name, verdict, says, (*path, "observed"), value=chance, computed=percent(chance), stated=alpha,
        steps=(f"chi-square {number(square)} with {len(seen) - 1} degrees, p = {chance:.2g}",),
    )  # fmt: skip
