"""A checklist as a custom lens: items become choices, sections questions, domains pillars."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from workbench import catalog
from workbench.checks.checklist import Checklist
from workbench.checks.item import Item
from workbench.checks.lens.shape import (
    CHOICES,
    NAME,
    NONE_OF_THESE,
    SCHEMA_VERSION,
    TEXT,
    Lens,
    LensChoice,
    Pillar,
    Question,
    Resource,
    RiskRule,
)

_HERE = CHOICES - 1
"""Items in one question; one choice is kept for 'none of these'."""


def lens_of(checklist: Checklist) -> Lens:
    """Return a checklist as a lens that keeps the published limits; texts too long for a lens are cut.

    Rules of a question: every practice ticked is no risk; every blocker ticked (where none is a blocker: anything
    ticked) is a medium risk; all else is high. So all three levels can be reached wherever a question has more than one
    sort of practice.
    """
    groups: dict[str, list[Question]] = {}
    for section, items in _by_section(checklist.items).items():
        row = catalog.sections().get(section)
        groups.setdefault(row.domain if row else section, []).extend(_questions(section, items))
    pillars = tuple(
        Pillar(id=_id(name), name=_cut(name.title(), NAME), questions=tuple(qs)) for name, qs in groups.items()
    )
    return Lens(
        version=SCHEMA_VERSION,
        name=_cut(checklist.title, NAME),
        description=_cut(checklist.summary, TEXT),
        pillars=pillars,
    )


def _by_section(items: Iterable[Item]) -> Mapping[str, list[Item]]:
    found: dict[str, list[Item]] = {}
    for item in items:
        found.setdefault(item.section, []).append(item)
    return found


def _questions(section: str, items: list[Item]) -> Iterator[Question]:
    """Yield the questions of a section, as few and as even as the limit of choices allows."""
    count = -(-len(items) // _HERE)
    size = -(-len(items) // count)
    row = catalog.sections().get(section)
    title = row.title if row else section
    for number in range(count):
        here = items[number * size : (number + 1) * size]
        name = f"{section}_{number + 1}"
        more = f" ({number + 1} of {count})" if count > 1 else ""
        yield Question(
            id=name,
            title=_cut(f"{title}: what does the design show?{more}", NAME),
            description="Tick what the design file proves. The workbench computes it; here it is declared.",
            choices=(*map(_choice, here), LensChoice(id=f"{name}{NONE_OF_THESE}", title="None of these")),
            rules=tuple(_rules(here)),
        )


def _choice(item: Item) -> LensChoice:
    address = next((s for s in item.sources if s.startswith(("http://", "https://"))), "")
    help_ = Resource(text=_cut(item.why, TEXT), url=address)
    return LensChoice(
        id=_id(item.id), title=_cut(item.title, NAME), help=help_, plan=Resource(text=_cut(item.advice, TEXT))
    )


def _rules(items: list[Item]) -> Iterator[RiskRule]:
    every = [_id(item.id) for item in items]
    blockers = [_id(item.id) for item in items if item.severity == "blocker"]
    yield RiskRule(condition=" && ".join(every), risk="NO_RISK")
    if blockers and len(blockers) < len(every):
        yield RiskRule(condition=" && ".join(blockers), risk="MEDIUM_RISK")
    elif not blockers and len(every) > 1:
        yield RiskRule(condition=" || ".join(every), risk="MEDIUM_RISK")
    yield RiskRule(condition="default", risk="HIGH_RISK")


def _id(name: str) -> str:
    return name.replace("-", "_")


def _cut(text: str, most: int) -> str:
    return text if len(text) <= most else text[: most - 1].rstrip() + "…"
