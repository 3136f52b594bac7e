"""Who reads which field of the language, recorded while it happens: for documentation, never for a review."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from workbench.design.forms import groups
from workbench.design.places import own_rows, parent_of, places
from workbench.design.spec import Spec

Field = tuple[type[Spec], str]
"""A group of the language, and the Python name of one of its fields."""


@contextmanager
def recorded() -> Iterator[set[Field]]:
    """Note every field that is read inside the block, in any design, by whatever means.

    Boxes and arrows are kept by a design once they were asked for: what makes them is noted the first time only.
    """
    read: set[Field] = set()
    known: dict[type, frozenset[str]] = {}
    plain = Spec.__getattribute__

    def noting(self: Spec, name: str) -> Any:
        cls = type(self)
        if cls not in known:
            known[cls] = frozenset(cls.model_fields)
        if name in known[cls]:
            read.add((cls, name))
        return plain(self, name)

    type.__setattr__(Spec, "__getattribute__", noting)
    try:
        yield read
    finally:
        type.__delattr__(Spec, "__getattribute__")


def place_of(field: Field) -> str:
    """Return the dotted place of a field in the file, at its group's first place: `slas.*.latency.p99`.

    Empty when the group is none of the language (a checklist is read by the same means).
    """
    model, name = field
    if model not in groups():
        return ""
    key = model.model_fields[name].alias or name
    owner: type[Spec] | None = model
    while owner and all(row.key != key for row in own_rows(owner)):
        owner = parent_of(owner)
    return f"{places()[owner][0]}.{key}".lstrip(".") if owner else ""
