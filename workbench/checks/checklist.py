"""Reading checklists: every mistake in a file told at its line, before any design is judged."""

from __future__ import annotations

import pathlib
from functools import cache
from typing import Annotated

from pydantic import Field

from workbench.checks.faults import placed, typed
from workbench.checks.item import Item, ItemId
from workbench.design.scalars import Many, Text
from workbench.design.spec import Spec
from workbench.errors import InputError, Problem, nearest_word
from workbench.library import checklists_folder
from workbench.reading import Document
from workbench.reading.files import read_file

COVERAGE = "coverage"


class Checklist(Spec):
    """A named list of items."""

    id: ItemId = Field(description="Its name.", examples=["coverage"])
    title: Text = Field(description="What it asks, in a few words.", examples=["Interview coverage"])
    summary: Text = Field(description="What it is for.", examples=["What a 45-60 minute round expects."])
    items: Annotated[Many[Item], Field(description="The items.", examples=["[...]"])]

    def item(self, id: str) -> Item:  # noqa: A002 - the word everywhere else
        """Return an item. Raises InputError with the nearest id when there is none."""
        found = next((i for i in self.items if i.id == id), None)
        if found is None:
            near = nearest_word(id, [i.id for i in self.items])
            raise InputError(self.id, [Problem(f"there is no item '{id}'", nearest=near)])
        return found


def checklist_of(document: Document) -> Checklist:
    """Type a document as a checklist. Raises InputError with every problem in it."""
    checklist = typed(document, Checklist)
    problems = [*_doubles(checklist)]
    if problems:
        raise InputError(document.name, [placed(document, p) for p in problems])
    return checklist


def _doubles(checklist: Checklist) -> list[Problem]:
    ids = [item.id for item in checklist.items]
    return [
        Problem(f"a second item is called '{name}'", ("items", n, "id"), expected="an id of its own")
        for n, name in enumerate(ids)
        if name in ids[:n]
    ]


def load_checklist(path: pathlib.Path) -> Checklist:
    """Read a checklist file. Raises InputError when it cannot be read or used."""
    return checklist_of(read_file(path))


@cache
def bundled_checklist(name: str = COVERAGE) -> Checklist:
    """Return a checklist we ship. Raises InputError with the nearest name when there is none."""
    names = bundled_names()
    if name not in names:
        raise InputError(name, [Problem(f"there is no checklist '{name}'", nearest=nearest_word(name, names))])
    return load_checklist(checklists_folder() / f"{name}.yaml")


def bundled_names() -> tuple[str, ...]:
    """Return the names of the checklists we ship."""
    return tuple(sorted(p.stem for p in checklists_folder().glob("*.yaml")))
