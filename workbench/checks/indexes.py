"""Indexes over the items of all checklists, for the page about them: by severity, by source."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from workbench.checks.item import Item
from workbench.checks.sources import source_of, sources
from workbench.design.cells import heads, line

_SEVERITIES = ("blocker", "major", "minor")


def indexes(items: Iterable[Item]) -> Iterator[str]:
    """Yield the lines of both indexes; every item is a link to its place on the page."""
    every = sorted(items, key=lambda item: item.id)
    yield from ("## Items by severity", "")
    for severity in _SEVERITIES:
        yield from (f"**{severity}**: {_links(i for i in every if i.severity == severity)}", "")
    yield from ("## Items by source", "", *heads("source", "date", "how it was read", "items"))
    for name, source in sources().items():
        here = [item for item in every if any(_is_from(short, name) for short in item.sources)]
        if here:
            by = f"{source.title} ({source.by})"
            yield line(by, source.date or "", source.read, _links(here))
    yield ""
    yield from _dates()


def _is_from(short: str, name: str) -> bool:
    found = source_of(short)
    return found is not None and found[0] == name


def _links(items: Iterable[Item]) -> str:
    return ", ".join(f"[{item.id}](#{item.id})" for item in items)


def _dates() -> Iterator[str]:
    yield from ("## Legal dates", "", "Each as it was known on the day named; ask again before you rely on one.", "")
    yield from heads("day", "source", "what happens", "known on")
    for source in sources().values():
        for entry in source.dates.values():
            yield line(str(entry.on), source.title, entry.says, str(entry.known))
    yield ""
