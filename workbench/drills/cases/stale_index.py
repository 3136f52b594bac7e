"""Nothing new reaches an index, or a store that features are read from; what it holds grows old."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from workbench.design import Edge, Part
from workbench.drills.catch import STALE, catches
from workbench.drills.effects import effect
from workbench.drills.kind import drill
from workbench.drills.recovery import mended, spent, unspent
from workbench.drills.result import DrillResult, Outcome, PromiseRow, Skipped
from workbench.drills.scene import Promise, Scene
from workbench.errors import Path
from workbench.facts import spans
from workbench.facts.budget import Budget
from workbench.facts.fact import Input
from workbench.facts.ranges import Span
from workbench.facts.request import is_call
from workbench.facts.spans import of

_ID, _TITLE = "stale-index", "What is read grows old"


@drill(_ID, title=_TITLE)
def stale_index(scene: Scene) -> Iterator[DrillResult | Skipped]:
    """Yield one result for every index or feature store on the way of a promise."""
    boxes = dict.fromkeys(n for p in scene.promises for n in p.boxes)
    found = [p for n in boxes if _refreshed(scene, p := scene.graph.parts[n])]
    if not found:
        yield Skipped(_ID, _TITLE, "no promised request reads an index, or a store that features are served from")
    for part in found:
        promises = scene.hitting(frozenset((part.id,)))
        feed = _feed(scene, part)
        rows = tuple(_row(scene, part, feed, p) for p in promises)
        yield DrillResult(
            id=f"{_ID}:{part.id}", case=_ID, title=f"Nothing new reaches {part.id}", at=part.path, rows=rows,
            probe=_probe(part, rows[0]), starved=(part.id,), affected=tuple(e.id for e in feed), lost=True,
        )  # fmt: skip


def _refreshed(scene: Scene, part: Part) -> bool:
    """True for an index, and for a store that features come to or are read from."""
    sets = scene.design.features.sets if scene.design.features else {}
    around = (*scene.graph.into(part.id), *scene.graph.out(part.id))
    features = sets.keys() & {n for e in around for n in (*e.flow.carries, *e.flow.returns)}
    served = bool(features) or part.kind in ("online_store", "feature_store")
    return part.has("indexes") or (part.has("stores") and (served or any(s.serves == part.id for s in sets.values())))


def _feed(scene: Scene, part: Part) -> tuple[Edge, ...]:
    """Return the arrows that bring data; a question that is asked of it is none."""
    brings = (e for e in scene.graph.into(part.id) if e.flow.kind not in ("control", "deploy", "feedback"))
    return tuple(
        e for e in brings if not (is_call(e) and (e.flow.returns or not scene.graph.parts[e.source].has("batches")))
    )


def _row(scene: Scene, part: Part, feed: tuple[Edge, ...], promise: Promise) -> PromiseRow:
    held = _held(scene, part, feed)
    watch = ((part.id, *held, *dict.fromkeys(e.source for e in feed), *_indicators(scene, promise)), STALE)
    limit = _limit(scene, promise, (part.id, *held))
    if not feed:
        says = f"no flow says what writes to {part.id}, so nobody can tell how old it gets"
        return effect(scene, promise, Outcome.UNKNOWN, says, watch, needs=(("flows",),))
    allowed = f"{limit.text} is promised" if limit else "how old it may be is promised nowhere"
    says = f"answers rest on what {part.id} held when {feed[0].source} stopped; {allowed}"
    took = mended(scene, catches(scene, *watch))
    budget = _budget(scene, promise)
    recovery = spent(replace(promise, budget=budget), took) if budget else unspent(took)
    row = effect(
        scene, promise, Outcome.DEGRADED, says, watch, notes=tuple(_notes(scene, part, feed)), recovery=recovery
    )
    return row if limit else replace(row, needs=(*row.needs, ("slas", promise.name, "freshness", part.id)))


def _held(scene: Scene, part: Part, feed: tuple[Edge, ...]) -> tuple[str, ...]:
    """Return the data it holds: what comes to it, what is served from it, and what that is made from."""
    found = dict.fromkeys(n for e in feed for n in e.flow.carries)
    sets = scene.design.features.sets if scene.design.features else {}
    found |= dict.fromkeys(n for n, s in sets.items() if s.serves == part.id)
    found |= dict.fromkeys(up for n in list(found) if n in scene.design.data for up in scene.design.data[n].from_)
    return tuple(found)


def _limit(scene: Scene, promise: Promise, names: tuple[str, ...]) -> Input | None:
    """Return the tightest age that is promised for it or for what it holds."""
    hit = (promise, *scene.hitting(frozenset(names[:1])))
    paths: list[Path] = [("slas", p.name, "freshness", n) for p in hit for n in names]
    paths += [("features", "sets", n, "staleness") for n in names]
    found = [t for p in paths if (t := scene.context.take("oldest allowed", *p))]
    return min(found, key=lambda t: of(t).high, default=None)


def _indicators(scene: Scene, promise: Promise) -> tuple[str, ...]:
    held = scene.design.slas[promise.name].indicators
    return tuple(n for n, i in held.items() if i.kind == "freshness")


def _budget(scene: Scene, promise: Promise) -> Budget | None:
    """Return what a promise of freshness leaves to fail, where it has an objective."""
    for name in _indicators(scene, promise):
        path = ("slas", promise.name, "indicators", name)
        goal, window = (
            scene.context.take("objective", *path, "objective"),
            scene.context.take("window", *path, "window"),
        )
        if goal and window:
            left = spans.product(Span(1 - of(goal).high, 1 - of(goal).middle, 1 - of(goal).low), of(window))
            return Budget(promise.name, goal, window, left)
    return None


def _notes(scene: Scene, part: Part, feed: tuple[Edge, ...]) -> Iterator[str]:
    behind = part.spec.fallback
    writers = {e.source for e in feed}
    if behind and writers & {e.source for e in scene.graph.into(behind)}:
        yield f"{behind}, which stands behind it, is written by the same {min(writers)} and is just as old"
    for name, group in (scene.design.features.sets if scene.design.features else {}).items():
        if group.serves == part.id and group.ttl:
            yield f"{name} is not served for longer than {group.ttl.text}"


def _probe(part: Part, row: PromiseRow) -> str:
    if not row.catches:
        return f"{part.id} has not changed since Tuesday and answers as quickly as ever. Who finds out, and how?"
    return f"{part.id} stopped changing three hours ago. What do users get to see, and how does it catch up?"
