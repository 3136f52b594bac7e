"""The provider turns requests away for half an hour because a quota is used up."""

from __future__ import annotations

from collections.abc import Iterator

from workbench.design import Part
from workbench.drills.apart import Fit, provider, shared
from workbench.drills.kind import drill
from workbench.drills.losses import strike
from workbench.drills.marking import marked
from workbench.drills.passage import Loss, Passage
from workbench.drills.recovery import Took
from workbench.drills.result import DrillResult, Outcome, PromiseRow, Skipped
from workbench.drills.scene import Scene, place
from workbench.facts import spans

_ID, _TITLE = "quota", "The provider's quota is used up for 30 min"
_LASTS = Took(spans.exactly(1800.0), "the quota is back after 30 min")


@drill(_ID, title=_TITLE)
def quota(scene: Scene) -> Iterator[DrillResult | Skipped]:
    """Yield one result for every quota that a promised request draws on: a named pool, or a provided service alone."""
    boxes = dict.fromkeys(n for p in scene.promises for n in p.boxes)
    pools: dict[str, list[str]] = {}
    for part in (scene.graph.parts[n] for n in boxes):
        if limited(scene, part):
            pools.setdefault(part.spec.quota_pool or part.id, []).append(part.id)
    if not pools:
        yield Skipped(_ID, _TITLE, "no promised request calls a service with a provider's quota")
    for pool in pools:
        yield _turned_away(scene, pool)


def limited(scene: Scene, part: Part) -> bool:
    """True for a box whose provider lets only so much through."""
    held = scene.design.llm.models if scene.design.llm else {}
    provided = any(m in held and (held[m].quota or held[m].provider) for m in part.spec.runs)
    return bool(part.spec.quota_pool) or provided or part.has("third_party")


def _turned_away(scene: Scene, pool: str) -> DrillResult:
    drawing = [p for p in scene.graph.parts.values() if (p.spec.quota_pool or p.id) == pool]

    def apart(failed: Part, found: Part) -> Fit:
        return _another_quota(scene, failed, found)

    def overflow(part: Part) -> tuple[str, ...]:
        held = scene.design.llm.models if scene.design.llm else {}
        quotas = [held[m].quota for m in part.spec.runs if m in held]
        return tuple(q.overflow for q in quotas if q and q.overflow)

    loss = Loss(frozenset(p.id for p in drawing), apart=apart, more=overflow)
    passage = Passage(scene, loss)
    struck = [strike(scene, p, passage, loss, lasts=_LASTS) for p in scene.hitting(loss.parts)]
    worst = max((s.row for s in struck), key=lambda r: r.outcome.rank)
    return marked(
        scene, loss, struck, id=f"{_ID}:{pool}", case=_ID, title=f"The quota of {pool} is used up for 30 min",
        at=place(drawing[0], "quota_pool") if drawing[0].spec.quota_pool else drawing[0].path,
        rows=tuple(s.row for s in struck), probe=_probe(pool, worst),
    )  # fmt: skip


def _another_quota(scene: Scene, failed: Part, found: Part) -> Fit:
    """Say whether a stand-in draws on another quota: another pool, another provider, or none at all."""
    common = shared(failed, found)
    first, second = failed.spec.quota_pool, found.spec.quota_pool
    if first and second:
        return Fit(first != second, common, f"draws on the same quota, {first}")
    if not limited(scene, found):
        return Fit(True, common)
    if provider(failed) and provider(found) and provider(failed) != provider(found):
        return Fit(True, common)
    silent = tuple(place(p, "quota_pool") for p in (failed, found) if not p.spec.quota_pool)
    return Fit(None, common, "whether it draws on another quota is not stated", silent)


def _probe(pool: str, row: PromiseRow) -> str:
    if row.outcome is Outcome.DOWN:
        return f"{pool} answers 'too many requests' for half an hour. Who waits, who is turned away, and who retries?"
    if row.outcome is Outcome.UNKNOWN:
        return f"Your stand-in for {pool}: whose quota does it draw on, and how do you know?"
    return f"{pool} is throttled at peak. How much can what answers instead take, and how much worse is it?"
