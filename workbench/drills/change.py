"""The same design with something changed: values put at paths, arrows led around what is lost, facts of it again."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Any

from pydantic import BaseModel

from workbench.design import Edge, Quantity, SystemDesign
from workbench.design.system import attribute_of
from workbench.errors import Path
from workbench.facts import Context, Fact, Verdict, fact_kinds
from workbench.facts.graph import Graph
from workbench.facts.show import percent

Facts = Mapping[tuple[str, str], Fact]


def put(design: SystemDesign, values: Mapping[Path, Any]) -> SystemDesign:
    """Return the design with other values at some paths, each of the type that stands there."""
    for path, value in values.items():
        fresh: SystemDesign = _put(design, path, value)
        for known in ("parts", "edges"):
            # Boxes and arrows that were worked out before hold the old values.
            fresh.__dict__.pop(known, None)
        design = fresh
    return design


def _put(held: Any, path: Path, value: Any) -> Any:
    if not path:
        return value
    step, rest = path[0], path[1:]
    if isinstance(held, BaseModel):
        name = attribute_of(type(held), str(step))
        return held.model_copy(update={name: _put(getattr(held, name), rest, value)})
    if isinstance(held, Mapping):
        return {**held, step: _put(held[step], rest, value)}
    return tuple(_put(item, rest, value) if n == step else item for n, item in enumerate(held))


def times(taken: Quantity, factor: float, how: str = "x") -> Quantity:
    """Return a quantity several times as large, told as `2 x 20k/s`, or as `67% left of 6`."""
    told = f"{factor:g}" if how == "x" else percent(factor)
    return replace(taken, low=taken.low * factor, high=taken.high * factor, text=f"{told} {how} {taken.text}")


def scaled(design: SystemDesign, paths: Iterable[Path], factor: float) -> SystemDesign:
    """Return the design with the quantities at some paths several times as large; paths without one are passed over."""
    found = {path: design.at(path) for path in paths}
    return put(design, {p: times(q, factor) for p, q in found.items() if isinstance(q, Quantity)})


@dataclass(frozen=True, slots=True)
class Detour:
    """How requests go around what is lost.

    `arrows` maps the id of an arrow to the box it leads to now, and `through X` to what is passed in place of a filter
    X; `heirs` a lost box to the one that makes its calls; `entry` is a promise and the box its requests now come in at,
    empty for as before.
    """

    arrows: Mapping[str, str]
    heirs: Mapping[str, str]
    entry: tuple[str, str] = ("", "")


def rewired(context: Context, lost: frozenset[str], detour: Detour) -> Context:
    """Return the design without some boxes, its arrows led around them.

    What answers now is no longer on standby: nothing names it as what would answer.
    """
    called = frozenset(detour.arrows.values()) | {detour.entry[1]}
    fresh = Context(_without(context.design, lost | called, detour.entry))
    parts = {
        n: replace(p, spec=p.spec.model_copy(update={"fallback": None})) if p.spec.fallback in called else p
        for n, p in context.graph.parts.items()
    }
    fresh.graph = Graph(parts, tuple(_led(context.graph.edges, lost, detour, called)))
    return fresh


def _without(design: SystemDesign, busy: frozenset[str], entry: tuple[str, str]) -> SystemDesign:
    """Return the design with requests coming in elsewhere, and no quota that overflows into what is busy or gone."""
    held = design.llm.models if design.llm else {}
    over = [n for n, m in held.items() if m.quota and m.quota.overflow in busy]
    changes: dict[Path, Any] = {("llm", "models", n, "quota", "overflow"): None for n in over}
    if entry[1]:
        changes["slas", entry[0], "entry"] = entry[1]
    return put(design, changes)


def _led(edges: tuple[Edge, ...], lost: frozenset[str], detour: Detour, called: frozenset[str]) -> Iterator[Edge]:
    asked = {(e.source, e.target) for e in edges if e.call == "sync" and not e.flow.share}
    for edge in edges:
        source = detour.heirs.get(edge.source, edge.source)
        target = detour.arrows.get(edge.id, edge.target)
        led = target != edge.target
        # What is asked beside the lost one anyway is not asked twice.
        if lost & {source, target} or source == target or (led and (source, target) in asked):
            continue
        filters = (detour.arrows.get(f"through {n}", n) for n in edge.flow.through)
        kept = () if led else tuple(n for n in filters if n not in lost)
        changed: dict[str, Any] = {"through": kept} if kept != edge.flow.through else {}
        if led or edge.flow.fallback in called:
            changed["fallback"] = None
        flow = edge.flow.model_copy(update=changed) if changed else edge.flow
        yield replace(edge, source=source, target=target, flow=flow)


def facts_of(context: Context, kinds: Iterable[str]) -> Facts:
    """Return the facts of some kinds that follow from a design, by kind and subject."""
    known = fact_kinds()
    return {(f.id, f.subject): f for kind in kinds if kind in known for f in known[kind].compute(context)}


def failing(after: Facts) -> list[Fact]:
    """Return the facts that fail."""
    return [f for f in after.values() if f.verdict is Verdict.FAILS]


def newly(after: Facts, before: Facts) -> list[Fact]:
    """Return the facts that fail and did not fail before."""
    return [f for f in failing(after) if (old := before.get((f.id, f.subject))) is None or old.verdict is not f.verdict]
