"""What may be written at each field, told from its type: the one description behind the page and the JSON Schema."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from functools import cache
from types import UnionType
from typing import Annotated, Any, Literal, Union, get_args, get_origin

from pydantic import BaseModel
from pydantic.fields import FieldInfo

from workbench.design.quantity import Quantity
from workbench.design.references import KeysReferTo, RefTo
from workbench.design.scalars import InUnit, Sort
from workbench.design.spec import Spec
from workbench.design.system import SystemDesign
from workbench.design.times import Window


@dataclass(frozen=True, slots=True)
class Form:
    """One way of writing a value.

    `sort` is text, name, id, kind, product, flag, day, span, chain, quantity, word, reference, group, entries or
    list; the other fields say more where the sort needs it. `keys` and `inner` are the keys and values of entries,
    `inner` also the items of a list.
    """

    sort: str
    dimension: str = ""
    words: tuple[str, ...] = ()
    classes: tuple[str, ...] = ()
    model: type[Spec] | None = None
    keys: Form | None = None
    inner: Form | None = None

    @property
    def group(self) -> type[Spec] | None:
        """The group of fields at the bottom, under lists and entries; None for a plain value."""
        return self.inner.group if self.inner else self.model


@dataclass(frozen=True, slots=True)
class Row:
    """One field as people see it: its name in the file, what it means, how it is written, an example."""

    key: str
    form: Form
    meaning: str
    example: str
    optional: bool


def form_of(annotation: Any, marks: tuple[object, ...] = ()) -> Form:
    """Return the form of a type; `marks` are those that stood on it further out."""
    origin, args = get_origin(annotation), get_args(annotation)
    if origin is Annotated:
        return form_of(args[0], (*args[1:], *marks))
    if origin in (Union, UnionType):
        return form_of(next(a for a in args if a is not type(None)), marks)
    if origin is Literal:
        return Form("word", words=tuple(map(str, args)))
    if origin is dict:
        keys = next((Form("reference", classes=m.classes) for m in marks if isinstance(m, KeysReferTo)), None)
        return Form("entries", keys=keys or form_of(args[0]), inner=form_of(args[1]))
    if origin is tuple:
        # The steps of a flow are the one tuple of tuples; every other tuple is a list.
        return Form("chain") if get_origin(args[0]) is tuple else Form("list", inner=form_of(args[0]))
    return _plain(annotation, marks)


def _plain(annotation: Any, marks: tuple[object, ...]) -> Form:
    if annotation is Quantity:
        return Form("quantity", dimension=next(m.dimension for m in marks if isinstance(m, InUnit)))
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        return Form("group", model=annotation if issubclass(annotation, Spec) else None)
    reference = next((m for m in marks if isinstance(m, RefTo)), None)
    if reference:
        return Form("reference", classes=reference.classes)
    known = {bool: "flag", date: "day", Window: "span"}
    sorts = [m.name for m in marks if isinstance(m, Sort)]
    if annotation is str:
        return Form(sorts[-1] if sorts else "name")
    if annotation not in known:
        # A name that is not resolved yet: its class stands below the field in the same module.
        raise TypeError(f"the language cannot describe a field of type {annotation}; declare its class above it")
    return Form(known[annotation])


@cache
def rows_of(model: type[Spec]) -> tuple[Row, ...]:
    """Return the fields of a group in the order they are declared, `note` last."""
    fields = sorted(model.model_fields.items(), key=lambda item: item[0] == "note")
    return tuple(_row(name, field) for name, field in fields)


def _row(name: str, field: FieldInfo) -> Row:
    example = str(field.examples[0]) if field.examples else ""
    left_out = field.get_default(call_default_factory=True, validated_data={})
    optional = left_out is None or left_out in ((), {})
    form = form_of(field.annotation, tuple(field.metadata))
    return Row(field.alias or name, form, field.description or "", example, optional)


@cache
def groups() -> tuple[type[Spec], ...]:
    """Return every group of the language once, each before the groups inside it."""
    return tuple(dict.fromkeys(_below(SystemDesign, ())))


def _below(model: type[Spec], above: tuple[type[Spec], ...]) -> Iterator[type[Spec]]:
    yield model
    for row in rows_of(model):
        inner = row.form.group
        if inner and inner not in (*above, model):
            yield from _below(inner, (*above, model))
