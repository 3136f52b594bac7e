"""Whether a new model comes about without anyone's hand between the data and the registry.

From the catalogue item trn-automated; the level of automation is told from what starts each step.
"""

from __future__ import annotations

from collections.abc import Iterator

from workbench.design import Edge, Part
from workbench.facts.context import Context
from workbench.facts.fact import Fact, Verdict
from workbench.facts.formula import fact
from workbench.facts.gather import Gathered
from workbench.facts.graph import Graph

_ID = "hands-free-training"


@fact(
    _ID,
    title="Training without a hand in between",
    broken="Someone has to start a step of the training by hand",
    formula="every step from the data through the trainer to the registry starts on a schedule or on an event",
    source="Google MLOps level 1; Azure MLOps maturity level 2",
    blind="Steps done by hand inside a box that looks automatic.",
)
def hands_free(context: Context) -> Iterator[Fact]:
    """Yield one fact for every box that trains."""
    for part in context.graph.with_trait("trains"):
        if part.declared:
            yield _judge(context, part)


def _judge(context: Context, trainer: Part) -> Fact:
    gathered = Gathered(context)
    graph = context.graph
    inward = [e for e in graph.into(trainer.id) if e.flow.kind not in ("control", "deploy", "feedback")]
    outward = list(_to_registry(graph, trainer.id))
    steps = (*inward, *outward)
    by_hand = next((e for e in steps if e.flow.trigger == "manual"), None)
    if by_hand:
        says = f"{by_hand.source} -> {by_hand.target} is started by hand"
        return gathered.fact(
            _ID, trainer.id, Verdict.FAILS, says, by_hand.path, components=(trainer.id,), edges=(by_hand.id,),
            broken=(by_hand.id,),
        )  # fmt: skip
    starts = _starts(context, trainer)
    if starts and starts <= {"manual"}:
        says = f"{trainer.id} is started by hand only"
        return gathered.fact(_ID, trainer.id, Verdict.FAILS, says, trainer.path, components=(trainer.id,))
    if not starts or not outward:
        gathered.needs.append((*trainer.path, "trigger") if not starts else ("flows",))
        says = "nothing says what starts it" if not starts else "no flow leads from it to a registry"
        return gathered.fact(_ID, trainer.id, Verdict.UNKNOWN, f"{trainer.id}: {says}", trainer.path)
    open_step = next((e for e in outward if not _starts_itself(graph, e)), None)
    if open_step or "manual" in starts:
        told = f"what starts {open_step.target} is not stated" if open_step else "it is also started by hand"
        return gathered.fact(
            _ID, trainer.id, Verdict.PLAUSIBLE, f"{trainer.id} starts by {_said(starts)}; {told}",
            open_step.path if open_step else trainer.path, components=(trainer.id,),
        )  # fmt: skip
    says = f"{trainer.id} starts by {_said(starts)}, and each step to the registry follows by itself"
    return gathered.fact(_ID, trainer.id, Verdict.HOLDS, says, trainer.path, components=(trainer.id,))


def _said(starts: set[str]) -> str:
    return " and ".join(sorted(starts - {"manual"}))


def _to_registry(graph: Graph, trainer: str) -> Iterator[Edge]:
    """Yield every arrow on a shortest way from the trainer to a registry, once."""
    seen: set[str] = set()
    for part in graph.with_trait("registers"):
        for edge in graph.path([trainer], part.id):
            if edge.id not in seen:
                seen.add(edge.id)
                yield edge


def _starts_itself(graph: Graph, edge: Edge) -> bool:
    """True when an arrow, or the box at its end, says that no hand is needed; a record that is kept needs none."""
    target = graph.parts[edge.target]
    told = edge.flow.trigger or target.spec.trigger
    return bool(told or edge.flow.cadence or target.spec.cadence) or edge.call in ("async", "stream")


def _starts(context: Context, trainer: Part) -> set[str]:
    """Return what starts a trainer: its own trigger, triggers of retraining that run it, and what flows into it."""
    found: set[str] = {trainer.spec.trigger} if trainer.spec.trigger else set()
    retraining = context.design.retraining
    models = context.design.training.models if context.design.training else {}
    for trigger in (retraining.triggers if retraining else {}).values():
        trains = trigger.of and trigger.of in models and models[trigger.of].by == trainer.id
        if trigger.kind and (trigger.runs == trainer.id or (trigger.runs is None and trains)):
            found.add(trigger.kind)
    for edge in context.graph.into(trainer.id):
        if edge.flow.trigger or edge.flow.cadence:
            found.add(edge.flow.trigger or "schedule")
    if trainer.spec.cadence:
        found.add("schedule")
    return found
