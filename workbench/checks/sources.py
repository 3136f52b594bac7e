"""Sources by the short names that items use: full name, date, and how it was read."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from functools import cache
from types import MappingProxyType

from pydantic import Field

from workbench.checks.faults import typed
from workbench.design.scalars import Day, Many, Text
from workbench.design.spec import Spec, keyed, said
from workbench.library import checklists_folder
from workbench.reading.files import read_file


class LegalDate(Spec):
    """A day on which something applies, as it was known on another day."""

    on: Day = Field(description="The day.", examples=["2026-08-02"])
    known: Day = Field(description="When that was known.", examples=["2026-07-01"])
    says: Text = Field(description="What happens then.", examples=["duties of Article 50 apply"])


class Source(Spec):
    """Something that items refer to."""

    begins: Many[Text] = Field(description="How its short names begin.", examples=["[MTS-]"])
    title: Text = Field(description="Full name.", examples=["The ML Test Score"])
    by: Text = Field(description="Who wrote it.", examples=["Breck and others"])
    date: Text | None = said("When, as far as known.", "2017")
    section: Text = Field(description="What the rest of a short name means.", examples=["number of the test"])
    read: Text = Field(description="How it was read.", examples=["in full"])
    dates: dict[Text, LegalDate] = keyed("Legal dates.", "{applies: {on: 2026-08-02, known: 2026-07-01, says: ...}}")


class Sources(Spec):
    """All of them."""

    sources: dict[str, Source] = keyed("Sources by id.", "{ml-test-score: {...}}")


@cache
def sources() -> Mapping[str, Source]:
    """Return every source by its id. Raises InputError with every problem of the file."""
    return MappingProxyType(typed(read_file(checklists_folder() / "sources.yaml"), Sources).sources)


def source_of(short: str) -> tuple[str, Source] | None:
    """Return the id and source that a short name belongs to: the one with the longest fitting beginning."""
    beginnings = [(begins, name) for name, source in sources().items() for begins in source.begins]
    fitting = [(len(begins), name) for begins, name in beginnings if short.startswith(begins)]
    return (max(fitting)[1], sources()[max(fitting)[1]]) if fitting else None


def legal_dates(as_of: date) -> tuple[tuple[str, str, LegalDate, bool], ...]:
    """Return every legal date as source, name, date and whether it has come by a day, in order of the days."""
    dated = [(name, what, entry) for name, source in sources().items() for what, entry in source.dates.items()]
    rows = [(name, what, entry, entry.on <= as_of) for name, what, entry in dated]
    return tuple(sorted(rows, key=lambda row: (row[2].on, row[0], row[1])))
