"""Ways by which a newly trained model gets to where it answers, and what stands on them."""

from __future__ import annotations

from collections import deque
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property

from workbench.design import Edge, Part
from workbench.facts.context import Context
from workbench.facts.once import once
from workbench.facts.ways import Way, along

_RUNS = ("predicts", "serves", "generates", "embeds")
_PASSING = ("registers", "deploys", "evaluates", "gates", "experiments", "routes", "validates", "reviews", "disables")
"""Traits of what a model passes on its way; data stores and monitors get something else from a trainer."""
_PASSING_KINDS = ("artifact_store", "object_store", "artifact_scanner", "operator")
_LOOKING = ("evaluates", "experiments", "deploys", "reviews", "validates")
"""Traits of what may stop a bad version, without saying that it does."""


@dataclass(frozen=True, slots=True)
class Step:
    """A model going from a box to the next: along an arrow, or fetched against one."""

    source: str
    target: str
    edge: Edge


class Releases:
    """The graph of everything a trained model moves along."""

    def __init__(self, context: Context) -> None:
        self._context = context
        self._after: dict[str, list[Step]] = {}
        self.trainers = tuple(p.id for p in context.graph.with_trait("trains"))
        for step in self._steps() if self.trainers else ():
            self._after.setdefault(step.source, []).append(step)

    @cached_property
    def live(self) -> tuple[str, ...]:
        """Boxes that answer with a model trained here; shadows and judges answer nobody."""
        parts = self._context.graph.parts
        return tuple(n for n in self.reach() if n not in self.trainers and _is_live(parts[n]))

    @cached_property
    def gates(self) -> frozenset[str]:
        """Boxes that stop what misses the agreed bar: gates by kind, and what carries out a declared gate."""
        evaluation = self._context.design.evaluation
        named = {gate.by for gate in evaluation.gates.values() if gate.by} if evaluation else set()
        return frozenset(p.id for p in self._context.graph.parts.values() if p.has("gates") or p.id in named)

    @cached_property
    def looking(self) -> frozenset[str]:
        """Boxes that look at a version and may stop it."""
        parts = self._context.graph.parts.values()
        return frozenset(p.id for p in parts if p.has(*_LOOKING) or p.kind == "operator")

    def reach(self, avoid: frozenset[str] = frozenset(), *, by_hand: bool = True) -> dict[str, Step | None]:
        """Return where a trained model gets to without `avoid`, each with the step there; perhaps not by hand."""
        found: dict[str, Step | None] = {name: None for name in self.trainers if name not in avoid}
        queue = deque(found)
        while queue:
            for step in self._after.get(queue.popleft(), ()):
                hand = step.edge.flow.trigger == "manual" and not by_hand
                blocked = step.target in avoid or not avoid.isdisjoint(step.edge.flow.through)
                if step.target not in found and not blocked and not hand:
                    found[step.target] = step
                    queue.append(step.target)
        return found

    def way(self, found: dict[str, Step | None], goal: str) -> Way:
        """Return how a model got to a box."""
        edges, here = [], goal
        while (step := found[here]) is not None:
            edges.append(step.edge)
            here = step.source
        return along(reversed(edges), here)

    def _steps(self) -> Iterator[Step]:
        training, llm = self._context.design.training, self._context.design.llm
        models = {*(training.models if training else ()), *(llm.models if llm else ())}
        parts = self._context.graph.parts
        for edge in self._context.graph.edges:
            source, target = parts[edge.source], parts[edge.target]
            named = bool(models.intersection(edge.flow.carries)) or edge.flow.kind == "deploy"
            silent = not edge.flow.carries and edge.flow.kind is None
            if named or (silent and _passes(source) and (_passes(target) or target.has(*_RUNS))):
                yield Step(edge.source, edge.target, edge)
            if models.intersection(edge.flow.returns):
                yield Step(edge.target, edge.source, edge)


def _passes(part: Part) -> bool:
    kept = part.has("trains", *_PASSING) or part.kind in _PASSING_KINDS or not part.declared
    return kept and not part.has("predicts", "logs")


def _is_live(part: Part) -> bool:
    return part.has(*_RUNS) and part.kind != "shadow_endpoint" and not part.has("evaluates")


@once
def releases_of(context: Context) -> Releases:
    """Return the ways of trained models over a design, worked out once."""
    return Releases(context)
