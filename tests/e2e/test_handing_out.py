"""What comes out of the room and goes into it: every format opens, wishes in a row all count, a file is dropped."""

from __future__ import annotations

import json
import pathlib
from typing import TYPE_CHECKING
from xml.etree import ElementTree

import pytest

from tests.e2e.room import Room
from tests.e2e.serving import Server

if TYPE_CHECKING:
    from playwright.sync_api import Browser

pytestmark = pytest.mark.e2e
DRAFT = "title: Dropped\nstage: sketch\ncomponents:\n  api: online_endpoint\nflows:\n  - api -> rules\n"
_DROP = """(e, [name, text]) => {
  const held = new DataTransfer()
  held.items.add(new File([text], name, { type: "text/plain" }))
  for (const type of ["dragover", "drop"])
    e.dispatchEvent(new DragEvent(type, { dataTransfer: held, bubbles: true, cancelable: true, composed: true }))
}"""
BEGINS = {
    ".yaml": b"title:", ".svg": b"<svg", ".png": b"\x89PNG", ".pdf": b"%PDF", ".html": b"<!DOCTYPE html>",
    ".drawio": b"<mxfile", ".dot": b"digraph", ".mmd": b"flowchart", ".d2": b"", ".json": b"{", ".graph.json": b"{",
}  # fmt: skip


def suffixes(room: Room) -> list[str]:
    """Return what the menu offers."""
    room.page.get_by_role("button", name="Download").click()
    found: list[str] = room.page.locator("#formats [role=menuitem] b").all_inner_texts()
    room.page.keyboard.press("Escape")
    return found


def test_every_format_is_handed_out(room: Room, browser: Browser, tmp_path: pathlib.Path) -> None:
    """Each file of the menu is what its name says; the page opens by itself, without a word to anybody."""
    room.start()
    assert set(suffixes(room)) == set(BEGINS)
    for suffix, first in BEGINS.items():
        assert room.download(suffix, tmp_path / f"it{suffix}").startswith(first), suffix
    for suffix in (".svg", ".drawio"):
        ElementTree.parse(tmp_path / f"it{suffix}")  # noqa: S314 - our own picture
    for suffix in (".json", ".graph.json"):
        json.loads((tmp_path / f"it{suffix}").read_bytes())
    context = browser.new_context()
    page = context.new_page()
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.on("pageerror", lambda error: asked.append(str(error)))
    page.goto((tmp_path / "it.html").as_uri())
    page.locator('.wb-card[data-id="redis"]').first.wait_for()
    context.close()
    assert [url for url in asked if not url.startswith(("file:", "data:", "blob:"))] == []


def test_wishes_in_a_row_all_count(room: Room, server: Server) -> None:
    """A name, a download and keys right behind each other: none of them makes another one disappear."""
    room.start()
    field = room.page.locator(".name")
    field.fill("three at once")
    with room.page.expect_download() as held:
        field.press("Enter")
        room.page.get_by_role("button", name="Download").click()
        room.page.get_by_role("menuitem").filter(has_text=".png").click()
        room.replace("replicas: 1", "replicas: 3")
    assert held.value.suggested_filename.endswith(".png")
    room.settled(lambda: server.saved(room.draft))
    assert "replicas: 3" in room.text
    room.page.reload()
    room.page.wait_for_selector(".stage svg")
    assert field.input_value() == "three at once"


def test_a_file_is_dropped(room: Room, server: Server) -> None:
    """A file dropped anywhere on the page becomes a draft of its own, named like the file."""
    before = room.draft
    room.page.locator(".room").evaluate(_DROP, ["ours.yaml", DRAFT])
    room.until(lambda: room.draft != before and room.text == DRAFT)
    assert room.page.locator(".name").input_value() == "ours"
    assert server.saved(room.draft) == DRAFT


def test_words_are_completed(room: Room) -> None:
    """Inside a component the editor offers its fields, and behind `kind:` the kinds, which Enter takes."""
    room.start()
    room.cursor("event_hub: azure/event-hubs")
    room.page.keyboard.type("\ncache: {kind: onl")
    options = room.page.locator(".cm-tooltip-autocomplete li")
    options.filter(has_text="online_store").first.wait_for()
    room.page.keyboard.type("ine_st")
    room.until(lambda: options.count() == 1)
    room.page.keyboard.press("Enter")
    assert "cache: {kind: online_store" in room.line
    room.page.keyboard.type(", repl")
    options.filter(has_text="replicas").first.wait_for()


def test_a_fresh_draft_is_started(room: Room) -> None:
    """Start opens a scenario's empty draft; Delete throws a draft away once it is asked for twice."""
    room.start("feed-ranking", "Start")
    assert "scenario: feed-ranking" in room.text
    name = str(room.page.locator(".name").input_value())
    room.page.get_by_role("button", name="Open", exact=True).click()
    remove = room.page.get_by_role("button", name=f"Delete {name}", exact=True)
    remove.click()
    remove.click()
    room.until(lambda: remove.count() == 0)
