"""Drafting by hand: pick, edit, click both ways, insert, mend, download."""

from __future__ import annotations

import pathlib
from typing import TYPE_CHECKING
from xml.etree import ElementTree

import pytest

from tests.e2e.room import Room
from tests.e2e.serving import Server

if TYPE_CHECKING:
    from playwright.sync_api import BrowserContext

pytestmark = pytest.mark.e2e


def test_a_scenario_is_picked(room: Room, server: Server) -> None:
    """The dialog opens a draft of a scenario: text, score, picture and gaps are there, and it is kept."""
    room.start("card-fraud", "Weak draft")
    assert room.text.startswith("title: Real-time fraud detection platform")
    assert room.page.locator('.wb-card[data-id="redis"]').is_visible()
    assert room.page.locator(".gap").count() > 5
    assert room.score > 0
    assert server.saved(room.draft) == room.text


def test_an_edit_changes_score_and_picture(room: Room) -> None:
    """A better word raises the score and says so; another number stands on its card."""
    room.start()
    score, before = room.score, room.picture
    with room.new_picture():
        room.replace("replicas: 1", "replicas: 3")
    assert room.picture != before
    room.replace("by: random", "by: time")
    room.until(lambda: room.score > score)
    assert "last change" in room.state


def test_readiness_stands_beside_the_score(room: Room) -> None:
    """Once there was time for it, the strip says how ready the design is and what holds it."""
    room.start()
    stats = room.page.locator(".stats > div")
    stats.filter(has_text="readiness").locator("dd").filter(has_text="R0").wait_for()
    assert stats.filter(has_text="limited by").locator("dd").inner_text()


def test_a_component_leads_to_its_line(room: Room) -> None:
    """A click on a card puts the cursor on the line that declares it, and outlines the card."""
    room.start()
    room.page.locator('.wb-card[data-id="redis"]').click()
    room.until(lambda: room.line.strip().startswith("redis:"))
    assert room.chosen == {"redis"}


def test_a_gap_leads_to_its_component(room: Room) -> None:
    """A click on a gap outlines what it touches on the picture and marks the row."""
    room.start()
    room.page.locator(".gap").filter(has_text="fraud_api").first.locator(".found").click()
    room.until(lambda: "fraud_api" in room.chosen)
    assert room.page.locator(".gap.chosen").count() == 1


def test_the_cursor_marks_its_component(room: Room) -> None:
    """A click on a line outlines the component that it belongs to."""
    room.start()
    room.page.locator(".cm-line").filter(has_text="event_hub: azure").click()
    room.until(lambda: room.chosen == {"event_hub"})


def test_a_patch_is_inserted(room: Room, server: Server) -> None:
    """Inserting only adds: every letter and comment stays in its order, the score rises, and undo takes it back."""
    room.start()
    room.cursor("stage: sketch")
    room.page.keyboard.type("  # kept by hand")
    room.settled(lambda: server.saved(room.draft))
    room.page.wait_for_selector(".gap .acts .main")
    before, score = room.text, room.score
    room.page.locator(".gap .acts .main").first.click()
    room.until(lambda: len(room.text) > len(before) and room.score > score)
    assert "  # kept by hand" in room.text
    letters = iter(room.text)
    assert all(letter in letters for letter in before)
    room.code.focus()
    room.page.keyboard.press("Control+z")
    room.until(lambda: room.text == before and room.score == score)


def test_text_with_mistakes_keeps_the_last_picture(room: Room, server: Server) -> None:
    """Half a text lists its problems at their lines, keeps score and picture, and is kept as it stands."""
    room.start()
    picture, score = room.picture, room.score
    room.replace("level: senior", "levle: senior")
    room.cursor("replicas: 1")
    room.page.keyboard.type(" pieces, foo: 3")
    room.until(lambda: room.problems)
    assert any("levle" in p and "did you mean 'level'" in p for p in room.problems)
    assert len(room.problems) > 1
    assert room.page.get_by_text("The last sound text is shown").is_visible()
    assert "of the last sound text" in room.state
    assert (room.picture, room.score) == (picture, score)
    room.settled(lambda: server.saved(room.draft))


@pytest.mark.parametrize("suffix", [".svg", ".png", ".yaml"])
def test_a_download(room: Room, server: Server, tmp_path: pathlib.Path, suffix: str) -> None:
    """Right after an edit the menu hands out that text and its picture, which needs nothing from elsewhere."""
    room.start()
    room.replace("replicas: 1", "replicas: 3")
    room.settled(lambda: server.saved(room.draft))
    data = room.download(suffix, tmp_path / "it")
    if suffix == ".svg":
        tree = ElementTree.fromstring(data)  # noqa: S314 - our own picture
        links = [v for e in tree.iter() for k, v in e.attrib.items() if k.endswith("href")]
        assert all(v.startswith(("#", "data:image/png;base64,")) for v in links)
    elif suffix == ".png":
        assert data.startswith(b"\x89PNG")
    else:
        assert data.decode("utf-8") == room.text


def test_a_download_at_rest(room: Room, tmp_path: pathlib.Path) -> None:
    """A file asked for while patches are still being weighed arrives."""
    room.start()
    assert room.download(".png", tmp_path / "it").startswith(b"\x89PNG")


def test_a_page_at_rest_is_silent(context: BrowserContext, server: Server, complaints: list[str]) -> None:  # noqa: ARG001 - to be watched
    """Some seconds after the last key every patch has been weighed and the page says nothing more to the server."""
    sent: list[object] = []

    def note(frame: object) -> None:
        sent.append(frame)

    page = context.new_page()
    page.on("websocket", lambda socket: socket.on("framesent", note))
    room = Room(page, server.url)
    room.enter()
    room.start()
    page.wait_for_timeout(3000)
    sent.clear()
    page.wait_for_timeout(1000)
    assert len(sent) == 0
