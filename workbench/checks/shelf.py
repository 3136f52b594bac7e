"""Checklists by name: those we ship, those an installed package offers, files and folders of one's own."""

from __future__ import annotations

import pathlib
from functools import cache
from importlib.metadata import entry_points

from workbench.checks.checklist import ABOUT, Checklist, bundled_checklist, bundled_names, joined, load_checklist
from workbench.errors import InputError, Problem, nearest_word

GROUP = "workbench.checklists"
"""Entry points of this group name a file or folder: a path, or a function that returns one."""
_SUFFIXES = (".yaml", ".yml", ".json")


def checklist_named(name: str) -> Checklist:
    """Return a checklist by the name of one we ship or a package offers, or from a file or folder.

    Raises InputError with every problem of the file, or with the nearest name.
    """
    path = pathlib.Path(name)
    if path.suffix.lower() in _SUFFIXES or path.is_dir():
        return checklist_at(path)
    if name in bundled_names():
        return bundled_checklist(name)
    offered = offered_names()
    if name in offered:
        return _offered(name)
    known = (*bundled_names(), *offered)
    expected = "a name from `workbench checklists`, a YAML file or a folder of them"
    raise InputError(
        name, [Problem(f"there is no checklist '{name}'", expected=expected, nearest=nearest_word(name, known))]
    )


def checklist_at(path: pathlib.Path) -> Checklist:
    """Read a checklist from a file or a folder. A folder without an `about.yaml` joins its files by name."""
    if not path.is_dir() or (path / ABOUT).is_file():
        return load_checklist(path)
    files = sorted(p for p in path.iterdir() if p.suffix.lower() in _SUFFIXES)
    if not files:
        raise InputError(str(path), [Problem("no checklist is in this folder", expected="YAML files")])
    return joined([load_checklist(file) for file in files], str(path))


def offered_names() -> tuple[str, ...]:
    """Return the names of the checklists that installed packages offer."""
    return tuple(sorted(point.name for point in entry_points(group=GROUP)))


@cache
def _offered(name: str) -> Checklist:
    point = next(point for point in entry_points(group=GROUP) if point.name == name)
    try:
        found = point.load()
    except (ImportError, AttributeError) as error:
        raise InputError(name, [Problem(f"the package that offers it cannot be loaded: {error}")]) from None
    place = found() if callable(found) else found
    if not isinstance(place, str | pathlib.Path):
        expected = "a path, or a function that returns one"
        raise InputError(name, [Problem("the package that offers it names no file", expected=expected)])
    return checklist_at(pathlib.Path(place))
