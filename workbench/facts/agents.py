"""Agents, and the ways by which what one of them says can leave the system."""

from __future__ import annotations

from collections import deque
from collections.abc import Iterator
from dataclasses import dataclass

from workbench.design import Edge, Part
from workbench.errors import Path
from workbench.facts.context import Context
from workbench.facts.ways import Way, along

_READING = ("search", "read", "get", "list", "find", "fetch", "lookup", "look", "query", "select", "view", "retrieve")
"""First words of operations that only read."""
_AT_REST = ("logs", "observes", "trains", "evaluates", "registers", "keeps_cases")
"""Traits of what keeps or measures what an agent did, and is not steered by it."""
_MODELS = ("generates", "predicts", "embeds")


@dataclass(frozen=True, slots=True)
class Outlet:
    """A way out of an agent: how it goes, and how sure it is that words can leave by it.

    `open` is True where anything can be sent, False where it only may be; `needs` names the places that would tell.
    """

    way: Way
    open: bool
    limited: bool = False
    """True where it only reaches named places."""
    needs: tuple[Path, ...] = ()


def agents(context: Context) -> Iterator[Part]:
    """Yield what lets a model choose its next step: agents, and models that call tools themselves."""
    limits = context.design.llm.agents.values() if context.design.llm else ()
    named = {limit.by for limit in limits if limit.by}
    for part in context.graph.parts.values():
        calls = (context.graph.parts[e.target] for e in context.graph.out(part.id))
        if part.has("plans") or part.id in named or (part.has("generates") and any(t.kind == "tool" for t in calls)):
            yield part


def outlets(context: Context, agent: Part) -> tuple[list[Outlet], bool]:
    """Return the ways out of an agent that no approval stands on, and whether there are others that one stands on."""
    found: list[Outlet] = []
    approved = False
    askers = {p.id for p in context.graph.parts.values() if p.has("user")} & _askers(context, agent.id)
    for edge, way in _forward(context, agent.id):
        target = context.graph.parts[edge.target]
        outlet = None if target.id in askers else _outlet(context, target, edge, way)
        if outlet is None:
            continue
        if any(_approves(context.graph.parts[box]) for box in way.boxes[1:] if box in context.graph.parts):
            approved = True
        else:
            found.append(outlet)
    return found, approved


def _askers(context: Context, agent: str) -> set[str]:
    """Return the boxes that reach an agent: who asks it gets the answer, which is no leak."""
    found, queue = {agent}, deque([agent])
    while queue:
        for edge in context.graph.into(queue.popleft()):
            if edge.source not in found:
                found.add(edge.source)
                queue.append(edge.source)
    return found


def _forward(context: Context, start: str) -> Iterator[tuple[Edge, Way]]:
    """Yield every arrow an agent can set off, with the shortest way that ends with it."""
    ways = {start: Way((start,))}
    queue = deque([start])
    while queue:
        here = queue.popleft()
        for edge in context.graph.out(here):
            if edge.flow.kind in ("deploy", "control") or edge.target == start:
                continue
            way = ways[here].then(along([edge]))
            yield edge, way
            target = context.graph.parts[edge.target]
            if edge.target not in ways and not target.has(*_AT_REST) and target.section != "outside":
                ways[edge.target] = way
                queue.append(edge.target)


def _outlet(context: Context, target: Part, edge: Edge, way: Way) -> Outlet | None:
    if target.has(*_MODELS) or _provider(context, target.id):
        return None
    if target.section == "outside" or target.has("third_party"):
        return _to_outside(edge, way)
    if target.kind == "notifier":
        return Outlet(way, open=True)
    return _tool(context, target, way) if target.kind == "tool" or target.spec.egress else None


def _to_outside(edge: Edge, way: Way) -> Outlet:
    """An arrow that only fetches may still carry words in what it asks for: then it depends on who is asked."""
    if edge.flow.returns and not edge.flow.carries:
        return Outlet(way, open=False, needs=((*edge.path, "carries"),))
    return Outlet(way, open=True)


def _tool(context: Context, tool: Part, way: Way) -> Outlet | None:
    security = context.design.security
    whole = security.network.egress if security and security.network else None
    egress = tool.spec.egress or whole
    if egress == "none" or (tool.spec.egress != "open" and _only_reads(tool)):
        return None
    if egress is None:
        # A tool whose onward arrows are drawn sends where they lead, and these are looked at themselves.
        return None if context.graph.out(tool.id) else Outlet(way, open=False, needs=((*tool.path, "egress"),))
    return Outlet(way, open=egress == "open", limited=egress == "allowlist")


def _only_reads(tool: Part) -> bool:
    names = tool.spec.operations
    return bool(names) and all(name.replace("-", "_").split("_")[0].lower() in _READING for name in names)


def _approves(part: Part) -> bool:
    return part.spec.approval is not None or part.has("gates", "reviews")


def _provider(context: Context, name: str) -> bool:
    llm = context.design.llm
    return any(model.provider == name for model in (llm.models.values() if llm else ()))
