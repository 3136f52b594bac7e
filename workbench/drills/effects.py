"""Rows of drills in which nothing is lost, and what hangs on a piece of data: what is made from it, who uses that."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from typing import Any

from workbench.drills.catch import Sight, catches, unseen
from workbench.drills.result import Outcome, PromiseRow
from workbench.drills.scene import Promise, Scene, walked
from workbench.facts.request import Call

Watch = tuple[Collection[str], Sight]
"""What monitors would watch, and what they must be able to see."""


def effect(scene: Scene, promise: Promise | None, outcome: Outcome, says: str, watch: Watch, **more: Any) -> PromiseRow:
    """Return a row with the monitors that notice; `more` are further fields. What survives need not be noticed."""
    name, path = (promise.name, promise.path) if promise else ("", ())
    if outcome is Outcome.SURVIVES:
        return PromiseRow(name, path, outcome, says, **(more | {"recovery": None}))
    targets, sight = watch
    seen = catches(scene, targets, sight, outage=name if outcome is Outcome.DOWN else "")
    return PromiseRow(
        name, path, outcome, says, catches=seen, unseen="" if seen else unseen(scene, targets, sight), **more
    )


def made_from(scene: Scene, names: Iterable[str]) -> tuple[str, ...]:
    """Return some data and everything that is made from it: assets, features, labels and models, in the order found."""
    design = scene.design
    sources: dict[str, tuple[str, ...]] = {n: a.from_ for n, a in design.data.items()}
    sources |= {n: s.from_ for n, s in (design.features.sets if design.features else {}).items()}
    sources |= {n: s.from_ for n, s in (design.labels.sets if design.labels else {}).items()}
    models = design.training.models if design.training else {}
    sources |= {n: (*m.from_, *((m.label,) if m.label else ())) for n, m in models.items()}
    found = dict.fromkeys(names)
    while new := [n for n, up in sources.items() if n not in found and found.keys() & set(up)]:
        found.update(dict.fromkeys(new))
    return tuple(found)


def read_by(promise: Promise, names: Collection[str]) -> Iterator[Call]:
    """Yield the calls of a promise's requests that carry or bring back some of these."""
    wanted = set(names)
    for call in walked(promise.root):
        if call.edge and wanted & {*call.edge.flow.carries, *call.edge.flow.returns}:
            yield call


def models_on(scene: Scene, promise: Promise) -> dict[str, tuple[str, ...]]:
    """Return the models that run on the way of a promise, each with the boxes that run it."""
    found: dict[str, tuple[str, ...]] = {}
    for name in promise.boxes:
        for model in scene.graph.parts[name].spec.runs:
            found[model] = (*found.get(model, ()), name)
    return found


def label_boxes(scene: Scene) -> dict[str, Any]:
    """Return, as fields of a result, the boxes labels come about in and the arrows into and out of them."""
    boxes = tuple(n for n, p in scene.graph.parts.items() if p.has("labels"))
    hops = (e for e in scene.graph.edges if {e.source, e.target} & set(boxes))
    return {"failed": boxes, "affected": tuple(e.id for e in hops if e.flow.kind not in ("control", "deploy"))}


def learners(scene: Scene, labels: Collection[str]) -> tuple[str, ...]:
    """Return the models that learn from some labels."""
    models = scene.design.training.models if scene.design.training else {}
    return tuple(n for n, m in models.items() if m.label in labels)


def promises_of(scene: Scene, models: Collection[str]) -> tuple[Promise | None, ...]:
    """Return the promises on whose way some models run; all where none is known to; None where there is no promise."""
    own = tuple(p for p in scene.promises if set(models) & models_on(scene, p).keys())
    return own or scene.promises or (None,)
