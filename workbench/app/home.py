"""The folder in which a person's drafts are kept, by the custom of each system."""

from __future__ import annotations

import sys
from collections.abc import Mapping
from pathlib import Path

VARIABLE = "WORKBENCH_HOME"
"""Environment variable that names the folder instead."""


def data_folder(environ: Mapping[str, str], platform: str = sys.platform) -> Path:
    """Return where drafts are kept: WORKBENCH_HOME, or the usual place of the system. It need not exist yet."""
    if environ.get(VARIABLE):
        return Path(environ[VARIABLE]).expanduser()
    if platform == "win32":
        return Path(environ.get("LOCALAPPDATA") or Path.home() / "AppData" / "Local") / "workbench"
    if platform == "darwin":
        return Path.home() / "Library" / "Application Support" / "workbench"
    # The specification for this variable says that a relative value is to be ignored.
    named = Path(environ.get("XDG_DATA_HOME") or ".")
    return (named if named.is_absolute() else Path.home() / ".local" / "share") / "workbench"
