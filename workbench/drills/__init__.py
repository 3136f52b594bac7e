"""Fault drills: what becomes of every promise when something is lost, grows, changes or goes stale."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from importlib import import_module
from math import inf
from pkgutil import iter_modules
from types import MappingProxyType

from workbench.drills import cases
from workbench.drills.kind import DrillKind
from workbench.drills.result import (
    Catch,
    DrillReport,
    DrillResult,
    Outcome,
    PromiseRow,
    Recovery,
    Skipped,
    StandIn,
)
from workbench.drills.scene import Scene
from workbench.review import Review

__all__ = [
    "Catch",
    "DrillKind",
    "DrillReport",
    "DrillResult",
    "Outcome",
    "PromiseRow",
    "Recovery",
    "Skipped",
    "StandIn",
    "drill_kinds",
    "run",
]


@cache
def drill_kinds() -> Mapping[str, DrillKind]:
    """Return every drill there is by id, found in the modules of `drills.cases`."""
    found: dict[str, DrillKind] = {}
    for module in sorted(m.name for m in iter_modules(cases.__path__)):
        held = vars(import_module(f"{cases.__name__}.{module}"))
        found |= {kind.id: kind for kind in held.values() if isinstance(kind, DrillKind)}
    return MappingProxyType(dict(sorted(found.items())))


def run(review: Review) -> DrillReport:
    """Play every drill through on a reviewed design; the same review gives the same report, worst first."""
    scene = Scene(review)
    played = [found for kind in drill_kinds().values() for found in kind.play(scene)]
    results = [r for r in played if isinstance(r, DrillResult)]
    return DrillReport(tuple(sorted(results, key=_badness)), tuple(s for s in played if isinstance(s, Skipped)))


_HELD = {False: 0, None: 1, True: 2}


def _badness(result: DrillResult) -> tuple[float, ...]:
    """Order results: see `docs/decisions/0011-drills.md`. Equals keep the order of drills and of the file."""
    hit = sum(row.outcome is result.outcome for row in result.rows)
    # What is down for nobody knows how long is worse than what is down for a while.
    share = result.share if result.share is not None else inf if result.outcome is Outcome.DOWN else 0.0
    return (_HELD[result.held], -result.outcome.rank, -share, -hit, -len(result.starved))
