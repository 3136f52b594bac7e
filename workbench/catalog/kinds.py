"""The kinds of component a design can hold, and the traits that checks ask of them."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from types import MappingProxyType

from workbench.catalog.rows import FOLDER, Table, read_texts

SECTIONS = (
    "outside", "ingestion", "labels", "features", "training", "evaluation", "serving", "experimentation",
    "monitoring", "drift", "retraining", "rollback", "privacy", "security", "reliability", "cost", "llm",
    "responsible_ai",
)  # fmt: skip
"""The sections in which a kind can be at home, in reading order."""

_REQUIRED = ("title", "section", "glyph", "traits", "summary")


@dataclass(frozen=True, slots=True)
class Kind:
    """A kind of component: what it is called, where it is at home, what checks may ask of it."""

    id: str
    title: str
    summary: str
    section: str
    traits: frozenset[str]
    glyph: str
    aliases: tuple[str, ...] = ()


@cache
def traits() -> Mapping[str, str]:
    """Return the closed vocabulary of traits with the meaning of each."""
    return read_texts(FOLDER / "traits.yaml")


@cache
def kinds() -> Mapping[str, Kind]:
    """Return every kind by its id, in the order of the file."""
    return load_kinds(FOLDER / "kinds.yaml", traits())


def load_kinds(path: Path, known_traits: Collection[str]) -> Mapping[str, Kind]:
    """Read kinds from a file; raise `InputError` with all problems when a row is not valid."""
    table = Table(path)
    found: dict[str, Kind] = {}
    for row in table.rows:
        table.check_fields(row, _REQUIRED, ("aliases",))
        table.words(row, "section", SECTIONS)
        found[row.id] = Kind(
            id=row.id,
            title=row.text("title"),
            summary=row.text("summary"),
            section=row.text("section"),
            traits=frozenset(table.words(row, "traits", known_traits)),
            glyph=row.text("glyph"),
            aliases=tuple(row.text("aliases").split()),
        )
    table.check_names({kind.id: kind.aliases for kind in found.values()})
    table.finish()
    return MappingProxyType(found)
