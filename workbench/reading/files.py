"""Design files on disk: read within bounds, written whole or not at all."""

from __future__ import annotations

import errno
import os
import stat
from itertools import islice
from pathlib import Path as FilePath

from workbench.errors import InputError, Mark, Problem, WorkbenchError, nearest_word
from workbench.reading.document import Document
from workbench.reading.limits import LIMITS, Limits
from workbench.reading.reader import read, too_large

_NEIGHBOURS = 500  # files of a folder that are compared with a misspelt name
_UTF16 = (b"\xff\xfe", b"\xfe\xff")
_REASONS = {
    errno.EACCES: "you have no permission for it",
    errno.EPERM: "you have no permission for it",
    errno.ENAMETOOLONG: "its name is too long",
    errno.ELOOP: "its links lead in a circle",
    errno.ENOTDIR: "a part of its path is a file, not a folder",
    errno.ENOSPC: "the disk is full",
    errno.EROFS: "the disk is read-only",
}


def read_file(path: FilePath, limits: Limits = LIMITS) -> Document:
    """Read a design file (UTF-8, with or without a byte-order mark).

    Raises InputError when there is no such file, when it cannot be opened, is too large or is no text, and
    for everything that `read` refuses.
    """
    return read(_text(path, limits), str(path), limits)


def save(path: FilePath, text: str | bytes) -> None:
    """Write a file so that a crash leaves either the old or the new text; an old file keeps its permissions.

    Line breaks are written as they stand in `text`. Raises WorkbenchError when the file cannot be written, or when
    something that is no file (a folder, a device) has its name: that is never replaced.
    """
    try:
        target = path.resolve()  # a link stays a link: its target is replaced
        if target.exists() and not target.is_file():
            raise WorkbenchError(f"{path}: cannot be written: this is no file")
        fresh = target.with_name(f".{target.name}.{os.getpid()}.new")
        try:
            _write(fresh, text if isinstance(text, bytes) else text.encode())
            if target.exists():
                fresh.chmod(stat.S_IMODE(target.stat().st_mode))
            fresh.replace(target)
        finally:
            fresh.unlink(missing_ok=True)
    except (OSError, ValueError) as error:
        raise WorkbenchError(f"{path}: cannot be written: {_reason(error)}") from None


def _write(path: FilePath, data: bytes) -> None:
    with path.open("wb") as file:
        file.write(data)
        file.flush()
        os.fsync(file.fileno())


def _text(path: FilePath, limits: Limits) -> str:
    try:
        if path.is_dir():
            raise _error(path, "this is a folder", "a design file")
        with path.open("rb") as file:
            # One byte more than allowed tells a file that is too large, a pipe or device included.
            data = file.read(limits.size + 1)
    except FileNotFoundError:
        raise _error(path, "there is no such file", nearest=_neighbour(path)) from None
    except (OSError, ValueError) as error:
        raise _error(path, f"this file cannot be read: {_reason(error)}") from None
    if len(data) > limits.size:
        raise InputError(str(path), [too_large(limits)])
    if data.startswith(_UTF16):
        raise _error(path, "this file is written in UTF-16", "UTF-8")
    return _decoded(path, data)


def _decoded(path: FilePath, data: bytes) -> str:
    try:
        return data.decode()
    except UnicodeDecodeError as error:
        before = data[: error.start].decode()
        line = before.count("\n") + 1
        mark = Mark(line, len(before) - (before.rfind("\n") + 1) + 1)
        problem = Problem(f"this is no UTF-8 text (byte 0x{data[error.start]:02X})", (), mark, "UTF-8")
        raise InputError(str(path), [problem]) from None


def _error(path: FilePath, message: str, expected: str = "", nearest: str = "") -> InputError:
    return InputError(str(path), [Problem(message, expected=expected, nearest=nearest)])


def _neighbour(path: FilePath) -> str:
    try:
        names = [entry.name for entry in islice(path.parent.iterdir(), _NEIGHBOURS)]
    except OSError:
        return ""
    return nearest_word(path.name, names)


def _reason(error: OSError | ValueError) -> str:
    if isinstance(error, OSError):
        return _REASONS.get(error.errno or 0, (error.strerror or "the system refuses").lower())
    return "its name holds a character that no name may hold"
