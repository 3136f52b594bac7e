"""Nothing that was typed is lost: a reload, a server killed between key and save, a page closed meanwhile."""

from __future__ import annotations

import pytest

from tests.e2e.room import Room
from tests.e2e.serving import Server

pytestmark = pytest.mark.e2e
BACK = 25_000
"""Milliseconds a page may take to find a server again that was gone; Streamlit waits longer from try to try."""


def typed(room: Room, words: str) -> None:
    """Type at the end of the first line."""
    room.cursor(room.text.split("\n")[0])
    room.page.keyboard.type(words)


def test_a_reload_comes_back_to_the_same_text(room: Room, server: Server) -> None:
    """After a reload, sound or not, the text is the same and a picture is there."""
    room.start()
    typed(room, " once")
    room.settled(lambda: server.saved(room.draft))
    room.cursor("stage: sketch")
    room.page.keyboard.type("\nnonsense: {a")
    text = room.text
    room.settled(lambda: server.saved(room.draft))
    room.page.reload()
    room.page.wait_for_selector(".stage svg")
    assert room.text == text
    room.until(lambda: room.problems)


def test_a_reload_right_after_the_key(room: Room) -> None:
    """A key pressed a moment before the reload, not yet sent, is there afterwards."""
    room.start()
    typed(room, " at once")
    text = room.text
    room.page.reload()
    room.page.wait_for_selector(".stage svg")
    room.until(lambda: room.text == text)


def test_a_server_killed_between_key_and_save(room: Room, server: Server) -> None:
    """The open page keeps the key, says that it is not saved, and tells the next server by itself."""
    room.start()
    server.freeze()
    typed(room, " AA")
    server.kill()
    assert " AA" not in server.saved(room.draft)
    room.page.keyboard.type(" BB")
    room.until(lambda: "Not saved yet" in room.state)
    server.start()
    room.until(lambda: " AA BB" in server.saved(room.draft), BACK)
    assert " AA BB" in room.text.split("\n")[0]
    room.until(lambda: room.state.startswith("Saved"))


def test_a_page_closed_while_the_server_was_away(room: Room, server: Server) -> None:
    """Keys that no server heard come back when the draft is opened again, with a word about it."""
    room.start()
    draft = room.draft
    server.freeze()
    typed(room, " CC")
    server.kill()
    room.page.close()
    assert " CC" not in server.saved(draft)
    server.start()
    again = Room(room.page.context.new_page(), server.url)
    again.enter(draft)
    again.until(lambda: " CC" in again.text.split("\n")[0])
    again.page.get_by_text("The last keys you pressed had not been saved; they are back.").wait_for()
    again.settled(lambda: server.saved(draft))
