"""Patterns over the fields of a design, such as `monitoring.monitors.*.above`, checked against the language when loaded."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from typing import Annotated, Any

from pydantic import BaseModel, GetCoreSchemaHandler, GetJsonSchemaHandler
from pydantic_core import CoreSchema, core_schema

from workbench.design import SystemDesign
from workbench.design.scalars import complain
from workbench.design.shape import field_names, shape_of
from workbench.design.system import attribute_of
from workbench.errors import Path, nearest_word

ANY = "*"


@dataclass(frozen=True, slots=True)
class Pattern:
    """A path with `*` for any id or list position."""

    steps: tuple[str, ...]

    def __str__(self) -> str:
        return ".".join(self.steps)

    def select(self, design: BaseModel) -> list[tuple[Path, Any]]:
        """Return every filled value the pattern meets, with its path, in file order."""
        return list(_select(design, self.steps, ()))

    @property
    def place(self) -> Path:
        """The longest part without a `*`: where something could be added."""
        return tuple(self.steps[: self.steps.index(ANY)] if ANY in self.steps else self.steps)


def is_filled(value: object) -> bool:
    """True for a value that states something: not left out, not empty, not a plain `false`."""
    return value is not None and value is not False and value not in ((), {}, "")


def _select(value: Any, steps: tuple[str, ...], path: Path) -> Iterator[tuple[Path, Any]]:
    if not steps:
        if is_filled(value):
            yield path, value
        return
    head, rest = steps[0], steps[1:]
    if head == ANY:
        items = value.items() if isinstance(value, Mapping) else enumerate(value) if isinstance(value, tuple) else ()
        for key, item in items:
            yield from _select(item, rest, (*path, key))
    elif isinstance(value, BaseModel):
        held = getattr(value, attribute_of(type(value), head) or "model_fields_set", None)
        if held is not None and attribute_of(type(value), head):
            yield from _select(held, rest, (*path, head))
    elif isinstance(value, Mapping) and head in value:
        yield from _select(value[head], rest, (*path, head))


@cache
def parse_pattern(text: str) -> Pattern:
    """Read a dotted pattern; complain when a step is not a field of the language."""
    steps = tuple(text.strip().split("."))
    check_steps(steps, SystemDesign)
    return Pattern(steps)


def check_steps(steps: tuple[str, ...], root: type[BaseModel]) -> None:
    """Complain when `steps` do not lead along fields that exist below `root`."""
    shape = shape_of(root)
    for position, step in enumerate(steps):
        where = ".".join(steps[:position]) or "a design"
        if shape.model is None and shape.inner is None:
            raise complain(f"'{where}' is one value and has no field '{step}'", "a shorter path")
        if step == ANY and shape.inner is None:
            raise complain(f"'*' after {where} has nothing to run over", "a field, since this is one group")
        inner = shape.step(step)
        if inner is None:
            names = field_names(shape.model) if shape.model else []
            raise complain(f"'{step}' is not a field of {where}", "a field of the language", nearest_word(step, names))
        shape = inner


class _ReadPattern:
    def __get_pydantic_core_schema__(self, source: object, handler: GetCoreSchemaHandler) -> CoreSchema:
        return core_schema.no_info_plain_validator_function(_read, serialization=core_schema.to_string_ser_schema())

    def __get_pydantic_json_schema__(self, schema: CoreSchema, handler: GetJsonSchemaHandler) -> dict[str, Any]:
        return {"type": "string", "examples": ["monitoring.monitors.*"]}


def _read(value: object) -> Pattern:
    if isinstance(value, Pattern):
        return value
    if not isinstance(value, str) or not value.strip():
        raise complain("a field is missing here", "a dotted path such as monitoring.monitors.*")
    return parse_pattern(value)


FieldPattern = Annotated[Pattern, _ReadPattern()]
