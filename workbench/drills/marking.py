"""A result with what a picture of it marks: what failed, what starves, which arrows are cut and which carry on."""

from __future__ import annotations

from collections.abc import Sequence
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
    hit = {*failed, *hungry, *(n for s in struck for n in s.row.callers)}
    affected = tuple(
        e.id
        for e in scene.graph.edges
        if (hit & {e.source, e.target, *e.flow.through} and e.id not in alive) and (is_call(e) or _data(e.source, hit))
    )
    return DrillResult(
        failed=failed, starved=hungry, affected=affected, surviving=tuple(alive), detours=tuple(around), **more
    )


def _data(source: str, hit: set[str]) -> bool:
    return source in hit


def _ways(scene: Scene, struck: Sequence[Struck]) -> tuple[dict[str, None], dict[tuple[str, str], None]]:
    """Return the arrows requests still take, and the steps they take where no arrow of the file leads."""
    alive: dict[str, None] = {}
    around: dict[tuple[str, str], None] = {}
    known = {(e.source, e.target) for e in scene.graph.edges}
    for one in struck:
        if one.way is None:
            continue
        entry = one.way.design.slas[one.row.promise].entry or ""
        if one.answer.entry:
            around[(one.row.promise, entry)] = None
        for call in walked(calls_from(one.way.graph, entry)):
            if call.edge is None:
                continue
            step = (call.edge.source, call.edge.target)
            if step in known and call.edge.id.startswith(f"{step[0]}->{step[1]}"):
                alive[call.edge.id] = None
            else:
                around[step] = None
    return alive, around
