"""Alarms and ways back as cards of their own, joined to what they watch and what they set off."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from workbench.design import SystemDesign
from workbench.design.declared import Declared
from workbench.design.monitoring import Monitor
from workbench.diagram.graph.gaps import Numbered
from workbench.diagram.graph.views import Shown
from workbench.diagram.picture import Badge, Edge, Node
from workbench.errors import Path, dotted

MOST_ALARMS, MOST_CARDS = 8, 36
"""Alarms drawn one by one; none beyond the second number of cards. The rest share a card a section."""


@dataclass(frozen=True, slots=True)
class _Alarm:
    """One alarm with its place, the boxes it is drawn as watching, the ways back it sets off, and its badges."""

    name: str
    path: Path
    monitor: Monitor
    watched: tuple[str, ...]
    sets_off: tuple[str, ...]
    badges: tuple[Badge, ...]

    @property
    def node(self) -> str:
        return f"monitor:{self.name}"


def watchers(
    design: SystemDesign, gaps: tuple[Numbered, ...], shown: Shown
) -> tuple[tuple[Node, ...], tuple[Edge, ...]]:
    """Return cards for the alarms and ways back that belong in a view, and the arrows that join them to its boxes."""
    whole = shown.parts >= frozenset(design.parts)
    alarms = [a for a in _alarms(design, gaps) if whole or shown.parts.intersection(a.watched)]
    alarms.sort(key=lambda a: (not a.badges, not a.monitor.action))
    room = max(sum(bool(a.badges) for a in alarms), min(MOST_ALARMS, MOST_CARDS - len(shown.parts)))
    if room == len(alarms) - 1:
        room += 1  # a card for one more alarm takes no more room than the alarm
    single, rest = alarms[:room], alarms[room:]
    stands_for = {a.node: a.node for a in single} | {a.node: f"monitor:more:{a.path[0]}" for a in rest}
    plans = [p for p in _plans(design, gaps) if whole or any(p.id in a.sets_off for a in alarms)]
    edges = [e for a in single for e in _watching(a, shown)]
    edges += [e for a in alarms for e in _acting(a, stands_for[a.node], {p.id for p in plans})]
    return (*map(_card, single), *_together(rest), *plans), tuple({e.id: e for e in edges}.values())


def _alarms(design: SystemDesign, gaps: tuple[Numbered, ...]) -> Iterator[_Alarm]:
    declared = Declared(design)
    for section in ("monitoring", "drift"):
        held: Mapping[str, Monitor] = design.at((section, "monitors")) or {}
        for name, monitor in held.items():
            if name not in design.parts:
                path: Path = (section, "monitors", name)
                watched = dict.fromkeys(part for target in monitor.watches for part in _where(target, design))
                yield _Alarm(
                    name, path, monitor, tuple(watched), tuple(_sets_off(monitor, declared)), _badges(path, gaps)
                )


def _badges(path: Path, gaps: tuple[Numbered, ...]) -> tuple[Badge, ...]:
    return tuple(g.badge for g in gaps if g.finding.at[: len(path)] == path)


def _limit(monitor: Monitor) -> str:
    return f"> {monitor.above}" if monitor.above else f"< {monitor.below}" if monitor.below else ""


def _card(alarm: _Alarm) -> Node:
    monitor = alarm.monitor
    fact = " · ".join(filter(None, (monitor.statistic or "", _limit(monitor), str(monitor.window or ""))))
    told = ", ".join(monitor.alerts) or "nobody"
    does = ", ".join(monitor.action) or "nothing"
    return Node(
        id=alarm.node, title=alarm.name, section=str(alarm.path[0]), fact=fact or "no threshold", glyph="gauge",
        badges=alarm.badges, hover=f"{alarm.name}: {fact or 'no threshold'}; tells {told}; does {does}",
        path=dotted(alarm.path),
    )  # fmt: skip


def _together(alarms: list[_Alarm]) -> Iterator[Node]:
    """Yield one card a section for the alarms that have none of their own."""
    for section in dict.fromkeys(str(a.path[0]) for a in alarms):
        own = [a for a in alarms if a.path[0] == section]
        without = sum(not _limit(a.monitor) for a in own)
        yield Node(
            id=f"monitor:more:{section}", title=f"{len(own)} {'alarm' if len(own) == 1 else 'alarms'}", section=section,
            fact=f"{without} without a threshold" if without else "each with a threshold", glyph="gauge",
            hover="\n".join(a.name for a in own), path=dotted((section, "monitors")),
        )  # fmt: skip


def _plans(design: SystemDesign, gaps: tuple[Numbered, ...]) -> Iterator[Node]:
    for name, plan in (design.at(("rollback", "plans")) or {}).items():
        path: Path = ("rollback", "plans", name)
        takes = f"back in {plan.takes}" if plan.takes else "way back"
        versions = f"keeps {plan.retained_versions}" if plan.retained_versions else ""
        yield Node(
            id=f"plan:{name}", title=f"roll back {name}", section="rollback",
            fact=" · ".join(filter(None, (takes, versions))), glyph="undo", badges=_badges(path, gaps),
            path=dotted(path),
        )  # fmt: skip


def _watching(alarm: _Alarm, shown: Shown) -> Iterator[Edge]:
    for box in alarm.watched:
        if box in shown.parts:
            yield Edge(f"watch:{box}|{alarm.name}", box, alarm.node, style="watch", hover=f"{alarm.name} watches {box}")


def _sets_off(monitor: Monitor, declared: Declared) -> Iterator[str]:
    """Yield the cards of the ways back among an alarm's actions, which may be named with their section or without."""
    for action in monitor.action:
        found = declared.find(action, ("action",))
        if found and found[:2] == ("rollback", "plans"):
            yield f"plan:{found[-1]}"


def _acting(alarm: _Alarm, card: str, plans: set[str]) -> Iterator[Edge]:
    for plan in alarm.sets_off:
        if plan in plans:
            yield Edge(
                f"act:{card.removeprefix('monitor:')}|{plan}",
                card,
                plan,
                style="watch",
                hover=f"{alarm.name} sets off {plan}",
            )


def _where(name: str, design: SystemDesign) -> Iterator[str]:
    """Yield the box a watched thing is drawn as: itself, what serves it, where requests enter, or what moves it."""
    if name in design.parts:
        yield name
        return
    features = design.at(("features", "sets", name))
    box = features.serves or next(iter(features.by), None) if features else None
    promise = design.slas.get(name)
    number = design.at(("requirements", "kpis", name))
    box = box or (promise.entry if promise else number.decided_by if number else None)
    if box and box in design.parts:
        yield box
