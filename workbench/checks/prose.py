"""What counts as stated once free words are set aside: prose never earns."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache

from workbench.design.forms import Form, rows_of
from workbench.design.spec import Spec
from workbench.design.system import attribute_of

PROSE = "text"


def is_prose(form: Form) -> bool:
    """True when a field of this form, or each item in it, holds free words."""
    return is_prose(form.inner) if form.inner else form.sort == PROSE


@cache
def telling(model: type[Spec]) -> tuple[str, ...]:
    """Return the attributes of a group of fields that hold more than free words."""
    return tuple(attribute_of(model, row.key) for row in rows_of(model) if not is_prose(row.form))


def is_filled(value: object) -> bool:
    """True for a value that states something: not left out, not empty, not `false`, and not free words alone."""
    if value is None or value is False or value == "":
        return False
    if isinstance(value, Spec):
        return any(is_filled(getattr(value, name)) for name in telling(type(value)))
    if isinstance(value, Mapping):
        # A key may be the statement itself: a store named under `erasure.reaches`, its time still open.
        return any(item is None or is_filled(item) for item in value.values())
    return any(is_filled(item) for item in value) if isinstance(value, tuple) else True
