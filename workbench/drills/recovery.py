"""How long until it works again, by the times the file states, and whether the error budget holds that."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from workbench.design.reliability import FailureDrill
from workbench.drills.result import Catch, Recovery
from workbench.drills.scene import Promise, Scene
from workbench.errors import Path
from workbench.facts import spans
from workbench.facts.ranges import Span
from workbench.facts.show import percent, seconds
from workbench.facts.spans import of

_INCIDENTS: Path = ("reliability", "incidents")
_OF_ONE = ("component", None)
"""Kinds of rehearsal in which a box itself was lost."""


@dataclass(frozen=True, slots=True)
class Took:
    """A time until it works again, in seconds, and what says so; `missing` is what the file would have to state."""

    span: Span | None
    says: str
    missing: tuple[Path, ...] = ()


def spent(promise: Promise, took: Took, share: Span | None = None) -> Recovery:
    """Return the recovery of a promise that fails for a time, for all requests or for a share of them."""
    budget = promise.budget.seconds if promise.budget else None
    lost = spans.product(took.span, share) if took.span and share else took.span
    inside = _inside(lost, budget) if lost and budget else None
    missing = took.missing if budget else (*took.missing, (*promise.path, "availability"))
    steps = []
    if lost and share:
        steps.append(f"{percent(share.high)} of requests for that time: {seconds(lost.high)} of full outage")
    if lost and budget and budget.middle > 0:
        steps.append(f"{percent(lost.high / budget.middle)} of the error budget of {seconds(budget.middle)}")
    return Recovery(
        took.says, took.span.high if took.span else None, lost.high if lost else None,
        budget.middle if budget else None, inside, tuple(steps), () if inside is not None else missing,
    )  # fmt: skip


def unspent(took: Took) -> Recovery:
    """Return the recovery of something that costs nothing of the error budget while it lasts."""
    return Recovery(took.says, took.span.high if took.span else None)


def _inside(lost: Span, budget: Span) -> bool | None:
    if lost.high <= budget.low * (1 + 1e-9):
        return True
    return False if lost.low > budget.high * (1 + 1e-9) else None


def repair(scene: Scene, parts: Sequence[str], seen: Sequence[Catch]) -> Took:
    """Return the time until lost boxes work again: of the slowest of them."""
    known = [found for name in parts if (found := _own(scene, name))]
    if len(known) < len(parts) or not parts:
        known.append(mended(scene, seen))
    return max(known, key=lambda t: (t.span is None, t.span.high if t.span else 0.0))


def _own(scene: Scene, name: str) -> Took | None:
    """Return what the file says of one box: computed from its backup, rehearsed, or promised."""
    part = scene.graph.parts[name]
    fact = scene.facts.get(("recovery-time", name))
    if fact and fact.value is not None:
        return Took(spans.exactly(fact.value), f"{name} is restored in {seconds(fact.value)}")
    for rehearsal, path in rehearsals(scene, *_OF_ONE):
        took = scene.context.take("took", *path, "took")
        if name in rehearsal.loses and took:
            return Took(of(took), f"rehearsed on {rehearsal.on}: {took.text}")
    rto = scene.context.take("RTO", *part.path, "rto")
    return Took(of(rto), f"{name} may take {rto.text} (its RTO)") if rto else None


def rehearsals(scene: Scene, *kinds: str | None) -> Iterator[tuple[FailureDrill, Path]]:
    """Yield the rehearsals of some kinds of loss that have taken place, the latest first."""
    held = scene.design.reliability.drills if scene.design.reliability else {}
    fitting = [(d, n) for n, d in held.items() if d.on and d.on <= scene.as_of and d.kind in kinds]
    for rehearsal, name in sorted(fitting, key=lambda row: row[0].on or scene.as_of, reverse=True):
        yield rehearsal, ("reliability", "drills", name)


def mended(scene: Scene, seen: Sequence[Catch]) -> Took:
    """Return the time of an ordinary incident: until the first alarm that is wired, or as stated, and until mended."""
    mend = scene.context.take("time to mitigate", *_INCIDENTS, "mitigate")
    stated = scene.context.take("time to detect", *_INCIDENTS, "detect")
    first = next((c for c in seen if c.lag is not None), None)
    if not seen:
        return Took(None, "nobody is told, so nothing starts")
    if mend is None:
        told = f"{first.monitor} tells after {seconds(first.lag or 0.0)}" if first else "noticed"
        return Took(None, f"{told}; how long mending takes is not stated", ((*_INCIDENTS, "mitigate"),))
    if first is None and stated is None:
        return Took(None, f"how soon {seen[0].monitor} tells is not stated", seen[0].needs)
    detect = spans.exactly(first.lag or 0.0) if first else of(stated) if stated else spans.exactly(0.0)
    who = first.monitor if first else "as stated"
    whole = spans.total(detect, of(mend))
    return Took(whole, f"noticed after {seconds(detect.high)} ({who}), mended in {mend.text}")
