"""One change to a text, with everything around it left as it is."""

from __future__ import annotations

from typing import Any

from workbench.errors import Path
from workbench.reading.document import Document
from workbench.reading.dump import STEP, Writer, bracket_entry, brackets, document_lines, fits
from workbench.reading.spots import Spots


class Splice:
    """The texts that come out when one entry of a document is set, added or removed."""

    def __init__(self, document: Document, *, lined: bool = True) -> None:
        self.document = document
        self.writer = Writer(lined=lined)
        self.spots = Spots(document)
        self.text = document.text
        self.lines = document.lines

    def set(self, path: Path, value: Any) -> str:
        """Return the text with the value of an existing entry replaced."""
        if not path:
            return self._set_all(value)
        if self.spots.is_inside(path):
            return self._set_in_brackets(path, value)
        _, start, end = self.document.places[path]
        simple = not self.spots.is_block(path) and not self.spots.is_below(path)
        if simple and start < end and fits(value, self.lines.column(start)):
            return self._cut(start, end, brackets(value, as_json=self.document.is_json))
        return self._set_lines(path, value, simple=simple)

    def add(self, path: Path, value: Any) -> str:
        """Return the text with a new last entry in a list or group that has entries."""
        above = path[:-1]
        last = self.spots.children(above)[-1]
        if self.spots.is_inside(last):
            return self._add_in_brackets(last, path[-1], value)
        first = self.spots.children(above)[0]
        if isinstance(path[-1], int):
            fresh = self.writer.item(value, self.lines.column(self.spots.dash(first)))
        else:
            column = self.lines.column(self.document.places[first][0])
            fresh = self.writer.entry(path[-1], value, column, top=not above)
        if not above and len(fresh) > 1:
            fresh.insert(0, "")
        end = self.lines.end(self.document.places[last][2])
        return self._cut(end, end, "".join(self.lines.newline + line for line in fresh))

    def remove(self, path: Path, *, blanks: bool = False) -> str:
        """Return the text without an entry; an emptied group becomes `{}` or `[]`. `blanks` takes blank lines along."""
        siblings = self.spots.children(path[:-1])
        if len(siblings) == 1:
            return self.set(path[:-1], [] if isinstance(path[-1], int) else {})
        if self.spots.is_inside(path):
            return self._remove_in_brackets(path, siblings)
        begin = self.spots.dash(path) if isinstance(path[-1], int) else self.document.places[path][0]
        end = self.document.places[path][2]
        if not self.text[self.lines.start(begin) : begin].strip():
            stop = self.lines.after(end)
            while blanks and stop < len(self.text) and not self.text[stop : self.lines.end(stop)].strip():
                stop = self.lines.after(stop)
            return self._cut(self.lines.start(begin), stop, "")
        # The entry shares its line with a dash in front of it: the next entry moves up, or its comments stay.
        following = siblings[1]
        next_begin = self.spots.dash(following) if isinstance(path[-1], int) else self.document.places[following][0]
        between = self.text[self.lines.end(end) : next_begin]
        return self._cut(begin, self.lines.end(end) if between.strip() else next_begin, "")

    def _set_all(self, value: Any) -> str:
        place = self.document.places.get(())
        as_json = self.document.is_json
        lines = [brackets(value, as_json=True)] if as_json else document_lines(value, self.writer)
        fresh = self.lines.newline.join(lines)
        if place is None:
            gap = "" if not self.text or self.text.endswith(("\n", "\r")) else self.lines.newline
            return self.text + gap + fresh + self.lines.newline
        start, _, end = place
        before = self.text[self.lines.start(start) : start]
        if before.strip() and not as_json:
            return self._cut(self.lines.start(start) + len(before.rstrip()), end, self.lines.newline + fresh)
        if before and not as_json:
            start = self.lines.start(start)
        return self._cut(start, end, fresh)

    def _set_lines(self, path: Path, value: Any, *, simple: bool) -> str:
        """Replace everything behind the colon or dash, but keep the comment that explains the entry."""
        end = self.document.places[path][2]
        sign = self.spots.sign(path)
        begin = self.document.places[path][0]
        column = self.lines.column(begin if isinstance(path[-1], str) else sign - 1)
        if simple:
            comment = "" if self.text[self.spots.content(path) :][:1] in "|>" else self.spots.comment(end)
        else:
            comment = self.spots.comment(sign) if self.spots.is_below(path) else ""
        fresh = self._behind_sign(value, column, sign + 1 - self.lines.start(sign), isinstance(path[-1], int))
        text = self.lines.newline.join([fresh[0] + comment, *fresh[1:]])
        return self._cut(sign, self.lines.end(end), text)

    def _behind_sign(self, value: Any, column: int, at: int, is_item: bool) -> list[str]:
        if isinstance(value, dict | list) and not fits(value, at) and not is_item:
            return ["", *self.writer.block(value, column + STEP)]
        first, *rest = self.writer.behind_dash(value, column) if is_item else self.writer.text(value, column + STEP)
        return [f" {first}", *rest]

    def _set_in_brackets(self, path: Path, value: Any) -> str:
        _, start, end = self.document.places[path]
        fresh = brackets(value, as_json=self.document.is_json, inside=True)
        if start == end and isinstance(path[-1], str):
            fresh = " " + fresh if self.text[start - 1] == ":" else ": " + fresh
        return self._cut(start, end, fresh)

    def _add_in_brackets(self, last: Path, key: str | int, value: Any) -> str:
        as_json = self.document.is_json
        above = last[:-1]
        if not self.spots.has_brackets(above):  # `[a: 1]`: a group of one key, whose brackets are left out
            data = {**self.document.at(above), key: value}
            return self._set_in_brackets(above, data)
        if isinstance(key, int):
            fresh = brackets(value, as_json=as_json, inside=True)
        else:
            fresh = bracket_entry(key, value, as_json=as_json)
        begin, start, end = self.document.places[last]
        comma = self.spots.comma(last)
        lead = self.text[self.lines.start(begin) : begin]
        on_own_line = not lead.strip() and self.lines.start(begin) > self.document.places[above][1]
        if comma is not None:
            joint, at = "", comma + 1
        else:
            # A colon with no value behind it must not touch the comma.
            joint, at = (" ," if start == end and self.text[end - 1] == ":" else ","), end
        rest = self.text[at : self.lines.end(at)]
        if not on_own_line or (rest.strip() and not rest.lstrip().startswith("#")):
            return self._cut(at, at, f"{joint} {fresh}")
        return self._cut(at, at + len(rest), f"{joint}{rest}{self.lines.newline}{lead}{fresh}")

    def _remove_in_brackets(self, path: Path, siblings: list[Path]) -> str:
        begin, _, end = self.document.places[path]
        number = siblings.index(path)
        comma = self.spots.comma(path)
        if comma is not None:
            following = self.document.places[siblings[number + 1]][0] if number + 1 < len(siblings) else comma + 1
            return self._without(begin, end, comma, following)
        previous = self.document.places[siblings[number - 1]][2]
        comma = self.spots.comma(siblings[number - 1])
        if comma is None or "\n" not in self.text[comma:begin]:
            # A colon with no value behind it must not touch the closing bracket.
            return self._cut(previous, end, " " if self.text[previous - 1] == ":" else "")
        text = self._without(begin, end, None, end)
        return text[:comma] + text[comma + 1 :]

    def _without(self, begin: int, end: int, comma: int | None, following: int) -> str:
        """Cut an entry in brackets out, with its line if it is alone there, but never with a comment."""
        stop = end if comma is None else comma + 1
        line = self.lines.start(begin)
        if not self.text[line:begin].strip() and not self.text[stop : self.lines.end(stop)].strip():
            return self._cut(line, self.lines.after(stop), "")
        if comma is not None and self.text[end:comma].strip():
            return self.text[:begin] + self.text[end:comma] + self.text[comma + 1 :]
        between = self.text[stop:following]
        return self._cut(begin, stop if between.strip() or "\n" in between else following, "")

    def _cut(self, start: int, end: int, fresh: str) -> str:
        return self.text[:start] + fresh + self.text[end:]
