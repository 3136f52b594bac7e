"""pydantic's error codes in our own sentences, with the fields and words that would have been right."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from pydantic import BaseModel
from pydantic_core import ErrorDetails

from workbench.design.scalars import OURS
from workbench.design.shape import field_names, field_of, shape_of
from workbench.design.system import SystemDesign
from workbench.errors import Path, Problem, nearest_word

_FEW = 8
_KEY = "[key]"
"""How pydantic marks that a key is wrong, not what stands behind it."""


def problem_of(detail: ErrorDetails, data: Any, root: type[BaseModel] = SystemDesign) -> Problem:
    """Return the problem behind one error of pydantic's in data of type `root`; its place is a path, not yet a line."""
    path: Path = tuple(step for step in detail["loc"] if step != _KEY)
    context = detail.get("ctx", {})
    kind = detail["type"]
    if kind == OURS:
        return Problem(context["message"], path, expected=context["expected"], nearest=context["nearest"])
    if kind == "extra_forbidden":
        return _unknown_field(path, root)
    value = path[-1] if detail["loc"][-1:] == (_KEY,) else _at(data, path)
    if kind == "literal_error":
        words = _words(context.get("expected", ""))
        return Problem(
            f"'{_short(value)}' is not a word this field knows" if isinstance(value, str) else "one word belongs here",
            path,
            expected=_listed(words),
            nearest=nearest_word(str(value), words) if isinstance(value, str) else "",
        )
    example = _example(path, root)
    if kind == "missing":
        return Problem(f"'{path[-1]}' is missing", path, expected=example)
    if kind in ("model_type", "dict_type", "model_attributes_type", "mapping_type"):
        found = "nothing" if value is None else "a list" if isinstance(value, list) else f"'{_short(value)}'"
        return Problem(f"a group of fields belongs here, not {found}", path, expected=example)
    if kind in ("tuple_type", "list_type"):
        return Problem("a list belongs here", path, expected=example)
    return Problem("this value does not fit its field", path, expected=example)


def _unknown_field(path: Path, root: type[BaseModel]) -> Problem:
    key = str(path[-1])
    if key == "none":
        return Problem("'none' stands alone, with the reason behind it", path, expected="{none: why it is left out}")
    above = shape_of(root).find(path[:-1])
    fields = field_names(above.model) if above and above.model else []
    where = "a design" if len(path) == 1 else str(path[-2]) if isinstance(path[-2], str) else str(path[-3])
    near = nearest_word(key, fields)
    few = _listed(fields) if not near and 0 < len(fields) <= _FEW + 4 else ""
    return Problem(f"'{_short(key)}' is not a field of {where}", path, expected=few, nearest=near)


def _example(path: Path, root: type[BaseModel]) -> str:
    """Return an example for the field at a path, from its own declaration."""
    above = shape_of(root).find(path[:-1]) if path else None
    field = field_of(above.model, str(path[-1])) if above and above.model else None
    if field and field.examples:
        return f"something like {path[-1]}: {field.examples[0]}"
    here = shape_of(root).find(path)
    names = field_names(here.model) if here and here.model else []
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
        elif not (step == 0 and isinstance(data, str)):  # one word may stand for a list of one
            return None
    return data


def _short(value: object) -> str:
    flat = " ".join(str(value).split())
    return flat if len(flat) <= 40 else flat[:39] + "…"
