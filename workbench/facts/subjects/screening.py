"""Data of strangers on its way into training, or into what a model reads from."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from workbench.design import Edge, Part
from workbench.facts.context import Context
from workbench.facts.fact import Fact, Verdict
from workbench.facts.formula import fact
from workbench.facts.gather import Gathered
from workbench.facts.once import once
from workbench.facts.outsiders import UNTRUSTED, from_anyone
from workbench.facts.spread import Move, Spread
from workbench.facts.ways import Way, along

_ID = "untrusted-screened"
_SCREENS = ("anomaly", "injection", "provenance", "distribution", "duplicates", "signature")


@fact(
    _ID,
    title="Data of strangers is screened",
    broken="Data of strangers trains or feeds a model unscreened",
    formula="every way of untrusted data to training or an index passes a screen: anomalies, orders, origin, copies",
    source="OWASP ML02, LLM04 (2025); MITRE ATLAS AML.T0020, AML.T0070",
    pattern="ap-ungated-retrain",
    blind="Poison that looks like good data; labels of strangers under the name of a label set.",
)
def untrusted_screened(context: Context) -> Iterator[Fact]:
    """Yield one fact for everything that trains or indexes and that data of strangers can get to."""
    targets = context.graph.with_trait("trains", "indexes")
    spread = from_anyone(context) if targets else None
    if spread is None or not spread.bare(UNTRUSTED, frozenset()):
        return
    for part in targets:
        yield from _judge(Gathered(context), part, spread, _checks(context))


@dataclass(frozen=True, slots=True)
class _Checks:
    """What stands in the way of strangers: what screens, and what only looks at the form, or does not say at what."""

    strong: frozenset[str]
    weak: frozenset[str]

    @property
    def all(self) -> frozenset[str]:
        return self.strong | self.weak


@once
def _checks(context: Context) -> _Checks:
    retraining = context.design.retraining
    guard = retraining.poison_guard if retraining else None
    strong, weak = set(), set()
    for part in context.graph.parts.values():
        screens = bool({*part.spec.checks, *part.spec.blocks}.intersection(_SCREENS)) or UNTRUSTED in part.spec.redacts
        if screens or part.id == guard or part.has("gates", "reviews"):
            strong.add(part.id)
        elif part.has("validates", "filters"):
            weak.add(part.id)
    return _Checks(frozenset(strong), frozenset(weak))


def _judge(gathered: Gathered, part: Part, spread: Spread, checks: _Checks) -> Iterator[Fact]:
    context = gathered.context
    anyhow = _arriving(context, spread, part, frozenset())
    bare, weakly = (_arriving(context, spread, part, stops) for stops in (checks.all, checks.strong))
    if anyhow is None:
        yield from _unsaid(gathered, part)
        return
    move, way = bare or weakly or anyhow
    verdict, says = Verdict.HOLDS, "screened on every way"
    guard = context.design.retraining.poison_guard if context.design.retraining else None
    if bare and guard and part.has("trains") and not _drawn(context, guard):
        says = f"screened by {guard}, as retraining says"
    elif bare and not spread.begins(move, UNTRUSTED, checks.all - {part.id}):
        gathered.needs.append(("flows",))
        verdict, says = Verdict.UNKNOWN, f"how it came to {way.boxes[0]} is not shown"
    elif bare:
        verdict, says = Verdict.FAILS, "nothing on the way screens it"
    elif weakly:
        form = next(context.graph.parts[box] for box in way.boxes if box in checks.weak)
        verdict, says = Verdict.PLAUSIBLE, f"{form.id} checks its form only"
        if not (form.spec.checks or form.spec.blocks):
            gathered.needs.append((*form.path, "checks" if form.has("validates") else "blocks"))
            verdict, says = Verdict.UNKNOWN, f"what {form.id} looks for is not said"
    failed = verdict is Verdict.FAILS
    yield gathered.fact(
        _ID, part.id, verdict, f"{move.name}, which outsiders write, gets to {part.id}; {says}",
        way.edges[-1].path if failed else part.path, steps=(str(way),), components=tuple(dict.fromkeys(way.boxes)),
        edges=way.ids, broken=way.ids[-1:] if failed else (),
    )  # fmt: skip


def _arriving(context: Context, spread: Spread, part: Part, stops: frozenset[str]) -> tuple[Move, Way] | None:
    stops -= {part.id}
    kept = (move for move in spread.arriving(part.id) if part.has("trains") or not _asks(context, move))
    found = next((move for move in kept if spread.arrives(move, UNTRUSTED, stops)), None)
    return (found, spread.way(found, UNTRUSTED, stops)) if found else None


def _asks(context: Context, move: Move) -> bool:
    """True for a question put to an index, which is answered and not kept."""
    asker = context.graph.parts[move.sender]
    return bool(move.edge.flow.returns) or (move.edge.call == "sync" and asker.has("requests", "retrieves", "user"))


def _unsaid(gathered: Gathered, part: Part) -> Iterator[Fact]:
    """Ask, where arrows that do not say what they carry lead on from data of strangers."""
    holding, found = _led_on(gathered.context)
    edges: list[Edge] = []
    step = found.get(part.id)
    while step is not None:
        edges.append(step)
        step = found[step.source]
    if edges:
        way, first = along(reversed(edges)), edges[-1]
        gathered.needs.append((*first.path, "carries"))
        held = holding[first.source]
        says = f"{first.source} holds {held}, which outsiders write; what it sends on is not said"
        yield gathered.fact(
            _ID, part.id, Verdict.UNKNOWN, says, first.path, steps=(str(way),),
            components=tuple(dict.fromkeys(way.boxes)), edges=way.ids,
        )  # fmt: skip


@once
def _led_on(context: Context) -> tuple[dict[str, str], dict[str, Edge | None]]:
    """Return what boxes hold of strangers, and where arrows that say nothing lead from there."""
    holding: dict[str, str] = {}
    for box, name in from_anyone(context).bare(UNTRUSTED, _checks(context).all):
        holding.setdefault(box, name)
    starts = [box for box in context.graph.parts if box in holding]
    return holding, context.graph.reached(starts, _silent, _checks(context).all)


def _silent(edge: Edge) -> bool:
    return not edge.flow.carries and not edge.flow.returns and edge.flow.kind in (None, "data", "feedback")


def _drawn(context: Context, name: str) -> bool:
    graph = context.graph
    return bool(graph.out(name) or graph.into(name)) or any(name in edge.flow.through for edge in graph.edges)
