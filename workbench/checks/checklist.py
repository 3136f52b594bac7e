"""Reading checklists: every mistake in a file told at its line, before any design is judged."""

from __future__ import annotations

import pathlib
from collections.abc import Callable, Iterator, Sequence
from functools import cache
from typing import Any

from pydantic import Field, ValidationError

from workbench.checks.faults import placed, typed
from workbench.checks.item import Item, ItemId
from workbench.design.scalars import Many, Text
from workbench.design.spec import Spec
from workbench.errors import InputError, Path, Problem, nearest_word
from workbench.library import checklists_folder
from workbench.reading import Document
from workbench.reading.files import read_file
from workbench.reading.recall import keep, recalled

COVERAGE, READINESS = "coverage", "readiness"
ABOUT = "about.yaml"
"""Makes a folder of checklists one checklist: its name, and its parts in reading order."""
_NO_CHECKLIST = ("sources",)
"""What else stands beside the checklists."""


class Checklist(Spec):
    """A named list of items."""

    id: ItemId = Field(description="Its name.", examples=["coverage"])
    title: Text = Field(description="What it asks, in a few words.", examples=["Interview coverage"])
    summary: Text = Field(description="What it is for.", examples=["What a 45-60 minute round expects."])
    items: Many[Item] = Field(description="The items.", examples=["[...]"], min_length=1)

    def item(self, id: str) -> Item:  # noqa: A002 - the word everywhere else
        """Return an item. Raises InputError with the nearest id when there is none."""
        found = next((i for i in self.items if i.id == id), None)
        if found is None:
            near = nearest_word(id, [i.id for i in self.items])
            raise InputError(self.id, [Problem(f"there is no item '{id}'", nearest=near)])
        return found


def checklist_of(document: Document) -> Checklist:
    """Type a document as a checklist. Raises InputError with every problem in it."""
    doubles = [placed(document, problem) for problem in _doubles(document.data)]
    try:
        checklist = typed(document, Checklist)
    except InputError as error:
        raise InputError(document.name, [*error.problems, *doubles]) from None
    if doubles:
        raise InputError(document.name, doubles)
    return checklist


def _doubles(data: Any) -> Iterator[Problem]:
    items = data.get("items") if isinstance(data, dict) else None
    ids = [item.get("id") if isinstance(item, dict) else None for item in (items if isinstance(items, list) else ())]
    for position, name in enumerate(ids):
        if name and name in ids[:position]:
            at: Path = ("items", position, "id")
            yield Problem(f"a second item is called '{name}'", at, expected="an id of its own")


class About(Spec):
    """What a folder of checklists is as a whole."""

    id: ItemId = Field(description="Its name.", examples=["readiness"])
    title: Text = Field(description="What it asks, in a few words.", examples=["Enterprise readiness"])
    summary: Text = Field(description="What it is for.", examples=["Would an enterprise run it?"])
    parts: Many[Text] = Field(
        description="Names of its files, in reading order.", examples=["[req, dat]"], min_length=1
    )


def _read(path: pathlib.Path) -> Checklist:
    return checklist_of(read_file(path))


def _shipped(path: pathlib.Path) -> Checklist:
    """Read a file we ship: its plain data may be kept from an earlier run, if it was sound then."""
    data = recalled(path)
    if data is not None:
        try:
            return Checklist.model_validate(data)
        except ValidationError:
            data = None  # kept by an engine that knew other words: read anew
    document = read_file(path)
    checklist = checklist_of(document)
    keep(path, document.data)
    return checklist


def load_checklist(path: pathlib.Path, read: Callable[[pathlib.Path], Checklist] = _read) -> Checklist:
    """Read a checklist file, or a folder of them with an `about.yaml`. Raises InputError when it cannot be used."""
    if not path.is_dir():
        return read(path)
    about = typed(read_file(path / ABOUT), About)
    parts = [read(path / f"{pathlib.Path(name).name}.yaml") for name in about.parts]
    whole = joined(parts, str(path))
    return Checklist(id=about.id, title=about.title, summary=about.summary, items=whole.items)


def joined(parts: Sequence[Checklist], name: str) -> Checklist:
    """Return several checklists as one, called as the first. Raises InputError when two items share an id."""
    items = tuple(item for part in parts for item in part.items)
    ids = [item.id for item in items]
    twice = [item for position, item in enumerate(ids) if item in ids[:position]]
    if twice:
        raise InputError(name, [Problem(f"a second item is called '{item}'") for item in twice])
    return Checklist(id=parts[0].id, title=parts[0].title, summary=parts[0].summary, items=items)


@cache
def bundled_checklist(name: str = COVERAGE) -> Checklist:
    """Return a checklist we ship. Raises InputError with the nearest name when there is none."""
    names = bundled_names()
    if name not in names:
        raise InputError(name, [Problem(f"there is no checklist '{name}'", nearest=nearest_word(name, names))])
    folder = checklists_folder() / name
    return load_checklist(folder if folder.is_dir() else folder.with_suffix(".yaml"), _shipped)


def bundled_names() -> tuple[str, ...]:
    """Return the names of the checklists we ship."""
    folder = checklists_folder()
    files = (p.stem for p in folder.glob("*.yaml") if p.stem not in _NO_CHECKLIST)
    return tuple(sorted([*files, *(p.parent.name for p in folder.glob(f"*/{ABOUT}"))]))
