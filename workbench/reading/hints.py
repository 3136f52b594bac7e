"""Slips that can be seen on one line of text: what is wrong with it, and what to write instead."""

from __future__ import annotations

import re

from workbench.reading.ledger import short

Hint = tuple[int, str, str]
"""An offset, what is wrong there, and what would be right (may be empty)."""

_KEY = r"[ \t]*(?:-[ ]+)*"
_JOINED = re.compile(rf"{_KEY}((?=[\w.-]*[A-Za-z_])[\w.-]+:)(?!//)([^\s:][^#]*)")
_DASHED = re.compile(r"[ \t]*(-)([A-Za-z_\"'\[{][^#]*)")
_EQUALS = re.compile(rf"{_KEY}([\w.-]+)[ \t]*(=)[ \t]*(\S[^#]*)")
_WIDE = re.compile(rf"{_KEY}([\w.-]+)(\uff1a)[ \t]*([^#]*)")
_NO_BREAK = re.compile(rf"{_KEY}(?:[\w.-]+:)?[ \t]*(\u00a0)")
_TAB = re.compile(r" *(\t)")


def tab_hint(line: str) -> Hint | None:
    """Find a tab in front of the first word of a line."""
    found = _TAB.match(line)
    return (found.start(1), "a tab indents this line", "spaces") if found else None


def line_hint(line: str) -> Hint | None:
    """Find the usual slip on one line: a missing space, a wrong colon, a space that is none."""
    if found := _NO_BREAK.match(line):
        return found.start(1), "this looks like a space but is a no-break space (U+00A0)", "an ordinary space"
    if found := _JOINED.match(line):
        value = short(found[2].rstrip())
        return found.end(1), "a space is missing after the colon", f"`{short(found[1])} {value}`"
    if found := _DASHED.match(line):
        return found.end(1), "a space is missing after the dash", f"`- {short(found[2].rstrip())}`"
    if found := _WIDE.match(line):
        colon = f"`{short(found[1])}: {short(found[3].rstrip())}`"
        return found.start(2), "this colon is a wide one (U+FF1A), not the ordinary sign", colon
    if found := _EQUALS.match(line):
        return (
            found.start(2),
            "keys and values are joined by a colon",
            f"`{short(found[1])}: {short(found[3].rstrip())}`",
        )
    return None


def has_colon(line: str) -> bool:
    """Tell whether a line holds a key: a colon with a blank or nothing behind it."""
    return re.search(r":(?:\s|$)", line) is not None


def is_content(line: str) -> bool:
    """Tell whether a line holds anything but blanks and a comment."""
    return re.match(r"[ \t]*(?:#|$)", line) is None


def indent(line: str) -> int:
    """Count the blanks in front of the first word of a line."""
    return len(line) - len(line.lstrip(" \t"))
