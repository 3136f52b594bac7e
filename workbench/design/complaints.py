"""pydantic's error codes in our own sentences, with the fields and words that would have been right."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, get_args

from pydantic import BaseModel
from pydantic_core import ErrorDetails

from workbench.design.scalars import OURS
from workbench.design.system import SystemDesign
from workbench.errors import Path, Problem, nearest_word

_FEW = 8


def problem_of(detail: ErrorDetails, data: Any) -> Problem:
    """Return the problem behind one error of pydantic's; its place is still a path, without a line."""
    path: Path = tuple(step for step in detail["loc"] if step != "[key]")
    context = detail.get("ctx", {})
    kind = detail["type"]
    if kind == OURS:
        return Problem(context["message"], path, expected=context["expected"], nearest=context["nearest"])
    if kind == "extra_forbidden":
        return _unknown_field(path)
    value = _at(data, path)
    if kind == "literal_error":
        words = _words(context.get("expected", ""))
        return Problem(
            f"'{_short(value)}' is not a word this field knows" if isinstance(value, str) else "one word belongs here",
            path,
            expected=_listed(words),
            nearest=nearest_word(str(value), words) if isinstance(value, str) else "",
        )
    example = _example(path)
    if kind in ("model_type", "dict_type", "model_attributes_type", "mapping_type"):
        found = "nothing" if value is None else "a list" if isinstance(value, list) else f"'{_short(value)}'"
        return Problem(f"a group of fields belongs here, not {found}", path, expected=example)
    if kind in ("tuple_type", "list_type"):
        return Problem("a list belongs here", path, expected=example)
    return Problem("this value does not fit its field", path, expected=example)


def _unknown_field(path: Path) -> Problem:
    key = str(path[-1])
    model = model_at(path[:-1])
    fields = field_names(model) if model else []
    where = "a design" if len(path) == 1 else str(path[-2]) if isinstance(path[-2], str) else str(path[-3])
    near = nearest_word(key, fields)
    few = _listed(fields) if not near and 0 < len(fields) <= _FEW + 4 else ""
    return Problem(f"'{_short(key)}' is not a field of {where}", path, expected=few, nearest=near)


def field_names(model: type[BaseModel]) -> list[str]:
    """Return the names of a model's fields as they stand in the file."""
    return [field.alias or name for name, field in model.model_fields.items()]


def model_at(path: Path) -> type[BaseModel] | None:
    """Return the group of fields that stands at a path of a design, or None when a plain value does."""
    annotation: Any = SystemDesign
    for step in path:
        annotation = _step(annotation, step)
        if annotation is None:
            return None
    return _model_in(annotation)


def _step(annotation: Any, step: str | int) -> Any:
    model = _model_in(annotation)
    if model and not _is_group(annotation):
        field = next((f for n, f in model.model_fields.items() if (f.alias or n) == step), None)
        return _Typed(field.annotation) if field else None
    return _Typed(model) if model else None


class _Typed:
    """An annotation with the mapping or list around it still on."""

    def __init__(self, annotation: Any) -> None:
        self.annotation = annotation


def _bare(annotation: Any) -> Any:
    return annotation.annotation if isinstance(annotation, _Typed) else annotation


def _is_group(annotation: Any) -> bool:
    """True when the annotation is a mapping by id or a list of models rather than one model."""
    text = _bare(annotation)
    return any(getattr(a, "__origin__", None) in (dict, tuple) for a in _unwrapped(text))


def _unwrapped(annotation: Any) -> list[Any]:
    inner = [a for a in get_args(annotation) if a is not type(None)]
    return (
        [annotation, *(i for a in inner for i in _unwrapped(a))]
        if not isinstance(annotation, type) or inner
        else [annotation]
    )


def _model_in(annotation: Any) -> type[BaseModel] | None:
    for candidate in _unwrapped(_bare(annotation)):
        if isinstance(candidate, type) and issubclass(candidate, BaseModel):
            return candidate
    return None


def _example(path: Path) -> str:
    """Return `such as <example>` for the field at a path, from its own declaration."""
    model = model_at(path[:-1]) if path else None
    field = next((f for n, f in model.model_fields.items() if (f.alias or n) == path[-1]), None) if model else None
    if field and field.examples:
        return f"something like {path[-1]}: {field.examples[0]}"
    inner = model_at(path)
    names = field_names(inner) if inner else []
    return f"fields such as {', '.join(names[:4])}" if names else "another kind of value"


def _words(expected: str) -> list[str]:
    return [word.strip().strip("'") for word in expected.replace(" or ", ", ").split(",") if word.strip()]


def _listed(words: list[str]) -> str:
    shown = words[:_FEW]
    more = f" ({len(words) - _FEW} more)" if len(words) > _FEW else ""
    return f"{', '.join(shown[:-1])} or {shown[-1]}{more}" if len(shown) > 1 else "".join(shown)


def _at(data: Any, path: Path) -> Any:
    for step in path:
        if isinstance(data, Mapping):
            data = data.get(step)
        elif isinstance(data, list) and isinstance(step, int) and step < len(data):
            data = data[step]
        else:
            return None
    return data


def _short(value: object) -> str:
    flat = " ".join(str(value).split())
    return flat if len(flat) <= 40 else flat[:39] + "…"
