"""Labels take three times as long to arrive."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from workbench.design import Quantity, SystemDesign
from workbench.design.labels import LabelSet
from workbench.drills.catch import STALE
from workbench.drills.change import Facts, facts_of, failing, put, times
from workbench.drills.effects import effect, label_boxes, learners, made_from, promises_of
from workbench.drills.kind import drill
from workbench.drills.result import DrillResult, Outcome, PromiseRow, Skipped
from workbench.drills.scene import Promise, Scene
from workbench.errors import Path
from workbench.facts import Context, Fact, Verdict
from workbench.facts.show import seconds

_ID, _TITLE = "label-delay", "Labels take three times as long"
_RESTING = ("label-maturity", "detection-lag", "retention-interval")
_FACTOR = 3.0


@drill(_ID, title=_TITLE)
def label_delay(scene: Scene) -> Iterator[DrillResult | Skipped]:
    """Yield one result: what learning and watching lose when the truth comes later."""
    labels = scene.design.labels.sets if scene.design.labels else {}
    if not labels:
        yield Skipped(_ID, _TITLE, "no label is declared under labels.sets")
        return
    after = facts_of(Context(_later(scene.design, labels)), _RESTING)
    rows = tuple(_row(scene, p, labels, after) for p in promises_of(scene, learners(scene, labels)))
    yield DrillResult(
        id=_ID, case=_ID, title=_TITLE, at=("labels", "sets", next(iter(labels))), rows=rows, probe=_probe(rows),
        **label_boxes(scene),
    )  # fmt: skip


def _later(design: SystemDesign, labels: Mapping[str, LabelSet]) -> SystemDesign:
    """Return the design with its delays tripled; what was to be waited for is then no longer enough."""
    changes: dict[Path, Any] = {}
    for name, label in labels.items():
        path: Path = ("labels", "sets", name)
        for key in label.delay.model_fields_set if label.delay else ():
            held = getattr(label.delay, key)
            if isinstance(held, Quantity):
                changes[(*path, "delay", key)] = times(held, _FACTOR)
        if label.mature_after:
            changes[(*path, "mature_after")] = None if label.delay else times(label.mature_after, _FACTOR)
    return put(design, changes)


def _row(scene: Scene, promise: Promise | None, labels: Mapping[str, LabelSet], after: Facts) -> PromiseRow:
    watch = (_watched(scene, labels), STALE)
    broken = [f for f in failing(after) if f.id != "retention-interval" or f.subject in made_from(scene, labels)]
    if broken:
        already = {(f.id, f.subject) for f in failing(scene.facts)}
        fresh = [f for f in broken if (f.id, f.subject) not in already] or broken
        says = fresh[0].says + ("" if (fresh[0].id, fresh[0].subject) not in already else " (already so today)")
        notes = tuple(f.says for f in fresh[1:4])
        return effect(scene, promise, Outcome.DEGRADED, says, watch, notes=notes)
    silent = [n for n, label in labels.items() if not (label.delay or label.mature_after)]
    known = [f for f in after.values() if f.verdict in (Verdict.HOLDS, Verdict.PLAUSIBLE)]
    if known and not (silent and len(silent) == len(labels)):
        return effect(scene, promise, Outcome.SURVIVES, _kept(known), watch)
    needs = tuple(("labels", "sets", n, "delay") for n in silent) or _needs(after)
    about = "how long labels take" if silent else "what rests on them"
    says = f"nothing can be worked out: {about} is not stated"
    return effect(scene, promise, Outcome.UNKNOWN, says, watch, needs=needs)


def _kept(known: list[Fact]) -> str:
    lag = [f for f in known if f.id == "detection-lag" and f.value is not None]
    slowest = max(lag, key=lambda f: f.value or 0.0, default=None)
    if slowest is None:
        return known[0].says
    return f"{slowest.subject} then shows trouble after {seconds(slowest.value or 0.0)}, and nothing learns too early"


def _needs(after: Facts) -> tuple[Path, ...]:
    found = [n for f in after.values() if f.verdict is Verdict.UNKNOWN for n in f.needs]
    return tuple(dict.fromkeys(found)) or (("training", "models"),)


def _watched(scene: Scene, labels: Mapping[str, LabelSet]) -> tuple[str, ...]:
    """Return what a monitor may watch to see labels arriving late: the labels, what they are made from, their boxes."""
    sources = [n for label in labels.values() for n in label.from_]
    return tuple(dict.fromkeys((*labels, *sources, *_places(scene, labels))))


def _places(scene: Scene, labels: Mapping[str, LabelSet]) -> tuple[str, ...]:
    joins = {label.join.by for label in labels.values() if label.join}
    return tuple(n for n, p in scene.graph.parts.items() if n in joins or p.has("labels"))


def _probe(rows: tuple[PromiseRow, ...]) -> str:
    if any(r.outcome is Outcome.UNKNOWN for r in rows):
        return (
            "How long after a decision do you know whether it was right, and which numbers of this design rest on that?"
        )
    if any(r.outcome is Outcome.DEGRADED for r in rows):
        return (
            "The truth now comes three times as late. What do you train on next week, and what shows decay meanwhile?"
        )
    return "The truth now comes three times as late. Which signal do you trust in the meantime, and why?"
