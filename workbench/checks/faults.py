"""Mistakes inside a group of fields of a checklist, each told at its own place and all of them at once."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from typing import TypeVar

from pydantic import ValidationError, model_validator
from pydantic_core import ErrorDetails, PydanticCustomError

from workbench.design.complaints import problem_of
from workbench.design.scalars import OURS
from workbench.design.spec import Spec
from workbench.errors import InputError, Path, Problem
from workbench.reading import Document


@dataclass(frozen=True, slots=True)
class Fault:
    """One mistake, with its place below the group that was looked at."""

    message: str
    inside: Path = ()
    expected: str = ""
    nearest: str = ""

    def below(self, *path: str | int) -> Fault:
        """Return the same mistake, seen from further up."""
        return Fault(self.message, (*path, *self.inside), self.expected, self.nearest)


class Checked(Spec):
    """A group of fields that looks for mistakes between its fields once each of them is typed."""

    def faults(self) -> Iterator[Fault]:
        """Yield every mistake; a group without rules of its own has none."""
        yield from ()

    @model_validator(mode="after")
    def _sound(self) -> Checked:
        found = tuple(self.faults())
        if found:
            first = found[0]
            raise PydanticCustomError(
                OURS,
                "{message}",
                {"message": first.message, "expected": first.expected, "nearest": first.nearest, "faults": found},
            )
        return self


_EMPTY = "too_short"
S = TypeVar("S", bound=Spec)


def typed(document: Document, model: type[S]) -> S:
    """Type a document as `model`. Raises InputError with every problem in it, each at its line."""
    try:
        return model.model_validate(document.data)
    except ValidationError as error:
        details = error.errors(include_url=False, include_input=False)
        kept = [d for d in details if d["type"] != _EMPTY or not _is_explained(d["loc"], details)]
        raise InputError(document.name, [p for d in kept for p in _problems(d, document, model)]) from None


def _is_explained(loc: tuple[int | str, ...], details: list[ErrorDetails]) -> bool:
    """True when a list counts as empty only because what stands in it is wrong, which is told on its own."""
    return any(d["loc"][: len(loc)] == loc and len(d["loc"]) > len(loc) for d in details)


def _problems(detail: ErrorDetails, document: Document, model: type[S]) -> Iterator[Problem]:
    path: Path = tuple(detail["loc"])
    faults: Iterable[Fault] = detail.get("ctx", {}).get("faults", ())
    for fault in faults:
        inside = (*path, *fault.inside)
        yield placed(document, Problem(fault.message, inside, expected=fault.expected, nearest=fault.nearest))
    if not faults:
        problem = problem_of(detail, document.data, model)
        if detail["type"] == "missing":
            problem = replace(problem, message=f"'{path[-1]}' is missing here")
        if detail["type"] == _EMPTY:
            problem = replace(problem, message="nothing stands in this list")
        yield placed(document, problem)


def placed(document: Document, problem: Problem) -> Problem:
    """Return the problem with the deepest place of its path that stands in the text.

    Steps that only the full form has are passed over: `path` of a shortened `filled`, the 0 of a list of one.
    """
    path: Path = ()
    for step in problem.path:
        path = (*path, step) if document.has((*path, step)) else path
    return replace(problem, mark=document.mark(path))
