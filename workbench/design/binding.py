"""From a `Document` to a `SystemDesign`: absences lifted out, shorthands read, every problem told at its line."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import Any

from workbench.design.flows import ARROW
from workbench.design.resolve import unresolved
from workbench.design.rounds import original, typed
from workbench.design.system import SystemDesign
from workbench.errors import InputError, Mark, Path, Problem
from workbench.reading import Document

ABSENT = "none"
MOST_COMPONENTS = 500
_NO_FLOW: Mapping[str, Any] = {"steps": ()}
"""Stands for a flow that is left out on purpose, so that those behind it keep their positions."""


def design_of(document: Document) -> SystemDesign:
    """Type a document.

    Raises InputError with every problem in it: wrong words, types and units, unknown fields, dangling names.
    """
    design, problems = bind(document)
    if problems:
        raise InputError(document.name, problems)
    return design


def bind(document: Document) -> tuple[SystemDesign, tuple[Problem, ...]]:
    """Type as much of a document as can be typed; return it with every problem found on the way, in file order."""
    if not isinstance(document.data, dict):
        wanted = "fields such as title, components and flows"
        return SystemDesign(), (Problem("this is not a design", (), Mark(1, 1), wanted),)
    absences: dict[Path, str] = {}
    state = typed(_lift(document.data, (), absences))
    design = state.design
    design._absences = MappingProxyType(absences)
    found = [_placed(document, problem.path, problem) for problem in [*state.problems, *_too_many(design)]]
    found += [_placed(document, original(p.path, state.data), p) for p in unresolved(design, state.lost)]
    return design, tuple(sorted(found, key=lambda p: (p.mark.line, p.mark.column, p.message)))


def _lift(value: Any, path: Path, absences: dict[Path, str]) -> Any:
    """Return `value` without its `{none: why}` entries, which are noted in `absences` by path."""
    if isinstance(value, Mapping):
        kept = {}
        for key, item in value.items():
            if _is_absence(item):
                absences[(*path, key)] = item[ABSENT].strip()
            else:
                kept[key] = _lift(item, (*path, key), absences)
        if path[:1] == ("flows",) and value and not kept:
            return _NO_FLOW
        return kept
    if isinstance(value, list):
        return [_lift(item, (*path, position), absences) for position, item in enumerate(value)]
    return value


def _is_absence(item: Any) -> bool:
    return isinstance(item, Mapping) and set(item) == {ABSENT} and isinstance(item[ABSENT], str)


def _too_many(design: SystemDesign) -> list[Problem]:
    count = len(design.parts)
    if count <= MOST_COMPONENTS:
        return []
    return [Problem(f"this design has {count} components", (), expected=f"at most {MOST_COMPONENTS}")]


def _placed(document: Document, path: Path, problem: Problem) -> Problem:
    mark = document.mark(file_path(document, path))
    return Problem(problem.message, path, mark, problem.expected, problem.nearest)


def file_path(document: Document, path: Path) -> Path:
    """Return the path in the text for a path of the design: facts of a flow stand behind the key that is its chain."""
    if len(path) > 2 and path[0] == "flows":
        entry = document.at(path[:2])
        if isinstance(entry, Mapping) and len(entry) == 1 and ARROW in next(iter(entry)):
            chain = next(iter(entry))
            return (*path[:2], chain) if path[2] == "steps" else (*path[:2], chain, *path[2:])
    return path
