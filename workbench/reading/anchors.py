"""Values that are written once with `&name` and repeated with `*name`, within bounds."""

from __future__ import annotations

from typing import Any

from workbench.errors import Path, nearest_word
from workbench.reading.ledger import Ledger, short


class Anchor:
    """A value that may be repeated; `done` is False while it is still being read."""

    __slots__ = ("done", "height", "path", "start", "value", "values")

    def __init__(self, path: Path, start: int) -> None:
        self.path = path
        self.start = start
        self.value: Any = None
        self.values = 0  # how many values it holds, itself among them
        self.height = 0  # how many levels it is deep; 0 for text
        self.done = False


class Anchors:
    """The anchors met so far, and the places where they are used."""

    def __init__(self, ledger: Ledger, complete: bool) -> None:
        self.uses: dict[Path, Path] = {}  # where an alias stands -> where its anchor stands
        self._ledger = ledger
        self._complete = complete  # False when reading began in the middle of a text
        self._known: dict[str, Anchor] = {}

    def begin(self, name: str, path: Path, start: int) -> Anchor:
        """Note an anchor whose value comes next."""
        known = self._known.get(name)
        if known is not None:
            line = self._ledger.lines.mark(known.start).line
            self._ledger.add(start, f"`&{short(name)}` is already used on line {line}", "another name", path)
        self._known[name] = Anchor(path, start)
        return self._known[name]

    def use(self, name: str, path: Path, start: int, depth: int) -> Anchor | None:
        """Return what an alias repeats, None when it cannot; raises BoundError when it nests too deep."""
        anchor = self._known.get(name)
        if anchor is None or not anchor.done:
            self._refuse_name(name, anchor, path, start)
            return None
        self.uses[path] = anchor.path
        ledger, limits = self._ledger, self._ledger.limits
        if len(self.uses) > limits.aliases:
            ledger.refuse(start, f"more than {limits.aliases} uses of `*`; write some of the values out", path)
        if depth + anchor.height > limits.depth:
            ledger.refuse(start, f"`*{short(name)}` makes the text nest deeper than {limits.depth} levels", path)
        return anchor

    def _refuse_name(self, name: str, anchor: Anchor | None, path: Path, start: int) -> None:
        if anchor is not None:
            self._ledger.add(start, f"`*{short(name)}` stands inside the very value it repeats", path=path)
        elif self._complete:
            self._ledger.add(
                start,
                f"no value above is marked `&{short(name)}`",
                "quotes around it, if the `*` belongs to the text",
                path,
                nearest_word(name, self._known) if len(name) <= self._ledger.limits.key else "",
            )


def copied(value: Any) -> Any:
    """Return a deep copy of plain data, so that a repeated value never shares a list."""
    if isinstance(value, dict):
        return {key: copied(inner) for key, inner in value.items()}
    return [copied(inner) for inner in value] if isinstance(value, list) else value
