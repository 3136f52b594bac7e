"""Losing a zone: what stands in one zone only, and whether what is left of the rest can carry the peak."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from math import ceil
from typing import Any

from workbench.design import Part, Quantity
from workbench.drills.apart import Fit, shared
from workbench.drills.change import facts_of, newly, put, times
from workbench.drills.kind import drill
from workbench.drills.losses import CARRYING, Struck, overfull, strike
from workbench.drills.marking import marked
from workbench.drills.passage import Loss, Passage
from workbench.drills.recovery import rehearsals
from workbench.drills.result import DrillResult, Outcome, PromiseRow, Skipped
from workbench.drills.scene import Promise, Scene, place
from workbench.errors import Path
from workbench.facts import Context, Verdict

_ID, _TITLE = "zone-loss", "A zone is lost"
_HELD = {"kept": Outcome.SURVIVES, "degraded": Outcome.DEGRADED, "broken": Outcome.DOWN}


@drill(_ID, title=_TITLE)
def zone_loss(scene: Scene) -> Iterator[DrillResult | Skipped]:
    """Yield one result: for each promise the zone whose loss hurts it most."""
    if not scene.promises:
        yield Skipped(_ID, _TITLE, scene.no_promise)
        return
    struck = [_worst(scene, promise) for promise in scene.promises]
    loss = Loss(frozenset(n for found, _ in struck for n in found.parts))
    hit = max((s for _, s in struck), key=lambda s: s.row.outcome.rank)
    yield marked(
        scene, loss, [s for _, s in struck], id=_ID, case=_ID, title=_TITLE, at=("slas", hit.row.promise),
        rows=tuple(_rehearsed(scene, s.row, settled=bool(found.parts)) for found, s in struck),
        probe=_probe(loss, hit.row),
    )  # fmt: skip


def _worst(scene: Scene, promise: Promise) -> tuple[Loss, Struck]:
    """Return the loss of a zone that strikes a promise hardest; single-zone boxes may stand in different ones."""
    boxes = [scene.graph.parts[n] for n in _all_boxes(scene, promise)]
    single = [p.id for p in boxes if _in_one_zone(p)]
    short = _short(scene, promise, boxes)
    silent: dict[str, tuple[Path, ...]] = {p.id: (place(p, "zones"),) for p in boxes if _silent(p)}
    tried = []
    for names in ([n] for n in single) if single else [[]]:
        doubtful = {n: (place(scene.graph.parts[n], "zones"),) for n in single if n not in names} | silent
        loss = Loss(frozenset((*names, *short)), doubtful, _another_zone)
        tried.append((loss, strike(scene, promise, Passage(scene, loss), loss)))
    loss, found = max(tried, key=lambda t: (t[1].row.outcome.rank, t[1].row.held is not True))
    return loss, replace(found, row=_told(scene, promise, found.row, short))


def _all_boxes(scene: Scene, promise: Promise) -> list[str]:
    """Return the boxes of a promise and what stands in for them."""
    found = dict.fromkeys(promise.boxes)
    for name in list(found):
        behind = scene.graph.parts[name].spec.fallback
        if behind in scene.graph.parts:
            found.update(dict.fromkeys(n for n in (behind,) if n))
    return list(found)


def _in_one_zone(part: Part) -> bool:
    zones, copies = part.spec.zones, part.spec.replicas
    if _elsewhere(part):
        return False
    return zones.high < 2 if zones else bool(copies and copies.high < 2)


def _silent(part: Part) -> bool:
    """True for a box of ours that does not say over how many zones it is spread."""
    return not (part.spec.zones or _elsewhere(part) or _in_one_zone(part))


def _elsewhere(part: Part) -> bool:
    """True for users and for what others run: their zones are not ours."""
    return part.has("user", "third_party") or part.section == "outside"


def _another_zone(failed: Part, found: Part) -> Fit:
    return Fit(True, shared(failed, found))


def _short(scene: Scene, promise: Promise, boxes: list[Part]) -> list[str]:
    """Return the boxes of which too little is left after losing a zone to carry the peak."""
    changes: dict[Path, Any] = {}
    for part in boxes:
        zones = part.spec.zones
        if part.declared and zones and zones.low >= 2:
            changes |= _left(part, zones)
    if not changes:
        return []
    after = facts_of(Context(put(scene.design, changes)), CARRYING)
    full = {f.subject for f in newly(after, scene.facts) if overfull(f)}
    full |= {s for (kind, s), f in scene.facts.items() if kind == "zone-loss" and f.verdict is Verdict.FAILS}
    return [p.id for p in boxes if p.id in full and p.id in promise.boxes]


def _left(part: Part, zones: Quantity) -> dict[Path, Any]:
    """Return what a box still has when one of its zones is gone."""
    copies, capacity, scale = part.spec.replicas, part.spec.capacity, part.spec.autoscale
    fewest = scale.min if scale and not copies else None
    keep = 1 - 1 / zones.low
    if copies and copies.low:
        keep = max(copies.low - ceil(copies.low / zones.low), 0.0) / copies.low
    held = {("replicas",): copies, ("capacity",): capacity, ("autoscale", "min"): fewest}
    return {(*part.path, *key): times(q, keep, "left of") for key, q in held.items() if q}


def _told(scene: Scene, promise: Promise, row: PromiseRow, short: list[str]) -> PromiseRow:
    """Return a row that says what is left; what does not say what it can carry keeps it open."""
    if short:
        return replace(row, says=f"what is left of {', '.join(short)} cannot carry the peak: {row.says}")
    if row.outcome is not Outcome.SURVIVES:
        return row
    spread = [p for n in promise.hard if (p := scene.graph.parts[n]).spec.zones and not _elsewhere(p)]
    quiet = [p for p in spread if not any((k, p.id) in scene.facts for k in CARRYING)]
    notes = tuple(f"whether what is left of {p.id} carries the peak is not stated" for p in quiet[:2])
    says = "everything it waits for stands in several zones"
    return replace(row, says=says, notes=notes, needs=tuple(place(p, "capacity") for p in quiet))


def _rehearsed(scene: Scene, row: PromiseRow, *, settled: bool) -> PromiseRow:
    """Return the row settled by a rehearsal where the file leaves it open; nothing computed is overruled."""
    kept = row.outcome is Outcome.SURVIVES and not row.needs
    if row.outcome is not Outcome.UNKNOWN and (settled or kept):
        return row
    for rehearsal, path in rehearsals(scene, "zone"):
        if rehearsal.held:
            took = f", {rehearsal.took.text}" if rehearsal.took else ""
            says = f"rehearsed on {rehearsal.on}: {rehearsal.held}{took}"
            return PromiseRow(row.promise, path, _HELD[rehearsal.held], says, harmless=True)
    return row


def _probe(loss: Loss, row: PromiseRow) -> str:
    if row.outcome is Outcome.UNKNOWN:
        return f"Which zones does a request of {row.promise} pass, and which single one would stop it?"
    if loss.parts:
        return f"The zone with {min(loss.parts)} is gone at peak. What do users of {row.promise} see at first?"
    return "A zone is gone at the daily peak. How busy is what is left, and when did you last try?"
