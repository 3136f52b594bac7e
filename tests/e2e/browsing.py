"""A headless Chromium: where it is found and how it is started, so that it asks nothing of the network on its own."""

from __future__ import annotations

import os
import pathlib
import shutil
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Playwright

VARIABLE = "WORKBENCH_CHROMIUM"
"""Environment variable that names the browser to use."""
NAMES = ("chromium", "chromium-browser", "google-chrome", "chrome")
ARGUMENTS = (
    "--no-sandbox", "--disable-gpu", "--disable-background-networking", "--disable-component-update", "--disable-sync",
    "--no-first-run",
)  # fmt: skip
ABSENT = f"there is no Chromium here: install the package chromium, or name one in {VARIABLE}"


def chromium(own: str = "") -> str | None:
    """Return the browser to use: the one that is named, one of this system, Playwright's own, or None."""
    named = os.environ.get(VARIABLE)
    if named:
        return shutil.which(named)
    found = next(filter(None, map(shutil.which, NAMES)), None)
    return found or (own if pathlib.Path(own).is_file() else None)


def launched(playwright: Playwright) -> Browser | None:
    """Start the browser; None where there is none."""
    path = chromium(playwright.chromium.executable_path)
    return playwright.chromium.launch(executable_path=path, args=list(ARGUMENTS)) if path else None
