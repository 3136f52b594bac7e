"""Plain data to readable YAML: one key a line, and short groups and lists in brackets."""

from __future__ import annotations

from typing import Any

from workbench.reading.quoting import fits_literal, written, written_key

WIDTH = 100
"""Columns a line in brackets may take."""

STEP = 2
"""Columns one level is indented by."""

_WORDY = 40  # text longer than this reads better on a line of its own
_NESTING = 2  # levels that are still clear in brackets


def dump(data: Any) -> str:
    """Write a design; `read(dump(data)).data == data` for all data that `read` can give.

    Sections stand apart by a blank line when they take more than one line.
    """
    return "\n".join(document_lines(data, Writer())) + "\n"


def document_lines(data: Any, writer: Writer) -> list[str]:
    """Write a whole design as lines."""
    if not isinstance(data, dict) or not data:
        return writer.block(data, 0)
    sections = [writer.entry(key, value, 0, top=True) for key, value in data.items()]
    lines: list[str] = []
    for number, section in enumerate(sections):
        if number and (len(section) > 1 or len(sections[number - 1]) > 1):
            lines.append("")
        lines += section
    return lines


class Writer:
    """Writes data as lines. With `lined`, text of several lines is written line by line below a `|`."""

    def __init__(self, *, lined: bool = True) -> None:
        self.lined = lined

    def entry(self, key: str, value: Any, indent: int, *, top: bool = False) -> list[str]:
        """Write `key: value` at an indentation; `top` opens up groups that would fit into one line."""
        head = " " * indent + written_key(key) + ":"
        if _is_open(value, len(head) + 1, top=top):
            return [head, *self.block(value, indent + STEP)]
        first, *rest = self.text(value, indent + STEP)
        return [f"{head} {first}", *rest]

    def item(self, value: Any, indent: int) -> list[str]:
        """Write `- value` at an indentation."""
        first, *rest = self.behind_dash(value, indent)
        return [" " * indent + "- " + first, *rest]

    def behind_dash(self, value: Any, indent: int) -> list[str]:
        """Write the value of a list item whose dash stands at an indentation; the first line without it."""
        if _is_open(value, indent + STEP, top=isinstance(value, dict) and len(value) == 1):
            first, *rest = self.block(value, indent + STEP)
            return [first.lstrip(" "), *rest]
        return self.text(value, indent + STEP)

    def block(self, value: Any, indent: int) -> list[str]:
        """Write a value on lines of its own at an indentation."""
        if isinstance(value, dict) and value:
            return [line for key, inner in value.items() for line in self.entry(key, inner, indent)]
        if isinstance(value, list) and value:
            return [line for inner in value for line in self.item(inner, indent)]
        return [" " * indent + brackets(value)]

    def text(self, value: Any, indent: int) -> list[str]:
        """Write a value that begins on a line already begun; its further lines stand at the indentation."""
        if not (self.lined and isinstance(value, str) and fits_literal(value)):
            return [brackets(value)]
        lines = value.removesuffix("\n").split("\n")
        sign = "|" if value.endswith("\n") else "|-"
        return [sign, *(" " * indent + line if line else "" for line in lines)]


def brackets(value: Any, *, as_json: bool = False, inside: bool = False) -> str:
    """Write a value on one line; `inside` when it will stand in brackets of other values."""
    if isinstance(value, dict):
        return "{" + ", ".join(bracket_entry(key, value[key], as_json=as_json) for key in value) + "}"
    if isinstance(value, list):
        return "[" + ", ".join(brackets(inner, as_json=as_json, inside=True) for inner in value) + "]"
    return written(value, in_brackets=inside, as_json=as_json)


def bracket_entry(key: str, value: Any, *, as_json: bool = False) -> str:
    """Write `key: value` as it stands inside brackets."""
    start = written_key(key, in_brackets=True, as_json=as_json)
    return f"{start}: {brackets(value, as_json=as_json, inside=True)}"


def fits(value: Any, column: int) -> bool:
    """Tell whether a value reads well on one line that begins at a column (from 0)."""
    if isinstance(value, dict) and value and all(isinstance(inner, dict) for inner in value.values()):
        return False  # named things stand one below the other, even when there is only one yet
    if not isinstance(value, dict | list):
        return value is None or not fits_literal(value)
    return _is_simple(value, _NESTING) and column + len(brackets(value)) <= WIDTH


def _is_open(value: Any, column: int, *, top: bool) -> bool:
    if not isinstance(value, dict | list) or not value:
        return False
    return top or not fits(value, column)


def _is_simple(value: Any, levels: int) -> bool:
    if isinstance(value, dict | list):
        inner = list(value.values()) if isinstance(value, dict) else value
        return levels > 0 and all(_is_simple(part, levels - 1) for part in inner)
    return value is None or (len(value) <= _WORDY and "\n" not in value)
