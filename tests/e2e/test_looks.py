"""How it looks: nothing falls off a common screen, in light and in dark, and helpers for the blind find their way."""

from __future__ import annotations

import pathlib
from typing import Any

import pytest

from tests.e2e.room import Room

pytestmark = pytest.mark.e2e
SIZES = ((1440, 900), (1024, 768))
THEMES = ("light", "dark")
_FAITHFUL = """() => document.documentElement.scrollWidth <= innerWidth
  && document.documentElement.scrollHeight <= innerHeight"""
_OUTSIDE = """all => all.filter(e => e.checkVisibility())
  .map(e => [e.className || e.localName, e.getBoundingClientRect()])
  .filter(([, b]) => b.width && (b.left < 0 || b.right > innerWidth + 0.5 || b.top < 0 || b.bottom > innerHeight + 0.5))
  .map(([name]) => name)"""


def themed(room: Room, theme: str) -> None:
    """Change to a theme where the page does not have it yet; wait for its picture."""
    if room.page.locator(".room").get_attribute("data-theme") != theme:
        with room.new_picture():
            room.page.get_by_role("button", name=theme.title(), exact=True).click()


@pytest.mark.parametrize("theme", THEMES)
@pytest.mark.parametrize("size", SIZES, ids=lambda s: f"{s[0]}x{s[1]}")
def test_the_page_fits_the_screen(room: Room, screens: pathlib.Path, size: tuple[int, int], theme: str) -> None:
    """Header, score, editor, picture and gaps stand inside the window; a screenshot is left to be looked at."""
    width, height = size
    room.page.set_viewport_size({"width": width, "height": height})
    room.start()
    themed(room, theme)
    room.page.mouse.move(width - 5, height - 5)
    room.page.wait_for_timeout(300)
    room.page.screenshot(path=screens / f"{width}x{height}-{theme}.png")
    assert room.page.evaluate(_FAITHFUL)
    parts = ".room header > *, .strip > *, .stats > *, .editor, .stage, .stage .wb-card, .tools > *, .listed"
    assert room.page.locator(parts).evaluate_all(_OUTSIDE) == []


def test_the_dialog_fits_the_small_screen(room: Room, screens: pathlib.Path) -> None:
    """The scenarios can be read and chosen on the smaller screen."""
    room.page.set_viewport_size({"width": 1024, "height": 768})
    room.page.get_by_role("button", name="Open", exact=True).click()
    room.page.screenshot(path=screens / "1024x768-open.png")
    assert room.page.locator("dialog, dialog header, dialog .columns, dialog footer").evaluate_all(_OUTSIDE) == []


def serious(axe: Any, room: Room) -> list[str]:
    """Return what axe finds serious or critical, with the first place of each."""
    found = axe.run(room.page).response["violations"]
    return [f"{v['id']}: {v['nodes'][0]['target']}" for v in found if v["impact"] in ("serious", "critical")]


def test_axe_finds_nothing_serious(room: Room) -> None:
    """axe-core has no serious finding on the page in both themes, with problems listed, and in the dialog."""
    module: Any = pytest.importorskip("axe_playwright_python.sync_playwright", reason="axe is not installed: make e2e")
    axe = module.Axe()
    room.start()
    for theme in THEMES:
        themed(room, theme)
        room.page.locator(".gap .acts .quiet").first.click()
        assert serious(axe, room) == []
    room.replace("level: senior", "levle: senior")
    room.until(lambda: room.problems)
    assert serious(axe, room) == []
    room.page.get_by_role("button", name="Open", exact=True).click()
    assert serious(axe, room) == []
