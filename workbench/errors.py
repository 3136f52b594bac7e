"""What goes wrong with a file, told in words its author understands."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from difflib import get_close_matches

Path = tuple[str | int, ...]
"""Where a value stands in a file: keys and list positions from the top."""


@dataclass(frozen=True, slots=True)
class Mark:
    """A place in a text; line and column both count from 1."""

    line: int
    column: int


@dataclass(frozen=True, slots=True)
class Problem:
    """One thing that is wrong with an input, where it stands, and what would be right."""

    message: str
    path: Path = ()
    mark: Mark = Mark(1, 1)
    expected: str = ""
    nearest: str = ""

    def line(self, file: str) -> str:
        """Tell the problem in one line: `file:line:column: message; expected ...; did you mean ...?`."""
        text = f"{file}:{self.mark.line}:{self.mark.column}: {self.message}"
        if self.expected:
            text += f"; expected {self.expected}"
        if self.nearest:
            text += f"; did you mean '{self.nearest}'?"
        return text


class WorkbenchError(Exception):
    """The base of every error this package raises on purpose."""


class InputError(WorkbenchError):
    """An input cannot be used; carries every problem found, in file order."""

    def __init__(self, file: str, problems: Iterable[Problem]) -> None:
        self.file = file
        self.problems = tuple(sorted(problems, key=lambda p: (p.mark.line, p.mark.column, p.message)))
        super().__init__("\n".join(p.line(file) for p in self.problems))


class DrawError(WorkbenchError):
    """A picture could not be made; the message says what to do about it."""


def nearest_word(word: str, words: Iterable[str]) -> str:
    """Return the known word most like `word`, or an empty string when none is close."""
    known = sorted(set(words))
    folded = {w.lower().replace("-", "_"): w for w in known}
    key = word.lower().replace("-", "_").strip()
    if key in folded:
        return folded[key]
    # A plural, a prefix and a typo are the three slips people make; the cut-off keeps guesses honest.
    close = get_close_matches(key, folded, n=1, cutoff=0.72)
    if close:
        return folded[close[0]]
    starts = [w for f, w in folded.items() if len(key) > 2 and (f.startswith(key) or key.startswith(f))]
    return starts[0] if len(starts) == 1 else ""


def dotted(path: Path) -> str:
    """Write a path the way people do: `slas.authorise.latency.p99`, `flows[2]`."""
    out = ""
    for part in path:
        out += f"[{part}]" if isinstance(part, int) else f".{part}" if out else part
    return out
