"""A bad version of a model is promoted: how many requests it reaches, and how long until it is gone."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

from workbench.design.experimentation import Rollout
from workbench.design.retraining import RollbackPlan
from workbench.drills.catch import FAILING, WRONG, catches
from workbench.drills.effects import effect, models_on
from workbench.drills.kind import drill
from workbench.drills.recovery import Took, spent
from workbench.drills.result import Catch, DrillResult, Outcome, PromiseRow, Skipped
from workbench.drills.scene import Promise, Scene
from workbench.errors import Path
from workbench.facts import spans
from workbench.facts.fact import Input
from workbench.facts.ranges import Span
from workbench.facts.show import percent, seconds
from workbench.facts.spans import of

_ID, _TITLE = "bad-model", "A bad model is promoted"


@drill(_ID, title=_TITLE)
def bad_model(scene: Scene) -> Iterator[DrillResult | Skipped]:
    """Yield one result for every model that answers promised requests."""
    found: dict[str, list[Promise]] = {}
    for promise in scene.promises:
        for model in models_on(scene, promise):
            found.setdefault(model, []).append(promise)
    if not found:
        yield Skipped(_ID, _TITLE, "no box on the way of a promise says which model it runs (runs: MODEL)")
    for model, promises in found.items():
        rows = tuple(_row(scene, model, p) for p in promises)
        worst = max(rows, key=lambda r: (r.outcome.rank, r.held is not True))
        boxes = tuple(dict.fromkeys(n for p in promises for n in models_on(scene, p)[model]))
        yield DrillResult(
            id=f"{_ID}:{model}", case=_ID, title=f"A bad version of {model} is promoted", at=_at(scene, model),
            rows=rows, probe=_probe(model, worst), failed=boxes,
            affected=tuple(e.id for e in scene.graph.edges if e.target in boxes and e.call == "sync"),
        )  # fmt: skip


def _at(scene: Scene, model: str) -> Path:
    places: tuple[Path, ...] = (("training", "models", model), ("llm", "models", model))
    return next((p for p in places if scene.design.at(p) is not None), scene.running(model)[0].path)


@dataclass(frozen=True, slots=True)
class _Back:
    """The plan that takes a version back and the times it states."""

    name: str
    plan: RollbackPlan
    detect: Input | None
    decide: Input | None
    takes: Input | None

    @property
    def path(self) -> Path:
        """Where it stands."""
        return ("rollback", "plans", self.name)


def _row(scene: Scene, model: str, promise: Promise) -> PromiseRow:
    boxes = models_on(scene, promise)[model]
    rollout, name = _rollout(scene, model, boxes)
    callers = tuple(e.source for e in scene.graph.edges if e.target in boxes and e.source in promise.boxes)
    back = _back(scene, (model, *boxes), callers, rollout)
    targets = _watched(scene, model, promise, (*boxes, *callers))
    seen = catches(scene, targets, FAILING) + catches(scene, targets, WRONG)
    took = _took(back, seen, automatic=bool(rollout and rollout.automatic))
    exposed = _exposed(rollout, took)
    reach = (
        f"{name} lets it answer {_first_share(rollout)} of requests first"
        if exposed
        else "it answers every request at once"
    )
    says = f"{reach}; {back.name} takes it back" if back else f"{reach}, and no plan under rollback takes {model} back"
    recovery = spent(promise, took, exposed)
    small = back is not None and exposed is not None and recovery.inside is not False
    row = effect(
        scene, promise, Outcome.DEGRADED if small else Outcome.DOWN, says, (targets, WRONG), recovery=recovery,
        needs=took.missing,
    )  # fmt: skip
    return replace(row, notes=tuple(_notes(row)))


def _notes(row: PromiseRow) -> Iterator[str]:
    """Say when a version is noticed that fails no request and only answers worse."""
    if row.catches and row.catches[0].lag is not None:
        yield f"worse answers without errors are seen after {seconds(row.catches[0].lag)} ({row.catches[0].monitor})"
    if not row.catches:
        yield "nothing sees answers that are worse but come without errors"


def _rollout(scene: Scene, model: str, boxes: tuple[str, ...]) -> tuple[Rollout | None, str]:
    held = scene.design.experimentation.rollouts if scene.design.experimentation else {}
    found = next(((r, n) for n, r in held.items() if r.of in (model, *boxes) and r.stages), None)
    return found or (None, "")


def _back(scene: Scene, names: tuple[str, ...], callers: tuple[str, ...], rollout: Rollout | None) -> _Back | None:
    """Return the plan that takes a model back: what its rollout names, or one of it or of a caller."""
    plans = scene.design.rollback.plans if scene.design.rollback else {}
    named = (rollout.aborts_with or "").rpartition(".")[2] if rollout else ""
    fitting = [n for n, plan in plans.items() if set(plan.of) & set(names)]
    fitting += [n for n, plan in plans.items() if set(plan.of) & set(callers) and "model" in plan.restores]
    name = named if named in plans else next(iter(fitting), "")
    if not name:
        return None
    times = (scene.context.take(key, "rollback", "plans", name, key) for key in ("detect", "decide", "takes"))
    return _Back(name, plans[name], *times)


def _took(back: _Back | None, seen: tuple[Catch, ...], *, automatic: bool) -> Took:
    """Return how long a bad version answers: until the first alarm, the decision, and the way back."""
    if back is None:
        return Took(None, "nothing takes it back", (("rollback", "plans"),))
    first = min((c for c in seen if c.lag is not None), key=lambda c: c.lag or 0.0, default=None)
    quick = automatic or bool(back.plan.automatic)
    if not seen:
        return Took(None, "nobody is told, so nothing starts")
    parts = (
        {"takes": back.takes} | ({} if quick else {"decide": back.decide}) | ({} if first else {"detect": back.detect})
    )
    missing = tuple((*back.path, key) for key, taken in parts.items() if taken is None)
    if missing:
        return Took(None, f"{back.name} does not state its '{missing[0][-1]}'", missing)
    stated = [of(t) for t in parts.values() if t]
    whole = spans.total(*stated, *([spans.exactly(first.lag or 0.0)] if first else []))
    who = f"{first.monitor} tells after {seconds(first.lag or 0.0)}" if first else "noticed as the plan says"
    return Took(whole, f"{who}, gone after {seconds(whole.high)}{' without a meeting' if quick else ''}")


def _exposed(rollout: Rollout | None, took: Took) -> Span | None:
    """Return the share of requests it fails on average until it is gone, stage after stage."""
    if rollout is None or not rollout.stages[0].share:
        return None
    time = took.span.high if took.span else 0.0
    found, left = 0.0, time
    for stage in rollout.stages:
        lasts = min(stage.for_.low, left) if stage.for_ else left
        found, left = found + (stage.share.high if stage.share else 1.0) * lasts, left - lasts
    # What is left after the last stage, every request gets.
    average = (found + left) / time if time else rollout.stages[0].share.high
    worst = rollout.worst_error.high if rollout.worst_error else 1.0
    return spans.exactly(min(average, 1.0) * worst)


def _first_share(rollout: Rollout | None) -> str:
    share = rollout.stages[0].share if rollout else None
    return percent(share.high) if share else "some"


def _watched(scene: Scene, model: str, promise: Promise, boxes: tuple[str, ...]) -> tuple[str, ...]:
    """Return what a monitor may watch to see bad answers of a model: it, its boxes and callers, and what they move."""
    design = scene.design
    needs, tests = design.requirements, design.evaluation
    kpis = [
        n for n, k in (needs.kpis if needs else {}).items() if k.decided_by is None or k.decided_by in promise.boxes
    ]
    metrics = [n for n, m in (tests.metrics if tests else {}).items() if m.of in (None, model)]
    trained = design.training.models.get(model) if design.training else None
    labels = [trained.label] if trained and trained.label else []
    sla = design.slas[promise.name]
    found = (model, *boxes, *kpis, *(needs.guardrails if needs else ()), *metrics, *labels, *sla.indicators)
    return tuple(dict.fromkeys(found))


def _probe(model: str, row: PromiseRow) -> str:
    if not row.catches:
        return f"A bad version of {model} went live an hour ago. Which number moves first, and who is looking at it?"
    if row.recovery and row.recovery.needs:
        return f"A bad version of {model} is live. What exactly is switched, by whom, and how long does that take?"
    return f"The gate let a bad version of {model} through. What did it cost until it was gone, and what do you add?"
