"""Drafts are kept whole, found again, and never overwritten unseen."""

from __future__ import annotations

import pathlib
import sqlite3
from contextlib import closing

import pytest
from hypothesis import given
from hypothesis import strategies as st

from workbench.app.home import data_folder
from workbench.app.store import FILE, LONGEST_NAME, Drafts, StoreError, clean_name


def test_a_draft_comes_back_as_it_was_saved(home: pathlib.Path) -> None:
    """Another process sees the last saved text, letter by letter."""
    made = Drafts(home).new("my system", "title: ü\r\n\t# x\n")
    saved = Drafts(home).save(made.id, "title: y\x00\n", made.version)
    assert saved is not None
    assert Drafts(home).get(made.id) == saved
    assert saved.text == "title: y\x00\n"
    assert saved.version == 2


def test_a_save_never_overwrites_what_it_has_not_seen(drafts: Drafts) -> None:
    """The second of two windows is told, and the first one's text stays."""
    made = drafts.new("a", "one")
    assert drafts.save(made.id, "first window", made.version)
    assert drafts.save(made.id, "second window", made.version) is None
    held = drafts.get(made.id)
    assert held is not None
    assert held.text == "first window"


def test_the_same_text_twice_is_no_conflict(drafts: Drafts) -> None:
    """An answer that was lost does not fork a draft when it is sent again."""
    made = drafts.new("a", "one")
    drafts.save(made.id, "two", made.version)
    again = drafts.save(made.id, "two", made.version)
    assert again is not None
    assert again.version == 2


def test_drafts_of_one_name_get_ids_and_names_of_their_own(drafts: Drafts) -> None:
    """Opening a scenario twice makes two drafts that can be told apart."""
    made = [drafts.new("Card fraud", "") for _ in range(3)]
    assert [d.id for d in made] == ["card-fraud", "card-fraud-2", "card-fraud-3"]
    assert [d.name for d in made] == ["Card fraud", "Card fraud (2)", "Card fraud (3)"]


def test_the_last_touched_draft_comes_first(drafts: Drafts) -> None:
    """A reload without an address opens what was worked on last."""
    one, two = drafts.new("one", ""), drafts.new("two", "")
    assert [i for i, _ in drafts.names()] == [two.id, one.id]
    drafts.save(one.id, "x", one.version)
    assert [i for i, _ in drafts.names()] == [one.id, two.id]


def test_rename_and_remove(drafts: Drafts) -> None:
    """A draft keeps its id when it gets another name, and is gone when it is removed."""
    made = drafts.new("one", "text")
    drafts.rename(made.id, "  two\n words ")
    held = drafts.get(made.id)
    assert held is not None
    assert held.name == "two words"
    drafts.remove(made.id)
    assert drafts.get(made.id) is None


def test_the_file_is_written_ahead(home: pathlib.Path) -> None:
    """Readers never wait for a writer, and a killed server leaves no half-written save."""
    Drafts(home).new("a", "")
    with closing(sqlite3.connect(home / FILE)) as db:
        assert db.execute("pragma journal_mode").fetchone() == ("wal",)


def test_a_folder_that_cannot_be_used_is_told_in_words(tmp_path: pathlib.Path) -> None:
    """No traceback of the database: which folder, and why."""
    (tmp_path / "file").write_text("", encoding="utf-8")
    with pytest.raises(StoreError, match="drafts cannot be kept in"):
        Drafts(tmp_path / "file").names()
    broken = tmp_path / "broken"
    broken.mkdir()
    (broken / FILE).write_bytes(b"no database" * 100)
    with pytest.raises(StoreError, match="drafts cannot be kept in"):
        Drafts(broken).names()


@given(st.text(max_size=200))
def test_names_are_one_visible_line(name: str) -> None:
    """Whatever a file was called, a draft's name can be shown in a list."""
    shown = clean_name(name)
    assert 0 < len(shown) <= LONGEST_NAME
    assert all(c.isprintable() for c in shown)


@pytest.mark.parametrize(
    ("environ", "platform", "end"),
    [
        ({"WORKBENCH_HOME": "there", "XDG_DATA_HOME": "/x"}, "linux", "there"),
        ({"LOCALAPPDATA": "local"}, "win32", "local/workbench"),
        ({}, "win32", "AppData/Local/workbench"),
        ({}, "darwin", "Library/Application Support/workbench"),
        ({}, "linux", ".local/share/workbench"),
        ({"XDG_DATA_HOME": "relative"}, "linux", ".local/share/workbench"),
    ],
)
def test_each_system_has_its_place(environ: dict[str, str], platform: str, end: str) -> None:
    """Drafts are kept where programs of that system keep theirs, unless WORKBENCH_HOME says otherwise."""
    assert data_folder(environ, platform).as_posix().endswith(end)
