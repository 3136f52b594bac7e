"""Plain data kept between runs: found for the same bytes only, and never in anybody's way."""

from __future__ import annotations

from pathlib import Path

import pytest

from workbench.reading.recall import VARIABLE, cache_folder, keep, recalled


@pytest.fixture
def file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Return a file whose data may be kept in a folder of its own."""
    monkeypatch.setenv(VARIABLE, str(tmp_path / "cache"))
    found = tmp_path / "list.yaml"
    found.write_text("a: 1")
    return found


def test_same_bytes_only(file: Path) -> None:
    """What was kept is found again until a byte of the file changes."""
    assert recalled(file) is None
    keep(file, {"a": "1"})
    assert recalled(file) == {"a": "1"}
    file.write_text("a: 2")
    assert recalled(file) is None


def test_spoilt_data_is_no_data(file: Path) -> None:
    """A kept file that is cut off counts as nothing kept."""
    keep(file, {"a": "1"})
    (kept,) = (file.parent / "cache").iterdir()
    kept.write_text("{")
    assert recalled(file) is None


def test_nothing_is_kept(file: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """An empty folder name, a folder that cannot be made and a file that is gone all mean: nothing kept."""
    monkeypatch.setenv(VARIABLE, "")
    keep(file, {"a": "1"})
    assert recalled(file) is None
    monkeypatch.setenv(VARIABLE, str(file / "below-a-file"))
    keep(file, {"a": "1"})
    assert recalled(file) is None
    assert recalled(file.with_name("gone.yaml")) is None


def test_folder_by_system() -> None:
    """Each system has its custom; a relative XDG folder is ignored, as its specification says."""
    assert cache_folder({"LOCALAPPDATA": "/l"}, "win32") == Path("/l/workbench/cache")
    assert cache_folder({}, "darwin") == Path.home() / "Library" / "Caches" / "workbench"
    assert cache_folder({"XDG_CACHE_HOME": "/c"}, "linux") == Path("/c/workbench")
    assert cache_folder({"XDG_CACHE_HOME": "c"}, "linux") == Path.home() / ".cache" / "workbench"
    assert cache_folder({VARIABLE: ""}, "linux") is None
    assert cache_folder({VARIABLE: "~nobody-is-called-this/x"}, "linux") is None
