"""Plain data of files we ship, kept from one run to the next: reading YAML is half of what a cold start costs.

What is kept is only ever the text of the file's own values, under a name made of its bytes and our version; it is found
again only for the very same bytes. Anything that goes wrong with it is as if nothing had been kept.
"""

from __future__ import annotations

import hashlib
import json
import os
import sys
from collections.abc import Mapping
from pathlib import Path as FilePath
from typing import Any

from workbench import __version__
from workbench.errors import WorkbenchError
from workbench.reading.files import save

VARIABLE = "WORKBENCH_CACHE"
"""Environment variable that names the folder; empty keeps nothing."""


def recalled(path: FilePath) -> Any | None:
    """Return the plain data of a file as it was kept, or None."""
    try:
        return json.loads(_kept(path).read_bytes())
    except (OSError, ValueError):
        return None


def keep(path: FilePath, data: Any) -> None:
    """Keep the plain data of a file that was read and found sound. Never raises: a full disk only costs time."""
    try:
        target = _kept(path)
        target.parent.mkdir(parents=True, exist_ok=True)
        save(target, json.dumps(data, ensure_ascii=False, separators=(",", ":")))
    except (OSError, ValueError, WorkbenchError):
        return


def _kept(path: FilePath) -> FilePath:
    """Return where the data of a file is kept. Raises OSError when nothing is to be kept, or the file is not there."""
    folder = cache_folder(os.environ)
    if folder is None:
        raise OSError
    digest = hashlib.sha256(path.read_bytes() + __version__.encode()).hexdigest()
    return folder / f"{path.stem}-{digest[:24]}.json"


def cache_folder(environ: Mapping[str, str], platform: str = sys.platform) -> FilePath | None:
    """Return where things are kept by the custom of each system, or None when nothing is to be kept."""
    try:
        if VARIABLE in environ:
            return FilePath(environ[VARIABLE]).expanduser() if environ[VARIABLE] else None
        home = FilePath.home()
    except RuntimeError:
        return None
    if platform == "win32":
        return FilePath(environ.get("LOCALAPPDATA") or home / "AppData" / "Local") / "workbench" / "cache"
    if platform == "darwin":
        return home / "Library" / "Caches" / "workbench"
    named = FilePath(environ.get("XDG_CACHE_HOME") or ".")
    return (named if named.is_absolute() else home / ".cache") / "workbench"
