"""Walk the models of the language along a dotted path, `*` standing for any id."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from types import UnionType
from typing import Annotated, Any, Union, get_args, get_origin

from pydantic import BaseModel

from workbench.design.scalars import InUnit
from workbench.design.system import SystemDesign, attribute_of


def leaves(path: str) -> list[object]:
    """Return the type a path leads to and the marks on it; empty when the language has no such path."""
    found: list[object] = [SystemDesign]
    for step in path.split("."):
        found = [inner for value in found for inner in _step(value, step)]
    return found


def dimension(path: str) -> str:
    """Return the dimension of the quantity a path leads to, or an empty string when it holds none."""
    return next((mark.dimension for mark in leaves(path) if isinstance(mark, InUnit)), "")


def _step(value: object, step: str) -> Iterator[object]:
    if isinstance(value, type) and issubclass(value, BaseModel):
        name = attribute_of(value, step)
        if name:
            field = value.model_fields[name]
            yield from field.metadata
            yield from _opened(field.annotation)
    elif get_origin(value) in (dict, Mapping):
        yield from _opened(get_args(value)[1])


def _opened(annotation: Any) -> Iterator[object]:
    """Yield what stands inside options, lists and annotated types; a mapping stays whole."""
    origin = get_origin(annotation)
    if origin is Annotated:
        inner, *marks = get_args(annotation)
        yield from marks
        yield from _opened(inner)
    elif origin in (Union, UnionType, tuple):
        for inner in get_args(annotation):
            yield from _opened(inner)
    else:
        yield annotation
