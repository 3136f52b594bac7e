"""A text and its lines: turns offsets into places and back."""

from __future__ import annotations

import re
from bisect import bisect_right

from workbench.errors import Mark

_BREAK = re.compile(r"\r\n|\r|\n")
_END = re.compile(r"[\r\n]|\Z")


class Lines:
    """The lines of one text. Offsets count characters from 0; marks count lines and columns from 1."""

    __slots__ = ("starts", "text")

    def __init__(self, text: str) -> None:
        self.text = text
        self.starts = [0, *(found.end() for found in _BREAK.finditer(text))]

    def mark(self, offset: int) -> Mark:
        """Return the place of a character."""
        line = bisect_right(self.starts, offset)
        return Mark(line, offset - self.starts[line - 1] + 1)

    def offset(self, line: int, column: int) -> int:
        """Return the offset of a place; a place outside the text is moved to the nearest one inside."""
        if line < 1:
            return 0
        if line > len(self.starts):
            return len(self.text)
        start = self.starts[line - 1]
        return min(start + max(column - 1, 0), self.end(start))

    def start(self, offset: int) -> int:
        """Return where the line of a character begins."""
        return self.starts[bisect_right(self.starts, offset) - 1]

    def end(self, offset: int) -> int:
        """Return where the line of a character ends, before its line break."""
        found = _END.search(self.text, offset)
        return found.start() if found else len(self.text)

    def after(self, offset: int) -> int:
        """Return where the next line begins, or the end of the text."""
        line = bisect_right(self.starts, offset)
        return self.starts[line] if line < len(self.starts) else len(self.text)

    def line(self, number: int) -> str:
        """Return a line by its number, without its line break; empty when there is no such line."""
        if not 1 <= number <= len(self.starts):
            return ""
        start = self.starts[number - 1]
        return self.text[start : self.end(start)]

    def column(self, offset: int) -> int:
        """Return how many characters stand before this one on its line."""
        return offset - self.start(offset)

    @property
    def newline(self) -> str:
        """The line break this text uses: that of its first line."""
        found = _BREAK.search(self.text)
        return found.group() if found else "\n"
