"""The base of every group of fields in a design file, and three short ways to declare a field."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, ClassVar

from pydantic import BaseModel, ConfigDict, Field, model_validator

from workbench.design.scalars import Text
from workbench.design.shape import field_of


def said(meaning: str, example: str | None = None, *, key: str | None = None) -> Any:
    """Declare an optional field; left out means unknown. `key` is its name in the file where Python needs another."""
    return Field(default=None, description=meaning, examples=[example] if example else None, alias=key)


def some(meaning: str, example: str | None = None, *, key: str | None = None) -> Any:
    """Declare a list that may be empty."""
    return Field(default=(), description=meaning, examples=[example] if example else None, alias=key)


def keyed(meaning: str, example: str | None = None) -> Any:
    """Declare a group of things by id."""
    return Field(default_factory=dict, description=meaning, examples=[example] if example else None)


class Spec(BaseModel):
    """A group of fields: frozen once read, and closed (an unknown field is a mistake, not an extension)."""

    short: ClassVar[tuple[str, ...]] = ()
    """How the whole group may be written as one text, by example; empty where it may not."""

    model_config = ConfigDict(frozen=True, extra="forbid", validate_default=False, defer_build=True)

    @model_validator(mode="before")
    @classmethod
    def _left_out(cls, value: Any) -> Any:
        """Take a key with nothing behind it as left out, and an entry with nothing behind it as declared."""
        if value is None:
            return {}
        if isinstance(value, Mapping) and None in value.values():
            return {key: item for key, item in value.items() if item is not None or field_of(cls, str(key)) is None}
        return value

    note: Text | None = said(
        "Free words for the reader; earns nothing and changes no score.", "agreed with risk in May"
    )
