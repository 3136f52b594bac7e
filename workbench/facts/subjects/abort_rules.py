"""Whether the monitors that stop a rollout can ring while its first step lasts.

From the catalogue item exp-auto-abort.
"""

from __future__ import annotations

from collections.abc import Iterator

from workbench.design.experimentation import Rollout
from workbench.design.monitoring import Monitor
from workbench.errors import Path
from workbench.facts.context import Context
from workbench.facts.fact import Fact, Input, Verdict
from workbench.facts.formula import fact
from workbench.facts.gather import Gathered, amount

_ID = "abort-rules"


@fact(
    _ID,
    title="What stops a rollout",
    broken="Nothing could stop a rollout in time",
    formula="every monitor named has a threshold and a window; at least one window fits into the first step",
    source="Site Reliability Workbook, canarying",
    blind="Whether a threshold is one that a bad version would cross.",
)
def abort_rules(context: Context) -> Iterator[Fact]:
    """Yield one fact for every rollout that names monitors to stop it."""
    live = context.design.experimentation
    for name, rollout in (live.rollouts if live else {}).items():
        if rollout.abort_on:
            yield _judge(Gathered(context), name, rollout)


def _judge(gathered: Gathered, name: str, rollout: Rollout) -> Fact:
    path: Path = ("experimentation", "rollouts", name)
    windows: dict[str, Input] = {}
    for monitor in dict.fromkeys(n.rpartition(".")[2] for n in rollout.abort_on):
        at, held = _found(gathered.context, monitor)
        if held and not (held.above or held.below):
            gathered.needs.append((*at, "above"))
        window = gathered.need(f"{monitor} window", *at, "window") if held else None
        if window:
            windows[monitor] = window
    if gathered.needs or not windows:
        need = gathered.needs[0] if gathered.needs else (*path, "abort_on")
        says = f"'{need[-2]}', which should stop {name}, states no {'window' if need[-1] == 'window' else 'threshold'}"
        return gathered.fact(_ID, name, Verdict.UNKNOWN, says, need[:-1])
    first = gathered.get(f"{name} first step", *path, "stages", 0, "for")
    if first is None:
        says = f"{', '.join(windows)} stop {name}; how long its first step lasts is not stated"
        return gathered.fact(_ID, name, Verdict.PLAUSIBLE, says, (*path, "abort_on"))
    early = [m for m, w in windows.items() if amount(w).low <= amount(first).high]
    if not early:
        # A window that slides holds some of the new version at once, so that this is late and not impossible.
        monitor, window = next(iter(windows.items()))
        says = (
            f"the first step of {name} lasts {first.text}; {monitor} looks back over {window.text}, before it as well"
        )
        return gathered.fact(_ID, name, Verdict.PLAUSIBLE, says, first.path, stated=first)
    says = f"{', '.join(early)} can ring within the first step of {name} ({first.text})"
    return gathered.fact(_ID, name, Verdict.HOLDS, says, (*path, "abort_on"), stated=first)


def _found(context: Context, name: str) -> tuple[Path, Monitor | None]:
    for section in ("monitoring", "drift"):
        path: Path = (section, "monitors", name)
        held = context.design.at(path)
        if isinstance(held, Monitor):
            return path, held
    return (), None
