"""Checklists of one's own: found by name, file, folder or package; their examples are run."""

from __future__ import annotations

import shutil
from datetime import date
from importlib.metadata import EntryPoint
from pathlib import Path

import pytest

from workbench.checks import proving, shelf
from workbench.checks.checklist import checklist_of
from workbench.checks.shelf import checklist_at, checklist_named, offered_names
from workbench.cli.checklists import _BLANK
from workbench.errors import InputError
from workbench.reading import read
from workbench.reading.files import read_file
from workbench.review import best_edits, review

DAY = date(2026, 11, 23)
BLANK = _BLANK.read_text(encoding="utf-8")


def problems(text: str) -> list[str]:
    """Return what the examples of a checklist disprove."""
    document = read(text, "mine.yaml")
    return [p.line("mine.yaml") for p in proving.unproven(checklist_of(document), document, DAY)]


def test_the_blank_one_is_sound() -> None:
    """What `checklists init` writes passes its own examples."""
    assert problems(BLANK) == []


@pytest.mark.parametrize(
    ("old", "new", "line", "message"),
    [
        ("owner: team}, door", "replicas: 2}, door", 39, "example met is partial"),
        ("{kind: online_endpoint, owner: team}", "online_endpint", 39, "example met: 'online_endpint' is not a kind"),
        ("put: $person", "put: $persn", 29, "nothing is called $persn"),
        ("owner\n        put: $person", "region\n        put: westeurope", 29, "its patch earns nothing"),
        ("      gap:\n", "      fails:\n", 38, "has no example 'gap'"),
    ],
)
def test_examples_are_run(old: str, new: str, line: int, message: str) -> None:
    """An example that answers otherwise, or a patch that does not help, is told at its line."""
    found = problems(BLANK.replace(old, new))
    assert any(message in problem for problem in found), found
    assert any(problem.startswith(f"mine.yaml:{line}") for problem in found), found


def test_file_and_folder(tmp_path: Path) -> None:
    """A file is a checklist; a folder joins its files, and two items of one name are refused."""
    (tmp_path / "a.yaml").write_text(BLANK)
    (tmp_path / "b.yaml").write_text(BLANK.replace("house-owner", "house-other"))
    (tmp_path / "notes.txt").write_text("no checklist")
    assert [i.id for i in checklist_named(str(tmp_path / "a.yaml")).items] == ["house-owner"]
    assert [i.id for i in checklist_named(str(tmp_path)).items] == ["house-owner", "house-other"]
    shutil.copy(tmp_path / "a.yaml", tmp_path / "c.yaml")
    with pytest.raises(InputError, match="a second item is called 'house-owner'"):
        checklist_at(tmp_path)


def test_folder_without_checklists(tmp_path: Path) -> None:
    """An empty folder is told as such."""
    with pytest.raises(InputError, match="no checklist is in this folder"):
        checklist_named(str(tmp_path))


def test_wrong_name() -> None:
    """A wrong name gets the nearest right one."""
    with pytest.raises(InputError, match="did you mean 'coverage'"):
        checklist_named("coverge")


def test_parts_stay_inside_their_folder(tmp_path: Path) -> None:
    """A folder's list of parts cannot lead out of the folder."""
    (tmp_path / "away.yaml").write_text(BLANK)
    inner = tmp_path / "mine"
    inner.mkdir()
    (inner / "about.yaml").write_text("{id: mine, title: Mine, summary: All of it., parts: [../away]}")
    with pytest.raises(InputError, match="there is no such file"):
        checklist_named(str(inner))


def test_package_offers_one(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """An installed package offers a checklist by an entry point that names its file."""
    (tmp_path / "acme_rules.yaml").write_text(BLANK)
    (tmp_path / "acme_checks.py").write_text(
        "import pathlib\nRULES = pathlib.Path(__file__).with_name('acme_rules.yaml')\n"
    )
    monkeypatch.syspath_prepend(tmp_path)
    points = [
        EntryPoint("acme", "acme_checks:RULES", shelf.GROUP),
        EntryPoint("broken", "acme_checks:NONE", shelf.GROUP),
    ]
    monkeypatch.setattr(shelf, "entry_points", lambda group: [p for p in points if p.group == group])
    assert offered_names() == ("acme", "broken")
    assert checklist_named("acme").title == "House rules"
    with pytest.raises(InputError, match="cannot be loaded"):
        checklist_named("broken")


def test_file_is_read_as_shipped() -> None:
    """The blank checklist is a file of the package."""
    assert checklist_of(read_file(_BLANK)).id == "house-rules"


@pytest.mark.parametrize(
    ("old", "new"), [("put: $person", "put: $persn"), ("at: $serving", "at: $kpi"), ("at: $serving", "at: $")]
)
def test_a_patch_of_nothing_known_is_not_offered(tmp_path: Path, old: str, new: str) -> None:
    """A checklist nobody linted still reviews: a patch that speaks of what is not there is left out."""
    file = tmp_path / "mine.yaml"
    assert old in BLANK
    file.write_text(BLANK.replace(old, new, 1))
    done = review(read("{components: {a: online_endpoint}}", "d.yaml"), as_of=DAY, checklist=checklist_named(str(file)))
    assert best_edits(done) == ()


def test_an_empty_list_is_no_checklist(tmp_path: Path) -> None:
    """A checklist without items, and a folder that names no parts, are refused at the empty list."""
    (tmp_path / "a.yaml").write_text("id: a\ntitle: t\nsummary: s\nitems: []\n")
    with pytest.raises(InputError, match=r"a.yaml:4:1: nothing stands in this list"):
        checklist_named(str(tmp_path / "a.yaml"))
    (tmp_path / "about.yaml").write_text("id: a\ntitle: t\nsummary: s\nparts: []\n")
    with pytest.raises(InputError, match=r"about.yaml:4:1: nothing stands in this list"):
        checklist_named(str(tmp_path))
