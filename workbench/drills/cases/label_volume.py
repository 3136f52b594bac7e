"""Half as many labelled cases arrive."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from workbench.design.labels import LabelSet
from workbench.drills.catch import STALE
from workbench.drills.change import Facts, facts_of, failing, scaled
from workbench.drills.effects import effect, label_boxes, learners, promises_of
from workbench.drills.kind import drill
from workbench.drills.result import DrillResult, Outcome, PromiseRow, Skipped
from workbench.drills.scene import Promise, Scene
from workbench.errors import Path
from workbench.facts import Context
from workbench.facts.show import number

_ID, _TITLE = "label-volume", "Half as many labels arrive"
_RESTING = ("window-samples", "detection-lag", "exploration-volume")
_HALF = 0.5


@drill(_ID, title=_TITLE)
def label_volume(scene: Scene) -> Iterator[DrillResult | Skipped]:
    """Yield one result: what can no longer be learnt or seen with half of the labelled cases."""
    labels = scene.design.labels.sets if scene.design.labels else {}
    if not labels:
        yield Skipped(_ID, _TITLE, "no label is declared under labels.sets")
        return
    after = facts_of(Context(scaled(scene.design, _paths(scene, labels), _HALF)), _RESTING)
    rows = tuple(_row(scene, p, labels, after) for p in promises_of(scene, learners(scene, labels)))
    yield DrillResult(
        id=_ID, case=_ID, title=_TITLE, at=("labels", "sets", next(iter(labels))), rows=rows, probe=_probe(rows),
        **label_boxes(scene),
    )  # fmt: skip


def _paths(scene: Scene, labels: Mapping[str, LabelSet]) -> list[Path]:
    found: list[Path] = [("labels", "sets", n, "volume") for n in labels]
    return found + [(*w.path, "labelled_rate") for w in scene.monitors if w.monitor.label]


def _row(scene: Scene, promise: Promise | None, labels: Mapping[str, LabelSet], after: Facts) -> PromiseRow:
    sources = [n for label in labels.values() for n in label.from_]
    boxes = [n for n, p in scene.graph.parts.items() if p.has("labels")]
    watch = (tuple(dict.fromkeys((*labels, *sources, *boxes))), STALE)
    labelled = {w.name for w in scene.monitors if w.monitor.label}
    broken = [f.says for f in failing(after) if f.id == "exploration-volume" or f.subject in labelled]
    broken += _too_few(scene, labels)
    if broken:
        return effect(scene, promise, Outcome.DEGRADED, broken[0], watch, notes=tuple(broken[1:4]))
    counted = [n for n, label in labels.items() if label.volume]
    counted += [w.name for w in scene.monitors if w.monitor.label and w.monitor.labelled_rate]
    if not counted:
        needs: tuple[Path, ...] = tuple(("labels", "sets", n, "volume") for n in labels)
        says = "how many labelled cases arrive is not stated"
        return effect(scene, promise, Outcome.UNKNOWN, says, watch, needs=needs)
    says = "half of the labelled cases are still enough for all that states how many it needs"
    return effect(scene, promise, Outcome.SURVIVES, says, watch)


def _too_few(scene: Scene, labels: Mapping[str, LabelSet]) -> Iterator[str]:
    """Yield the models whose span of examples no longer holds the labelled cases that are needed."""
    models = scene.design.training.models if scene.design.training else {}
    for name, model in models.items():
        label = labels.get(model.label or "")
        length = model.window.seconds() if model.window else None
        if label and label.volume and label.needed and length:
            there = of_half(label.volume.high, length)
            if there < label.needed.low:
                yield f"{name} learns from {number(there)} labelled cases; {label.needed.text} are needed"


def of_half(rate: float, length: float) -> float:
    """Return the cases that half of a rate (a second) brings in a span (seconds)."""
    return rate * _HALF * length


def _probe(rows: tuple[PromiseRow, ...]) -> str:
    if any(r.outcome is Outcome.UNKNOWN for r in rows):
        return "How many labelled cases a day do you get, and how many does one training set or one alarm need?"
    return "Labelling is cut in half tomorrow. Which cases do you still label, and what do you stop being able to see?"
