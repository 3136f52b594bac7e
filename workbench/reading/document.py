"""A design file as it was written: plain data, and the place of every key and value."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Any

from workbench.errors import Mark, Path
from workbench.reading.builder import Place
from workbench.reading.lines import Lines

_LEAD = re.compile(r"[ \t]*(?:-[ \t]+)*(?:-$)?")
_REST = re.compile(r"[ \t,]*(?:[ \t]#.*)?$")
_MISSING = object()


@dataclass(frozen=True, slots=True, eq=False, repr=False)
class Document:
    """Plain data with marks.

    `data` holds dicts, lists, text and None only; no number, date or truth value is guessed. Values repeated
    with `*name` are copies. Their marks, and all marks inside them, are the place of the `*name`.
    """

    name: str
    text: str
    data: Any
    lines: Lines
    places: dict[Path, Place]
    """Offsets (entry, value, end) of every entry that is written out; the inside of a copy is not."""
    uses: dict[Path, Path]
    """Where `*name` stands -> where the `&name` it repeats stands."""
    is_json: bool

    def has(self, path: Path) -> bool:
        """Tell whether there is an entry at a path; its value may be None."""
        return self._find(path) is not _MISSING

    def at(self, path: Path) -> Any:
        """Return the value at a path, or None."""
        found = self._find(path)
        return None if found is _MISSING else found

    def mark(self, path: Path) -> Mark:
        """Return the place of the key of an entry or of a list item; the nearest one above if there is none."""
        return self.lines.mark(self._near(path)[0])

    def value_mark(self, path: Path) -> Mark:
        """Return the place of the value of an entry; that of the nearest key above if there is none."""
        place = self.places.get(path)
        return self.mark(path) if place is None else self.lines.mark(place[1])

    def span(self, path: Path) -> tuple[Mark, Mark]:
        """Return where an entry begins, and the place right behind its end."""
        entry, _, end = self._near(path)
        return self.lines.mark(entry), self.lines.mark(end)

    def path_at(self, line: int, column: int) -> Path:
        """Return the deepest path whose entry covers a place.

        Indentation and dashes count as the entry behind them, a comment and the blanks in front of it as the
        entry they follow. A place that no entry covers gives ().
        """
        at = self._settled(self.lines.offset(line, column))
        path: Path = ()
        start = -1
        for known, place in self.places.items():
            if start <= place[0] <= at and (place[0] > start or len(known) > len(path)):
                path, start = known, place[0]
        while path and not self._covers(path, at):
            path = path[:-1]
        return path

    def _find(self, path: Path) -> Any:
        value = self.data
        for part in path:
            keys = value if isinstance(value, dict) else range(len(value)) if isinstance(value, list) else ()
            if part not in keys:
                return _MISSING
            value = value[part]
        return value

    def _near(self, path: Path) -> Place:
        for size in range(len(path), -1, -1):
            place = self.places.get(path[:size])
            if place is not None:
                return place
        return (0, 0, len(self.text))

    def _settled(self, at: int) -> int:
        """Move a place in front of the first word of its line to that word."""
        start = self.lines.start(at)
        lead = _LEAD.match(self.text, start, self.lines.end(at))
        return max(at, lead.end()) if lead else at

    def _covers(self, path: Path, at: int) -> bool:
        end = self.places[path][2]
        return at < end or (at <= self.lines.end(end) and _REST.match(self.text, end, self.lines.end(end)) is not None)
