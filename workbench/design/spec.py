"""The base of every group of fields in a design file, and three short ways to declare a field."""

from __future__ import annotations

from typing import Any

from pydantic import BaseModel, ConfigDict, Field

from workbench.design.scalars import Text


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

    model_config = ConfigDict(frozen=True, extra="forbid", validate_default=False, defer_build=True)

    note: Text | None = said(
        "Free words for the reader; earns nothing and changes no score.", "agreed with risk in May"
    )
