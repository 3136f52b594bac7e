"""The boxes and arrows of a design: every component with its section and traits, every arrow of every flow."""

from __future__ import annotations

from dataclasses import dataclass, field
from itertools import pairwise

from workbench import catalog
from workbench.design.component import Component
from workbench.design.flows import Flow
from workbench.errors import Path

REQUESTING, ANSWERING = "requests", "answers"
WATCHING = ("monitoring", "drift", "cost")
"""Sections whose components only look on: nobody waits for them unless a flow says so."""


@dataclass(frozen=True, slots=True)
class Part:
    """One box: a declared component, something outside, or an untyped box that only a flow names."""

    id: str
    section: str
    path: Path
    spec: Component
    kind: str = ""
    product: str = ""
    declared: bool = True
    traits: frozenset[str] = field(default_factory=frozenset)

    @property
    def title(self) -> str:
        """The name to show."""
        return self.spec.title or self.id

    def has(self, *traits: str) -> bool:
        """True when it has any of these traits."""
        return not self.traits.isdisjoint(traits)


@dataclass(frozen=True, slots=True)
class Edge:
    """One arrow of a flow, from one box to another, directly or through filters."""

    id: str
    source: str
    target: str
    flow: Flow
    path: Path
    call: str
    position: int = 0
    parallel: tuple[str, ...] = ()

    @property
    def hard(self) -> bool:
        """True when the caller fails without it: stated, or told from the absence of a fallback."""
        if self.flow.need:
            return self.flow.need == "hard"
        return self.flow.fallback is None and self.call == "sync"


def part_of(name: str, section: str, path: Path, spec: Component) -> Part:
    """Return the box a component spec describes; kind and traits come from the catalogue."""
    product = catalog.product(spec.product) if spec.product else None
    kind_name = spec.kind or (product.kinds[0] if product and product.kinds else "")
    kind = catalog.kinds().get(kind_name)
    traits = (kind.traits if kind else frozenset()) | (product.traits if product else frozenset())
    if spec.terms:
        traits |= {"third_party"}
    return Part(
        name,
        section or (kind.section if kind else ""),
        path,
        spec,
        kind_name,
        spec.product or "",
        True,
        traits,
    )


def untyped(name: str, path: Path) -> Part:
    """Return the box for a name that only a flow knows; it has no traits and earns nothing."""
    return Part(name, "", path, Component(), declared=False)


def edges_of(flows: tuple[Flow, ...], parts: dict[str, Part]) -> tuple[Edge, ...]:
    """Return every arrow, in file order, with an id that is `a->b`, or `a->b#2` for the second of its kind."""
    seen: dict[str, int] = {}
    edges = []
    for position, flow in enumerate(flows):
        steps = flow.steps or ()
        for place, (here, there) in enumerate(pairwise(steps)):
            for source in here:
                for target in there:
                    name = f"{source}->{target}"
                    seen[name] = seen.get(name, 0) + 1
                    identity = name if seen[name] == 1 else f"{name}#{seen[name]}"
                    call = flow.call or _call(parts[source], parts[target], flow)
                    edges.append(
                        Edge(
                            identity,
                            source,
                            target,
                            flow,
                            ("flows", position),
                            call,
                            place,
                            there if len(there) > 1 else (),
                        )
                    )
    return tuple(edges)


def _call(source: Part, target: Part, flow: Flow) -> str:
    """How an arrow is carried when the author does not say: told from what stands at its ends."""
    if flow.cadence or flow.trigger == "schedule":
        return "batch"
    if flow.returns or flow.timeout:
        return "sync"
    if source.has("streams") or target.has("streams"):
        return "stream"
    if target.section in WATCHING:
        return "async"
    if source.has(REQUESTING, "user") and target.has(ANSWERING):
        return "sync"
    return "batch" if source.has("batches", "stores", "trains") or target.has("batches", "trains") else "async"
