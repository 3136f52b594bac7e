"""What every practice scenario promises: it can be read, its paths exist, its designs bind."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any, get_args

import pytest

from workbench import catalog
from workbench.design import bind
from workbench.design.quantity import parse_quantity
from workbench.design.system import SystemDesign
from workbench.design.words import Level
from workbench.library import scenarios_folder
from workbench.reading import read

from .paths import dimension, leaves

FOLDERS = sorted(path for path in scenarios_folder().iterdir() if (path / "scenario.yaml").is_file())
LONGEST = {"round.yaml": 90, "weak.yaml": 40}
WIDEST = {"round.yaml": 110}
STAGES = {"reference.yaml": "production", "round.yaml": "pilot", "weak.yaml": "sketch"}
DESIGNS = [path / name for path in FOLDERS for name in STAGES if (path / name).is_file()]
KEBAB = re.compile(r"[a-z][a-z0-9]*(-[a-z0-9]+)*")
NEEDED = {
    "id", "title", "family", "level", "minutes", "prompt", "numbers", "clarifying", "expects", "must_cover", "traps",
    "probes", "sources",
}  # fmt: skip
WORDS = {"at_least", "at_most", "about", "equals", "one_of"}

each = pytest.mark.parametrize("folder", FOLDERS, ids=lambda path: path.name)
each_design = pytest.mark.parametrize("path", DESIGNS, ids=lambda path: f"{path.parent.name}/{path.name}")


def scenario(folder: Path) -> dict[str, Any]:
    """Return the content of one scenario file."""
    text = (folder / "scenario.yaml").read_text(encoding="utf-8")
    data = read(text, "scenario.yaml").data
    assert isinstance(data, dict)
    return data


def many(value: object) -> list[str]:
    """Return one path or several as a list."""
    return value if isinstance(value, list) else [str(value)]


def settled(data: dict[str, Any]) -> Iterator[str]:
    """Yield every path that a clarifying answer settles."""
    for entry in data["clarifying"]:
        yield from many(entry["settles"])


@each
def test_fields(folder: Path) -> None:
    """A scenario has exactly the agreed fields, and its id is the name of its folder."""
    data = scenario(folder)
    assert set(data) == NEEDED
    assert data["id"] == folder.name
    assert data["level"] in get_args(Level)
    assert set(data["probes"]) == set(get_args(Level))
    assert all(set(entry) == {"topic", "ask", "answer", "settles"} for entry in data["clarifying"])
    assert all({"id", "section", "title", "why"} < set(entry) for entry in data["must_cover"])


@each
def test_ids(folder: Path) -> None:
    """Ids of expectations and of points to cover are kebab-case, unique and share the prefix of their scenario."""
    data = scenario(folder)
    ids = [entry["id"] for entry in (*data["expects"], *data["must_cover"])]
    assert len(set(ids)) == len(ids)
    assert all(KEBAB.fullmatch(name) for name in ids)
    assert len({name.split("-")[0] for name in ids}) == 1


@each
def test_paths(folder: Path) -> None:
    """Every path a scenario names is a path of the language, and every section one of its sections."""
    data = scenario(folder)
    paths = [*settled(data), *(path for entry in data["expects"] for path in many(entry["at"]))]
    assert [path for path in paths if not leaves(path)] == []
    assert {entry["section"] for entry in data["must_cover"]} <= set(SystemDesign.model_fields)


@each
def test_expectations(folder: Path) -> None:
    """An expectation compares with a value of the dimension its path holds, and limits itself to a known kind."""
    for entry in scenario(folder)["expects"]:
        assert set(entry) <= {"id", "title", "at", "of", "is", "value", "within", "why"}
        assert entry["is"] in WORDS
        assert ("within" in entry) == (entry["is"] == "about")
        assert entry.get("of") in {None, *catalog.kinds()}
        for path in many(entry["at"]):
            if dimension(path):
                assert parse_quantity(entry["value"], dimension(path)).text
            else:
                assert entry["is"] in ("equals", "one_of")


@each_design
def test_binds(path: Path) -> None:
    """Every design that ships binds without a problem, names its scenario and stands at the stage of its role."""
    design, problems = bind(read(path.read_text(encoding="utf-8"), path.name))
    assert [problem.line(path.name) for problem in problems] == []
    assert design.scenario == path.parent.name
    assert design.stage == STAGES[path.name]


@each_design
def test_length(path: Path) -> None:
    """A round design can be typed in 45 minutes and read without scrolling sideways, and a weak draft is short."""
    lines = path.read_text(encoding="utf-8").splitlines()
    assert len(lines) <= LONGEST.get(path.name, 600)
    assert max(map(len, lines)) <= WIDEST.get(path.name, 200)
