"""Patterns over the fields of a design, such as `monitoring.monitors.*.above`, checked when a checklist is loaded."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from typing import Annotated, Any

from pydantic import BaseModel, GetCoreSchemaHandler, GetJsonSchemaHandler
from pydantic_core import CoreSchema, core_schema

from workbench.checks.faults import Fault
from workbench.checks.prose import is_filled, is_prose
from workbench.design import SystemDesign
from workbench.design.forms import Form, rows_of
from workbench.design.scalars import complain
from workbench.design.spec import Spec
from workbench.design.system import attribute_of
from workbench.errors import Path, nearest_word

ANY = "*"
_EVERYWHERE = "components"
_TELLING = "a field with a number, a listed word, a version or a name of something in the design"


@dataclass(frozen=True, slots=True)
class Pattern:
    """A path with `*` for any id or list position."""

    steps: tuple[str, ...]

    def __str__(self) -> str:
        return ".".join(self.steps)

    @property
    def told(self) -> str:
        """The pattern as people say it: `monitoring.monitors`, `labels.sets.(any).delay`."""
        steps = self.steps[:-1] if self.steps[-1] == ANY else self.steps
        return ".".join("(any)" if step == ANY else step for step in steps)

    def select(self, design: BaseModel) -> list[tuple[Path, Any]]:
        """Return every filled value the pattern meets, with its path, in file order.

        `components.*` stands for the components of every section, not only for those of a sketch.
        """
        if self.steps[0] == _EVERYWHERE and len(self.steps) > 1 and isinstance(design, SystemDesign):
            return list(_in_parts(design, self.steps[1], self.steps[2:]))
        return list(_select(design, self.steps, ()))

    def first(self, entry: BaseModel) -> Any:
        """Return the first filled value the pattern meets below one entry, or None."""
        if ANY in self.steps:
            return next((value for _, value in _select(entry, self.steps, ())), None)
        value: Any = entry
        for step in self.steps:
            if isinstance(value, BaseModel):
                attribute = attribute_of(type(value), step)
                value = getattr(value, attribute) if attribute else None
            else:
                value = value.get(step) if isinstance(value, Mapping) else None
        return value if is_filled(value) else None

    @property
    def place(self) -> Path:
        """The longest part without a `*`: where something could be added."""
        return tuple(self.steps[: self.steps.index(ANY)] if ANY in self.steps else self.steps)


def _in_parts(design: SystemDesign, name: str, steps: tuple[str, ...]) -> Iterator[tuple[Path, Any]]:
    for part in design.parts.values():
        if part.declared and name in (ANY, part.id):
            yield from _select(part.spec, steps, part.path)


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
        attribute = attribute_of(type(value), head)
        if attribute:
            yield from _select(getattr(value, attribute), rest, (*path, head))
    elif isinstance(value, Mapping) and head in value:
        yield from _select(value[head], rest, (*path, head))


@cache
def parse_pattern(text: str) -> Pattern:
    """Read a dotted pattern; complain when a step is not a field of the language."""
    steps = tuple(text.strip().split("."))
    check_steps(steps, SystemDesign)
    return Pattern(steps)


def check_steps(steps: tuple[str, ...], root: type[Spec]) -> None:
    """Complain when `steps` do not lead along fields that exist below `root`, or lead to free words."""
    wrong = misstep(steps, root)
    if wrong:
        raise complain(wrong.message, wrong.expected, wrong.nearest)


def misstep(steps: tuple[str, ...], root: type[Spec], *, to_prose: bool = False) -> Fault | None:
    """Return what is wrong with a way along fields below `root`, or None; free words are no end unless `to_prose`."""
    end = form_at(steps, root)
    if isinstance(end, Fault):
        return end
    if is_prose(end) and not to_prose:
        return Fault(f"'{'.'.join(steps)}' holds free words, which earn nothing", expected=_TELLING)
    return None


@cache
def form_at(steps: tuple[str, ...], root: type[Spec]) -> Form | Fault:
    """Return the form of the field a way leads to, or the first wrong step; ways share their beginnings."""
    if not steps:
        return Form("group", model=root)
    above = form_at(steps[:-1], root)
    if isinstance(above, Fault):
        return above
    step, where = steps[-1], ".".join(steps[:-1]) or "a design"
    if above.inner:
        return above.inner
    if above.model is None:
        return Fault(f"'{where}' is one value and has no field '{step}'", expected="a shorter path")
    if step == ANY:
        return Fault(f"'*' after {where} has nothing to run over", expected="a field, since this is one group")
    rows = {row.key: row.form for row in rows_of(above.model)}
    if step not in rows:
        near = nearest_word(step, rows)
        return Fault(f"'{step}' is not a field of {where}", expected="a field of the language", nearest=near)
    return rows[step]


@dataclass(frozen=True, slots=True)
class _ReadPattern:
    place: bool = False
    """A place to point at, which may hold free words and names no `*`."""

    def __get_pydantic_core_schema__(self, source: object, handler: GetCoreSchemaHandler) -> CoreSchema:
        return core_schema.no_info_plain_validator_function(self.read, serialization=core_schema.to_string_ser_schema())

    def __get_pydantic_json_schema__(self, schema: CoreSchema, handler: GetJsonSchemaHandler) -> dict[str, Any]:
        return {"type": "string", "examples": ["monitoring.monitors" if self.place else "monitoring.monitors.*"]}

    def read(self, value: object) -> Pattern:
        """Return the pattern a text states; complain in our own words otherwise."""
        if isinstance(value, Pattern):
            return value
        if not isinstance(value, str) or not value.strip():
            raise complain("a field is missing here", "a dotted path such as monitoring.monitors.*")
        if not self.place:
            return parse_pattern(value)
        pattern = Pattern(tuple(value.strip().split(".")))
        wrong = misstep(pattern.steps, SystemDesign, to_prose=True)
        if wrong:
            raise complain(wrong.message, wrong.expected, wrong.nearest)
        if ANY in pattern.steps:
            raise complain(f"'{value}' is not one place", "a dotted path without '*'")
        return pattern


FieldPattern = Annotated[Pattern, _ReadPattern()]
"""A field that may count as evidence."""
PlacePattern = Annotated[Pattern, _ReadPattern(place=True)]
"""A place a finding may point at."""
