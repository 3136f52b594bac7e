"""Where the files we ship live, in a checkout and in an installed wheel."""

from __future__ import annotations

from pathlib import Path

_PACKAGE = Path(__file__).resolve().parent


def _folder(name: str) -> Path:
    """Return a bundled folder: inside the wheel when installed, beside the package in a checkout."""
    installed = _PACKAGE / "bundled" / name
    return installed if installed.is_dir() else _PACKAGE.parent / name


def checklists_folder() -> Path:
    """Return the folder of the checklists we ship."""
    return _folder("checklists")


def scenarios_folder() -> Path:
    """Return the folder of the practice scenarios we ship."""
    return _folder("scenarios")
