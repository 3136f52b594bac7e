"""Find a worked example for every fact that has none yet, and keep it in tests/facts/worked.yaml.

Of all snippets in which a fact gives an answer the best is taken (its own formula first, then the shortest), and
everything is left out that does not change what the fact says. What the file holds already stays: improve it by hand.
Run from the project's folder.
"""

from __future__ import annotations

import pathlib
from collections.abc import Callable, Iterator, Mapping
from typing import Any

from reads import SNIPPETS, files, groups_in

from workbench.checks import bundled_checklist
from workbench.checks.checklist import bundled_names
from workbench.design import SystemDesign, bind
from workbench.facts import Context, Fact, FactKind, Verdict, fact_kinds
from workbench.reading import read
from workbench.reading.dump import dump

Snippet = tuple[str, Any, SystemDesign]
WORKED = pathlib.Path("tests/facts/worked.yaml")
_HEAD = "# A small design for each fact: its worked example in docs/facts.md. `make docs` adds what is missing.\n"


def worked() -> dict[str, Any]:
    """Return the examples there are, by fact, as plain data."""
    data = read(WORKED.read_text(encoding="utf-8"), WORKED.name).data if WORKED.is_file() else {}
    return data if isinstance(data, dict) else {}


def examples() -> Mapping[str, str]:
    """Return the examples as texts."""
    return {name: dump(data) for name, data in worked().items()}


def complete() -> dict[str, Any]:
    """Return the examples, with one for every fact that had none; those of facts that are gone are dropped."""
    known = worked()
    snippets = list(_snippets()) if fact_kinds().keys() - known.keys() else []
    found = {kind.id: known.get(kind.id) or _best(kind, snippets) for kind in fact_kinds().values()}
    return {name: data for name, data in found.items() if data}


def _snippets() -> Iterator[Snippet]:
    """Yield the name of every snippet that types, its data, and the design."""
    named = [entry for file in files(SNIPPETS) for entry in groups_in(file)]
    items = [item for name in bundled_names() for item in bundled_checklist(name).items]
    named += [(item.id, data) for item in items for data in item.examples.values()]
    for name, data in named:
        design, problems = bind(read(dump(data), "example.yaml"))
        if not problems:
            yield name, data, design


def _best(kind: FactKind, snippets: list[Snippet]) -> Any:
    speaking = [(_rank(kind, name, said, data), data) for name, data, on in snippets if (said := _first(kind, on))]
    return _least(kind, min(speaking, key=lambda row: row[0])[1]) if speaking else None


def _rank(kind: FactKind, name: str, said: Fact, data: Any) -> tuple[bool, bool, int, str]:
    own = name in (*kind.number.split(", "), kind.pattern)
    return said.verdict is Verdict.UNKNOWN, not own, len(dump(data)), name


def _says(kind: FactKind, data: Any) -> Fact | None:
    """Return the first thing the fact says of a design, or None when it is silent or the design does not type."""
    design, problems = bind(read(dump(data), "example.yaml"))
    return None if problems else _first(kind, design)


def _first(kind: FactKind, design: SystemDesign) -> Fact | None:
    return next((f for f in kind.compute(Context(design)) if f.id == kind.id), None)


def _least(kind: FactKind, data: Any) -> Any:
    """Leave out whatever the fact says the same without."""
    wanted = _said(_says(kind, data))
    left, before = data, None
    while left != before:
        before, left = left, _thinned(left, (), lambda less: _said(_says(kind, less)) == wanted)
    return left


def _thinned(data: Any, path: tuple[Any, ...], same: Callable[[Any], bool]) -> Any:
    """Try to do without each thing at a place, the last first, and else without something in it."""
    for key in reversed(_keys(data, path)):
        less = _without(data, (*path, key))
        data = less if less and same(less) else _thinned(data, (*path, key), same)
    return data


def _keys(data: Any, path: tuple[Any, ...]) -> list[Any]:
    for step in path:
        data = data[step]
    return list(data) if isinstance(data, dict) else list(range(len(data))) if isinstance(data, list) else []


def _said(fact: Fact | None) -> tuple[Any, ...]:
    if fact is None:
        return ()
    return fact.verdict, fact.says, fact.subject, fact.computed, fact.steps, tuple(i.text for i in fact.inputs)


def _without(data: Any, path: tuple[Any, ...]) -> Any:
    head, rest = path[0], path[1:]
    if isinstance(data, dict):
        return {k: _without(v, rest) if k == head else v for k, v in data.items() if k != head or rest}
    return [_without(v, rest) if n == head else v for n, v in enumerate(data) if n != head or rest]


def main() -> None:
    """Write the file anew."""
    WORKED.write_bytes((_HEAD + dump(complete())).encode("utf-8"))


if __name__ == "__main__":
    main()
