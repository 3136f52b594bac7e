"""Fault drills as data, in a shape that stays the same from version to version (docs/json.md)."""

from __future__ import annotations

from typing import Any

from workbench.drills import Catch, DrillReport, DrillResult, Outcome, PromiseRow, Recovery, StandIn
from workbench.errors import Path, dotted
from workbench.review import Review

SHAPE = 1
"""Version of the shape: a field may be added, none is renamed or removed, without counting this up."""


def report_data(done: Review, report: DrillReport, chosen: tuple[DrillResult, ...]) -> dict[str, Any]:
    """Return the report as plain data, with the results that were chosen."""
    return {
        "shape": SHAPE, "engine": done.engine, "as_of": str(done.as_of), "file": done.document.name,
        "title": done.design.title, "survived": report.survived, "margin": _rounded(report.margin),
        "outcomes": {str(o): report.count(o) for o in Outcome},
        "results": [_result(done, r) for r in chosen],
        "skipped": [{"case": s.case, "title": s.title, "reason": s.reason} for s in report.skipped],
    }  # fmt: skip


def _place(done: Review, path: Path) -> dict[str, Any]:
    mark = done.mark(path)
    return {"path": dotted(path), "line": mark.line, "column": mark.column}


def _result(done: Review, result: DrillResult) -> dict[str, Any]:
    return {
        "id": result.id, "case": result.case, "title": result.title, "outcome": str(result.outcome),
        "held": result.held, **_place(done, result.at), "promises": [_row(done, r) for r in result.rows],
        "failed": list(result.failed), "starved": list(result.starved), "affected": list(result.affected),
        "surviving": list(result.surviving), "detours": [list(d) for d in result.detours],
        "needs": [dotted(p) for p in result.needs], "probe": result.probe,
    }  # fmt: skip


def _row(done: Review, row: PromiseRow) -> dict[str, Any]:
    return {
        "promise": row.promise, "outcome": str(row.outcome), "held": row.held, "says": row.says,
        "notes": list(row.notes), **_place(done, row.path), "callers": list(row.callers),
        "without": list(row.without), "stand_ins": [_stand_in(s) for s in row.stand_ins],
        "noticed": [_catch(done, c) for c in row.catches], "unnoticed": row.unseen,
        "recovery": _recovery(row.recovery) if row.recovery else None, "needs": [dotted(p) for p in row.needs],
    }  # fmt: skip


def _stand_in(found: StandIn) -> dict[str, Any]:
    return {
        "part": found.part, "instead_of": found.instead_of, "disjoint": found.disjoint, "shares": list(found.shares)
    }  # fmt: skip


def _catch(done: Review, catch: Catch) -> dict[str, Any]:
    return {
        "monitor": catch.monitor, "within": _rounded(catch.lag), "how": catch.how, "tells": list(catch.tells),
        "sets_off": list(catch.acts), **_place(done, catch.path), "needs": [dotted(p) for p in catch.needs],
    }  # fmt: skip


def _recovery(found: Recovery) -> dict[str, Any]:
    return {
        "says": found.says, "seconds": _rounded(found.seconds), "spent": _rounded(found.spent),
        "budget": _rounded(found.budget), "share": _rounded(found.share), "inside": found.inside,
        "steps": list(found.steps), "needs": [dotted(p) for p in found.needs],
    }  # fmt: skip


def _rounded(value: float | None) -> float | None:
    """Return a number without the last binary digits of noise."""
    return None if value is None else float(f"{value:.9g}")
