"""The page run by Streamlit itself, without a browser: what it mounts and what it does with what it hears."""

from __future__ import annotations

import json
import pathlib
from typing import Any

import pytest
from streamlit.testing.v1 import AppTest

from workbench.app.component import NAME
from workbench.app.store import Drafts

SCRIPT = pathlib.Path(__file__).parents[2] / "workbench" / "app" / "script.py"
GOOD = "title: A\nstage: sketch\ncomponents:\n  api: online_endpoint\nflows:\n  - api -> rules\n"


class Visit:
    """One browser tab, played by a test."""

    def __init__(self, draft: str = "") -> None:
        self.app = AppTest.from_file(str(SCRIPT), default_timeout=30)
        if draft:
            self.app.query_params["draft"] = draft
        self.seq = -1
        self.app.run()

    def mounted(self) -> dict[str, Any]:
        """Return the data every mounted part was given, by part."""
        assert not self.app.exception
        found: dict[str, Any] = {}
        for element in _elements(self.app._tree):
            proto = getattr(element, "proto", None)
            if getattr(proto, "component_name", "") == NAME:
                held: Any = proto
                data = json.loads(held.json or held.mixed.json)
                found[data["part"]] = data
        return found

    @property
    def room(self) -> dict[str, Any]:
        """Return what the room was given."""
        room: dict[str, Any] = self.mounted()["room"]
        return room

    def say(self, text: str | None = None, ask: dict[str, str] | None = None) -> dict[str, Any]:
        """Say something as the page would; return what the room is given then."""
        now, self.seq = self.room, self.seq + 1
        said = {
            "page": "p", "seq": self.seq, "epoch": now["epoch"], "draft": now["draft"]["id"],
            "version": now["draft"]["version"], "text": text, "theme": "light", "frame": False, "ask": ask,
        }  # fmt: skip
        self.app.session_state["room"] = {"said": said}
        self.app.run()
        return self.room


def _elements(node: Any) -> list[Any]:
    children = getattr(node, "children", None)
    return [e for c in children.values() for e in _elements(c)] if children else [node]


@pytest.fixture
def visit(home: pathlib.Path) -> Visit:
    """Return a first visit."""
    assert not home.exists()
    return Visit()


def test_it_opens(visit: Visit) -> None:
    """A first visit shows a design with its picture, its gaps and its score, and its address names the draft."""
    parts = visit.mounted()
    assert set(parts) == {"kit", "icons", "room"}
    assert parts["room"]["picture"]["svg"].startswith("<svg")
    assert parts["room"]["review"]["gaps"]
    assert visit.app.query_params["draft"] == parts["room"]["draft"]["id"]


def test_a_scenario_can_be_loaded(visit: Visit) -> None:
    """Starting a scenario opens a draft that says which scenario it is for."""
    room = visit.say(ask={"do": "open", "what": "card-fraud", "which": "round"})
    assert room["draft"]["name"] == "card-fraud round"
    assert room["review"]["scenario"] == "card-fraud"
    assert room["epoch"] == 2


def test_an_edit_gives_a_new_score(visit: Visit) -> None:
    """The text of one message is reviewed in the run that hears it."""
    before = visit.room["review"]
    room = visit.say(text=GOOD)
    assert room["seq"] == 0
    assert room["review"]["points"] != before["points"]
    assert room["change"]["points"] == pytest.approx(room["review"]["points"] - before["points"], abs=0.11)


def test_broken_text_keeps_the_picture_and_lists_its_problems(visit: Visit) -> None:
    """All problems come with their lines; picture and review are those of the last sound text."""
    before = visit.room
    text = before["text"].replace("level: senior", "level: seniro").replace("kind: trainer", "kind: trianer")
    room = visit.say(text=text)
    assert [p["nearest"] for p in room["problems"]] == ["senior", "trainer"]
    assert [text.splitlines()[p["line"] - 1].strip()[:6] for p in room["problems"]] == ["level:", "databr"]
    assert room["picture"] == before["picture"]
    assert room["review"] == before["review"]
    assert room["text"] == text


def test_what_was_typed_is_there_after_a_reload(visit: Visit, home: pathlib.Path) -> None:
    """A new session of a new server finds the text of the draft in its address, and so does one without an address."""
    draft = visit.say(text=GOOD)["draft"]["id"]
    assert dict(Drafts(home).names())[draft]
    assert Visit(draft).room["text"] == GOOD
    assert Visit().room["text"] == GOOD


def test_an_address_of_a_draft_that_is_gone(visit: Visit) -> None:
    """Another draft is opened, and it is said that the one asked for is not there."""
    room = Visit("no-such").room
    assert room["draft"]["id"] == visit.room["draft"]["id"]
    assert "no-such" in room["notice"]


def test_a_patch_can_be_inserted(visit: Visit) -> None:
    """The points that were offered are gained, and the page is told on which of its texts the new one is based."""
    room = visit.say(ask={"do": "offers"})
    item, gain = max(room["review"]["offers"].items(), key=lambda o: o[1])
    after = visit.say(text=room["text"], ask={"do": "insert", "what": item})
    assert after["review"]["points"] == pytest.approx(room["review"]["points"] + gain, abs=0.11)
    assert after["based_on"] == after["seq"]
    assert after["epoch"] == room["epoch"] + 1


def test_what_is_no_message_does_nothing(visit: Visit) -> None:
    """A page that says nonsense gets the same room again."""
    before = visit.room
    visit.app.session_state["room"] = {"said": {"page": ["x"], "seq": "<script>"}}
    visit.app.run()
    assert visit.room == before


def test_the_script_is_sent_once(visit: Visit) -> None:
    """Our script is a file of its own beside the messages, not part of every one of them."""
    protos = [
        e.proto for e in _elements(visit.app._tree) if getattr(getattr(e, "proto", None), "component_name", "") == NAME
    ]
    assert {p.js_source_path for p in protos} == {"room.js"}
    assert not any(p.js_content for p in protos)
