"""Files are read within bounds, written whole or not at all, and never end in a traceback."""

import os
import stat
import sys
from pathlib import Path

import pytest

from workbench.errors import InputError, WorkbenchError
from workbench.reading import LIMITS, read_file
from workbench.reading.files import save

POSIX = pytest.mark.skipif(sys.platform == "win32", reason="permission bits and links of POSIX systems")


def _refusal(path: Path) -> str:
    with pytest.raises(InputError) as caught:
        read_file(path)
    return str(caught.value).removeprefix(str(path))


def test_read_file(tmp_path: Path) -> None:
    """A file is read as UTF-8, with or without a byte-order mark, and named in its document."""
    path = tmp_path / "design.yaml"
    path.write_bytes(b"\xef\xbb\xbftitle: Caf\xc3\xa9\r\n")
    document = read_file(path)
    assert document.data == {"title": "Café"}
    assert document.name == str(path)


def test_missing_file(tmp_path: Path) -> None:
    """A missing file is told with the nearest name there is."""
    (tmp_path / "design.yaml").write_text("a: 1\n", encoding="utf-8")
    assert _refusal(tmp_path / "desing.yaml") == ":1:1: there is no such file; did you mean 'design.yaml'?"
    assert _refusal(tmp_path / "no" / "design.yaml") == ":1:1: there is no such file"


def test_folder(tmp_path: Path) -> None:
    """A folder is told as such."""
    assert _refusal(tmp_path) == ":1:1: this is a folder; expected a design file"


def test_no_text(tmp_path: Path) -> None:
    """A file that is no UTF-8 is told with the place of the first wrong byte."""
    path = tmp_path / "design.yaml"
    path.write_bytes(b"a: 1\nb: \xe9t\xe9\n")
    assert _refusal(path) == ":2:4: this is no UTF-8 text (byte 0xE9); expected UTF-8"
    path.write_text("a: 1\n", encoding="utf-16")
    assert _refusal(path) == ":1:1: this file is written in UTF-16; expected UTF-8"
    path.write_bytes(bytes(range(256)))
    assert "UTF-8" in _refusal(path)


def test_too_large(tmp_path: Path) -> None:
    """A file beyond the limit is not read to its end."""
    path = tmp_path / "design.yaml"
    with path.open("wb") as file:
        file.truncate(LIMITS.size * 1000)
    assert _refusal(path) == ":1:1: larger than 512 kB; a design has about 25 kB"


def test_impossible_names(tmp_path: Path) -> None:
    """A name no file can have is told in words, for reading and writing."""
    assert "its name holds a character" in _refusal(tmp_path / "a\0b")
    assert "cannot be read" in _refusal(tmp_path / ("x" * 5000))
    with pytest.raises(WorkbenchError, match="its name holds a character"):
        save(tmp_path / "a\0b", "")


@POSIX
@pytest.mark.skipif(hasattr(os, "geteuid") and os.geteuid() == 0, reason="the superuser may read everything")
def test_no_permission(tmp_path: Path) -> None:
    """A file that may not be read is told as such."""
    path = tmp_path / "design.yaml"
    path.write_text("a: 1\n", encoding="utf-8")
    path.chmod(0)
    assert _refusal(path) == ":1:1: this file cannot be read: you have no permission for it"


def test_save(tmp_path: Path) -> None:
    """A file is replaced, byte for byte, and nothing is left beside it."""
    path = tmp_path / "design.yaml"
    save(path, "a: 1\r\nb: é\n")
    assert path.read_bytes() == "a: 1\r\nb: é\n".encode()
    save(path, "c: 2\n")
    assert path.read_bytes() == b"c: 2\n"
    assert [entry.name for entry in tmp_path.iterdir()] == ["design.yaml"]


@POSIX
def test_save_replaces_files_only(tmp_path: Path) -> None:
    """A pipe or folder that has the name stays what it is."""
    pipe = tmp_path / "pipe"
    os.mkfifo(pipe)
    for path in (pipe, tmp_path):
        with pytest.raises(WorkbenchError, match="this is no file"):
            save(path, "a: 1\n")
    assert stat.S_ISFIFO(pipe.stat().st_mode)


@POSIX
def test_save_keeps_permissions_and_links(tmp_path: Path) -> None:
    """An old file keeps its permissions, and a link still leads to the file it led to."""
    path, link = tmp_path / "design.yaml", tmp_path / "link.yaml"
    save(path, "a: 1\n")
    path.chmod(0o640)
    link.symlink_to(path)
    save(link, "a: 2\n")
    assert link.is_symlink()
    assert path.read_text(encoding="utf-8") == "a: 2\n"
    assert stat.S_IMODE(path.stat().st_mode) == 0o640


def test_save_fails_whole(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """When writing fails the old text stays, nothing is left beside it, and the reason is told."""
    path = tmp_path / "design.yaml"
    save(path, "a: 1\n")

    def full(_number: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(WorkbenchError, match="cannot be written: the disk is full"):
        save(path, "a: 2\n")
    assert path.read_bytes() == b"a: 1\n"
    assert [entry.name for entry in tmp_path.iterdir()] == ["design.yaml"]


def test_save_to_nowhere(tmp_path: Path) -> None:
    """A folder that does not exist is told without a traceback."""
    with pytest.raises(WorkbenchError, match="cannot be written"):
        save(tmp_path / "no" / "design.yaml", "a: 1\n")
