"""Alarms and ways back as cards of their own, joined to what they watch and what they set off."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from workbench.design import SystemDesign
from workbench.design.monitoring import Monitor
from workbench.diagram.graph.gaps import Numbered
from workbench.diagram.picture import Badge, Edge, Node
from workbench.errors import Path, dotted

MOST_ALARMS = 8
"""Alarms drawn one by one; the rest share a card."""


def watchers(design: SystemDesign, gaps: tuple[Numbered, ...]) -> tuple[tuple[Node, ...], tuple[Edge, ...]]:
    """Return cards for alarms and ways back, and the arrows that join them to the system."""
    alarms = list(_alarms(design))
    alarms.sort(key=lambda row: not _badges(row[1], gaps))
    shown, rest = alarms[:MOST_ALARMS], alarms[MOST_ALARMS:]
    plans = tuple(_plan_card(name, path, design, gaps) for name, path in _plans(design))
    nodes = [_alarm_card(name, path, monitor, gaps) for name, path, monitor in shown]
    if rest:
        names = "\n".join(name for name, _, _ in rest)
        nodes.append(
            Node("monitor:more", f"{len(rest)} more alarms", "monitoring", "in the file", glyph="gauge", hover=names)
        )
    known = {n.id for n in plans}
    edges = [e for name, _, monitor in shown for e in _joins(name, monitor, design, known)]
    return (*nodes, *plans), tuple({e.id: e for e in edges}.values())


def _alarms(design: SystemDesign) -> Iterator[tuple[str, Path, Monitor]]:
    for section in ("monitoring", "drift"):
        held: Mapping[str, Monitor] = design.at((section, "monitors")) or {}
        for name, monitor in held.items():
            if name not in design.parts:
                yield name, (section, "monitors", name), monitor


def _plans(design: SystemDesign) -> Iterator[tuple[str, Path]]:
    for name in design.at(("rollback", "plans")) or {}:
        yield name, ("rollback", "plans", name)


def _badges(path: Path, gaps: tuple[Numbered, ...]) -> tuple[Badge, ...]:
    return tuple(g.badge for g in gaps if g.finding.at[: len(path)] == path)


def _alarm_card(name: str, path: Path, monitor: Monitor, gaps: tuple[Numbered, ...]) -> Node:
    limit = f"> {monitor.above}" if monitor.above else f"< {monitor.below}" if monitor.below else ""
    fact = " · ".join(filter(None, (monitor.statistic or "", limit, str(monitor.window or ""))))
    told = f"{name}: {fact or 'no threshold'}; tells {', '.join(monitor.alerts) or 'nobody'}; does {', '.join(monitor.action) or 'nothing'}"
    return Node(
        f"monitor:{name}",
        name,
        str(path[0]),
        fact or "no threshold",
        glyph="gauge",
        badges=_badges(path, gaps),
        hover=told,
        path=dotted(path),
    )


def _plan_card(name: str, path: Path, design: SystemDesign, gaps: tuple[Numbered, ...]) -> Node:
    plan = design.at(path)
    takes = f"back in {plan.takes}" if plan.takes else "way back"
    versions = f"keeps {plan.retained_versions}" if plan.retained_versions else ""
    fact = " · ".join(filter(None, (takes, versions)))
    return Node(
        f"plan:{name}",
        f"roll back {name}",
        "rollback",
        fact,
        glyph="undo",
        badges=_badges(path, gaps),
        path=dotted(path),
    )


def _joins(name: str, monitor: Monitor, design: SystemDesign, plans: set[str]) -> Iterator[Edge]:
    for watched in dict.fromkeys(part for target in monitor.watches for part in _where(target, design)):
        yield Edge(
            f"watch:{watched}|{name}", watched, f"monitor:{name}", style="watch", hover=f"{name} watches {watched}"
        )
    for action in monitor.action:
        plan = f"plan:{action.rpartition('.')[2]}"
        if plan in plans:
            yield Edge(
                f"act:{name}|{plan}",
                f"monitor:{name}",
                plan,
                style="watch",
                label="",
                hover=f"{name} sets off {action}",
            )


def _where(name: str, design: SystemDesign) -> Iterator[str]:
    """Yield the box a watched thing is drawn as: itself, what serves it, or where requests enter."""
    if name in design.parts:
        yield name
        return
    features = design.at(("features", "sets", name))
    box = features.serves or next(iter(features.by), None) if features else None
    promise = design.slas.get(name)
    box = box or (promise.entry if promise else None)
    if box and box in design.parts:
        yield box
