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
PASSED = ("filters", "redacts", "validates", "authorises", "secures")
"""Traits of what a request is led through on its way."""
AT_REST = ("stores", "streams", "batches", "trains")
"""Traits of what a request ends at: it hands on data, not the request."""


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
                    ends = (parts[source], parts[target])
                    call = flow.call or _call(
                        *ends, flow, waited=_waits([[parts[n] for n in s] for s in steps], place, ends)
                    )
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


def _call(source: Part, target: Part, flow: Flow, *, waited: bool) -> str:
    """How an arrow is carried when the author does not say: told from what stands at its ends and around them."""
    if flow.cadence or flow.trigger == "schedule":
        return "batch"
    if flow.returns or flow.timeout:
        return "sync"
    if source.has("streams") or target.has("streams"):
        return "stream"
    if target.section in WATCHING:
        return "async"
    if waited:
        return "sync"
    return "batch" if source.has("batches", "stores", "trains") or target.has("batches", "trains") else "async"


def _waits(steps: list[list[Part]], place: int, ends: tuple[Part, Part]) -> bool:
    """True when the request that comes along a chain waits for the arrow from step `place` between `ends`.

    It goes on through filters (`gateway -> guardrail -> llm`) and from what answers it to what that asks in turn
    (`api -> ranker -> online_store`).
    """
    source, target = ends
    return _asks(steps, place, source, target) and _answers(steps, place + 1, target)


def _asks(steps: list[list[Part]], place: int, source: Part, target: Part) -> bool:
    if source.has(REQUESTING, "user"):
        return True
    # A model that reports up to a service does not wait for it; one that reads a store does.
    reports = source.has("serves") and target.has(REQUESTING)
    if place == 0 or source.has(*AT_REST) or reports or not source.has(ANSWERING, *PASSED):
        return False
    return any(_asks(steps, place - 1, before, source) for before in steps[place - 1])


def _answers(steps: list[list[Part]], place: int, target: Part) -> bool:
    if target.has(ANSWERING):
        return True
    passed = target.has(*PASSED) and not target.has(*AT_REST)
    return passed and place + 1 < len(steps) and any(_answers(steps, place + 1, after) for after in steps[place + 1])
