"""Twice the load: what comes at the highest rate, and the data that comes with it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from workbench.drills.catch import OVERLOAD
from workbench.drills.change import Facts, facts_of, failing, scaled
from workbench.drills.effects import effect
from workbench.drills.kind import drill
from workbench.drills.losses import CARRYING, overfull, strike
from workbench.drills.marking import marked
from workbench.drills.passage import Loss, Passage
from workbench.drills.recovery import Took
from workbench.drills.result import DrillResult, Outcome, PromiseRow, Recovery, Skipped
from workbench.drills.scene import Promise, Scene, place
from workbench.errors import Path
from workbench.facts import Context, Fact
from workbench.facts.fact import BUSY
from workbench.facts.loads import peak_of
from workbench.facts.show import percent
from workbench.facts.spans import of

_ID, _TITLE = "double-load", "The load doubles"
_WAITING = ("queueing-wait", "scale-out-backlog", "reviewer-load")
_LASTS = Took(None, "it lasts as long as the load does")
_FACTOR = 2.0


@drill(_ID, title=_TITLE)
def double_load(scene: Scene) -> Iterator[DrillResult | Skipped]:
    """Yield one result: what twice the peak does to each promise."""
    if not scene.promises:
        yield Skipped(_ID, _TITLE, scene.no_promise)
        return
    after = facts_of(Context(scaled(scene.design, _paths(scene), _FACTOR)), (*CARRYING, *_WAITING))
    full = {_box(scene, f): f for f in failing(after) if overfull(f)}
    struck, lost = [], set()
    for promise in scene.promises:
        over = [n for n in promise.boxes if n in full]
        loss = Loss(frozenset(over))
        lost |= set(over)
        found = strike(scene, promise, Passage(scene, loss), loss, sight=OVERLOAD, lasts=_LASTS)
        struck.append(replace(found, row=_row(scene, promise, found.row, after, [full[n] for n in over])))
    result = marked(
        scene, Loss(frozenset(lost)), struck, id=_ID, case=_ID, title=_TITLE, at=("requirements", "load", "peak"),
        lost=False, rows=tuple(s.row for s in struck),
        probe=_probe(max((s.row for s in struck), key=lambda r: r.outcome.rank), lost),
    )  # fmt: skip
    piled = [n for f in _piling(scene, after, scene.promises) for n in f.components if n not in result.failed]
    into = tuple(e.id for n in dict.fromkeys(piled) for e in scene.graph.into(n))
    yield replace(
        result, failed=(*result.failed, *dict.fromkeys(piled)), affected=tuple(dict.fromkeys((*result.affected, *into)))
    )


def _paths(scene: Scene) -> list[Path]:
    loads: list[Path] = [("requirements", "load"), *(("slas", n, "load") for n in scene.design.slas)]
    found: list[Path] = [(*p, key) for p in loads for key in ("mean", "peak")]
    found += [("data", n, "volume") for n in scene.design.data]
    return found + [("flows", n, "volume") for n in range(len(scene.design.flows))]


def _box(scene: Scene, fact: Fact) -> str:
    """Return the box a fact is about; a quota is one of a model, and belongs to what runs it."""
    return next(iter(fact.components), fact.subject) if fact.subject not in scene.graph.parts else fact.subject


def _row(scene: Scene, promise: Promise, row: PromiseRow, after: Facts, full: list[Fact]) -> PromiseRow:
    if full:
        already = " (already so today)" if (full[0].id, full[0].subject) in _failing(scene) else ""
        stays = Recovery(_LASTS.says, inside=False) if row.outcome is Outcome.DOWN else row.recovery
        notes = (*(f.says for f in full[1:3]), f"with what is full taken away: {row.says}", *row.notes)
        return replace(row, says=f"{full[0].says}{already}", notes=notes, recovery=stays)
    missing = _missing(scene, promise, after)
    piling = _piling(scene, after, (promise,))
    if piling:
        boxes = dict.fromkeys(n for f in piling for n in f.components)
        before = dict.fromkeys(e.source for n in boxes for e in scene.graph.into(n))
        watch = (tuple(boxes | before), OVERLOAD)
        notes = tuple(f.says for f in piling[1:3])
        return effect(scene, promise, Outcome.DEGRADED, piling[0].says, watch, notes=notes, needs=missing)
    if missing and not _tested(scene, promise):
        quiet = missing[0][-2] if missing[0][-1] == "capacity" else "what the peak is"
        says = f"whether {quiet} carries twice the peak is not stated"
        if missing[0][-1] == "peak":
            says = "what the peak is, is not stated"
        return replace(row, outcome=Outcome.UNKNOWN, says=says, needs=missing)
    return replace(row, says=_carried(promise, after, tested=_tested(scene, promise)))


def _failing(scene: Scene) -> set[tuple[str, str]]:
    return {(f.id, f.subject) for f in failing(scene.facts)}


def _missing(scene: Scene, promise: Promise, after: Facts) -> tuple[Path, ...]:
    """Return the paths without which nobody knows whether everything a request waits for carries the load."""
    if peak_of(scene.context, promise.name) is None:
        return (("requirements", "load", "peak"),)
    known = {n for f in after.values() if f.id in CARRYING for n in (f.subject, *f.components)}
    boxes = [scene.graph.parts[n] for n in promise.hard if n not in known]
    return tuple(place(p, "capacity") for p in boxes if not p.has("user"))


def _tested(scene: Scene, promise: Promise) -> bool:
    """True when a load test of this promise reached twice its peak."""
    peak = peak_of(scene.context, promise.name)
    tests = scene.design.serving.load_tests.values() if scene.design.serving else ()
    rates = [t.rate.low for t in tests if t.rate and t.of in (promise.name, None)]
    return bool(peak and max(rates, default=0.0) >= _FACTOR * of(peak).high)


def _piling(scene: Scene, after: Facts, promises: tuple[Promise, ...]) -> list[Fact]:
    """Return what says that work piles up behind requests, where it hangs on these promises."""
    reached = set(scene.graph.reached([n for p in promises for n in p.boxes]))
    return [f for f in failing(after) if f.id in _WAITING and reached & set(f.components)]


def _carried(promise: Promise, after: Facts, *, tested: bool) -> str:
    busy = [g for f in after.values() for g in f.figures if g.what == BUSY and g.of in promise.boxes]
    most = max(busy, key=lambda g: g.value, default=None)
    told = (
        f"twice the peak is carried; the busiest is {most.of} at {percent(most.value)}"
        if most
        else "twice the peak is carried"
    )
    return f"{told} (a load test reached it)" if tested else told


def _probe(row: PromiseRow, lost: set[str]) -> str:
    if lost:
        return (
            f"Twice the peak, without warning. {min(lost)} is full: what is turned away first, and how does it recover?"
        )
    if row.outcome is Outcome.UNKNOWN:
        return "Twice the peak, without warning. Which part gives way first, and how would you find out beforehand?"
    return "Twice the peak, without warning. What follows the load by itself, how long does it take, and what does not?"
