"""The cells of the page about the language: what a field takes, its words, its example, safe inside a table."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from workbench.design.declared import ARTICLES
from workbench.design.forms import Form, Row, rows_of
from workbench.design.spec import Spec
from workbench.design.system import SystemDesign
from workbench.design.units import SAID_AS

_FEW = 6
_MOST_CLASSES = 3
_PLAIN = {
    "text": "words",
    "name": "a name",
    "id": "an id",
    "kind": "a kind",
    "product": "a product",
    "flag": "yes or no",
    "day": "a date",
    "span": "a moment or a span",
    "chain": "a chain",
}


def taken(form: Form) -> str:
    """Say what may be written at a field, with a link where that is a group."""
    if form.sort == "quantity":
        return SAID_AS.get(form.dimension, "a number with its unit")
    if form.sort == "word":
        return ", ".join(f"`{word}`" for word in form.words) if len(form.words) <= _FEW else "a word, see below"
    if form.sort == "reference":
        return _named(form.classes)
    if form.sort == "group" and form.model:
        return link(form.model)
    if form.inner and form.sort == "list":
        return f"one or more: {taken(form.inner)}"
    if form.inner and form.keys:
        keys = "id" if form.keys.sort == "id" else "one of these" if form.keys.words else taken(form.keys)
        return f"{taken(form.inner)}, by {keys}"
    return _PLAIN[form.sort]


def _named(classes: Sequence[str]) -> str:
    if classes == ("path",):
        return "the dotted path of a field"
    said = [ARTICLES[name] for name in classes if name in ARTICLES]
    if len(said) > _MOST_CLASSES:
        said = [*said[:_MOST_CLASSES], "something else that is declared"]
    return f"the id of {', '.join(said[:-1])} or {said[-1]}" if len(said) > 1 else f"the id of {said[0]}"


def words_below(rows: Sequence[Row]) -> list[str]:
    """List the words of the fields that have too many for a cell."""
    lines = []
    for row in rows:
        words = _words(row.form)
        if len(words) > _FEW:
            lines.append(f"- `{row.key}`: {', '.join(f'`{word}`' for word in words)}")
    return ["", *lines] if lines else []


def _words(form: Form) -> tuple[str, ...]:
    return _words(form.inner) if form.inner else form.words


def heads(*names: str) -> Iterator[str]:
    """Begin a table."""
    yield f"| {' | '.join(names)} |"
    yield f"|{'---|' * len(names)}"


def line(*cells: str) -> str:
    """Write one row of a table; a bar inside a cell is kept from ending it."""
    return f"| {' | '.join(cell.replace('|', chr(92) + '|') for cell in cells)} |"


def title(model: type[Spec]) -> str:
    """`RollbackPlan` -> `Rollback plan`: the heading of a group, told apart from the section it may be an entry of."""
    words = re.sub(r"(?<!^)(?=[A-Z])", " ", model.__name__.strip("_")).lower()
    if words in SystemDesign.model_fields and not section_of(model):
        words += " entry"
    return words[:1].upper() + words[1:]


def link(model: type[Spec]) -> str:
    """Link to the heading of a group: its section where it is one, else its own."""
    own = title(model).lower()
    return f"[{own}](#{section_of(model) or own.replace(' ', '-')})"


def section_of(model: type[Spec]) -> str:
    """Return the key of the section that a group is, or nothing."""
    return next((r.key for r in rows_of(SystemDesign) if r.form.sort == "group" and r.form.model is model), "")
