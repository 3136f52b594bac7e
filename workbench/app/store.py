"""Drafts on disk: every save is one transaction, and no save overwrites what it has not seen."""

from __future__ import annotations

import re
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TypeVar

from workbench.errors import WorkbenchError

FILE = "drafts.sqlite3"
MOST_LISTED = 200
LONGEST_NAME = 80
_WAIT = 5.0  # seconds another process may hold the file
_TABLE = """
create table if not exists drafts (
  id text primary key,
  name text not null,
  text text not null,
  sound text not null default '',
  version integer not null default 1,
  touched integer not null
) strict
"""
_NEXT = "(select coalesce(max(touched), 0) + 1 from drafts)"
_T = TypeVar("_T")


class StoreError(WorkbenchError):
    """Drafts cannot be read or written; the message says why."""


@dataclass(frozen=True, slots=True)
class Draft:
    """One kept text. `version` counts its saves; `sound` is its last text that could be reviewed."""

    id: str
    name: str
    text: str
    sound: str
    version: int


class Drafts:
    """The drafts in one folder. Safe to use from several threads and processes at once."""

    def __init__(self, folder: Path) -> None:
        self._file = folder / FILE
        self._ready = False

    def names(self) -> tuple[tuple[str, str], ...]:
        """Return id and name of the drafts, the last touched first."""
        query = "select id, name from drafts order by touched desc limit ?"
        return self._do(lambda db: tuple((str(i), str(n)) for i, n in db.execute(query, (MOST_LISTED,))))

    def get(self, draft_id: str) -> Draft | None:
        """Return a draft, or None when there is none of this id."""
        return self._do(lambda db: _get(db, draft_id))

    def new(self, name: str, text: str) -> Draft:
        """Keep a text under a name; its id is the name made safe, counted up when it is taken."""
        return self._do(lambda db: _new(db, name, text))

    def save(self, draft_id: str, text: str, version: int) -> Draft | None:
        """Replace the text of a draft seen at `version`; None when it has changed since or is gone."""
        return self._do(lambda db: _save(db, draft_id, text, version))

    def mark_sound(self, draft_id: str, text: str) -> None:
        """Remember a text of a draft as its last that could be reviewed."""
        self._do(lambda db: db.execute("update drafts set sound = ? where id = ?", (text, draft_id)))

    def rename(self, draft_id: str, name: str) -> None:
        """Give a draft another name; its id stays."""
        self._do(lambda db: db.execute("update drafts set name = ? where id = ?", (clean_name(name), draft_id)))

    def remove(self, draft_id: str) -> None:
        """Delete a draft."""
        self._do(lambda db: db.execute("delete from drafts where id = ?", (draft_id,)))

    def _do(self, work: Callable[[sqlite3.Connection], _T]) -> _T:
        try:
            with self._open() as db:
                return work(db)
        except (sqlite3.Error, OSError) as error:
            reason = getattr(error, "strerror", None) or str(error)
            raise StoreError(f"drafts cannot be kept in {self._file.parent}: {reason}") from error

    @contextmanager
    def _open(self) -> Iterator[sqlite3.Connection]:
        if not self._ready:
            self._file.parent.mkdir(parents=True, exist_ok=True)
        with closing(sqlite3.connect(self._file, timeout=_WAIT, isolation_level="IMMEDIATE")) as db:
            if not self._ready:
                db.execute("pragma journal_mode = wal")
                db.execute(_TABLE)
                self._ready = True
            # A save is told as done only when it would survive the loss of power.
            db.execute("pragma synchronous = full")
            with db:
                yield db


def clean_name(name: str) -> str:
    """Return a name on one line, without what cannot be seen, of at most 80 characters."""
    shown = "".join(c if c.isprintable() else " " for c in name)
    return " ".join(shown.split())[:LONGEST_NAME] or "untitled"


def _get(db: sqlite3.Connection, draft_id: str) -> Draft | None:
    query = "select id, name, text, sound, version from drafts where id = ?"
    row = db.execute(query, (draft_id,)).fetchone()
    return Draft(*row) if row else None


def _new(db: sqlite3.Connection, name: str, text: str) -> Draft:
    # The lock is taken before the free id is looked for, so that two of us cannot find the same one.
    db.execute("begin immediate")
    title = clean_name(name)
    stem = re.sub(r"[^a-z0-9]+", "-", title.lower()).strip("-")[:60] or "draft"
    taken = {str(i) for (i,) in db.execute("select id from drafts where id = ? or id like ?", (stem, f"{stem}-%"))}
    count = 1
    draft_id = stem
    while draft_id in taken:
        count += 1
        draft_id = f"{stem}-{count}"
    named = title if count == 1 else f"{title} ({count})"
    db.execute(
        f"insert into drafts (id, name, text, touched) values (?, ?, ?, {_NEXT})",  # noqa: S608 - a constant of ours
        (draft_id, named, text),
    )
    return Draft(draft_id, named, text, "", 1)


def _save(db: sqlite3.Connection, draft_id: str, text: str, version: int) -> Draft | None:
    update = f"update drafts set text = ?, version = version + 1, touched = {_NEXT} where id = ? and version = ?"  # noqa: S608 - a constant of ours
    changed = db.execute(update, (text, draft_id, version)).rowcount
    held = _get(db, draft_id)
    # The same text saved twice, as after a lost answer, is no conflict.
    return held if changed or (held and held.text == text) else None
