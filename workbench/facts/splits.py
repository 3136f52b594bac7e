"""The parts data is divided into: what each is for, and how far apart in time two of them stand."""

from __future__ import annotations

from workbench.design import SystemDesign
from workbench.design.evaluation import Split
from workbench.design.times import Moment, Window

ROLES = ("train", "validation", "test", "calibration", "confirmation", "holdout")
_BUILT = ("build", "now")
"""Anchors that stand for the same moment when a model is made."""


def role_of(name: str, split: Split) -> str:
    """Return what a split is for: stated, or told from its id; nothing where neither says."""
    return split.role or next((role for role in ROLES if role in name.split("_")), "")


def splits_of(design: SystemDesign, *roles: str) -> dict[str, Split]:
    """Return the splits with one of the roles, by id in file order."""
    held = design.evaluation.splits if design.evaluation else {}
    return {name: split for name, split in held.items() if role_of(name, split) in roles}


def apart(before: Window, after: Window) -> float | None:
    """Return seconds from the end of one span to the start of another, or None when they cannot be compared."""
    end, start = before.end, after.start
    if end.day and start.day:
        return (start.day - end.day).days * 86_400.0
    return start.offset - end.offset if _anchor(end) == _anchor(start) and not (end.day or start.day) else None


def _anchor(moment: Moment) -> str:
    return "build" if moment.anchor in _BUILT else moment.anchor
