"""Whether the people who decide can decide as many cases as come."""

from __future__ import annotations

from collections.abc import Iterator

from workbench.design.component import CaseWork
from workbench.design.units import DAY
from workbench.errors import Path
from workbench.facts.context import Context
from workbench.facts.fact import BUSY, Fact, Figure, Input, Verdict
from workbench.facts.formula import fact
from workbench.facts.gather import Gathered, amount, assumed, ratio, whole
from workbench.facts.ranges import span
from workbench.facts.show import number, percent, roughly

_ID = "reviewer-load"
_FULL = "85%"


@fact(
    _ID,
    title="Load of reviewers",
    broken="More cases than people can decide",
    formula="cases a day x time of one / (people x working time) <= 0.85",
    source="arithmetic; human oversight (EU AI Act, Article 14)",
    number="Q35",
    blind="Cases that come in bursts, illness and holidays, and how carefully people look.",
)
def reviewer_load(context: Context) -> Iterator[Fact]:
    """Yield one fact for every place where people decide cases and their number and time are stated."""
    for part in context.graph.parts.values():
        if part.spec.cases:
            coming = [*_arriving(context, part.id), context.take(f"{part.id} capacity", *part.path, "capacity")]
            yield from _judge(Gathered(context), part.id, (*part.path, "cases"), part.spec.cases, coming)
    labels = context.design.labels
    for name, target in (labels.sets if labels else {}).items():
        if target.annotation and target.annotation.work:
            path: Path = ("labels", "sets", name, "annotation", "work")
            volume = context.take(f"{name} volume", "labels", "sets", name, "volume")
            yield from _judge(Gathered(context), name, path, target.annotation.work, [volume])


def _arriving(context: Context, name: str) -> list[Input | None]:
    """Return the volumes of what flows into a place, where a flow states one."""
    paths = dict.fromkeys(e.path for e in context.graph.into(name) if e.flow.kind not in ("control", "deploy"))
    return [context.take("cases arriving", *path, "volume") for path in paths]


def _judge(gathered: Gathered, name: str, path: Path, work: CaseWork, coming: list[Input | None]) -> Iterator[Fact]:
    people = gathered.need(f"{name} people", *path, "people")
    each = gathered.need(f"{name} time of a case", *path, "minutes")
    hours = gathered.need(f"{name} working time", *path, "hours")
    cases = max((c for c in coming if c), key=lambda c: amount(c).value, default=None)
    if not (people and each and hours and cases) or not work.people:
        return
    gathered.note(cases)
    full = gathered.note(assumed("full load of people", _FULL, "fraction"))
    used = span(lambda c, m, p, h: ratio(c * DAY * m, p * h), cases, each, people, hours)
    verdict = Verdict.HOLDS if used.high <= 1.005 * amount(full).value else Verdict.PLAUSIBLE
    if used.middle > 1.005:
        verdict = Verdict.FAILS
    day = amount(cases).value * DAY
    needed = ratio(day * amount(each).value, amount(hours).value * amount(full).value)
    says = (
        f"{number(day)} cases a day take {percent(used.middle)} of the working time of {people.text} people at {name}"
    )
    here = name in gathered.context.graph.parts
    yield gathered.fact(
        _ID, name, verdict, says, people.path, value=used.middle, computed=percent(used.middle), stated=people,
        steps=(
            f"{number(day)} x {each.text} = {number(day * amount(each).value / 3600)} h a day",
            f"at {hours.text} a person and {full.text} that is {number(whole(needed))} people",
        ),
        components=(name,) if here else (),
        figures=(Figure(BUSY, name, used.middle, roughly(used.middle), "of the working time"),) if here else (),
    )  # fmt: skip
