"""Losing a component that a promised request cannot do without."""

from __future__ import annotations

from collections.abc import Iterator

from workbench.drills.kind import drill
from workbench.drills.losses import Struck, strike
from workbench.drills.marking import marked
from workbench.drills.passage import Loss, Passage
from workbench.drills.result import DrillResult, Outcome, PromiseRow, Skipped
from workbench.drills.scene import Scene

_ID, _TITLE = "component-loss", "A component is lost"


@drill(_ID, title=_TITLE)
def component_loss(scene: Scene) -> Iterator[DrillResult | Skipped]:
    """Yield one result for every component on the hard path of a promise, in calling order."""
    names = dict.fromkeys(n for p in scene.promises for n in p.hard if not scene.graph.parts[n].has("user"))
    if not names:
        yield Skipped(_ID, _TITLE, scene.no_promise)
    for name in names:
        yield _lose(scene, name)


def _lose(scene: Scene, name: str) -> DrillResult:
    loss = Loss(frozenset((name,)))
    passage = Passage(scene, loss)
    struck = [strike(scene, p, passage, loss) for p in scene.hitting(loss.parts)]
    worst = max(struck, key=lambda s: s.row.outcome.rank)
    return marked(
        scene, loss, struck, id=f"{_ID}:{name}", case=_ID, title=f"{name} is lost", at=scene.graph.parts[name].path,
        rows=tuple(s.row for s in struck), probe=_probe(name, worst),
    )  # fmt: skip


def _probe(name: str, worst: Struck) -> str:
    """Return what an interviewer would ask about just this."""
    row = worst.row
    stand_in = next((s.part for s in row.stand_ins if s.disjoint), "")
    dead = next((s.part for s in row.stand_ins if s.disjoint is False), "")
    if row.outcome is Outcome.DOWN and dead:
        return f"{dead} is to stand in for {name}. What do the two share, and what else could answer {row.promise}?"
    if row.outcome is Outcome.DOWN:
        return f"{name} is gone on the busiest day. What do users of {row.promise} get, and who decided that?"
    return _of_degraded(name, stand_in, row)


def _of_degraded(name: str, stand_in: str, row: PromiseRow) -> str:
    if not stand_in:
        return f"{row.promise} goes on without {name}. What is worse about its answers, and who would complain first?"
    if not row.catches:
        return f"{stand_in} has been answering for {name} since last night. Who knows, and from what?"
    if row.needs:
        return f"{name} fails at peak. Can {stand_in} take all of it, and when did you last try?"
    return f"While {stand_in} answers for {name}, what do users lose, and what tells you to switch back?"
