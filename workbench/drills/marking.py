"""A result with what a picture of it marks: what failed, what starves, which arrows are cut and which carry on."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import Any

from workbench.drills.losses import Struck, sorted_parts
from workbench.drills.passage import Loss
from workbench.drills.reach import starved
from workbench.drills.result import DrillResult
from workbench.drills.scene import Scene, walked
from workbench.facts.request import calls_from, is_call


def marked(scene: Scene, loss: Loss, struck: Sequence[Struck], **more: Any) -> DrillResult:
    """Return the result of a loss with its marks; `more` are the other fields of it."""
    failed = sorted_parts(scene, loss)
    hungry = starved(scene.graph, failed, [lost for s in struck for lost in s.answer.replaced])
    alive, around = _ways(scene, struck)
    # What requests reach on their way around is not starved, even if what used to feed it is gone.
    reached = {e.target for e in scene.graph.edges if e.id in alive} | {target for _, target in around}
    hungry = tuple(n for n in hungry if n not in reached)
    hit = {*failed, *hungry, *(n for s in struck for n in s.row.callers)}
    cut = (e for e in scene.graph.edges if hit & {e.target, *e.flow.through} and (is_call(e) or e.source in hit))
    affected = tuple(e.id for e in cut if e.id not in alive)
    more.setdefault("lost", True)
    return DrillResult(
        failed=failed, starved=hungry, affected=affected, surviving=tuple(alive), detours=tuple(around), **more
    )


def _ways(scene: Scene, struck: Sequence[Struck]) -> tuple[dict[str, None], dict[tuple[str, str], None]]:
    """Return the arrows requests still take, and the steps they take where no arrow of the file leads."""
    alive: dict[str, None] = {}
    around: dict[tuple[str, str], None] = {}
    known = {e.id: (e.source, *e.flow.through, e.target) for e in scene.graph.edges}
    for one in struck:
        if one.way is None:
            continue
        entry = one.way.design.slas[one.row.promise].entry or ""
        around |= dict.fromkeys((n, entry) for n in _senders(scene, one.row.promise) if one.answer.entry)
        for edge in (c.edge for c in walked(calls_from(one.way.graph, entry)) if c.edge):
            stops = (edge.source, *edge.flow.through, edge.target)
            if stops == known[edge.id]:
                alive[edge.id] = None
            else:
                around |= dict.fromkeys(pairwise(stops))
    return alive, around


def _senders(scene: Scene, promise: str) -> Iterator[str]:
    """Yield who sends the requests of a promise."""
    entry = scene.design.slas[promise].entry or ""
    return (e.source for e in scene.graph.into(entry) if is_call(e))
