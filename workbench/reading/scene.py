"""The surroundings of the place where the parser stopped."""

from __future__ import annotations

import re
from dataclasses import dataclass

from workbench.reading.hints import indent, is_content
from workbench.reading.lines import Lines

CLOSERS = {"[": "]", "{": "}"}
# A quote that is never closed runs to the end: to try again behind it would take quadratic time.
_BRACKETS = re.compile(r'"(?:\\.?|[^"\\])*(?:"|\Z)|(?<=[\[{,:\s])\'[^\']*\'|(?<=\s)#[^\r\n]*|[\[\]{}]', re.DOTALL)


@dataclass(frozen=True, slots=True)
class Scene:
    """Three offsets in a text, and what stands around them."""

    lines: Lines
    at: int
    """Where the parser stopped."""
    opened: int
    """Where the thing began that it was in."""
    last: int
    """Where the value begins that it read last."""

    @property
    def char(self) -> str:
        """The character the parser stopped at; empty at the end of the text."""
        return self.lines.text[self.at : self.at + 1]

    @property
    def number(self) -> int:
        """The number of the line the parser stopped on."""
        return self.lines.mark(self.at).line

    @property
    def line(self) -> str:
        """The line the parser stopped on."""
        return self.lines.line(self.number)

    @property
    def before(self) -> str:
        """What stands on that line before the place."""
        return self.line[: self.lines.column(self.at)]

    def content_above(self) -> int:
        """Return the number of the nearest line above that holds more than a comment; 0 if there is none."""
        number = self.number - 1
        while number > 0 and not is_content(self.lines.line(number)):
            number -= 1
        return number

    def offset(self, number: int, column: int = 0) -> int:
        """Return the offset of a column (from 0) of a line."""
        return self.lines.starts[number - 1] + column

    def indents(self) -> list[int]:
        """Return the indentations in use above this line, the outermost first."""
        found: list[int] = []
        for number in range(self.number - 1, 0, -1):
            line = self.lines.line(number)
            if is_content(line) and (not found or indent(line) < found[-1]):
                found.append(indent(line))
            if found and not found[-1]:
                break
        return found[::-1]

    def is_closed(self, start: int) -> bool:
        """Tell whether the bracket at an offset has its partner somewhere below."""
        depth = 0
        for found in _BRACKETS.finditer(self.lines.text, start):
            depth += (found[0] in "[{") - (found[0] in "]}")
            if depth <= 0:
                return True
        return False

    def open_bracket(self) -> int | None:
        """Return the offset of the innermost bracket that is still open where the parser stopped."""
        waiting: list[int] = []
        for found in _BRACKETS.finditer(self.lines.text, 0, self.at):
            if found[0] in "[{":
                waiting.append(found.start())
            elif found[0] in "]}" and waiting:
                waiting.pop()
        return waiting[-1] if waiting else None
