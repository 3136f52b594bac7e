"""The whole review as data, in a shape that stays the same from version to version (docs/json.md)."""

from __future__ import annotations

import json
from collections.abc import Iterable
from typing import Any

from workbench.checks import Finding, Outcome
from workbench.checks.scenario import FitRow
from workbench.checks.waivers import Waived
from workbench.errors import Path, dotted
from workbench.exports import Look
from workbench.facts import Fact, Input
from workbench.review import Review
from workbench.scoring.ledger import ledger
from workbench.scoring.minimum import Minimum
from workbench.scoring.readiness import Part

NAME, SUFFIX, ABOUT = "json", ".json", "the whole review as data"
SHAPE = 1
"""Version of the shape: a field may be added, none is renamed or removed, without counting this up."""


def render(review: Review, look: Look) -> str:  # noqa: ARG001 - every exporter takes a look; a text has none
    """Return the review as JSON text."""
    return json.dumps(review_data(review), indent=2, ensure_ascii=False) + "\n"


def review_data(review: Review) -> dict[str, Any]:
    """Return the review as plain data."""
    design, score = review.design, review.score
    return {
        "shape": SHAPE,
        "engine": review.engine,
        "as_of": str(review.as_of),
        "file": review.document.name,
        "title": design.title,
        "scenario": design.scenario,
        "level": design.level,
        "stage": design.stage,
        "coverage": {
            "points": score.points,
            "band": score.band,
            "calibrated": False,
            "earned": score.earned,
            "possible": score.possible,
            "due": score.items,
            "outcomes": dict(score.by_outcome),
            "sections": {s: {"earned": e, "possible": p} for s, (e, p) in score.by_section.items()},
        },
        "readiness": _readiness(review),
        "lens": review.lens,
        "findings": [_finding(review, f) for f in (*review.open, *_closed(review.listed))],
        "waivers": [_waiver(review, w) for w in review.waivers],
        "facts": [fact_data(review, f) for f in review.facts],
        "fit": [_fit(review, row) for row in review.fit],
        "must_cover": [_finding(review, f) for f in review.must_cover],
        "assumed": [{"name": i.name, "value": i.text} for i in review.assumed],
        "left_out": [{"why": why, **_place(review, path)} for path, why in design.absences.items()],
        "undeclared": list(review.undeclared),
    }


def _closed(findings: Iterable[Finding]) -> list[Finding]:
    return [f for f in findings if f.waived or not f.outcome.is_open]


def _readiness(review: Review) -> dict[str, Any]:
    score = review.ready.score
    rows = ledger(review.ready.findings)
    return {
        "level": score.name,
        "profile": review.profile.id,
        "calibrated": False,
        "index": score.index,
        "due": score.due,
        "cap": f"R{score.cap}",
        "domains": {d.id: _part(d) for d in score.domains.values()},
        "sections": {s.id: _part(s) for s in score.sections.values()},
        "minimum": _minimum(review.ready.minimum),
        "limiting": score.limiting.id if score.limiting else None,
        "obstacles": [
            {"level": f"R{o.level}", "kind": o.kind, "says": o.says, "item": o.item or None, "domain": o.domain or None}
            for o in score.obstacles
        ],
        "risks": [{"risk": row.risk, **_finding(review, row.finding)} for row in rows],
    }


def _minimum(score: Minimum | None) -> dict[str, Any] | None:
    if score is None:
        return None
    sums = {title: {"points": points, "tests": tests} for title, (points, tests) in score.sums.items()}
    return {"points": score.points, "band": score.band, "sums": sums}


def _part(part: Part) -> dict[str, float]:
    return {"earned": part.earned, "possible": part.possible, "share": round(part.share, 3)}


def _waiver(review: Review, waived: Waived) -> dict[str, Any]:
    waiver = waived.waiver
    return {
        "item": waiver.item, "state": str(waived.state), "says": waived.says, "owner": waiver.owner,
        "reason": waiver.reason, "until": str(waiver.until) if waiver.until else None, **_place(review, waived.path),
    }  # fmt: skip


def _place(review: Review, path: Path) -> dict[str, Any]:
    mark = review.mark(path)
    return {"path": dotted(path), "line": mark.line, "column": mark.column}


def _finding(review: Review, finding: Finding) -> dict[str, Any]:
    item = review.item(finding.item)
    data: dict[str, Any] = {
        "item": finding.item, "title": finding.title, "headline": finding.headline, "section": finding.section,
        "severity": finding.severity,
        "outcome": str(finding.outcome), "credit": finding.credit, "worth": finding.worth, "found": finding.found,
        "expected": finding.expected, **_place(review, finding.at), "components": list(finding.components),
        "flows": list(finding.edges), "sources": list(item.sources),
        "facts": [f"{f.id}:{f.subject}" for f in finding.facts],
        "deepens": list(item.deepens),
    }  # fmt: skip
    if finding.outcome.is_open and item.probes:
        data["probes"] = {level: list(getattr(item.probes, level)) for level in ("mid", "senior", "staff")}
    if finding.waived:
        data["waived"] = dotted(finding.waived)
    if finding.ghost:
        data["ghost"] = {"kind": finding.ghost.kind, "title": finding.ghost.title, "section": finding.ghost.section}
    if finding.outcome is Outcome.NOT_APPLICABLE:
        data["reason"] = finding.found
    return data


def _fit(review: Review, row: FitRow) -> dict[str, Any]:
    shown = {"id": row.id, "title": row.title, "fit": str(row.fit), "expected": row.expected, "found": row.found}
    return shown | _place(review, row.at)


def fact_data(review: Review, fact: Fact) -> dict[str, Any]:
    """Return one computed fact as plain data."""
    return {
        "id": fact.id, "subject": fact.subject, "verdict": str(fact.verdict), "says": fact.says,
        "computed": fact.computed,
        "value": fact.value, "stated": fact.stated.text if fact.stated else None, **_place(review, fact.at),
        "inputs": [_input(review, i) for i in fact.inputs], "steps": list(fact.steps),
        "needs": [dotted(p) for p in fact.needs], "components": list(fact.components), "flows": list(fact.edges),
        "figures": [
            {"what": f.what, "of": f.of, "value": f.value, "shown": f.text, "note": f.note} for f in fact.figures
        ],
    }  # fmt: skip


def _input(review: Review, taken: Input) -> dict[str, Any]:
    place = _place(review, taken.path) if taken.path else {"path": "", "line": None, "column": None}
    return {"name": taken.name, "value": taken.text, "assumed": taken.assumed, **place}
