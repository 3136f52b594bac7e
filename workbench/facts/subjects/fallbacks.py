"""Fallbacks that fail together with what they stand in for."""

from __future__ import annotations

from collections import deque
from collections.abc import Iterator

from workbench.design import Edge, Part
from workbench.errors import Path
from workbench.facts.context import Context
from workbench.facts.fact import Fact, Input, Verdict
from workbench.facts.formula import fact
from workbench.facts.gather import Gathered
from workbench.facts.once import once
from workbench.facts.request import is_call
from workbench.facts.ways import along

_ID = "fallback-apart"


@fact(
    _ID,
    title="Fallbacks apart from what they stand in for",
    broken="A fallback fails together with what it stands in for",
    formula="the fallback needs neither what failed nor its quota, and as little else of what that needs as can be",
    source="Azure Well-Architected, reliability; AWS GENREL05_BP01; NIST AI RMF MANAGE 2.4",
    pattern="ap-fake-fallback",
    blind="What both need without a flow to say so: a network, a release, a certificate, one model inside both.",
)
def fallback_apart(context: Context) -> Iterator[Fact]:
    """Yield one fact for every fallback of a box, or of the arrows to it."""
    seen: set[tuple[str, str]] = set()
    for part, name, at in _named(context):
        other = context.graph.parts.get(name)
        if other and other.id != part.id and (part.id, other.id) not in seen:
            seen.add((part.id, other.id))
            yield _judge(Gathered(context), part, other, at)


def _named(context: Context) -> Iterator[tuple[Part, str, Path]]:
    for part in context.graph.parts.values():
        if part.spec.fallback:
            yield part, part.spec.fallback, (*part.path, "fallback")
    for edge in context.graph.edges:
        if edge.flow.fallback:
            yield context.graph.parts[edge.target], edge.flow.fallback, (*edge.path, "fallback")


def _judge(gathered: Gathered, part: Part, other: Part, at: Path) -> Fact:
    context = gathered.context
    needed = _needs_of(context).of(other.id)
    mine, its = part.spec.quota_pool, other.spec.quota_pool
    steps: tuple[str, ...] = ()
    edges: tuple[str, ...] = ()
    says = f"{other.id} stands in for {part.id}"
    if part.id in needed:
        way = along(_way(needed, part.id), other.id)
        verdict, says = Verdict.FAILS, f"{says}, but calls it itself"
        steps, edges = (str(way),), way.ids
    elif mine and mine == its:
        verdict, says = Verdict.FAILS, f"{says}, and both draw on the quota {mine}"
        gathered.note(Input(f"{other.id} quota pool", (*other.path, "quota_pool"), mine))
    else:
        both = _both_need(context, (part, other), needed)
        verdict = Verdict.PLAUSIBLE if both else Verdict.HOLDS
        says = f"{says}, but not when {both} fails" if both else f"{says} and needs nothing of what that needs"
    return gathered.fact(
        _ID, f"{part.id}->{other.id}", verdict, says, at, steps=steps, components=(part.id, other.id), edges=edges,
        broken=edges[-1:] if verdict is Verdict.FAILS else (),
    )  # fmt: skip


class _Needs:
    """What boxes cannot answer without; asked for often, worked out once for each."""

    def __init__(self, context: Context) -> None:
        self._known: dict[str, dict[str, Edge | None]] = {}
        self._calls: dict[str, list[tuple[Edge, frozenset[str]]]] = {}
        for edge in context.graph.edges:
            target = context.graph.parts[edge.target].spec
            waited = edge.flow.need == "hard" if edge.flow.need else edge.call == "sync"
            if is_call(edge) and waited and not target.optional:
                behind = frozenset(name for name in (target.fallback, edge.flow.fallback) if name)
                self._calls.setdefault(edge.source, []).append((edge, behind))

    def of(self, start: str) -> dict[str, Edge | None]:
        """Return what a box needs, itself first, each with the arrow that led there.

        Behind a call with a fallback stands something else, unless that is the box the search began with.
        """
        if start not in self._known:
            found: dict[str, Edge | None] = {start: None}
            queue = deque([start])
            while queue:
                for edge, behind in self._calls.get(queue.popleft(), ()):
                    if edge.target not in found and behind <= {start}:
                        found[edge.target] = edge
                        queue.append(edge.target)
            self._known[start] = found
        return self._known[start]


@once
def _needs_of(context: Context) -> _Needs:
    return _Needs(context)


def _way(found: dict[str, Edge | None], goal: str) -> tuple[Edge, ...]:
    way: deque[Edge] = deque()
    step = found[goal]
    while step is not None:
        way.appendleft(step)
        step = found[step.source]
    return tuple(way)


def _both_need(context: Context, pair: tuple[Part, Part], needed: dict[str, Edge | None]) -> str:
    """Return what takes both down at once: a box both need, one provider, or one region of one rented service."""
    part, other = pair
    own = (part.id, other.id)
    shared = next((box for box in _needs_of(context).of(part.id) if box in needed and box not in own), "")
    provider = _provider(context, part)
    one = provider if provider == _provider(context, other) and provider not in own else ""
    return shared or one or _region(part, other)


def _provider(context: Context, part: Part) -> str:
    llm = context.design.llm
    found = {llm.models[m].provider for m in part.spec.runs if llm and m in llm.models}
    return next((name for name in found if name), "") if len(found) == 1 else ""


def _region(part: Part, other: Part) -> str:
    """Services run by others fail by region; a box of our own may stand beside another one."""
    rented = part.has("third_party") and other.has("third_party") and part.product == other.product
    same = len(set(part.spec.region)) == 1 and set(part.spec.region) == set(other.spec.region)
    return f"{part.product or 'its vendor'} in {part.spec.region[0]}" if rented and same else ""
