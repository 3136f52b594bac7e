"""Typing in rounds: what is wrong is told and set aside, and the rest is typed again until nothing is wrong."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from typing import Any

from pydantic import ValidationError

from workbench.design.complaints import problem_of
from workbench.design.flows import ARROW
from workbench.design.system import SystemDesign
from workbench.errors import Path, Problem

_MOST = 6
"""Rounds at most; a group that cannot be read hides what is wrong inside it, and groups are not deeper than that."""


@dataclass(slots=True)
class Round:
    """Data as far as it could be typed, and what was told and lost on the way."""

    data: Any
    design: SystemDesign = field(default_factory=SystemDesign)
    problems: list[Problem] = field(default_factory=list)
    lost: set[str] = field(default_factory=set)
    """Every key and name that stood in what was set aside."""


class Thinned(list[Any]):
    """A list from which items were set aside; `places` are the positions its items had in the file."""

    def __init__(self, items: list[Any], places: list[int]) -> None:
        super().__init__(items)
        self.places = places


def typed(data: Any) -> Round:
    """Type `data` as a design, setting aside what is wrong round by round."""
    state = Round(data)
    for _ in range(_MOST):
        try:
            state.design = SystemDesign.model_validate(state.data)
            return state
        except ValidationError as error:
            details = error.errors(include_url=False, include_input=False)
        for detail in details:
            problem = problem_of(detail, state.data)
            state.problems.append(replace(problem, path=original(problem.path, state.data)))
        for loc in sorted({detail["loc"] for detail in details}, key=_last_first, reverse=True):
            state.data = _without(state.data, loc, state.lost)
    return state


def original(path: Path, data: Any) -> Path:
    """Return the path in the file for a path into data from which items were set aside."""
    found: list[str | int] = []
    for step in path:
        if isinstance(data, Thinned) and isinstance(step, int) and step < len(data):
            found.append(data.places[step])
        else:
            found.append(step)
        data = _step(data, step)
    return tuple(found)


def _last_first(loc: tuple[Any, ...]) -> tuple[tuple[int, str], ...]:
    """Order places so that setting a later list item aside does not move one that is still to go."""
    return tuple((step, "") if isinstance(step, int) else (-1, str(step)) for step in loc)


def _without(data: Any, loc: tuple[Any, ...], lost: set[str]) -> Any:
    """Return `data` without the deepest existing value on the way to `loc`; note the names lost with it."""
    if not loc:
        return {}
    chain = _chain(data)
    if chain and loc[0] not in (chain, "steps"):
        # Facts of a flow stand behind the key that is its chain: one wrong fact does not cost the others.
        return {chain: _without(data[chain], loc, lost)}
    head, rest = loc[0], loc[1:]
    inner = _step(data, head)
    deeper = bool(rest) and _has(inner, rest[0])
    if isinstance(data, Mapping) and head in data:
        if deeper:
            return {**data, head: _without(inner, rest, lost)}
        lost.update(_names_in({head: inner}))
        return {key: item for key, item in data.items() if key != head}
    if isinstance(data, list) and _has(data, head):
        places = data.places if isinstance(data, Thinned) else list(range(len(data)))
        if deeper:
            return Thinned([*data[:head], _without(inner, rest, lost), *data[head + 1 :]], places)
        lost.update(_names_in(inner))
        return Thinned([*data[:head], *data[head + 1 :]], [*places[:head], *places[head + 1 :]])
    return data


def _chain(data: Any) -> str:
    """Return the key of a flow written `a -> b: {...}`; empty for anything else."""
    if not (isinstance(data, Mapping) and len(data) == 1):
        return ""
    ((key, facts),) = data.items()
    return key if isinstance(key, str) and ARROW in key and isinstance(facts, Mapping) else ""


def _has(data: Any, step: Any) -> bool:
    data = data.get(_chain(data), data) if isinstance(data, Mapping) else data
    if isinstance(data, Mapping):
        return step in data
    return isinstance(data, list) and isinstance(step, int) and step < len(data)


def _step(data: Any, step: Any) -> Any:
    if not _has(data, step):
        return None
    chain = _chain(data)
    return data[chain][step] if chain else data[step]


def _names_in(value: Any) -> Iterator[str]:
    if isinstance(value, Mapping):
        for key, item in value.items():
            yield str(key)
            yield from _names_in(item)
    elif isinstance(value, list):
        for item in value:
            yield from [item] if isinstance(item, str) else _names_in(item)
