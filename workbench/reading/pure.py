"""PyYAML's own parser, made to agree with libyaml where the two differ.

The compiled parser is not on every platform. Without these three changes the same file would be read on one
machine and refused on another: tabs between tokens, and tabs and question marks inside unquoted text.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, cast

from yaml.parser import Parser
from yaml.reader import Reader
from yaml.scanner import Scanner, ScannerError
from yaml.tokens import ScalarToken

_BREAKS = "\r\n"
_BLANKS = " \t"
_ENDS = "\0" + _BREAKS + _BLANKS
_CLOSERS = ",[]{}"


class PureParser(Reader, Scanner, Parser):
    """Text to parse events, in Python only; about ten times slower than libyaml."""

    def __init__(self, text: str) -> None:
        Reader.__init__(self, text)
        Scanner.__init__(self)
        Parser.__init__(self)

    def scan_to_next_token(self) -> None:
        """Skip spaces, comments, line breaks, and tabs where they cannot be mistaken for indentation."""
        while True:
            while self.peek() == " " or (self.peek() == "\t" and (self.flow_level or not self.allow_simple_key)):
                self.forward()
            if self.peek() == "#":
                while self.peek() not in "\0\r\n":
                    self.forward()
            if not self._break():
                return
            if not self.flow_level:
                self.allow_simple_key = True

    def scan_block_scalar_indentation(self) -> tuple[list[Any], int, Any]:
        """Find the indentation of a `|` or `>` text; a tab is never part of it."""
        found = super().scan_block_scalar_indentation()
        if self.peek() == "\t":
            raise ScannerError(None, None, "found a tab character in the indentation", self.get_mark())
        return found

    def scan_plain(self) -> ScalarToken:
        """Scan unquoted text, which may hold tabs and question marks."""
        start = end = self.get_mark()
        parts: list[str] = []
        gap = ""
        while self.peek() != "#" and (length := self._run(start)):
            parts += gap, self.prefix(length)
            self.allow_simple_key = False
            self.forward(length)
            end = self.get_mark()
            gap = self._gap(start)
            if not gap or (not self.flow_level and self.column <= self.indent) or self._is_divider():
                break
        return ScalarToken("".join(parts), True, start, end)

    def _run(self, start: Any) -> int:
        """Count the characters up to the next blank or sign that ends unquoted text."""
        length = 0
        while (char := self.peek(length)) not in _ENDS:
            after = self.peek(length + 1)
            if char == ":" and self.flow_level and after in "?" + _CLOSERS:
                self.forward(length)
                raise ScannerError("while scanning a plain scalar", start, "found unexpected ':'", self.get_mark())
            if (char == ":" and after in _ENDS) or (self.flow_level and char in _CLOSERS):
                break
            length += 1
        return length

    def _gap(self, start: Any) -> str:
        """Skip blanks and line breaks after a word; return what they are worth inside the text."""
        length = 0
        while self.peek(length) in _BLANKS:
            length += 1
        blanks = str(self.prefix(length))
        self.forward(length)
        breaks = 0
        while self.peek() in _BLANKS + _BREAKS:
            if self._break():
                breaks += 1
                self.allow_simple_key = True
                if self._is_divider():
                    break
                continue
            if self.peek() == "\t" and self.column <= self.indent:
                raise ScannerError("while scanning a plain scalar", start, "found a tab character", self.get_mark())
            self.forward()
        if not breaks:
            return blanks
        return " " if breaks == 1 else "\n" * (breaks - 1)

    def _break(self) -> bool:
        scan = cast("Callable[[], str]", self.scan_line_break)
        return bool(scan())

    def _is_divider(self) -> bool:
        return self.column == 0 and self.prefix(3) in {"---", "..."} and self.peek(3) in _ENDS
