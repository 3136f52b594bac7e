"""How long data must and may be kept, and whether it is kept that long."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from workbench.errors import Path
from workbench.facts import spans
from workbench.facts.context import Context
from workbench.facts.fact import Fact, Input, Verdict
from workbench.facts.formula import fact
from workbench.facts.show import seconds

_ID = "retention-interval"
_CALENDAR = 0.02
"""12 months are 360 d, a year is 365 d and half a year 182 or 183: the same span for the people who wrote it."""


@fact(
    _ID,
    title="Kept long enough, and no longer than allowed",
    broken="Data is kept too short or too long",
    formula="largest floor (law; label delay and training span) <= retention <= smallest ceiling of a purpose",
    source="Regulation (EU) 2024/1689 Art 19(1), 26(6); GDPR Art 5(1)(e)",
    number="Q20",
    blind="Duties to keep or delete that the file does not state.",
)
def retention_interval(context: Context) -> Iterator[Fact]:
    """Yield one fact for every asset or store that a rule of retention governs."""
    rules = context.design.privacy.retention if context.design.privacy else {}
    governed = dict.fromkeys(name for rule in rules.values() for name in rule.of)
    for name in governed:
        floors, ceilings = [], []
        for key, rule in rules.items():
            if name in rule.of:
                path: Path = ("privacy", "retention", key)
                floors.append(context.take(f"{key} floor", *path, "at_least"))
                ceilings.append(context.take(f"{key} ceiling", *path, "at_most"))
        yield from _judge(context, name, [f for f in floors if f], [c for c in ceilings if c])


def _judge(context: Context, name: str, floors: list[Input], ceilings: list[Input]) -> Iterator[Fact]:
    trained = _training_floor(context, name)
    floor = max(floors, key=lambda i: spans.of(i).low, default=None)
    ceiling = min(ceilings, key=lambda i: spans.of(i).high, default=None)
    place = _place(context, name)
    if place and (floor or ceiling):
        kept = context.take(f"{name} retention", *place, "retention")
        verdict, says = _verdict(kept, floor, ceiling, trained)
        at = kept or floor or ceiling
        yield Fact(
            id=_ID, subject=name, verdict=verdict, says=f"{name} {says}", at=at.path if at else place,
            computed=_interval(floor, ceiling), stated=kept,
            inputs=tuple(i for i in (floor, ceiling, kept, trained.taken if trained else None) if i),
            steps=_steps(floor, ceiling, trained),
            needs=((*place, "retention"),) if verdict is Verdict.UNKNOWN else (),
            components=(name,) if name in context.graph.parts else (),
        )  # fmt: skip


def _place(context: Context, name: str) -> Path | None:
    if name in context.design.data:
        return ("data", name)
    part = context.graph.parts.get(name)
    return part.path if part and part.declared else None


@dataclass(frozen=True, slots=True)
class _Learning:
    """A span of examples, and how long before the build it starts, in seconds."""

    taken: Input
    age: float


def _training_floor(context: Context, name: str) -> _Learning | None:
    """Return the oldest moment a model learns from, where it learns from this data itself and not from features."""
    models = context.design.training.models if context.design.training else {}
    for model, spec in models.items():
        if name in spec.from_ and spec.window and spec.window.start.anchor == "build":
            taken = Input(f"span {model} learns from", ("training", "models", model, "window"), spec.window.text)
            return _Learning(taken, max(-spec.window.start.offset, 0.0))
    return None


def _verdict(
    kept: Input | None, floor: Input | None, ceiling: Input | None, trained: _Learning | None
) -> tuple[Verdict, str]:
    slack = 1 + _CALENDAR
    if floor and ceiling and spans.of(floor).low > spans.of(ceiling).high * slack:
        return Verdict.FAILS, f"must be kept {floor.text} and may be kept {ceiling.text} only: no length is right"
    if kept is None:
        return Verdict.UNKNOWN, "does not say how long it is kept"
    span = spans.of(kept)
    if floor and span.high * slack < spans.of(floor).low:
        return Verdict.FAILS, f"is kept {kept.text} and must be kept {floor.text}"
    if ceiling and span.low > spans.of(ceiling).high * slack:
        return Verdict.FAILS, f"is kept {kept.text} and may be kept {ceiling.text} only"
    if trained and trained.age > span.low * slack:
        # What a model learned from may be kept elsewhere, as a training set of its own.
        return Verdict.PLAUSIBLE, f"is kept {kept.text}; a model learns from the last {seconds(trained.age)}"
    for limit, wrong in ((floor, span.low * slack < _low(floor)), (ceiling, span.high > _high(ceiling) * slack)):
        if limit and wrong:
            return Verdict.PLAUSIBLE, f"is kept {kept.text}, which is within {limit.text} in part only"
    return Verdict.HOLDS, f"is kept {kept.text}, within {_interval(floor, ceiling)}"


def _low(floor: Input | None) -> float:
    return spans.of(floor).high if floor else 0.0


def _high(ceiling: Input | None) -> float:
    return spans.of(ceiling).low if ceiling else spans.MOST


def _interval(floor: Input | None, ceiling: Input | None) -> str:
    if floor and ceiling:
        return f"{floor.text} to {ceiling.text}"
    return f"at least {floor.text}" if floor else f"at most {ceiling.text}" if ceiling else ""


def _steps(floor: Input | None, ceiling: Input | None, trained: _Learning | None) -> tuple[str, ...]:
    lines = [f"{limit.name}: {limit.text}" for limit in (floor, ceiling) if limit]
    if trained:
        lines.append(f"{trained.taken.name}: from {seconds(trained.age)} before the build")
    return tuple(lines)
