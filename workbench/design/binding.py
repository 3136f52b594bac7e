"""From a `Document` to a `SystemDesign`: absences lifted out, shorthands read, every problem told at its line."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from types import MappingProxyType
from typing import Any

from pydantic import ValidationError

from workbench.design.complaints import problem_of
from workbench.design.flows import ARROW
from workbench.design.resolve import unresolved
from workbench.design.system import SystemDesign
from workbench.errors import InputError, Mark, Path, Problem
from workbench.reading import Document

ABSENT = "none"
MOST_COMPONENTS = 500
_EMPTY_FLOW = [{"steps": ()}]
_ROUNDS = 6
"""Rounds of removing what is wrong and typing the rest again, so that all problems are told at once."""


def design_of(document: Document) -> SystemDesign:
    """Type a document.

    Raises InputError with every problem in it: wrong words, types and units, unknown fields, dangling names.
    """
    design, problems = bind(document)
    if problems:
        raise InputError(document.name, problems)
    return design


def bind(document: Document) -> tuple[SystemDesign, tuple[Problem, ...]]:
    """Type as much of a document as can be typed; return it with every problem found on the way."""
    if not isinstance(document.data, dict):
        wanted = "fields such as title, components and flows"
        return SystemDesign(), (Problem("this is not a design", (), Mark(1, 1), wanted),)
    absences: dict[Path, str] = {}
    data = _lift(document.data, (), absences)
    data, design, problems, dropped = _typed(data)
    design._absences = MappingProxyType(absences)
    problems += _too_many(design)
    problems += [p for p in unresolved(design) if p.message.split("'")[1] not in dropped]
    return design, tuple(_placed(document, problem) for problem in problems)


def _lift(value: Any, path: Path, absences: dict[Path, str]) -> Any:
    """Return `value` without its `{none: why}` entries, which are noted in `absences` by path."""
    if isinstance(value, Mapping):
        kept = {}
        for key, item in value.items():
            if isinstance(item, Mapping) and set(item) == {ABSENT} and isinstance(item[ABSENT], str):
                absences[(*path, key)] = item[ABSENT].strip()
            else:
                kept[key] = _lift(item, (*path, key), absences)
        return kept
    if isinstance(value, list):
        return [_lift(item, (*path, position), absences) for position, item in enumerate(value)]
    return value


def _typed(data: Any) -> tuple[Any, SystemDesign, list[Problem], set[str]]:
    """Type `data`, leaving out what is wrong round by round; names lost that way are returned too."""
    problems: list[Problem] = []
    dropped: set[str] = set()
    for _ in range(_ROUNDS):
        try:
            return data, SystemDesign.model_validate(data), problems, dropped
        except ValidationError as error:
            details = error.errors(include_url=False, include_input=False)
            problems += [problem_of(detail, data) for detail in details]
            for detail in details:
                data = _without(data, tuple(detail["loc"]), dropped)
    return data, SystemDesign(), problems, dropped


def _without(data: Any, loc: tuple[Any, ...], dropped: set[str]) -> Any:
    """Return `data` without the deepest existing value on the way to `loc`; note the names lost with it."""
    if not loc:
        return {}
    head, rest = loc[0], loc[1:]
    if isinstance(data, Mapping) and head in data:
        inner = data[head]
        if rest and _reaches(inner, rest[0]):
            return {**data, head: _without(inner, rest, dropped)}
        dropped.update(_names_in({head: inner}))
        return {key: item for key, item in data.items() if key != head}
    if isinstance(data, list) and isinstance(head, int) and head < len(data):
        inner = data[head]
        if rest and _reaches(inner, rest[0]):
            return [*data[:head], _without(inner, rest, dropped), *data[head + 1 :]]
        dropped.update(_names_in(inner))
        # A placeholder keeps the positions of later entries, so that their problems keep their lines.
        return [*data[:head], *_EMPTY_FLOW * _is_flow_list(data), *data[head + 1 :]]
    return data


def _is_flow_list(items: list[Any]) -> bool:
    return any(ARROW in str(item) for item in items)


def _reaches(value: Any, step: Any) -> bool:
    if isinstance(value, Mapping):
        return step in value
    return isinstance(value, list) and isinstance(step, int) and step < len(value)


def _names_in(value: Any) -> Iterator[str]:
    if isinstance(value, Mapping):
        for key, item in value.items():
            yield str(key)
            yield from _names_in(item)
    elif isinstance(value, list):
        for item in value:
            yield from _names_in(item)


def _too_many(design: SystemDesign) -> list[Problem]:
    count = len(design.parts)
    if count <= MOST_COMPONENTS:
        return []
    return [Problem(f"this design has {count} components", (), expected=f"at most {MOST_COMPONENTS}")]


def _placed(document: Document, problem: Problem) -> Problem:
    path = file_path(document, problem.path)
    return Problem(problem.message, problem.path, document.mark(path), problem.expected, problem.nearest)


def file_path(document: Document, path: Path) -> Path:
    """Return the path in the text for a path of the design: facts of a flow stand behind the key that is its chain."""
    if len(path) > 2 and path[0] == "flows":
        entry = document.at(path[:2])
        if isinstance(entry, Mapping) and len(entry) == 1 and "->" in next(iter(entry)):
            chain = next(iter(entry))
            return (*path[:2], chain) if path[2] == "steps" else (*path[:2], chain, *path[2:])
    return path
