"""The snippets of this folder: for every item, formula and anti-pattern, the facts it asks for as a small design."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from workbench.design import bind
from workbench.design.system import SystemDesign
from workbench.errors import Problem
from workbench.reading import read
from workbench.reading.dump import dump

HERE = Path(__file__).parent
_LISTS = ("formulas", "antipatterns")


def loaded(path: Path) -> Any:
    """Return the plain data of one file: text, lists and groups only."""
    return read(path.read_text(encoding="utf-8"), path.name).data


def wanted() -> dict[str, tuple[str, ...]]:
    """Return the ids that each snippet file must hold, by the file's path in this folder."""
    ids = loaded(HERE / "ids.yaml")
    files = {f"items/{section}.yaml": tuple(names) for section, names in ids["items"].items()}
    return files | {f"{name}.yaml": tuple(ids[name]) for name in _LISTS}


def snippets() -> dict[str, Any]:
    """Return every snippet by its id, as plain data."""
    return {name: data for file in wanted() for name, data in loaded(HERE / file).items()}


def bound(data: Any) -> tuple[SystemDesign, tuple[Problem, ...]]:
    """Type one snippet as a design; return it with every problem found."""
    return bind(read(dump(data), "snippet.yaml"))
