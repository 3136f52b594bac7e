"""One walk finds every reference of a design, whatever field it stands in."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any, get_args

from pydantic import BaseModel

from workbench.design.references import KeysReferTo, RefTo
from workbench.errors import Path


@dataclass(frozen=True, slots=True)
class Reference:
    """One reference found in a design: where it stands, the name it gives, and what it may name."""

    path: Path
    name: str
    classes: tuple[str, ...]


def references(value: BaseModel, path: Path = ()) -> Iterator[Reference]:
    """Yield every reference inside `value`, with its path from the top."""
    for key, attribute, leaf, keys in _plan(type(value)):
        held = getattr(value, attribute)
        if held is not None and held != ():
            yield from _inside(held, (*path, key), leaf, keys)


def _inside(held: object, path: Path, leaf: RefTo | None, keys: KeysReferTo | None) -> Iterator[Reference]:
    if isinstance(held, BaseModel):
        yield from references(held, path)
    elif isinstance(held, Mapping):
        for key, item in held.items():
            if keys:
                yield Reference((*path, key), key, keys.classes)
            yield from _inside(item, (*path, key), leaf, None)
    elif isinstance(held, tuple):
        for position, item in enumerate(held):
            yield from _inside(item, (*path, position), leaf, None)
    elif leaf and isinstance(held, str):
        yield Reference(path, held, leaf.classes)


@cache
def _plan(model: type[BaseModel]) -> tuple[tuple[str, str, RefTo | None, KeysReferTo | None], ...]:
    """Per field that can hold a reference: its key in the file, its attribute, what its text and its keys may name."""
    rows = []
    for name, field in model.model_fields.items():
        marks = (*field.metadata, *_marks(field.annotation))
        leaf = next((m for m in marks if isinstance(m, RefTo)), None)
        keys = next((m for m in marks if isinstance(m, KeysReferTo)), None)
        if leaf or keys or _holds_model(field.annotation):
            rows.append((field.alias or name, name, leaf, keys))
    return tuple(rows)


def _marks(annotation: Any) -> Iterator[object]:
    yield from getattr(annotation, "__metadata__", ())
    for inner in get_args(annotation):
        yield from _marks(inner)


def _holds_model(annotation: Any) -> bool:
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        return True
    return any(_holds_model(inner) for inner in get_args(annotation))
