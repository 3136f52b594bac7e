"""Where, in the text of a document, an edit has to cut."""

from __future__ import annotations

import re

from workbench.errors import Path
from workbench.reading.document import Document

_QUOTED = re.compile(r"\"(?:\\.|[^\"\\])*\"|'(?:''|[^'])*'", re.DOTALL)
_COLON = re.compile(r"[ \t]*:")
_ANCHOR = re.compile(r"&\S+\s*")
_DASH = re.compile(r"#[^\r\n]*|(-)(?=\s|\Z)")
_COMMENT = re.compile(r"[ \t]+#[^\r\n]*")
_BRACKET_PARTS = re.compile(r"(?<=\s)#[^\r\n]*|([,\]}])")


class Spots:
    """Offsets in one document that the marks do not hold by themselves."""

    def __init__(self, document: Document) -> None:
        self.document = document
        self.text = document.text
        self.lines = document.lines

    def content(self, path: Path) -> int:
        """Return where the value at a path begins, behind its `&name`."""
        start = self.document.places[path][1]
        found = _ANCHOR.match(self.text, start)
        return found.end() if found else start

    def has_brackets(self, path: Path) -> bool:
        """Tell whether the value at a path is written in brackets."""
        return self.text[self.content(path)] in "[{" if self.document.at(path) is not None else False

    def is_inside(self, path: Path) -> bool:
        """Tell whether an entry stands in brackets of a value above it."""
        holders = (path[:size] for size in range(len(path)))
        return any(self.is_group(path) and self.has_brackets(path) for path in holders)

    def is_group(self, path: Path) -> bool:
        """Tell whether the value at a path is a list or a group of keys that is written out."""
        return path not in self.document.uses and isinstance(self.document.at(path), dict | list)

    def is_block(self, path: Path) -> bool:
        """Tell whether the value at a path is a list or group written line by line."""
        return self.is_group(path) and not self.has_brackets(path) and not self.is_inside(path)

    def is_below(self, path: Path) -> bool:
        """Tell whether the value of an entry begins on a line below its key or dash."""
        return self.lines.start(self.content(path)) != self.lines.start(self.sign(path))

    def sign(self, path: Path) -> int:
        """Return the offset behind the colon of an entry, or behind the dash of a list item."""
        if isinstance(path[-1], int):
            return self.dash(path) + 1
        end = self.key_end(path)
        colon = _COLON.match(self.text, end)
        return colon.end() if colon else end

    def key_end(self, path: Path) -> int:
        """Return the offset behind the key of an entry."""
        start = self.document.places[path][0]
        quoted = _QUOTED.match(self.text, start)
        return quoted.end() if quoted else start + len(str(path[-1]))

    def dash(self, path: Path) -> int:
        """Return the offset of the dash of a list item that is not in brackets."""
        number = path[-1]
        above = (*path[:-1], number - 1) if isinstance(number, int) and number else None
        start = self.document.places[above][2] if above else self.content(path[:-1])
        for found in _DASH.finditer(self.text, start):
            if found[1]:
                return found.start()
        raise AssertionError("a list item without a dash")

    def comment(self, offset: int) -> str:
        """Return the comment that follows on the line of an offset, with the blanks in front of it."""
        found = _COMMENT.search(self.text, offset, self.lines.end(offset))
        return found[0] if found else ""

    def comma(self, path: Path) -> int | None:
        """Return the offset of the comma behind an entry in brackets, None when there is none."""
        for found in _BRACKET_PARTS.finditer(self.text, self.document.places[path][2]):
            if found[1]:
                return found.start() if found[1] == "," else None
        return None

    def children(self, path: Path) -> list[Path]:
        """Return the paths of the entries of a list or group, in the order of the text."""
        value = self.document.at(path)
        keys = range(len(value)) if isinstance(value, list) else value or ()
        return [(*path, key) for key in keys]
