"""A stranger's text stays text: markup in every label, two megabytes in the clipboard, a file that is too large."""

from __future__ import annotations

import pytest

from tests.e2e.room import Room
from tests.e2e.serving import Server

pytestmark = pytest.mark.e2e
NAME = "<img src=x onerror=alert(1)>"
HOSTILE = """title: "</title><script>window.live=1;alert(1)</script>"
summary: "<iframe src=https://example.org></iframe>"
stage: sketch
components:
  api:
    kind: online_endpoint
    title: "<img src=https://example.org/x onerror=alert(1)>"
    note: "]]><script>alert(1)</script>"
  cache: {kind: cache, title: "javascript:alert(1)"}
  store: {kind: online_store, title: "</text></svg><image href='https://example.org/y'/>"}
flows:
  - api -> cache: {carries: [], note: "<svg onload=alert(1)>"}
  - api -> store
"""
_LIVE = """all => all.filter(e => e.localName === "script" || e.localName === "iframe" || e.localName === "img"
  || [...e.attributes].some(a => a.name.startsWith("on") || /^\\s*javascript:/i.test(a.value)
     || (/^(href|src)$/.test(a.localName) && /^\\w+:\\/\\//.test(a.value)))).map(e => e.outerHTML)"""


def test_hostile_labels_are_inert(room: Room, complaints: list[str]) -> None:
    """Markup in title, labels and file name is shown as it is written: nothing runs and nothing is fetched."""
    room.upload(f"{NAME}.yaml", HOSTILE.encode())
    room.until(lambda: room.text == HOSTILE)
    room.page.locator('.wb-card[data-id="cache"]').wait_for()
    for card in ("api", "cache", "store"):
        room.page.locator(f'.wb-card[data-id="{card}"]').click()
    for gap in room.page.locator(".gap .acts .quiet").all()[:5]:
        gap.click()
    room.page.get_by_role("button", name="Frame").click()
    room.page.wait_for_timeout(600)
    assert room.page.locator(".room *").evaluate_all(_LIVE) == []
    assert room.page.evaluate("() => window.live === undefined")
    assert NAME in str(room.page.locator(".name").input_value())
    assert complaints == []


def test_two_megabytes_are_refused_in_words(room: Room, server: Server) -> None:
    """The paste is kept, the problem says what is too much, and after undoing it the page works as before."""
    room.start()
    before = room.text
    room.paste("# a line of text\n" * 125_000)
    room.until(lambda: room.problems)
    assert len(room.problems) == 1
    assert "kB" in room.problems[0] or "characters" in room.problems[0]
    assert "Traceback" not in room.problems[0]
    room.code.focus()
    room.page.keyboard.press("Control+z")
    room.until(lambda: room.text == before and not room.problems)
    with room.new_picture():
        room.replace("replicas: 1", "replicas: 2")
    room.settled(lambda: server.saved(room.draft))


def test_a_large_file_is_refused_in_words(room: Room) -> None:
    """A file of 3 MB is not even read; the draft stays."""
    before = room.text
    room.upload("big.yaml", b"#" * 3_000_000)
    room.page.get_by_text("big.yaml has 3000 kB; a design has at most 500 kB.").wait_for()
    assert room.text == before
