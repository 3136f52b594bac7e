"""Whether the peak is still served after a zone is lost."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from math import ceil

from workbench.design import Part
from workbench.facts import spans
from workbench.facts.context import Context
from workbench.facts.fact import BUSY_ZONE_LOST, Fact, Figure, Input, Verdict
from workbench.facts.formula import fact
from workbench.facts.loads import Load, loads
from workbench.facts.ranges import Span, at_most
from workbench.facts.replicas import most_copies, running
from workbench.facts.show import number, percent, roughly

_ID = "zone-loss"
_HIGH = 0.999
"""Availability from which losing a zone must not show."""


@dataclass(frozen=True, slots=True)
class _Stated:
    """What a component says about its copies."""

    service: Input
    slots: Input
    copies: Input
    most: Input
    zones: Input
    goal: Input

    @property
    def inputs(self) -> tuple[Input, ...]:
        """All of it."""
        return self.service, self.slots, self.copies, self.most, self.zones, self.goal


@fact(
    _ID,
    title="Peak after losing a zone",
    broken="What is left after losing a zone cannot carry the peak",
    formula="replicas a zone >= replicas needed / (zones - 1), rounded up",
    source="Azure Machine Learning service guide, reliability",
    number="Q16",
    blind="A zone that is slow and not lost; traffic that takes time to move; the quota of the zones that stay.",
)
def zone_loss(context: Context) -> Iterator[Fact]:
    """Yield one fact for every loaded component in two or more zones, behind a promise of 99.9% or more."""
    for name, load in loads(context).items():
        if not (context.graph.parts[name].spec.zones and context.graph.parts[name].spec.service_time):
            continue
        objective = context.take(f"{load.sla} availability", "slas", load.sla, "availability")
        found = _stated(context, context.graph.parts[name])
        if objective and found and spans.of(objective).middle >= _HIGH - 1e-12:
            yield _judge(context.graph.parts[name], load, objective, found)


def _stated(context: Context, part: Part) -> _Stated | None:
    names = {"service_time": "service time", "slots": "slots", "zones": "zones", "utilisation": "utilisation"}
    taken = {key: context.take(f"{part.id} {name}", *part.path, key) for key, name in names.items()}
    copies, most = running(context, part), most_copies(context, part)
    service, slots, zones = taken["service_time"], taken["slots"], taken["zones"]
    if not (service and slots and zones and copies and most) or spans.of(zones).low < 2:
        return None  # a single zone is a single point of failure, told by a fact of its own
    return _Stated(service, slots, copies, most, zones, taken["utilisation"] or context.assume("utilisation"))


def _judge(part: Part, load: Load, objective: Input, stated: _Stated) -> Fact:
    areas, copies = spans.of(stated.zones), spans.of(stated.copies)
    ends = ((copies.low, areas.low), (copies.middle, areas.middle), (copies.high, areas.high))
    kept = Span(*(_left(*end) for end in ends))
    zones, left = areas.middle, kept.middle
    busy = spans.product(load.span, spans.of(stated.service))
    use = spans.ratio(busy, spans.product(spans.of(stated.slots), kept))
    each = spans.product(spans.of(stated.slots), spans.of(stated.goal))
    needed = ceil(load.told(spans.ratio(busy, each)) * (1 - 1e-12))
    wanted = zones * ceil(needed / (zones - 1))
    share = percent(min(load.told(use), 1e6))
    verdict, says = _verdict(part, use, stated)
    return Fact(
        id=_ID, subject=part.id, verdict=verdict, at=stated.copies.path, computed=number(wanted), value=float(wanted),
        says=f"with a zone lost, {number(left)} of {stated.copies.text} replicas are {share} busy at peak{says}",
        stated=stated.copies, inputs=tuple(dict.fromkeys((*load.inputs, *stated.inputs, objective))),
        steps=(
            f"{number(needed)} replicas needed at peak at {stated.goal.text.removesuffix(' assumed')} utilisation",
            f"{number(needed)} / ({number(zones)} zones - 1), rounded up, in each zone: {number(wanted)} in all",
            f"{stated.copies.text} replicas over {number(zones)} zones leave {number(left)}: {share} busy",
        ),
        components=(part.id,), figures=(Figure(BUSY_ZONE_LOST, part.id, load.told(use), roughly(load.told(use))),),
    )  # fmt: skip


def _left(copies: float, zones: float) -> float:
    return max(copies - ceil(min(copies / zones, spans.MOST)), 0.0)


def _verdict(part: Part, use: Span, stated: _Stated) -> tuple[Verdict, str]:
    within = at_most(use, spans.of(stated.goal))
    if within is not Verdict.FAILS:
        assumed = stated.goal.assumed or within is Verdict.PLAUSIBLE
        return (Verdict.PLAUSIBLE if assumed else Verdict.HOLDS), ""
    if at_most(use, 1 + 1e-9) is not Verdict.FAILS:
        return Verdict.PLAUSIBLE, f", over {stated.goal.text.removesuffix(' assumed')}"
    if spans.of(stated.most).high > spans.of(stated.copies).high:
        return Verdict.PLAUSIBLE, ", too few until new ones have started"
    if part.spec.fallback:
        return Verdict.PLAUSIBLE, f", too few; {part.spec.fallback} takes the rest"
    return Verdict.FAILS, ", too few"
