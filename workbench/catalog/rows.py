"""Read one catalogue data file: a row per id, every value a text, all mistakes told at once."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from types import MappingProxyType
from typing import TYPE_CHECKING

from workbench.errors import InputError, Mark, Problem, nearest_word

if TYPE_CHECKING:
    import yaml

FOLDER = Path(__file__).resolve().parent
"""Where the data files stand."""

_MAP = "tag:yaml.org,2002:map"


def fold(word: str) -> str:
    """Write a word the way ids are compared: lower case, with `_` for spaces, hyphens and dots."""
    return word.strip().lower().replace("-", "_").replace(" ", "_").replace(".", "_")


@dataclass(frozen=True, slots=True)
class Row:
    """One entry of a data file: its id, its fields as text, and where it stands."""

    id: str
    fields: Mapping[str, str]
    mark: Mark

    def text(self, field: str) -> str:
        """Return the text of a field, or an empty string when it is left out."""
        return self.fields.get(field, "")


class Table:
    """The rows of one data file, and every problem found in them so far."""

    def __init__(self, path: Path) -> None:
        self.file = path.name
        self.problems: list[Problem] = []
        self.rows: list[Row] = []
        for name, value, mark in _entries(path, self.problems):
            if isinstance(value.value, str) or value.tag != _MAP:
                self.problems.append(Problem(f"{name}: this is no row", (name,), mark, "{field: text, ...}"))
            else:
                self.rows.append(self._row(name, value, mark))

    def check_fields(self, row: Row, required: Collection[str], optional: Collection[str] = ()) -> None:
        """Note every field of a row that is unknown, and every required one that is missing or empty."""
        known = [*required, *optional]
        for field in row.fields:
            if field not in known:
                near = nearest_word(field, known)
                self.add(row, f"unknown field '{field}'", field, ", ".join(known), near)
        for field in required:
            if not row.text(field):
                self.add(row, f"field '{field}' is missing", field, "a text")

    def words(self, row: Row, field: str, known: Collection[str]) -> tuple[str, ...]:
        """Return the words of a field in order, and note each one that is not `known`."""
        words = tuple(row.text(field).split())
        for word in words:
            if word not in known:
                near = nearest_word(word, known)
                self.add(row, f"unknown word '{word}' in '{field}'", field, "a known id", near)
        return words

    def check_names(self, names: Mapping[str, tuple[str, ...]]) -> None:
        """Note every alias that is also an id or an alias of another row; `names` is id -> aliases."""
        owner = {fold(name): name for name in names}
        for row in self.rows:
            for alias in names.get(row.id, ()):
                first = owner.setdefault(fold(alias), row.id)
                if first != row.id or fold(alias) == fold(row.id):
                    self.add(row, f"alias '{alias}' already stands for '{first}'", "aliases", "a free word")

    def add(self, row: Row, message: str, field: str, expected: str = "", nearest: str = "") -> None:
        """Note one problem of a row."""
        self.problems.append(Problem(f"{row.id}: {message}", (row.id, field), row.mark, expected, nearest))

    def finish(self) -> None:
        """Raise `InputError` with everything that was noted, if anything was."""
        if self.problems:
            raise InputError(self.file, self.problems)

    def _row(self, name: str, mapping: yaml.Node, mark: Mark) -> Row:
        fields: dict[str, str] = {}
        row = Row(name, fields, mark)
        for key, value in mapping.value:
            field = str(key.value)
            if not isinstance(value.value, str):
                self.add(row, f"'{field}' is not a plain text", field, "words with spaces between them")
            elif field in fields:
                self.add(row, f"field '{field}' is given twice", field)
            else:
                fields[field] = value.value
        return row


def read_texts(path: Path) -> Mapping[str, str]:
    """Read a file of `id: text` lines; raise `InputError` with all problems found in it."""
    problems: list[Problem] = []
    texts: dict[str, str] = {}
    for name, value, mark in _entries(path, problems):
        if isinstance(value.value, str):
            texts[name] = value.value
        else:
            problems.append(Problem(f"{name}: this is not a plain text", (name,), mark, "a text"))
    if problems:
        raise InputError(path.name, problems)
    return MappingProxyType(texts)


def _entries(path: Path, problems: list[Problem]) -> Iterator[tuple[str, yaml.Node, Mark]]:
    """Give each entry of the file with its place, once; an id that comes again is noted as a problem."""
    # Imported here so that `import workbench.catalog` stays cheap for commands that need no kinds.
    import yaml

    # The base loader knows texts, lists and maps only: nothing is guessed and nothing is constructed.
    loader = getattr(yaml, "CBaseLoader", yaml.BaseLoader)
    try:
        root = yaml.compose(path.read_text(encoding="utf-8"), Loader=loader)
    except yaml.MarkedYAMLError as error:
        at = error.problem_mark
        place = Mark(at.line + 1, at.column + 1) if at else Mark(1, 1)
        raise InputError(path.name, [Problem(f"this is not YAML: {error.problem}", mark=place)]) from error
    if not isinstance(root, yaml.MappingNode):
        raise InputError(path.name, [Problem("the file holds no rows", expected="'id: ...' lines")])
    seen: set[str] = set()
    for key, value in root.value:
        name = str(key.value)
        mark = Mark(key.start_mark.line + 1, key.start_mark.column + 1)
        if name in seen:
            problems.append(Problem(f"{name}: this id is given twice", (name,), mark))
        else:
            seen.add(name)
            yield name, value, mark
