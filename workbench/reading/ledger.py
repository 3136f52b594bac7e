"""The problems found in one text, and the point at which to stop looking."""

from __future__ import annotations

from typing import NoReturn

from workbench.errors import Path, Problem
from workbench.reading.limits import Limits
from workbench.reading.lines import Lines


class BoundError(Exception):
    """The text goes beyond a limit; carries the problems to tell."""

    def __init__(self, problems: list[Problem]) -> None:
        super().__init__(problems[-1].message)
        self.problems = problems


class Ledger:
    """Collects problems while a text is read."""

    def __init__(self, lines: Lines, limits: Limits) -> None:
        self.lines = lines
        self.limits = limits
        self.problems: list[Problem] = []

    def add(self, at: int, message: str, expected: str = "", path: Path = (), nearest: str = "") -> None:
        """Note a problem at an offset; raises BoundError when the list has become too long to help."""
        self.note(Problem(message, path, self.lines.mark(at), expected, nearest))

    def note(self, problem: Problem) -> None:
        """Note a problem; raises BoundError as `add` does."""
        self.problems.append(problem)
        most = self.limits.problems
        if len(self.problems) >= most:
            last = Problem(f"these are the first {most} problems; there may be more", (), problem.mark)
            raise BoundError([*self.problems, last])

    def refuse(self, at: int, message: str, path: Path = ()) -> NoReturn:
        """Give the text up; raises BoundError with this problem alone, whatever was found before."""
        raise BoundError([Problem(message, path, self.lines.mark(at))])


def short(text: str, size: int = 40) -> str:
    """Cut a word of the user to a length that fits into a message."""
    return text if len(text) <= size else text[: size - 1] + "…"
