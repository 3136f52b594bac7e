"""Parse events to plain data and the place of every value, within bounds and in one pass.

No tree of parser nodes is ever made: libyaml's own composer crashes on deep nesting and keeps the last of
two equal keys silently, and an alias bomb would be one small tree that explodes when it is walked.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from yaml.events import (
    AliasEvent,
    DocumentStartEvent,
    MappingEndEvent,
    MappingStartEvent,
    ScalarEvent,
    SequenceEndEvent,
    SequenceStartEvent,
)

from workbench.errors import Path
from workbench.reading.anchors import Anchor, Anchors, copied
from workbench.reading.events import parse_events
from workbench.reading.ledger import Ledger, short
from workbench.reading.scalars import NO_TAGS, empty_place, is_null, key_slips, text_end, value_slips

Place = tuple[int, int, int]
"""Offsets of one entry: where it begins (its key, or the list item), where its value does, where it ends."""

_LEFT_OUT = -1
"""Stands in for a key that is no text; negative, so that no list position is like it."""


class _Frame:
    """A list or a group of keys that is still open."""

    __slots__ = ("anchor", "before", "child", "data", "entry", "height", "path", "repeated", "start")

    def __init__(self, path: Path, data: dict[str, Any] | list[Any], start: int, before: int) -> None:
        self.path = path
        self.data = data
        self.start = start
        self.before = before  # how many values had been read before this one
        self.height = 1
        self.anchor: Anchor | None = None
        # For a group of keys: the path of the value that comes next, None while a key is due.
        self.child: Path | None = None
        self.entry = 0
        self.repeated = False


class Builder:
    """Reads `lines.text[base:]`; gathers data, places and the uses of anchors; notes problems in the ledger.

    `base` is above 0 only when reading goes on after a slip.
    """

    def __init__(self, ledger: Ledger, base: int = 0, events: int = 0) -> None:
        self.ledger = ledger
        self.base = base
        self.events = events
        self.data: Any = None
        self.places: dict[Path, Place] = {}
        self.anchors = Anchors(ledger, complete=not base)
        self.last = base  # where the key or value read last ends
        self.last_start = base
        self._text = ledger.lines.text
        self._documents = 0
        self._values = 0
        self._stack: list[_Frame] = []
        self._handlers: dict[type, Callable[[Any, int, int], None]] = {
            ScalarEvent: self._scalar,
            MappingStartEvent: self._mapping,
            SequenceStartEvent: self._sequence,
            MappingEndEvent: self._close,
            SequenceEndEvent: self._close,
            AliasEvent: self._alias,
            DocumentStartEvent: self._document,
        }

    def run(self, text: str) -> None:
        """Read a text; raises BoundError beyond a limit and SlipError where it cannot be read."""
        base, bound, handlers = self.base, self.ledger.limits.events, self._handlers
        for event in parse_events(text):
            self.events += 1
            if self.events > bound:
                at = event.start_mark.index + base
                self._refuse(at, f"more than {bound:,} keys, values and brackets; a design needs about 5,000")
            handler = handlers.get(type(event))
            if handler:
                handler(event, event.start_mark.index + base, event.end_mark.index + base)
            if self._documents > 1:
                return

    def path(self) -> Path:
        """Return the path of the entry that is being read."""
        if not self._stack:
            return ()
        frame = self._stack[-1]
        return frame.path if frame.child is None or isinstance(frame.child[-1], int) else frame.child

    def _scalar(self, event: ScalarEvent, start: int, end: int) -> None:
        frame = self._stack[-1] if self._stack else None
        if frame is not None and frame.child is None and type(frame.data) is dict:
            self._key(frame, event, start, end)
            return
        if start == end:
            start = end = empty_place(self._text, self.last, start)
        elif event.style in {"|", ">"}:
            end = text_end(self._text, start, end, event.value)
        self._check(event, start)
        value = None if is_null(event) else event.value
        self._values += 1
        if event.anchor is not None:
            anchor = self.anchors.begin(event.anchor, self._next_path(start), start)
            self._finish(anchor, value, self._values - 1, 0)
        self._put(value, start, end)

    def _key(self, frame: _Frame, event: ScalarEvent, start: int, end: int) -> None:
        path = (*frame.path, event.value)
        frame.repeated = event.value in frame.data
        if frame.repeated:
            first = self.ledger.lines.mark(self.places[path][0]).line
            message = f"'{short(event.value)}' is written twice; the first is on line {first}"
            self.ledger.add(start, message, "each key once", path)
        for message, expected in key_slips(event, self._text, self.last, (start, end), self.ledger.limits):
            self.ledger.add(start, message, expected, path)
        frame.child = path
        frame.entry = start
        self._check(event, start)
        self.last_start, self.last = start, end

    def _mapping(self, event: MappingStartEvent, start: int, end: int) -> None:
        self._open(event, start, end, {})

    def _sequence(self, event: SequenceStartEvent, start: int, end: int) -> None:
        self._open(event, start, end, [])

    def _open(
        self,
        event: MappingStartEvent | SequenceStartEvent,
        start: int,
        end: int,
        data: dict[str, Any] | list[Any],
    ) -> None:
        depth = self.ledger.limits.depth
        if len(self._stack) >= depth:
            self._refuse(start, f"nested deeper than {depth} levels; a design needs about 8")
        frame = _Frame(self._next_path(start), data, start, self._values)
        self._values += 1
        if event.tag is not None:
            self.ledger.add(start, *NO_TAGS, frame.path)
        if event.anchor is not None:
            frame.anchor = self.anchors.begin(event.anchor, frame.path, start)
        self._stack.append(frame)
        # The opening bracket has been read; what opens without one (or with `?`) begins with its first word.
        self.last_start = start
        self.last = max(self.last, end if event.anchor or self._text[start] in "[{" else start)

    def _close(self, _event: MappingEndEvent | SequenceEndEvent, start: int, end: int) -> None:
        frame = self._stack.pop()
        # Lists and groups without brackets end where their last value does, not where the next word is.
        end = end if end > start else self.last
        if frame.anchor is not None:
            self._finish(frame.anchor, frame.data, frame.before, frame.height)
        self._put(frame.data, frame.start, end, frame.height)

    def _alias(self, event: AliasEvent, start: int, end: int) -> None:
        path = self._next_path(start)
        anchor = self.anchors.use(event.anchor or "", path, start, len(self._stack))
        if anchor is None:
            self._put(None, start, end)
            return
        self._values += anchor.values
        if self._values > self.ledger.limits.values:
            bound = self.ledger.limits.values
            self._refuse(start, f"the values repeated with `*` add up to more than {bound:,}")
        self._put(copied(anchor.value), start, end, anchor.height)

    def _document(self, _event: DocumentStartEvent, start: int, _end: int) -> None:
        self._documents += 1
        if self._documents > 1:
            self.ledger.add(start, "a second design begins here", "one design in a file, without `---` inside")

    def _next_path(self, start: int) -> Path:
        if not self._stack:
            return ()
        frame = self._stack[-1]
        if type(frame.data) is list:
            return (*frame.path, len(frame.data))
        if frame.child is None:
            expected = "quotes around it, if the sign belongs to the text"
            self.ledger.add(start, "a key has to be plain text", expected, frame.path)
            # Reading goes on with a key nobody can write, so that later problems are found as well.
            frame.child = (*frame.path, _LEFT_OUT - start)
            frame.repeated = True
        return frame.child

    def _put(self, value: Any, start: int, end: int, height: int = 0) -> None:
        self.last_start = start
        self.last = max(self.last, end)
        if not self._stack:
            self.data = value
            self.places[()] = (start, start, end)
            return
        frame = self._stack[-1]
        frame.height = max(frame.height, height + 1)
        if type(frame.data) is list:
            self.places[(*frame.path, len(frame.data))] = (start, start, end)
            frame.data.append(value)
        elif type(frame.data) is dict and frame.child is not None:
            key = frame.child[-1]
            if not frame.repeated:
                self.places[frame.child] = (frame.entry, start, end)
                frame.data[str(key)] = value
            # What closes here may itself be the key that is no text; then its value is still due.
            if key != _LEFT_OUT - start:
                frame.child = None

    def _check(self, event: ScalarEvent, start: int) -> None:
        for message, expected in value_slips(event, self.ledger.limits):
            self.ledger.add(start, message, expected, self.path())

    def _finish(self, anchor: Anchor, value: Any, before: int, height: int) -> None:
        anchor.value = value
        anchor.values = self._values - before
        anchor.height = height
        anchor.done = True

    def _refuse(self, at: int, message: str) -> None:
        self.ledger.refuse(at, message, self.path())
