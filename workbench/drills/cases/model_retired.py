"""The vendor stops a model: whether moving off it takes longer than the vendor gives."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Any

from workbench.design import Part
from workbench.design.units import DAY
from workbench.drills.apart import Fit, shared
from workbench.drills.catch import Sight, catches, unseen
from workbench.drills.kind import drill
from workbench.drills.losses import Struck, strike
from workbench.drills.marking import marked
from workbench.drills.passage import Loss, Passage
from workbench.drills.recovery import Took
from workbench.drills.result import DrillResult, Outcome, PromiseRow, Skipped
from workbench.drills.scene import Scene, place
from workbench.errors import Path
from workbench.facts import spans
from workbench.facts.fact import Input
from workbench.facts.show import seconds
from workbench.facts.spans import of

_ID, _TITLE = "model-retired", "The vendor retires a model"
_AGEING = Sight(frozenset(("age",)), frozenset(("model_age",)))


@dataclass(frozen=True, slots=True)
class _Model:
    """A model others run for us: its name, where it stands, the boxes that run it."""

    name: str
    path: Path
    boxes: tuple[Part, ...]


@drill(_ID, title=_TITLE)
def model_retired(scene: Scene) -> Iterator[DrillResult | Skipped]:
    """Yield one result for every model of a vendor that a promised request calls."""
    found = [m for m in _models(scene) if scene.hitting(frozenset(p.id for p in m.boxes))]
    if not found:
        yield Skipped(_ID, _TITLE, "no promised request calls a model that a vendor runs")
    for model in found:
        yield _retired(scene, model)


def _models(scene: Scene) -> Iterator[_Model]:
    held = scene.design.llm.models if scene.design.llm else {}
    for name, model in held.items():
        boxes = scene.running(name)
        if model.provider or model.retires or any(p.has("third_party") or p.spec.retires for p in boxes):
            yield _Model(name, ("llm", "models", name), boxes)
    # A bought service that names no model of its own is retired as a whole.
    for part in scene.graph.parts.values():
        if (part.spec.retires or part.kind == "ai_service") and not set(part.spec.runs) & set(held):
            yield _Model(part.id, part.path, (part,))


def _retired(scene: Scene, model: _Model) -> DrillResult:
    lost = frozenset(p.id for p in model.boxes)
    loss = Loss(lost, apart=_another_model)
    passage, gap = Passage(scene, loss), _gap(scene, model)
    struck = [_row(scene, model, gap, strike(scene, p, passage, loss, lasts=gap.took)) for p in scene.hitting(lost)]
    worst = max((s.row for s in struck), key=lambda r: r.outcome.rank)
    return marked(
        scene, loss, struck, id=f"{_ID}:{model.name}", case=_ID, title=f"The vendor retires {model.name}",
        at=model.path, rows=tuple(s.row for s in struck), probe=_probe(model.name, worst, gap),
    )  # fmt: skip


@dataclass(frozen=True, slots=True)
class _Gap:
    """The time between the vendor's last day and ours, and whether there is any."""

    took: Took
    in_time: bool | None
    says: str
    needs: tuple[Path, ...] = ()


def _gap(scene: Scene, model: _Model) -> _Gap:
    lead = _first(
        scene, "time to move", [(*model.path, "migration_lead"), *(place(p, "migration_lead") for p in model.boxes)]
    )
    left, told = _left(scene, model)
    if lead is None or left is None:
        needs = [] if lead else [(*model.path, "migration_lead")]
        needs += [] if left is not None else [_notice_at(scene, model)]
        missing = " and ".join(
            ["how long moving takes"] * (lead is None) + ["how long the vendor gives"] * (left is None)
        )
        return _Gap(
            Took(None, f"{missing} is not stated", tuple(needs)), None, f"{missing} is not stated", tuple(needs)
        )
    short = max(of(lead).high - left, 0.0)
    says = f"moving takes {lead.text}, {told}"
    return _Gap(Took(spans.exactly(short), f"{seconds(short)} short: {says}"), short <= 0, says)


def _left(scene: Scene, model: _Model) -> tuple[float | None, str]:
    """Return the seconds the vendor gives: until the date it named, or its notice, whichever is less."""
    known = []
    for path in ((*model.path, "retires"), *((*p.path, "retires") for p in model.boxes)):
        day = scene.design.at(path)
        if day:
            days = (day - scene.as_of).days
            known.append((days * DAY, f"and it stops on {day}, {max(days, 0)} d from now"))
    notice = _first(scene, "notice", [(*p.path, "terms", "notice") for p in _sellers(scene, model)])
    if notice:
        known.append((of(notice).low, f"and the vendor gives {notice.text} notice"))
    return min(known, default=(None, ""), key=lambda row: row[0] or 0.0)


def _sellers(scene: Scene, model: _Model) -> list[Part]:
    spec: Any = scene.design.at(model.path)
    seller = scene.graph.parts.get(getattr(spec, "provider", None) or "")
    return [p for p in (*model.boxes, seller) if p]


def _notice_at(scene: Scene, model: _Model) -> Path:
    return (*_sellers(scene, model)[0].path, "terms", "notice")


def _first(scene: Scene, name: str, paths: list[Path]) -> Input | None:
    return next((t for p in paths if (t := scene.context.take(name, *p))), None)


def _another_model(failed: Part, found: Part) -> Fit:
    same = set(failed.spec.runs) & set(found.spec.runs)
    return Fit(not same, shared(failed, found), f"runs {', '.join(sorted(same))} as well")


def _row(scene: Scene, model: _Model, gap: _Gap, struck: Struck) -> Struck:
    """Return what becomes of a promise: nothing while there is time to move, else what the loss of the model does."""
    row = struck.row
    if gap.in_time:
        says = f"there is time: {gap.says}"
        return replace(struck, row=PromiseRow(row.promise, row.path, Outcome.SURVIVES, says))
    if gap.in_time is None and not row.outcome.answers:
        says = f"{gap.says}; after that: {row.says}"
        return replace(struck, row=replace(row, outcome=Outcome.UNKNOWN, says=says, recovery=None, needs=gap.needs))
    targets = (model.name, *(p.id for p in model.boxes))
    seen = catches(scene, targets, _AGEING)
    said = bool(_left(scene, model)[1])  # a date or a notice in the file is itself the warning
    return replace(
        struck,
        row=replace(
            row, says=f"{gap.says}; then {row.says}", catches=seen, harmless=said,
            unseen="" if seen or said else unseen(scene, targets, _AGEING), needs=(*row.needs, *gap.needs),
        ),
    )  # fmt: skip


def _probe(name: str, row: PromiseRow, gap: _Gap) -> str:
    if gap.in_time is None:
        return f"The vendor stops {name} in 90 days. What has to be done before you can switch, step by step?"
    if row.outcome is Outcome.DOWN:
        return f"{name} is gone before its successor is ready. What do you ship, and who accepts the lower quality?"
    return f"Which test tells you that the successor of {name} is good enough, and what else breaks when it changes?"
