"""Checklists and their answers: items are data, evidence binds, every miss points somewhere."""

from workbench.checks.checklist import COVERAGE, READINESS, Checklist, bundled_checklist, bundled_names, load_checklist
from workbench.checks.engine import is_due, judge, judge_all
from workbench.checks.finding import Finding, Ghost, Outcome, Patch
from workbench.checks.item import Item
from workbench.checks.judging import Judging

__all__ = [
    "COVERAGE",
    "READINESS",
    "Checklist",
    "Finding",
    "Ghost",
    "Item",
    "Judging",
    "Outcome",
    "Patch",
    "bundled_checklist",
    "bundled_names",
    "is_due",
    "judge",
    "judge_all",
    "load_checklist",
]
