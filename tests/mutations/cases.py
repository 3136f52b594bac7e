"""The seeded changes as data: what is changed in which design, and which fact must notice, where.

A case in `faults/*.yaml` or `harmless.yaml`:

    halved_scorer:
      design: card-fraud
      set: {serving.components.scorer.replicas: "5"}        # path: value
      remove: [monitoring.max_exposure]                     # paths
      replace: [{this: words of the file, by: other words}] # each must stand in the file exactly once
      rename: {scorer: fraud_scorer}                        # ids, wherever they stand
      reverse: [serving.components]                         # groups or lists turned round; "" is the whole file
      fact: replicas-cover-peak                             # or several: each must newly fail
      at: scorer                                            # component, arrow, start of a path of the file; or several
      verdict: unknown                                      # where an input was removed; fails otherwise
"""

from __future__ import annotations

import functools
import pathlib
import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Any

from workbench.errors import Path
from workbench.facts import Verdict
from workbench.reading import Document, read
from workbench.reading.changes import settle, with_value, without

HERE = pathlib.Path(__file__).parent
SCENARIOS = HERE.parents[1] / "scenarios"
DESIGNS = ("card-fraud", "enterprise-copilot", "feed-ranking")
KEYS = {"design", "set", "remove", "replace", "rename", "reverse", "fact", "at", "verdict"}


@dataclass(frozen=True)
class Case:
    """One seeded change and what must notice it; a harmless one names no facts."""

    name: str
    design: str
    set: dict[str, Any]
    remove: tuple[str, ...]
    replace: tuple[tuple[str, str], ...]
    rename: dict[str, str]
    reverse: tuple[str, ...]
    facts: tuple[str, ...]
    at: tuple[str, ...]
    verdict: Verdict

    def document(self) -> Document:
        """Return the design with the change made.

        Values are changed in the data that was read, as every edit of a text must lead to it (tests/reading); words are
        changed in the text. Raises ValueError when words do not stand in the file exactly once.
        """
        held = reference(self.design)
        if self.replace or self.rename:
            held = read(self._reworded(held.text), held.name)
        data = held.data
        for path, value in self.set.items():
            data = with_value(data, *settle(data, steps(path), value))
        for path in self.remove:
            data = without(data, steps(path))
        for path in self.reverse:
            data = with_value(data, steps(path), _turned(held_at(data, steps(path))))
        return replace(held, data=data)

    def _reworded(self, text: str) -> str:
        for old, new in self.replace:
            if text.count(old) != 1:
                raise ValueError(f"{self.name}: {old!r} stands {text.count(old)} times in {self.design}")
            text = text.replace(old, new)
        for old, new in self.rename.items():
            text, count = re.subn(rf"\b{re.escape(old)}\b", new, text)
            if not count:
                raise ValueError(f"{self.name}: there is no {old!r} in {self.design}")
        return text


@functools.cache
def reference(design: str) -> Document:
    """Return a reference design as it was read."""
    path = SCENARIOS / design / "reference.yaml"
    return read(path.read_text(encoding="utf-8"), path.name)


def steps(dotted: str) -> Path:
    """Return a dotted path as steps; whole numbers are places in a list."""
    return tuple(int(step) if step.isdigit() else step for step in dotted.split(".")) if dotted else ()


def held_at(data: Any, path: Path) -> Any:
    """Return what stands at a path of plain data."""
    for step in path:
        data = data[step]
    return data


def _turned(value: Any) -> Any:
    return value[::-1] if isinstance(value, list) else dict(reversed(value.items()))


def faults() -> tuple[Case, ...]:
    """Return all seeded faults, in the order of their files."""
    return tuple(case for path in sorted((HERE / "faults").glob("*.yaml")) for case in _cases(path))


def harmless() -> tuple[Case, ...]:
    """Return all changes that must not lead to a failing fact."""
    return tuple(_cases(HERE / "harmless.yaml"))


def _cases(path: pathlib.Path) -> Iterator[Case]:
    data = read(path.read_text(encoding="utf-8"), path.name).data
    if not isinstance(data, dict):
        raise TypeError(f"{path.name} holds no cases")
    for name, row in data.items():
        if unknown := set(row) - KEYS:
            raise ValueError(f"{name}: {', '.join(sorted(unknown))} is no part of a case")
        yield Case(
            name=name,
            design=row["design"],
            set=row.get("set", {}),
            remove=tuple(_list(row.get("remove"))),
            replace=tuple((swap["this"], swap["by"]) for swap in _list(row.get("replace"))),
            rename=row.get("rename", {}),
            reverse=tuple(_list(row.get("reverse"))),
            facts=tuple(_list(row.get("fact"))),
            at=tuple(_list(row.get("at"))),
            verdict=Verdict(row.get("verdict", "fails")),
        )


def _list(value: Any) -> list[Any]:
    return value if isinstance(value, list) else [] if value is None else [value]
