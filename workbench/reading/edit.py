"""Edits to a design's text that keep its comments, order, quotes and line breaks.

Every edit is read back before it is returned: either the result holds exactly the data asked for, or
InputError is raised and nothing is lost.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import partial
from typing import Any

from workbench.errors import InputError, Path, Problem, dotted
from workbench.reading.changes import ChangeError, check_plain, settle, with_value, without
from workbench.reading.document import Document
from workbench.reading.reader import BOM, read
from workbench.reading.splice import Splice
from workbench.reading.spots import Spots

_BAR = re.compile(r"([|>])([1-9]?)\+?")


def set_value(text: str, path: Path, value: Any, name: str = "design.yaml") -> str:
    """Return the text with a value replaced, or added together with the parents it lacks.

    `value` is plain data: dict, list, str, None. Item `len(list)` appends. Raises InputError when the text
    cannot be read or the path leads through text.
    """
    check_plain(value)
    return _edited(text, name, lambda document: _set(document, path, value))


def insert(text: str, path: Path, value: Any, name: str = "design.yaml") -> str:
    """Return the text with a new entry; as `set_value`, but an existing entry raises InputError."""
    check_plain(value)
    return _edited(text, name, lambda document: _insert(document, path, value))


def remove(text: str, path: Path, name: str = "design.yaml") -> str:
    """Return the text without an entry; raises InputError when there is none.

    Comments in front of it stay, those inside it go. A list or group that becomes empty is written `[]` or `{}`.
    """
    return _edited(text, name, lambda document: _remove(document, path))


def _edited(text: str, name: str, change: Callable[[Document], str]) -> str:
    mark = BOM if text.startswith(BOM) else ""
    document = read(text, name)
    try:
        return mark + change(document)
    except ChangeError as error:
        raise _error(document, error.path, f"{_shown(error.path)}: {error.message}", error.expected) from None


def _set(document: Document, path: Path, value: Any) -> str:
    at, fresh = settle(document.data, path, value)
    wanted = with_value(document.data, at, fresh)
    if document.has(at):
        document = _loosened(document, at, at)
        return _first(document, at, wanted, lambda splice: splice.set(at, fresh))
    document = _loosened(_steady(document), at, at[:-1])
    return _first(document, at, wanted, lambda splice: splice.add(at, fresh))


def _insert(document: Document, path: Path, value: Any) -> str:
    if document.has(path) and document.at(path) is not None:
        raise ChangeError("this entry is already there", path, "a new key")
    return _set(document, path, value)


def _remove(document: Document, path: Path) -> str:
    if not path or not document.has(path):
        raise ChangeError("there is no such entry", path)
    wanted = without(document.data, path)
    document = _loosened(document, path, path)
    try:
        return _first(document, path, wanted, lambda splice: splice.remove(path))
    except InputError:
        # Blank lines behind the entry would join a text in front of it that keeps its own (`|+`).
        return _first(document, path, wanted, lambda splice: splice.remove(path, blanks=True))


def _loosened(document: Document, path: Path, holder: Path) -> Document:
    """Write the copies out that an edit at `path` would change along with it, or that it reaches into."""
    for use, anchor in document.uses.items():
        inside_copy = len(use) < len(path) and path[: len(use)] == use
        shared = holder[: len(anchor)] == anchor or anchor[: len(path)] == path
        if inside_copy or (shared and use[: len(path)] != path):
            text = _first(document, use, document.data, partial(_rewrite, document, use))
            return _loosened(read(text, document.name), path, holder)
    return document


def _rewrite(document: Document, path: Path, splice: Splice) -> str:
    return splice.set(path, document.at(path))


def _steady(document: Document) -> Document:
    """Make sure that a `|` text at the very end, without a line break, stays the same when lines follow."""
    text = document.text
    if text.endswith(("\n", "\r")):
        return document
    longer = read(text + document.lines.newline, document.name)
    if longer.data == document.data:
        return document
    last = max(document.places, key=lambda path: (document.places[path][1], len(path)))
    head = _BAR.search(text, Spots(document).content(last))
    if head is None:
        return document
    return read(f"{text[: head.start()]}{head[1]}{head[2]}-{text[head.end() :]}", document.name)


def _first(document: Document, path: Path, wanted: Any, change: Callable[[Splice], str]) -> str:
    """Return the first text that holds the data wanted: with `|` texts, or, where a comment follows, without."""
    reason = "it would touch other lines"
    for lined in (True, False):
        text = change(Splice(document, lined=lined))
        try:
            if read(text, document.name).data == wanted:
                return text
        except InputError as error:
            reason = error.problems[0].message
    raise _error(document, path, f"{_shown(path)} cannot be changed here: {reason}")


def _shown(path: Path) -> str:
    return dotted(path) or "the whole text"


def _error(document: Document, path: Path, message: str, expected: str = "") -> InputError:
    return InputError(document.name, [Problem(message, path, document.mark(path), expected)])
