"""What a field is measured in: the dimension of the quantity that a path of the language leads to."""

from __future__ import annotations

from collections.abc import Iterable
from functools import cache
from typing import Any, get_args

from pydantic import BaseModel
from pydantic.fields import FieldInfo

from workbench.design import SystemDesign
from workbench.design.scalars import InUnit
from workbench.design.shape import field_of, shape_of


@cache
def dimension_of(steps: tuple[str, ...], root: type[BaseModel] = SystemDesign) -> str:
    """Return the dimension (such as `duration`) of the quantity at `steps` below `root`; empty for other fields."""
    shape = shape_of(root)
    field: FieldInfo | None = None
    for step in steps:
        field = (field_of(shape.model, step) if shape.model else None) or field
        inner = shape.step(step)
        if inner is None:
            return ""
        shape = inner
    if field is None or shape.model or shape.inner:
        return ""
    return _marked(field.metadata) or _inside(field.annotation)


def _marked(marks: Iterable[Any]) -> str:
    return next((mark.dimension for mark in marks if isinstance(mark, InUnit)), "")


def _inside(annotation: Any) -> str:
    """Look for the mark of a quantity in an option, an entry or a list item."""
    own = _marked(getattr(annotation, "__metadata__", ()))
    return own or next((found for part in get_args(annotation) if (found := _inside(part))), "")
