"""Whether every harm that is named has a group, a size, and something working that stands against it."""

from __future__ import annotations

from collections.abc import Iterator

from workbench.design.responsible_ai import Harm
from workbench.errors import Path
from workbench.facts.closing import closed, missing
from workbench.facts.context import Context
from workbench.facts.fact import Fact, Verdict
from workbench.facts.formula import fact
from workbench.facts.origins import is_joined
from workbench.facts.watching import monitors

_ID = "harms-answered"


@fact(
    _ID,
    title="Harms and what stands against them",
    broken="What should stand against a harm does nothing",
    formula="each harm names a group, its likelihood and severity, and something that is joined, alarms or stops",
    source="Microsoft Responsible AI Standard A1; NIST AI RMF MAP 5.1; EU AI Act Article 9",
    blind="Harms that nobody thought of.",
)
def harms_answered(context: Context) -> Iterator[Fact]:
    """Yield one fact for every harm, and one for whom the register speaks of."""
    section = context.design.responsible_ai
    harms = section.harms if section else {}
    for name, harm in harms.items():
        path: Path = ("responsible_ai", "harms", name)
        lacks = missing(
            ("whom it hurts", harm.group, (*path, "group")),
            ("how likely it is", harm.likelihood, (*path, "likelihood")),
            ("how bad it is", harm.severity, (*path, "severity")),
            ("what stands against it", harm.mitigated_by, (*path, "mitigated_by")),
        )
        if harm.mitigated_by and not _working(context, harm):
            lacks[f"how {harm.mitigated_by[0]} acts"] = (*path, "mitigated_by")
        parts = tuple(m for m in harm.mitigated_by if m in context.graph.parts)
        good = f"{', '.join(harm.mitigated_by)} stands against {name}"
        yield closed(_ID, name, path, good, lacks, open_as=Verdict.PLAUSIBLE, components=parts)
    if harms:
        outside = [name for name, harm in harms.items() if harm.users is False]
        none: dict[str, Path] = {"a harm to people who do not use it (users: false)": ("responsible_ai", "harms")}
        good = f"people who do not use it are thought of: {', '.join(outside)}"
        at: Path = ("responsible_ai", "harms")
        yield closed(_ID, "register", at, good, {} if outside else none, open_as=Verdict.PLAUSIBLE)


def _working(context: Context, harm: Harm) -> bool:
    """True when something named is joined to the rest by a flow, an alarm that someone hears, a gate, or a person."""
    heard = {w.name for w in monitors(context) if w.monitor.alerts and (w.monitor.above or w.monitor.below)}
    evaluation = context.design.evaluation
    gates = {n for n, gate in (evaluation.gates if evaluation else {}).items() if gate.requires}
    standing = heard | gates | set(context.design.people)
    return any(m in standing or (m in context.graph.parts and is_joined(context, m)) for m in harm.mitigated_by)
