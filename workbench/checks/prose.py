"""Which fields hold free words, and what counts as stated once those are set aside: prose never earns."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from types import UnionType
from typing import Annotated, Any, Union, get_args, get_origin

from pydantic import BaseModel
from pydantic.fields import FieldInfo

from workbench.design.scalars import Sort

PROSE = "text"


def sort_of(field: FieldInfo) -> str:
    """Return the sort of text a field, or each item of it, holds, such as `text` or `name`; empty for other types."""
    own = _last_sort(field.metadata)
    return own or _sort_in(field.annotation)


def _sort_in(annotation: Any) -> str:
    origin, args = get_origin(annotation), get_args(annotation)
    if origin is Annotated:
        return _last_sort(args[1:]) or _sort_in(args[0])
    if origin in (Union, UnionType):
        return _sort_in(next(a for a in args if a is not type(None)))
    if origin in (tuple, dict):
        return _sort_in(args[-1] if origin is dict else args[0])
    return ""


def _last_sort(metadata: Any) -> str:
    return next((m.name for m in reversed(list(metadata)) if isinstance(m, Sort)), "")


@cache
def telling(model: type[BaseModel]) -> tuple[str, ...]:
    """Return the attributes of a group of fields that hold more than free words."""
    return tuple(name for name, field in model.model_fields.items() if sort_of(field) != PROSE)


def is_filled(value: object) -> bool:
    """True for a value that states something: not left out, not empty, not `false`, and not free words alone."""
    if value is None or value is False or value == "":
        return False
    if isinstance(value, BaseModel):
        return any(is_filled(getattr(value, name)) for name in telling(type(value)))
    if isinstance(value, Mapping):
        # A key may be the statement itself: a store named under `erasure.reaches`, its time still open.
        return any(item is None or is_filled(item) for item in value.values())
    return any(is_filled(item) for item in value) if isinstance(value, tuple) else True
