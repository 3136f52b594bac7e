"""The page about the language, made from its types; `make docs` renews it, with who reads which field."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

from workbench.design.cells import heads, line, link, taken, title, words_below
from workbench.design.component import Component
from workbench.design.forms import Row, groups, rows_of
from workbench.design.places import own_rows, parent_of, places
from workbench.design.quantity import QuantityError, parse_quantity
from workbench.design.spec import Spec
from workbench.design.system import SystemDesign
from workbench.design.times import ANCHORS
from workbench.design.units import EXAMPLES, SAID_AS

PAGE = "language.md"
Readers = Mapping[str, Sequence[str]]
"""Who reads a field: dotted path with `*` for an id (`slas.*.latency.p99`) to the names of facts and items."""

_INTRODUCTION = Path(__file__).parent / "introduction.md"
_REFUSED = (
    ("5m", "duration"),
    ("100B", "measure"),
    ("5 mb/s", "throughput"),
    ("99.95", "fraction"),
    ("5", "duration"),
    ("$5", "money"),
    ("1,000", "count"),
    ("120..80 ms", "duration"),
    ("5 ms", "rate"),
)
_MOST_PLACES, _MOST_READERS = 4, 8
_WHO_READS = """## Who reads a field

The last column names the facts ([facts.md](facts.md)) and the checklist items ([checklists.md](checklists.md))
that read a field, the first eight of them where there are more. It is recorded, not typed: `make docs` runs
every fact on all designs of the repository about which it says something, and every item on the designs it
brings as examples, and notes each field that is looked at; of an item also the fields its conditions name.
*boxes and arrows* is what every fact stands on: the boxes, their traits, and the arrows between them. What a
scenario compares, and what pictures and reports only show, is not counted. A field nobody reads is there for
the reader, and earns nothing.
"""


def language_reference(readers: Readers | None = None) -> str:
    """Return the page as Markdown; with `readers` every table has a column that says who reads the field."""
    who = readers or {}
    parts = [_introduction(), *[_WHO_READS] * bool(who), *_overview(), *_component(who)]
    shared = [model for model in groups() if len(places()[model]) > 1 and model is not Component]
    for row in rows_of(SystemDesign):
        parts += _section(row, shared, who)
    parts += ["## Groups that stand in several places", ""]
    for model in sorted(shared, key=title):
        parts += _group(model, who)
    return "\n".join(parts).rstrip() + "\n"


def _introduction() -> str:
    text = _INTRODUCTION.read_text(encoding="utf-8")
    for mark, lines in (("numbers", _numbers()), ("refused", _refusals())):
        text = text.replace(f"<!-- {mark} -->", "\n".join(lines))
    return text.replace("<!-- anchors -->", ", ".join(f"`{name}`" for name in ANCHORS))


def _numbers() -> Iterator[str]:
    yield from heads("takes", "written as", "for example at")
    for dimension, (_, said) in EXAMPLES.items():
        name, _, examples = said.partition(", such as ")
        written = ", ".join(f"`{text}`" for text in examples.replace(" or ", ", ").split(", "))
        first = next(row.key for model in groups() for row in rows_of(model) if row.form.dimension == dimension)
        yield line(name, written, f"`{first}`")


def _refusals() -> Iterator[str]:
    yield from heads("written", "where the field takes", "what is said", "what is right")
    for text, dimension in _REFUSED:
        try:
            parse_quantity(text, dimension)
        except QuantityError as error:
            yield line(f"`{text}`", SAID_AS.get(dimension, "any number"), error.message, error.expected)


def _overview() -> list[str]:
    rows = [line(f"`{row.key}`", taken(row.form), row.meaning) for row in rows_of(SystemDesign)]
    intro = "Every key may be left out. `note` may stand in every group below as well."
    return ["## A design", "", intro, "", *heads("key", "takes", "meaning"), *rows, ""]


def _component(readers: Readers) -> list[str]:
    """Write the fields of a component, one table for each side of it."""
    sides = [side for side in Component.__mro__ if issubclass(side, Spec) and side is not Spec]
    owner = {row.key: side for side in sides for row in rows_of(side)}
    parts = [f"## {title(Component)}", ""]
    for side in sides:
        rows = [row for row in own_rows(Component) if owner[row.key] is side]
        parts += [_first_line(side), "", *_table(Component, rows, readers), *words_below(rows), ""]
    for model in _inside(Component):
        parts += _group(model, readers) if len(places()[model]) == 1 else []
    return parts


def _section(row: Row, shared: Sequence[type[Spec]], readers: Readers) -> list[str]:
    """Write one section: its example, its fields, and the groups that stand only in it."""
    model = row.form.group
    if model is None or model is Component:
        return []
    parts = [f"## `{row.key}`", "", row.meaning, "", "```yaml", f"{row.key}: {row.example}", "```", ""]
    if row.form.sort == "group":
        parts += _body(model, readers)
    for inner in [*([] if row.form.sort == "group" else [model]), *_inside(model)]:
        parts += _group(inner, readers) if inner not in shared and inner is not Component else []
    return parts


def _group(model: type[Spec], readers: Readers) -> list[str]:
    known = places()[model]
    where = ", ".join(f"`{place}`" for place in known[:_MOST_PLACES]) + " and elsewhere" * (len(known) > _MOST_PLACES)
    parts = [f"### {title(model)}", "", f"{_first_line(model)} Stands at {where}."]
    if model.short:
        parts += ["", f"As one text: {' or '.join(f'`{text}`' for text in model.short)}."]
    parent = parent_of(model)
    if parent:
        parts += ["", f"It has every field of a {link(parent)}, and these."]
    return [*parts, "", *_body(model, readers)]


def _body(model: type[Spec], readers: Readers) -> list[str]:
    rows = own_rows(model)
    return [*_table(model, rows, readers), *words_below(rows), ""]


def _table(model: type[Spec], rows: Sequence[Row], readers: Readers) -> list[str]:
    lines = [*heads("field", "takes", "meaning", "example", *["read by"] * bool(readers))]
    for row in rows:
        cells = [f"`{row.key}`", taken(row.form), row.meaning, f"`{row.example}`"]
        if readers:
            names = {name for place in places()[model] for name in readers.get(f"{place}.{row.key}", ())}
            cells.append(_named(sorted(names)))
        lines.append(line(*cells))
    return lines


def _named(readers: Sequence[str]) -> str:
    rest = len(readers) - _MOST_READERS
    shown = ", ".join(f"`{name}`" for name in readers[:_MOST_READERS])
    return f"{shown} and {rest} more" if rest > 0 else shown


def _inside(model: type[Spec]) -> list[type[Spec]]:
    """Return the groups inside a group, nearest first in reading order."""
    found: list[type[Spec]] = []
    for row in own_rows(model):
        inner = row.form.group
        if inner and inner is not Component and inner not in found:
            found += [inner, *(deeper for deeper in _inside(inner) if deeper not in found)]
    return found


def _first_line(model: type) -> str:
    return (model.__doc__ or "").splitlines()[0]
