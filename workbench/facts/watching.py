"""Monitors wherever they stand, and how many rows reach one."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from workbench.design.monitoring import Monitor
from workbench.errors import Path
from workbench.facts.context import Context
from workbench.facts.fact import Input
from workbench.facts.once import once


@dataclass(frozen=True, slots=True)
class Watched:
    """One monitor with its name and where it stands."""

    name: str
    path: Path
    monitor: Monitor


def monitors(context: Context) -> tuple[Watched, ...]:
    """Return every monitor of the monitoring and drift sections, in file order."""
    return _monitors(context)


@once
def _monitors(context: Context) -> tuple[Watched, ...]:
    return tuple(_declared(context))


def _declared(context: Context) -> Iterator[Watched]:
    for section in ("monitoring", "drift"):
        held = getattr(context.design, section)
        for name, monitor in (held.monitors if held else {}).items():
            yield Watched(name, (section, "monitors", name), monitor)


def parts_of(context: Context, found: Watched) -> tuple[str, ...]:
    """Return the boxes a fact about a monitor points at: those it watches, and what computes it."""
    names = (*found.monitor.watches, *((found.monitor.by,) if found.monitor.by else ()))
    return tuple(dict.fromkeys(n for n in names if n in context.graph.parts))


def labelled_rate(context: Context, found: Watched) -> Input | None:
    """Return the rate of labelled cases a monitor gets: its own, or that of its label."""
    own = context.take(f"{found.name} labelled rate", *found.path, "labelled_rate")
    label = found.monitor.label
    return own or (context.take(f"{label} volume", "labels", "sets", label, "volume") if label else None)


def row_rate(context: Context, found: Watched) -> tuple[Input | None, bool]:
    """Return the rate of rows a monitor sees, and whether it is stated for just what it watches.

    Labelled rows where it needs labels; the volume of the one asset it watches; otherwise the load of the system,
    which is only a guess at what reaches the monitor.
    """
    if found.monitor.label:
        return labelled_rate(context, found), True
    watched = found.monitor.watches
    if len(watched) == 1:
        volume = context.take(f"{watched[0]} volume", "data", watched[0], "volume")
        if volume:
            return volume, True
    return context.take("mean load", "requirements", "load", "mean"), False


def cadence(context: Context, found: Watched) -> Input | None:
    """Return the time between two values of a monitor: its own, that of what computes it, or its window."""
    own = context.take(f"{found.name} cadence", *found.path, "cadence")
    by = context.graph.parts.get(found.monitor.by or "")
    run = context.take(f"{by.id} cadence", *by.path, "cadence") if by and not own else None
    return own or run or context.take(f"{found.name} window", *found.path, "window")
