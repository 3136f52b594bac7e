"""What the language allows at a path: a group of fields, entries by id, a list, or one plain value."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from types import UnionType
from typing import Annotated, Any, Union, get_args, get_origin

from pydantic import BaseModel
from pydantic.fields import FieldInfo

from workbench.errors import Path


@dataclass(frozen=True, slots=True)
class Shape:
    """The shape of one place: `model` for a group of fields, `inner` for entries or list items, neither for a value."""

    annotation: Any
    model: type[BaseModel] | None = None
    inner: Shape | None = None
    keyed: bool = False

    def step(self, key: str | int) -> Shape | None:
        """Return the shape one step further, or None when nothing may stand there."""
        if self.inner:
            return self.inner
        field = field_of(self.model, str(key)) if self.model else None
        annotation: Any = field.annotation if field else None
        return shape_of(annotation) if field else None

    def find(self, path: Path) -> Shape | None:
        """Return the shape at a path below this one, or None."""
        shape: Shape | None = self
        for key in path:
            shape = shape.step(key) if shape else None
        return shape


@cache
def shape_of(annotation: Any) -> Shape:
    """Return the shape that a type annotation describes."""
    origin, args = get_origin(annotation), get_args(annotation)
    if origin is Annotated:
        return shape_of(args[0])
    if origin in (Union, UnionType):
        return shape_of(next(a for a in args if a is not type(None)))
    if origin is dict:
        return Shape(annotation, inner=shape_of(args[1]), keyed=True)
    if origin is tuple:
        return Shape(annotation, inner=shape_of(args[0]))
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        return Shape(annotation, model=annotation)
    return Shape(annotation)


def field_of(model: type[BaseModel], key: str) -> FieldInfo | None:
    """Return a field by its name in the file, or None."""
    return next((field for name, field in model.model_fields.items() if (field.alias or name) == key), None)


def field_names(model: type[BaseModel]) -> list[str]:
    """Return the names of a model's fields as they stand in the file."""
    return [field.alias or name for name, field in model.model_fields.items()]
