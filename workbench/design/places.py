"""Where in a file each group of fields may stand, as dotted paths with `*` for an id."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import cache
from types import MappingProxyType

from workbench.design.forms import Row, groups, rows_of
from workbench.design.spec import Spec
from workbench.design.system import SystemDesign

COMPONENTS = "components.*"
"""Stands for a component wherever it is declared: `serving.components.*`, `components.*` and the others."""


def parent_of(model: type[Spec]) -> type[Spec] | None:
    """Return the group whose fields this one has and adds to (a vendor is a component), or None."""
    return next((base for base in model.__mro__[1:] if issubclass(base, Spec) and base in groups()), None)


def own_rows(model: type[Spec]) -> tuple[Row, ...]:
    """Return the fields a group does not have from its parent, without `note`, which every group has."""
    parent = parent_of(model)
    known = {"note"} | ({row.key for row in rows_of(parent)} if parent else set())
    return tuple(row for row in rows_of(model) if row.key not in known)


@cache
def places() -> Mapping[type[Spec], tuple[str, ...]]:
    """Return every place of every group, in reading order; the design itself stands at the empty path."""
    found: dict[type[Spec], list[str]] = {model: [] for model in groups()}
    todo: list[tuple[type[Spec], str]] = [(SystemDesign, "")]
    while todo:
        model, place = todo.pop(0)
        if place in found[model]:
            continue
        found[model].append(place)
        # What stands inside a group is listed for its first place only; its other places lead there.
        if len(found[model]) == 1:
            todo += _below(model, place)
    return MappingProxyType({model: tuple(listed) for model, listed in found.items()})


def _below(model: type[Spec], place: str) -> Iterator[tuple[type[Spec], str]]:
    for row in own_rows(model):
        inner = row.form.group
        if inner:
            yield inner, _place(place, row)


def _place(place: str, row: Row) -> str:
    many = ".*" if row.form.sort in ("entries", "list") else ""
    if row.key == "components":
        return COMPONENTS
    return f"{place}.{row.key}{many}".lstrip(".")
