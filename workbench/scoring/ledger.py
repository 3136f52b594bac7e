"""The risk ledger: every open readiness item as a high, medium or low risk, with what decided it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Literal

from workbench.checks.engine import passes
from workbench.checks.finding import Finding, Outcome

Risk = Literal["high", "medium", "low"]
RISKS: tuple[Risk, ...] = ("high", "medium", "low")


@dataclass(frozen=True, slots=True)
class Row:
    """One open risk."""

    risk: Risk
    finding: Finding


def ledger(findings: Iterable[Finding]) -> tuple[Row, ...]:
    """Return the open risks, high ones first, each group in checklist order.

    High: a blocker that does not pass, or a major that is contradicted. Medium: a major that does not pass. Low: a
    minor that does not pass. What passes without being proven is no risk of its own; it costs credit. Findings that a
    waiver sets aside stay risks.
    """
    rows = [Row(_risk(f), f) for f in findings if f.outcome.is_open and not passes(f)]
    return tuple(sorted(rows, key=lambda row: RISKS.index(row.risk)))


def _risk(finding: Finding) -> Risk:
    if finding.severity == "blocker" or (finding.severity == "major" and finding.outcome is Outcome.CONTRADICTED):
        return "high"
    return "medium" if finding.severity == "major" else "low"
