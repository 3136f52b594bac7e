"""Whether what runs in shadow can reach the world: act, or leave labels behind.

From the catalogue item exp-shadow-isolated. A shadow may write to a log; what is made of logs later is not its doing.
"""

from __future__ import annotations

from collections.abc import Iterator

from workbench.design import Edge
from workbench.errors import Path
from workbench.facts.context import Context
from workbench.facts.fact import Fact, Verdict
from workbench.facts.formula import fact
from workbench.facts.gather import Gathered

_ID = "shadow-effects"
_WORLD = ("effectful", "labels", "reviews", "user")
_ENDS = ("logs", "observes", "evaluates")
"""Where what a shadow says is kept or measured; it goes no further as its own effect."""


@fact(
    _ID,
    title="A shadow without effects",
    broken="What runs in shadow can act",
    formula="no way from the shadow to what acts, labels, reviews or answers people, other than through a log",
    source="AWS ML lens MLREL04-BP02",
    blind="Load the shadow puts on what it shares with the live path.",
)
def shadow_effects(context: Context) -> Iterator[Fact]:
    """Yield one fact for every shadow run and every shadow endpoint."""
    live = context.design.experimentation
    runs = {name: (("experimentation", "shadows", name), s) for name, s in (live.shadows if live else {}).items()}
    named = {s.by for _, s in runs.values()}
    for name, (path, run) in runs.items():
        yield _judge(Gathered(context), name, path, (run.by or "", run.effects))
    for part in context.graph.parts.values():
        if part.kind == "shadow_endpoint" and part.id not in named:
            yield _judge(Gathered(context), part.id, part.path, (part.id, None))


def _judge(gathered: Gathered, name: str, path: Path, held: tuple[str, str | None]) -> Fact:
    by, effects = held
    graph = gathered.context.graph
    if effects == "full":
        return gathered.fact(_ID, name, Verdict.FAILS, f"{name} may do everything a live version does", path)
    if by not in graph.parts:
        gathered.needs.append((*path, "by"))
        return gathered.fact(_ID, name, Verdict.UNKNOWN, f"{name} does not say what runs in shadow", path)
    ends = frozenset(p.id for p in graph.parts.values() if p.has(*_ENDS) and p.id != by)
    goals = [n for n in graph.reached([by], _acts, ends) if n != by and graph.parts[n].has(*_WORLD)]
    if goals:
        way = graph.path([by], goals[0], _acts, ends)
        told = " -> ".join([way[0].source, *(e.target for e in way)])
        return gathered.fact(
            _ID, name, Verdict.FAILS, f"what runs in shadow has effects: {told}", way[-1].path,
            components=(by, goals[0]), edges=tuple(e.id for e in way), broken=(way[-1].id,),
        )  # fmt: skip
    waits = next((e for e in graph.into(by) if e.call == "sync" and _acts(e)), None)
    if waits:
        says = f"{waits.source} waits for {by}, so that a slow shadow slows the live answer"
        return gathered.fact(_ID, name, Verdict.PLAUSIBLE, says, waits.path, components=(by,), edges=(waits.id,))
    return gathered.fact(_ID, name, Verdict.HOLDS, f"nothing that {by} sends reaches anyone", path, components=(by,))


def _acts(edge: Edge) -> bool:
    """True for an arrow that carries what a box says; a release or a command says nothing about its sender's model."""
    return edge.flow.kind not in ("deploy", "control")
