"""Agents, and the ways by which what one of them says can leave the system."""

from __future__ import annotations

from collections import deque
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property

from workbench.design import Edge, Part
from workbench.errors import Path
from workbench.facts.context import Context
from workbench.facts.once import once
from workbench.facts.ways import Way, along

_READING = ("search", "read", "get", "list", "find", "fetch", "lookup", "look", "query", "select", "view", "retrieve")
"""First words of operations that only read."""
_AT_REST = ("logs", "observes", "trains", "evaluates", "registers", "keeps_cases")
"""Traits of what keeps or measures what an agent did, and is not steered by it."""
_MODELS = ("generates", "predicts", "embeds")
_NO_DATA = ("deploy", "control")
_NEAR = ("internal", "restricted", "partner", "staging", "dev")
"""Zones of those who are known; words sent there stay among them."""


@dataclass(frozen=True, slots=True)
class Outlet:
    """An arrow by which words can leave: `open` to anywhere, `limited` to named places; `needs`: not said."""

    edge: Edge
    open: bool
    limited: bool = False
    needs: tuple[Path, ...] = ()


def agents(context: Context) -> Iterator[Part]:
    """Yield what lets a model choose its next step: agents, and models that call tools themselves."""
    limits = context.design.llm.agents.values() if context.design.llm else ()
    named = {limit.by for limit in limits if limit.by}
    for part in context.graph.parts.values():
        calls = (context.graph.parts[e.target] for e in context.graph.out(part.id))
        if part.has("plans") or part.id in named or (part.has("generates") and any(t.kind == "tool" for t in calls)):
            yield part


class Outlets:
    """The arrows by which words can leave, and the next step to each from every box; built once for a design."""

    def __init__(self, context: Context) -> None:
        self._graph = context.graph
        self._by_edge = {o.edge.id: o for edge in context.graph.edges if (o := _outlet(context, edge))}

    def from_box(self, box: str) -> tuple[Outlet | None, Way, bool]:
        """Return the widest way out of a box that nobody approves, how it goes, and whether others are approved."""
        for kind in ("open", "limited", "unsaid"):
            steps = self._steps(kind, approved=False)
            if box in steps:
                edges = [steps[box]]
                while edges[-1].id not in self._by_edge or self._kind(edges[-1]) != kind:
                    edges.append(steps[edges[-1].target])
                return self._by_edge[edges[-1].id], along(edges), False
        return None, Way(()), any(box in self._steps(kind, approved=True) for kind in ("open", "limited", "unsaid"))

    def _kind(self, edge: Edge) -> str:
        outlet = self._by_edge[edge.id]
        return "open" if outlet.open else "limited" if outlet.limited else "unsaid"

    @cached_property
    def _known(self) -> dict[tuple[str, bool], dict[str, Edge]]:
        return {}

    def _steps(self, kind: str, *, approved: bool) -> dict[str, Edge]:
        """Return the next arrow towards the nearest outlet of a kind, by box; approval may stand on the way or not."""
        if (kind, approved) not in self._known:
            self._known[kind, approved] = self._towards(kind, approved=approved)
        return self._known[kind, approved]

    def _towards(self, kind: str, *, approved: bool) -> dict[str, Edge]:
        parts, found = self._graph.parts, dict[str, Edge]()
        ends = (o.edge for o in self._by_edge.values() if self._kind(o.edge) == kind)
        queue = deque(edge for edge in ends if approved or not self._approval(edge))
        while queue:
            edge = queue.popleft()
            here = parts[edge.source]
            if here.id in found:
                continue
            found[here.id] = edge
            if here.has(*_AT_REST) or here.section == "outside":
                continue
            before = (e for e in self._graph.into(here.id) if e.flow.kind not in _NO_DATA)
            queue.extend(e for e in before if approved or not self._approval(e))
        return found

    def _approval(self, edge: Edge) -> bool:
        return any(_approves(self._graph.parts[box]) for box in (*edge.flow.through, edge.target))


@once
def outlets_of(context: Context) -> Outlets:
    """Return the ways out of a design, worked out once."""
    return Outlets(context)


def _outlet(context: Context, edge: Edge) -> Outlet | None:
    """Return what an arrow lets out; nothing for one to a model, or to those who ask this system themselves."""
    target = context.graph.parts[edge.target]
    asks = target.has("user") and bool(context.graph.out(target.id))
    if edge.flow.kind in _NO_DATA or asks or target.has(*_MODELS) or target.id in _providers(context):
        return None
    if target.section == "outside" or target.has("third_party"):
        # What only fetches may still carry words in what it asks for: then it depends on who is asked.
        fetches = bool(edge.flow.returns) and not edge.flow.carries
        bound = target.spec.terms is not None or target.spec.trust in _NEAR
        return Outlet(edge, not (fetches or bound), bound, ((*edge.path, "carries"),) if fetches and not bound else ())
    if target.kind == "notifier":
        return Outlet(edge, open=True)
    return _tool(context, target, edge) if target.kind == "tool" or target.spec.egress else None


def _tool(context: Context, tool: Part, edge: Edge) -> Outlet | None:
    security = context.design.security
    whole = security.network.egress if security and security.network else None
    egress = tool.spec.egress or whole
    if egress == "none" or (tool.spec.egress != "open" and _only_reads(tool)):
        return None
    if egress is None:
        # A tool whose onward arrows are drawn sends where they lead, and these are looked at themselves.
        drawn = bool(context.graph.out(tool.id))
        return None if drawn else Outlet(edge, open=False, needs=((*tool.path, "egress"),))
    return Outlet(edge, open=egress == "open", limited=egress == "allowlist")


def _only_reads(tool: Part) -> bool:
    names = tool.spec.operations
    return bool(names) and all(name.replace("-", "_").split("_")[0].lower() in _READING for name in names)


def _approves(part: Part) -> bool:
    return part.spec.approval is not None or part.has("gates", "reviews")


@once
def _providers(context: Context) -> frozenset[str]:
    llm = context.design.llm
    return frozenset(model.provider for model in (llm.models.values() if llm else ()) if model.provider)
