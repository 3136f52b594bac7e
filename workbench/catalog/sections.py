"""The sections of a design: where each is drawn, how it is scored, what an interviewer would call it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from types import MappingProxyType

from workbench.catalog.rows import FOLDER, Table

_FIELDS = ("title", "lane", "prefix", "domain", "topic")


@dataclass(frozen=True, slots=True)
class SectionRow:
    """One section; `lane` is outside, offline, online or watchers, or none when nothing of it is drawn."""

    id: str
    title: str
    lane: str
    prefix: str
    domain: str
    topic: str


@cache
def sections() -> Mapping[str, SectionRow]:
    """Return every section by its id, in reading order. Raises InputError when the file is not valid."""
    table = Table(FOLDER / "sections.yaml")
    for row in table.rows:
        table.check_fields(row, _FIELDS)
    table.finish()
    return MappingProxyType({r.id: SectionRow(r.id, *(r.text(f) for f in _FIELDS)) for r in table.rows})
