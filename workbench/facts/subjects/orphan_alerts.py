"""Alarms that nobody hears or that change nothing."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from workbench.design.retraining import RetrainTrigger
from workbench.errors import Path
from workbench.facts.context import Context
from workbench.facts.fact import Fact, Verdict
from workbench.facts.formula import fact
from workbench.facts.gather import Gathered
from workbench.facts.watching import Watched, monitors, parts_of

_ID = "alert-answered"
_SAID = {"alerts": "who hears it", "action": "what happens then", "runbook": "where to read what to do"}


@fact(
    _ID,
    title="Alarms that lead somewhere",
    broken="An alarm that changes nothing",
    formula="every alarm names who hears it, what happens then and its runbook; a metric trigger, what rings",
    source="Site Reliability Engineering, monitoring; mon-actionable",
    pattern="ap-orphan-alert",
    blind="Whether anyone reads the runbook, or has the rights to do what it says.",
)
def alert_answered(context: Context) -> Iterator[Fact]:
    """Yield one fact for every monitor but those only shown on a dashboard, and for every trigger by a metric."""
    known = {found.name: found for found in monitors(context)}
    wired = _wired(context)
    for found in known.values():
        if not _only_shown(context, found):
            yield _judge(context, found, wired.get(found.name, ""))
    retraining = context.design.retraining
    for name, trigger in (retraining.triggers if retraining else {}).items():
        if trigger.kind == "metric":
            yield _started(Gathered(context), name, trigger, known)


def _only_shown(context: Context, found: Watched) -> bool:
    by = context.graph.parts.get(found.monitor.by or "")
    return bool(by and by.kind == "dashboard" and not (found.monitor.alerts or found.monitor.action))


def _wired(context: Context) -> Mapping[str, str]:
    """Return what monitors set off without saying so themselves: retraining, the end of a rollout, a degraded mode."""
    design = context.design
    rows = [
        *((t.on, f"retraining.{n}") for n, t in (design.retraining.triggers if design.retraining else {}).items()),
        *((r.abort_on, n) for n, r in (design.experimentation.rollouts if design.experimentation else {}).items()),
        *((m.when, n) for n, m in (design.reliability.modes if design.reliability else {}).items()),
    ]
    return {monitor: effect for names, effect in rows for monitor in names}


def _judge(context: Context, found: Watched, effect: str) -> Fact:
    gathered, monitor = Gathered(context), found.monitor
    held = {"alerts": monitor.alerts, "action": monitor.action or effect, "runbook": monitor.runbook}
    missing = [key for key, value in held.items() if not value]
    refused = [key for key in missing if (*found.path, key) in context.design.absences]
    heard, acts = ", ".join(monitor.alerts), ", ".join(monitor.action) or effect
    if not missing:
        verdict, says = Verdict.HOLDS, f"{found.name} is heard by {heard} and leads to {acts}"
    elif refused and not (monitor.alerts or monitor.action or effect):
        verdict, says = Verdict.FAILS, f"{found.name} reaches nobody and sets nothing off"
    else:
        verdict, says = Verdict.UNKNOWN, f"{found.name} does not say {_joined([_SAID[key] for key in missing])}"
        gathered.needs += [(*found.path, key) for key in missing if key not in refused]
    at: Path = (*found.path, refused[0]) if verdict is Verdict.FAILS else found.path
    if verdict is Verdict.UNKNOWN and not gathered.needs:
        verdict, says = Verdict.PLAUSIBLE, f"{says}, on purpose"
    return gathered.fact(_ID, found.name, verdict, says, at, components=parts_of(context, found))


def _joined(words: list[str]) -> str:
    return words[0] if len(words) == 1 else f"{', '.join(words[:-1])} and {words[-1]}"


def _started(gathered: Gathered, name: str, trigger: RetrainTrigger, known: Mapping[str, Watched]) -> Fact:
    """Judge a retraining that a metric is to start: the monitors it names must be able to ring."""
    path: Path = ("retraining", "triggers", name)
    named = [known[on] for on in trigger.on if on in known]
    mute = [found for found in named if not (found.monitor.above or found.monitor.below)]
    parts = tuple(p for p in (trigger.runs,) if p and p in gathered.context.graph.parts)
    at: Path = (*path, "on") if trigger.on else path
    if not named:
        gathered.needs.append((*path, "on"))
        verdict, says = Verdict.UNKNOWN, f"retraining {name} starts by a metric, but names no monitor"
    elif len(mute) == len(named):
        gathered.needs += [(*found.path, "above") for found in mute]
        verdict, says = Verdict.UNKNOWN, f"retraining {name} waits for {mute[0].name}, which has no threshold"
    else:
        ringing = next(found.name for found in named if found not in mute)
        verdict, says = Verdict.HOLDS, f"retraining {name} is started by {ringing}"
    return gathered.fact(_ID, f"retraining.{name}", verdict, says, at, components=parts)
