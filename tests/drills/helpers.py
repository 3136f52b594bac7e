"""Short ways to a design and what drills say of it."""

from __future__ import annotations

import textwrap
from datetime import date

from workbench.drills import DrillReport, DrillResult, PromiseRow, run
from workbench.drills.scene import Scene
from workbench.reading import read
from workbench.review import Review, review

DAY = date(2026, 11, 23)


def reviewed(text: str) -> Review:
    """Return the review of the design a text describes."""
    return review(read(textwrap.dedent(text), "design.yaml"), as_of=DAY)


def scene(text: str) -> Scene:
    """Return the design a text describes, as drills see it."""
    return Scene(reviewed(text))


def report(text: str) -> DrillReport:
    """Return what all drills say of the design a text describes."""
    return run(reviewed(text))


def result(text: str, name: str) -> DrillResult:
    """Return the result of one drill, by its id."""
    return next(r for r in report(text).results if r.id == name)


def row(text: str, name: str) -> PromiseRow:
    """Return the only row of one drill."""
    (found,) = result(text, name).rows
    return found


def reason(text: str, case: str) -> str:
    """Return why a drill does not apply."""
    return next(s.reason for s in report(text).skipped if s.case == case)
