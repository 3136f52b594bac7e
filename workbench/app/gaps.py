"""The gap list as plain data: every open finding with its number, its place and its arithmetic."""

from __future__ import annotations

from typing import Any

from workbench.checks import Finding
from workbench.errors import Path, dotted
from workbench.facts import Fact, fact_kinds
from workbench.review import Review

Row = dict[str, Any]


def gap_rows(review: Review) -> list[Row]:
    """Return the rows in the order of the numbers on the picture's badges, from 1."""
    return [_row(review, number, finding) for number, finding in enumerate(review.open, start=1)]


def scenario_rows(review: Review) -> list[Row]:
    """Return the scenario's numbers beside the design's, and the points a strong answer makes that are still open."""
    numbers = [
        {"title": r.title, "state": str(r.fit), "found": f"{r.found}, asked {r.expected}", "line": _line(review, r.at)}
        for r in review.fit
    ]
    points = [
        {"title": f.title, "state": str(f.outcome), "found": f.found, "line": _line(review, f.at)}
        for f in review.must_cover
    ]
    return [*numbers, *points]


def _row(review: Review, number: int, finding: Finding) -> Row:
    item = review.item(finding.item)
    return {
        "n": number, "item": finding.item, "severity": finding.severity, "outcome": str(finding.outcome),
        "title": finding.headline, "found": finding.found, "expected": finding.expected, "section": finding.section,
        "path": dotted(finding.at), "line": _line(review, finding.at), "worth": finding.worth,
        "components": [*finding.components, *([f"ghost:{finding.item}"] if finding.ghost else [])],
        "flows": list(finding.broken or finding.edges), "why": item.why, "advice": item.advice,
        "facts": [_fact(review, f) for f in finding.facts],
    }  # fmt: skip


def _line(review: Review, at: Path) -> int:
    """Return the line of a place; 0 for one whose whole section is not in the file yet."""
    return review.mark(at).line if at and review.document.has(at[:1]) else 0


def _fact(review: Review, fact: Fact) -> Row:
    kind = fact_kinds()[fact.id]
    source = ", ".join(filter(None, (kind.source, kind.number)))
    return {
        "title": kind.title, "subject": fact.subject, "verdict": str(fact.verdict), "says": fact.says,
        "formula": kind.formula, "source": source, "steps": list(fact.steps),
        "needs": [dotted(p) for p in fact.needs],
        "inputs": [
            {"name": i.name, "value": i.text, "line": 0 if i.assumed else review.mark(i.path).line}
            for i in fact.inputs
        ],
    }  # fmt: skip
