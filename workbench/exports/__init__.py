"""Formats a review can be written in. Every module here with NAME, SUFFIX, ABOUT and render(review, look) is one."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib import import_module
from pkgutil import iter_modules
from types import MappingProxyType
from typing import Protocol, cast

from workbench.review import Review


@dataclass(frozen=True, slots=True)
class Look:
    """How a picture should look and what it shows; texts ignore colours and frame.

    `view` and `cloud` are words of `workbench.diagram.graph`: VIEWS, and CLOUDS or nothing.
    """

    theme: str = "light"
    frame: bool = True
    view: str = "end-to-end"
    cloud: str = ""


class Exporter(Protocol):
    """One format."""

    NAME: str
    SUFFIX: str
    ABOUT: str

    def render(self, review: Review, look: Look) -> str | bytes:
        """Return the review in this format; bytes where it is not text."""


@cache
def exporters() -> Mapping[str, Exporter]:
    """Return every format by name. Importing one imports nothing heavy; rendering may."""
    found: dict[str, Exporter] = {}
    for module in iter_modules(__path__):
        held = import_module(f"{__name__}.{module.name}")
        missing = [name for name in ("NAME", "SUFFIX", "ABOUT", "render") if not hasattr(held, name)]
        if missing:
            raise TypeError(f"exports/{module.name}.py needs {', '.join(missing)}")
        found[held.NAME] = cast("Exporter", held)
    return MappingProxyType(found)


def exporter_for(file: str) -> Exporter | None:
    """Return the format whose suffix a file name ends in, the longest suffix first."""
    fits = [e for e in exporters().values() if file.lower().endswith(e.SUFFIX)]
    return max(fits, key=lambda e: len(e.SUFFIX), default=None)
