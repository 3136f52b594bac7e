"""Words that a checklist expects in a field, held against the list the language gives that field."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Annotated, Any, Literal, get_args, get_origin

from pydantic import BaseModel

from workbench.checks.faults import Fault
from workbench.design.scalars import Flag
from workbench.design.shape import field_of, shape_of
from workbench.errors import nearest_word

_FLAG = get_args(Flag)[1:]


def strange_words(steps: tuple[str, ...], words: Iterable[str], root: type[BaseModel]) -> Iterator[Fault]:
    """Yield a fault for every word that the field at `steps` below `root` can never hold; its position is its place."""
    known = _listed(steps, root)
    for position, word in enumerate(words):
        if known and word not in known:
            expected = f"{', '.join(known[:8])}{' ...' if len(known) > 8 else ''}"
            yield Fault(f"'{word}' is not a word of {steps[-1]}", (position,), expected, nearest_word(word, known))


def _listed(steps: tuple[str, ...], root: type[BaseModel]) -> tuple[str, ...]:
    """Return the words a field is limited to; nothing when it takes any text."""
    above = shape_of(root)
    for step in steps[:-1]:
        above = above.step(step) or above
    field = field_of(above.model, steps[-1]) if above.model else None
    if field is None:
        return ()
    return _words_in(field.annotation) or (("true", "false") if list(field.metadata) == list(_FLAG) else ())


def _words_in(annotation: Any) -> tuple[str, ...]:
    origin, args = get_origin(annotation), get_args(annotation)
    if origin is Literal:
        return tuple(str(word) for word in args)
    if annotation == Flag:
        return ("true", "false")
    inner = args[:1] if origin in (Annotated, tuple) else args
    return next((words for part in inner if (words := _words_in(part))), ())
