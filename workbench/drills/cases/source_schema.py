"""A source changes the shape of its data without saying so."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import dataclass

from workbench.design import Edge, Part
from workbench.drills.catch import SPOILT, catches
from workbench.drills.effects import effect, made_from, models_on, read_by
from workbench.drills.kind import drill
from workbench.drills.losses import strike
from workbench.drills.passage import Loss, Passage
from workbench.drills.recovery import mended, unspent
from workbench.drills.result import DrillResult, Outcome, PromiseRow, Skipped
from workbench.drills.scene import Promise, Scene

_ID, _TITLE = "source-schema", "A source changes its schema"
_USING = ("predicts", "serves", "decides", "trains", "embeds", "generates", "indexes", "labels", "computes")
_PASSING = ("validates", "filters", "redacts", "authorises", "quarantines", "calls_out", "user", "source", "routes")


@dataclass(frozen=True, slots=True)
class _Spread:
    """How far one piece of data gets: the gates that check its shape, who uses it behind them, who unchecked."""

    asset: str
    gates: tuple[str, ...]
    checked: tuple[str, ...]
    unchecked: tuple[str, ...]
    names: tuple[str, ...]
    """The data and all that is made from it."""
    edges: tuple[str, ...]
    """Arrows along which it comes unchecked."""


@dataclass(frozen=True, slots=True)
class _Ways:
    scene: Scene
    names: frozenset[str]

    def reached(self, start: str, avoid: Collection[str] = ()) -> dict[str, Edge | None]:
        """Return the boxes some data gets to from where it enters, without passing `avoid`."""
        return self.scene.graph.reached([start], lambda e: bool(self.names & set(e.flow.carries)), frozenset(avoid))


@drill(_ID, title=_TITLE)
def source_schema(scene: Scene) -> Iterator[DrillResult | Skipped]:
    """Yield one result for every piece of data that enters from a source and that something uses."""
    found = [s for name, asset in scene.design.data.items() if (s := _spread(scene, name, asset.source or ""))]
    if not found:
        why = "no data names its source and is carried on by a flow to something that uses it (data.NAME.source)"
        yield Skipped(_ID, _TITLE, why)
    for spread in found:
        rows = tuple(_row(scene, spread, p) for p in _touched(scene, spread) or (None,))
        worst = max(rows, key=lambda r: (r.outcome.rank, r.held is not True))
        yield DrillResult(
            id=f"{_ID}:{spread.asset}", case=_ID, title=f"{spread.asset} changes its schema",
            at=("data", spread.asset), rows=rows, probe=_probe(spread, worst),
            failed=(scene.design.data[spread.asset].source or "", *spread.unchecked), held_at=spread.gates,
            starved=() if spread.unchecked or _at_the_door(scene, spread) else spread.checked, affected=spread.edges,
        )  # fmt: skip


def _spread(scene: Scene, asset: str, source: str) -> _Spread | None:
    if source not in scene.graph.parts:
        return None
    names = made_from(scene, [asset])
    ways = _Ways(scene, frozenset(names))
    tested = _tested_by(scene, asset)
    gates = [p.id for p in scene.graph.parts.values() if p.id in tested or _checks_shape(p)]
    every, bare = ways.reached(source), ways.reached(source, gates)
    using = [n for n in every if n != source and _uses(scene.graph.parts[n])]
    if not using:
        return None
    edges = [e for e in scene.graph.edges if set(names) & set(e.flow.carries) and e.source in every]
    open_edges = tuple(e.id for e in edges if e.source in bare)
    passed = {n for e in edges for n in (*e.flow.through, e.target)}
    own = {n for e in edges if asset in e.flow.carries for n in (*e.flow.through, e.target)}
    # The gate that is meant to check it, or that it passes itself, is named before those that see what is made from it.
    gates = sorted((g for g in gates if g in passed), key=lambda g: (g not in tested, g not in own))
    return _Spread(
        asset, tuple(gates), tuple(n for n in using if n not in bare),
        tuple(n for n in using if n in bare), names, open_edges,
    )  # fmt: skip


def _at_the_door(scene: Scene, spread: _Spread) -> bool:
    """True when a gate stands on the way of requests, which it turns away before anything is starved."""
    return any(g in p.boxes for p in scene.promises for g in spread.gates)


def _tested_by(scene: Scene, asset: str) -> set[str | None]:
    """Return the boxes that contracts name as checking a piece of data."""
    contracts = scene.design.ingestion.contracts if scene.design.ingestion else {}
    found = {c.tested_by for n, c in contracts.items() if n == asset}
    request = scene.design.serving.contract if scene.design.serving else None
    return found | ({request.validated_by} if request and request.request == asset else set())


def _checks_shape(part: Part) -> bool:
    checks = part.spec.checks
    return part.has("validates") and (not checks or bool({"schema", "types"} & set(checks)))


def _uses(part: Part) -> bool:
    return part.has(*_USING) and not part.has(*_PASSING)


def _touched(scene: Scene, spread: _Spread) -> tuple[Promise, ...]:
    """Return the promises that carry it or what is made from it, or pass what uses it or learnt from it."""
    return tuple(
        p for p in scene.promises
        if next(read_by(p, spread.names), None) or models_on(scene, p).keys() & set(spread.names)
        or set(p.boxes) & {*spread.checked, *spread.unchecked}
    )  # fmt: skip


def _row(scene: Scene, spread: _Spread, promise: Promise | None) -> PromiseRow:
    watch = (tuple(dict.fromkeys((*spread.names, *spread.gates, *spread.unchecked))), SPOILT)
    took = unspent(mended(scene, catches(scene, *watch)))
    notes = tuple(_notes(scene, spread))
    if spread.unchecked:
        says = f"the new shape gets into {_few(spread.unchecked)} unchecked"
        return effect(scene, promise, Outcome.DEGRADED, says, watch, notes=notes, recovery=took)
    door = next((g for g in spread.gates if promise and g in promise.boxes), "")
    if door and promise and scene.graph.parts[door].spec.on_reject != "default":
        loss = Loss(frozenset((door,)))
        row = strike(scene, promise, Passage(scene, loss), loss).row
        if row.outcome is not Outcome.SURVIVES:
            says = f"{door} turns every such request away: {row.says}"
            return effect(scene, promise, row.outcome, says, watch, notes=notes, recovery=row.recovery, needs=row.needs)
    return _held_back(scene, spread, promise, door)


def _held_back(scene: Scene, spread: _Spread, promise: Promise | None, door: str) -> PromiseRow:
    """Return the row of data that a gate keeps from those who use it, until its shape is known again."""
    watch = (tuple(dict.fromkeys((*spread.names, *spread.gates))), SPOILT)
    took = unspent(mended(scene, catches(scene, *watch)))
    asset = scene.design.data[spread.asset]
    gate = door or spread.gates[0]
    part = scene.graph.parts[gate].spec
    verb = _REJECTED.get(part.on_reject or "", f"keeps it in {part.rejects_to}" if part.rejects_to else "turns it away")
    goes_on = _MISSING.get(asset.on_missing or "", "nothing new")
    says = f"{gate} {verb}" if door else f"{gate} {verb}; for {_few(spread.checked)}: {goes_on}"
    needs = () if asset.on_missing or door else (("data", spread.asset, "on_missing"),)
    return effect(
        scene, promise, Outcome.DEGRADED, says, watch, notes=tuple(_notes(scene, spread)), recovery=took, needs=needs
    )


_REJECTED = {
    "halt": "halts", "drop": "drops it", "alert": "lets it through with an alert",
    "default": "answers with a default instead",
}  # fmt: skip
_MISSING = {
    "default": "a default in its place",
    "last_known": "what was there before",
    "degrade": "work without it",
    "fail": "no work without it",
    "skip": "work without it",
}


def _notes(scene: Scene, spread: _Spread) -> Iterator[str]:
    contracts = scene.design.ingestion.contracts if scene.design.ingestion else {}
    contract = contracts.get(spread.asset)
    if contract and contract.notice:
        told = f" to {contract.notifies}" if contract.notifies else ""
        yield f"its contract promises {contract.notice.text} notice{told}; this change breaks it"


def _few(names: tuple[str, ...]) -> str:
    more = len(names) - 3
    return ", ".join(names[:3]) + (f" and {more} more" if more > 0 else "")


def _probe(spread: _Spread, row: PromiseRow) -> str:
    name = spread.asset
    if spread.unchecked:
        return (
            f"A field of {name} changes from euros to cents overnight. Where is that noticed, and what learnt from it?"
        )
    if not row.catches:
        return (
            f"{spread.gates[0]} has rejected all of {name} since midnight. Who knows, and what was answered meanwhile?"
        )
    return f"{name} arrives in a new shape. What happens to the rejected records once the shape is understood?"
