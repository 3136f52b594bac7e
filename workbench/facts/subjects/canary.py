"""Whether a step of a rollout sees enough requests to notice a bad version."""

from __future__ import annotations

from collections.abc import Iterator

from workbench.design.experimentation import Rollout
from workbench.design.units import DAY
from workbench.errors import Path
from workbench.facts.context import Context
from workbench.facts.fact import Fact, Input, Verdict
from workbench.facts.formula import fact
from workbench.facts.gather import Gathered, amount, assumed, enough, ratio
from workbench.facts.ranges import span
from workbench.facts.show import number, percent, seconds
from workbench.facts.stats import two_proportions

_ID = "canary-size"


@fact(
    _ID,
    title="Length of a canary",
    broken="A step of the rollout is too short to notice a bad version",
    formula="n = (z_alpha + z_beta)^2 [p0(1-p0) + p1(1-p1)] / (p1-p0)^2; time = n / (rate x share)",
    source="comparison of two proportions, one-sided; Site Reliability Workbook, canarying",
    number="Q09",
    blind="Harm other than the metric named; traffic that changes over the day.",
)
def canary_size(context: Context) -> Iterator[Fact]:
    """Yield one fact for every partial step of every rollout that states which error rate must be noticed."""
    live = context.design.experimentation
    for name, rollout in (live.rollouts if live else {}).items():
        if rollout.detectable_error or rollout.baseline_error:
            for place, stage in enumerate(rollout.stages):
                partial = stage.share and 0 < stage.share.high < 1
                if partial and stage.for_:
                    yield _step(Gathered(context), name, rollout, place)


def _step(gathered: Gathered, name: str, rollout: Rollout, place: int) -> Fact:
    path: Path = ("experimentation", "rollouts", name)
    before = gathered.need(f"{name} error before", *path, "baseline_error")
    after = gathered.need(f"{name} error to notice", *path, "detectable_error")
    part = gathered.need(f"{name} share", *path, "stages", place, "share")
    time = gathered.need(f"{name} step {place + 1}", *path, "stages", place, "for")
    load = gathered.get("mean load", "requirements", "load", "mean")
    if load is None:
        gathered.needs.append(("requirements", "load", "mean"))
    alpha, power = _risks(gathered, path)
    subject = f"{name}[{place}]"
    if not (before and after and part and time and load):
        says = f"step {place + 1} of {name} cannot be sized: error rates and load do not all stand here"
        return gathered.fact(_ID, subject, Verdict.UNKNOWN, says, (*path, "stages", place), stated=time)
    needed = span(lambda *rates: two_proportions(*rates, sides=1), before, after, alpha, power)
    seen = span(lambda rps, pct, s: rps * pct * s, load, part, time)
    says = (
        f"step {place + 1} of {name} sees {number(seen.middle)} requests; "
        f"{before.text} against {after.text} takes {number(needed.middle)}"
    )
    verdict = enough(seen.middle, needed.middle)
    if verdict is Verdict.HOLDS and (seen.low < 0.99 * needed.high or alpha.assumed or power.assumed):
        verdict = Verdict.PLAUSIBLE
    if verdict is Verdict.FAILS and (alpha.assumed or power.assumed):
        gathered.needs.append((*path, "power" if power.assumed else "alpha"))
        verdict = Verdict.UNKNOWN
    lasts = ratio(needed.middle, amount(load).value * amount(part).value)
    long = seconds(lasts) if lasts < 1000 * DAY else "years"
    return gathered.fact(
        _ID, subject, verdict, says, time.path, value=lasts, computed=long, stated=time,
        steps=(
            f"{number(needed.middle)} requests at {alpha.text} false alarms and {power.text} power",
            f"at {part.text} of {load.text} they take {long}",
            f"not one error in {number(needed.middle)} would bound the rate at {percent(ratio(3, needed.middle))}",
        ),
        components=(rollout.by,) if rollout.by in gathered.context.graph.parts and rollout.by else (),
    )  # fmt: skip


def _risks(gathered: Gathered, path: Path) -> tuple[Input, Input]:
    alpha = gathered.get("false alarms", *path, "alpha") or gathered.note(assumed("false alarms", "5%", "fraction"))
    power = gathered.get("power", *path, "power") or gathered.note(assumed("power", "80%", "fraction"))
    return alpha, power
