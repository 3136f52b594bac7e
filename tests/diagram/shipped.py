"""Every design that comes with the tool or stands in the tests, reviewed once."""

from __future__ import annotations

from datetime import date
from functools import cache
from pathlib import Path

from workbench.reading import read
from workbench.review import Review, review

ROOT = Path(__file__).parents[2]
DAY = date(2026, 11, 23)
FILES = {
    f"{p.parent.name}-{p.stem}": p
    for p in (*sorted(ROOT.glob("scenarios/*/*.yaml")), *sorted(ROOT.glob("tests/designs/real/*.yaml")))
    if p.name != "scenario.yaml"
}


@cache
def reviewed(name: str) -> Review:
    """Return the review of a design by the name it has in FILES."""
    path = FILES[name]
    return review(read(path.read_text(encoding="utf-8"), path.name), as_of=DAY)
