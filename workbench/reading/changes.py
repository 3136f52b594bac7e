"""Changes to plain data: what an edit should lead to, before any text is touched."""

from __future__ import annotations

from typing import Any

from workbench.errors import Path
from workbench.reading.anchors import copied


class ChangeError(Exception):
    """A change that makes no sense for the data; `path` is where it fails."""

    def __init__(self, message: str, path: Path, expected: str = "") -> None:
        super().__init__(message)
        self.message = message
        self.path = path
        self.expected = expected


def settle(data: Any, path: Path, value: Any) -> tuple[Path, Any]:
    """Shorten a path to its first missing part, and wrap the value in the parents that are missing.

    What comes back is either the path of an existing value (set it), or of a new entry in a list or group that
    has entries already (add it). Raises ChangeError when a parent is text, or of the other kind.
    """
    at = data
    for size, part in enumerate(path):
        here = path[:size]
        if not at and not isinstance(at, str):
            _check_kind(at, part, here)
            return here, _wrapped(path[size:], value, here)
        if isinstance(at, str):
            raise ChangeError("this is text and can hold no entries", here, "a group of keys or a list")
        _check_kind(at, part, here)
        if isinstance(at, list) and part == len(at):
            return path[: size + 1], _wrapped(path[size + 1 :], value, path[: size + 1])
        if isinstance(at, dict) and part not in at:
            return path[: size + 1], _wrapped(path[size + 1 :], value, path[: size + 1])
        at = at[part]
    return path, value


def with_value(data: Any, path: Path, value: Any) -> Any:
    """Return a copy of the data with one value set or added; the path must come from `settle`."""
    if not path:
        return copied(value)
    fresh = copied(data)
    parent = _parent(fresh, path)
    if isinstance(parent, list) and path[-1] == len(parent):
        parent.append(copied(value))
    else:
        parent[path[-1]] = copied(value)
    return fresh


def without(data: Any, path: Path) -> Any:
    """Return a copy of the data without one entry, which must exist."""
    fresh = copied(data)
    del _parent(fresh, path)[path[-1]]
    return fresh


def check_plain(value: object) -> None:
    """Refuse what is no plain data, which is a mistake of the caller; raises TypeError."""
    if isinstance(value, dict):
        for key, inner in value.items():
            if not isinstance(key, str):
                raise TypeError(f"a key must be text, not {type(key).__name__}")
            check_plain(inner)
    elif isinstance(value, list):
        for inner in value:
            check_plain(inner)
    elif value is not None and not isinstance(value, str):
        raise TypeError(f"a value must be a dict, list, text or None, not {type(value).__name__}")


def _parent(data: Any, path: Path) -> Any:
    for part in path[:-1]:
        data = data[part]
    return data


def _wrapped(path: Path, value: Any, above: Path) -> Any:
    for size in range(len(path) - 1, -1, -1):
        part = path[size]
        if isinstance(part, int) and part:
            raise ChangeError(f"a new list begins with item 0, not {part}", (*above, *path[:size]))
        value = [value] if isinstance(part, int) else {part: value}
    return value


def _check_kind(at: Any, part: str | int, here: Path) -> None:
    if isinstance(at, list) and isinstance(part, str):
        raise ChangeError(f"this is a list and has no key '{part}'", here, "the number of an item")
    if isinstance(at, list) and isinstance(part, int) and not 0 <= part <= len(at):
        raise ChangeError(f"this list has {len(at)} items and no item {part}", here, f"0 to {len(at)}")
    if isinstance(at, dict) and isinstance(part, int):
        raise ChangeError(f"this is a group of keys and has no item {part}", here, "a key")
