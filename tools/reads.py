"""Who reads which field of the language, recorded by running every fact and every item.

The designs they run on: the snippets of tests/language, every design in scenarios/ and tests/designs, and what the
items of the checklists bring as examples. Run from the project's folder.
"""

from __future__ import annotations

import pathlib
from collections.abc import Iterable, Iterator, Mapping

from pydantic import BaseModel

from workbench.checks import Item, Judging, bundled_checklist
from workbench.checks.checklist import bundled_names
from workbench.checks.engine import judge
from workbench.checks.patterns import Pattern, form_at
from workbench.design import SystemDesign, bind
from workbench.design.forms import Form
from workbench.design.recording import place_of, recorded
from workbench.facts import Context, compute, fact_kinds
from workbench.reading import read
from workbench.reading.dump import dump

SNIPPETS = ("tests/language/formulas.yaml", "tests/language/antipatterns.yaml", "tests/language/items/*.yaml")
DESIGNS = ("scenarios/*/*.yaml", "tests/designs/real/*.yaml")
STRUCTURE = "boxes and arrows"
"""Reads what boxes, their traits and the arrows between them are made of; everything else stands on these."""
_ROOT = pathlib.Path()
Readers = dict[str, set[str]]


def corpus() -> Mapping[str, SystemDesign]:
    """Return every design there is to run on, by name, in a fixed order; snippets that do not type are left out."""
    texts = [(f"{f.stem}: {name}", dump(data)) for f in files(SNIPPETS) for name, data in groups_in(f)]
    texts += [(f.as_posix(), f.read_text(encoding="utf-8")) for f in files(DESIGNS) if f.stem != "scenario"]
    return {name: design for name, text in texts if (design := _typed(text))}


def files(patterns: Iterable[str]) -> Iterator[pathlib.Path]:
    """Yield the files that match, in a fixed order."""
    for pattern in patterns:
        yield from sorted(_ROOT.glob(pattern))


def groups_in(file: pathlib.Path) -> Iterator[tuple[str, object]]:
    """Yield the entries of a file of snippets, as plain data."""
    data = read(file.read_text(encoding="utf-8"), file.name).data
    yield from (data if isinstance(data, dict) else {}).items()


def _typed(text: str) -> SystemDesign | None:
    design, problems = bind(read(text, "design.yaml"))
    return None if problems else design


def readers() -> Mapping[str, list[str]]:
    """Return for every field that is read, by its dotted place, the names of all facts and items that read it."""
    found: Readers = {}
    designs = corpus()
    with recorded() as seen:
        for design in designs.values():
            _ = design.parts, design.edges
    _note(found, STRUCTURE, map(place_of, seen))
    for name, places in _facts(designs):
        _note(found, name, places)
    for item in _items():
        _note(found, item.id, {*_asked(item), *_judged(item)})
    return {place: sorted(names) for place, names in sorted(found.items()) if place}


def read_by(readers: Mapping[str, Iterable[str]]) -> Mapping[str, list[str]]:
    """Return the same the other way round: for every reader the places it reads."""
    found: dict[str, list[str]] = {}
    for place, names in readers.items():
        for name in names:
            found.setdefault(name, []).append(place)
    return found


def _note(found: Readers, who: str, places: Iterable[str]) -> None:
    for place in places:
        found.setdefault(place, set()).add(who)


def _facts(designs: Mapping[str, SystemDesign]) -> Iterator[tuple[str, set[str]]]:
    """Yield each fact with what it reads, on every design about which it says something."""
    speaks: dict[str, list[SystemDesign]] = {}
    for design in designs.values():
        for name in dict.fromkeys(fact.id for fact in compute(design)[1]):
            speaks.setdefault(name, []).append(design)
    for kind in fact_kinds().values():
        with recorded() as seen:
            for design in speaks.get(kind.id, []):
                # In a context of its own, so that it reads for itself what other facts have worked out before.
                _ = list(kind.compute(Context(design)))
        yield kind.id, set(map(place_of, seen))


def _items() -> Iterator[Item]:
    for name in bundled_names():
        yield from bundled_checklist(name).items


def _judged(item: Item) -> set[str]:
    """Return what an item reads of the designs it brings as examples."""
    designs = [design for data in item.examples.values() if (design := _typed(dump(data)))]
    judgings = [Judging(*compute(design)) for design in designs]
    with recorded() as seen:
        for judging in judgings:
            judge(item, judging)
    return set(map(place_of, seen))


def _asked(item: Item) -> Iterator[str]:
    """Yield the fields an item names in its conditions, also those no example reached."""
    for pattern in (*_patterns(item.applies), *_patterns(item.evidence)):
        for end in range(1, len(pattern.steps) + 1):
            above = form_at(pattern.steps[: end - 1], SystemDesign)
            if isinstance(above, Form) and above.sort == "group" and above.model:
                key = pattern.steps[end - 1]
                name = next((n for n, f in above.model.model_fields.items() if (f.alias or n) == key), "")
                yield place_of((above.model, name)) if name else ""


def _patterns(value: object) -> Iterator[Pattern]:
    if isinstance(value, Pattern):
        yield value
    elif isinstance(value, BaseModel):
        for name in value.model_fields_set:
            yield from _patterns(getattr(value, name))
    elif isinstance(value, tuple | list):
        for part in value:
            yield from _patterns(part)
    elif isinstance(value, Mapping):
        for part in value.values():
            yield from _patterns(part)
