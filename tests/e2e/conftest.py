"""A browser, a server per module, and rooms whose page is watched: no error, no dialog, no request elsewhere."""

from __future__ import annotations

import pathlib
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

import pytest

from tests.e2e.browsing import ABSENT, launched
from tests.e2e.room import PATIENCE, Room
from tests.e2e.serving import Server

if TYPE_CHECKING:
    from playwright.sync_api import Browser, BrowserContext, Dialog, Page

TOOLS = "Playwright is not installed: make e2e installs it"
INSIDE = ("data:", "blob:", "about:")


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """Start one headless Chromium for all tests; skip them with the reason where there is none."""
    playwright: Any = pytest.importorskip("playwright.sync_api", reason=TOOLS)
    with playwright.sync_playwright() as driver:
        found = launched(driver)
        if found is None:
            pytest.skip(ABSENT)
        yield found
        found.close()


@pytest.fixture(scope="module")
def server(browser: Browser, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:  # noqa: ARG001 - no browser, no server
    """Serve the room for the tests of one module; whatever happens, the server is gone afterwards."""
    made = Server(tmp_path_factory.mktemp("room"))
    try:
        made.start()
        yield made
    finally:
        made.kill()


@pytest.fixture
def context(browser: Browser) -> Iterator[BrowserContext]:
    """Return a browser that has never been here, with a common screen."""
    made = browser.new_context(viewport={"width": 1440, "height": 900}, accept_downloads=True)
    made.set_default_timeout(PATIENCE)
    yield made
    made.close()


@pytest.fixture
def complaints(context: BrowserContext, server: Server) -> Iterator[list[str]]:
    """Watch every page of the browser; the test fails when one errs, opens a dialog or asks another place."""
    found: list[str] = []

    def opened(dialog: Dialog) -> None:
        found.append(f"dialog: {dialog.message}")
        dialog.dismiss()

    def watch(page: Page) -> None:
        page.on("pageerror", lambda error: found.append(f"error: {error}"))
        page.on("dialog", opened)

    def asked(url: str) -> None:
        if not url.startswith((server.url, *INSIDE)):
            found.append(f"asked for {url}")

    context.on("page", watch)
    context.on("request", lambda request: asked(request.url))
    yield found
    assert found == []


@pytest.fixture
def room(context: BrowserContext, server: Server, complaints: list[str]) -> Room:  # noqa: ARG001 - to be watched
    """Return the room of a newcomer, its picture drawn."""
    made = Room(context.new_page(), server.url)
    made.enter()
    return made


@pytest.fixture
def screens(request: pytest.FixtureRequest) -> pathlib.Path:
    """Return the folder for screenshots, which is not kept in the repository."""
    folder: pathlib.Path = request.config.rootpath / "out" / "screens"
    folder.mkdir(parents=True, exist_ok=True)
    return folder
