"""Whether a way off reaches what it stops, and lands on something that does not need what was stopped.

From the catalogue item lif-kill-switch.
"""

from __future__ import annotations

from collections.abc import Iterator

from workbench.design.retraining import KillSwitch
from workbench.errors import Path
from workbench.facts.context import Context
from workbench.facts.fact import Fact, Verdict
from workbench.facts.formula import fact
from workbench.facts.gather import Gathered
from workbench.facts.once import needs_of

_ID = "kill-switch"


@fact(
    _ID,
    title="Turning a model off",
    broken="Turning it off takes its stand-in down as well",
    formula="a flow leads from what is pulled to what it stops; what answers then does without what was stopped",
    source="EU AI Act Art 14(4)(e); NIST AI RMF MANAGE 2.4",
    blind="Whether it was ever pulled, and who may.",
)
def kill_switch(context: Context) -> Iterator[Fact]:
    """Yield one fact for every way off that says what it stops or what answers then."""
    held = context.design.rollback
    for name, switch in (held.kill_switch if held else {}).items():
        if switch.stops or switch.falls_to:
            yield _judge(Gathered(context), name, switch)


def _judge(gathered: Gathered, name: str, switch: KillSwitch) -> Fact:
    path: Path = ("rollback", "kill_switch", name)
    graph = gathered.context.graph
    stopped = _boxes(gathered.context, switch)
    gathered.get(f"{name} within", *path, "within")
    for field in ("through", "falls_to"):
        if getattr(switch, field) not in graph.parts:
            gathered.needs.append((*path, field))
    if not stopped:
        gathered.needs.append((*path, "stops"))
    lost = _lost(gathered.context, switch.falls_to or "", stopped)
    if lost:
        says = f"{name} stops {', '.join(stopped)} and falls to {switch.falls_to}, which cannot do without {lost}"
        says = says if lost != switch.falls_to else f"{name} stops {lost} and falls to that same {lost}"
        return gathered.fact(
            _ID, name, Verdict.FAILS, says, (*path, "falls_to"), components=tuple(dict.fromkeys((lost, *stopped)))
        )  # fmt: skip
    if gathered.needs:
        missing = ", ".join(f"'{need[-1]}'" for need in gathered.needs)
        says = f"{name} does not state {missing}"
        return gathered.fact(_ID, name, Verdict.UNKNOWN, says, path, components=stopped)
    reached = graph.reached([switch.through or ""])
    unreached = [n for n in stopped if n not in reached]
    if unreached:
        says = f"no flow leads from {switch.through} to {', '.join(unreached)}, which {name} should stop"
        return gathered.fact(_ID, name, Verdict.PLAUSIBLE, says, (*path, "through"), components=tuple(unreached))
    says = f"{name} stops {', '.join(stopped)} through {switch.through}; {switch.falls_to} answers without it"
    return gathered.fact(_ID, name, Verdict.HOLDS, says, path, components=stopped)


def _boxes(context: Context, switch: KillSwitch) -> tuple[str, ...]:
    """Return the boxes it stops: those named, and those that run a model named."""
    return tuple(p.id for p in context.graph.parts.values() if p.id in switch.stops or {*p.spec.runs} & {*switch.stops})


def _lost(context: Context, falls_to: str, stopped: tuple[str, ...]) -> str:
    """Return a stopped box that what answers then cannot do without, itself included; or nothing."""
    if falls_to in stopped:
        return falls_to
    if falls_to not in context.graph.parts:
        return ""
    needs = needs_of(context)
    return next((name for name in needs.of(needs.tree(falls_to)) if name in stopped), "")
