"""The contract between server and page, and that nothing a design says becomes more than text on the way."""

from __future__ import annotations

import json
from xml.etree import ElementTree

from tests.app.conftest import Say
from workbench.app.lexicon import ROOT, lexicon
from workbench.app.payload import SHAPE, icons, kit, payload
from workbench.app.room import Room
from workbench.catalog import kinds, products

HOSTILE = """title: "</title><script>alert(1)</script>"
stage: sketch
components:
  api: {kind: online_endpoint, title: "<img src=x onerror=alert(1)>", note: "]]><script>"}
  cache: {kind: cache, title: "javascript:alert(1)"}
flows:
  - api -> cache: {carries: [], note: "<svg onload=alert(1)>"}
"""
ROOM = {
    "part", "shape", "page", "seq", "epoch", "based_on", "draft", "text", "drafts", "theme", "frame", "view", "cloud",
    "notice", "unsaved", "problems", "change", "review", "picture", "parcel",
}  # fmt: skip
REVIEW = {
    "points", "band", "items", "open", "blockers", "contradicted", "as_of", "level", "stage", "scenario", "title",
    "gaps", "offers", "weighed", "is_weighed", "ready", "places", "names", "asked", "assumed",
}  # fmt: skip
GAP = {
    "n", "item", "severity", "outcome", "title", "found", "expected", "section", "path", "line", "worth",
    "components", "flows", "why", "advice", "facts",
}  # fmt: skip


def test_the_contract(room: Room) -> None:
    """The page gets exactly these fields; a change of them is a change of SHAPE on both sides."""
    data = payload(room)
    assert SHAPE == 1
    assert set(data) == ROOM
    assert set(data["review"]) == REVIEW
    assert data["review"]["gaps"]
    assert all(set(g) == GAP for g in data["review"]["gaps"])
    assert set(icons(room)) == {"part", "icons"}
    assert set(kit()) == {"part", "shape", "lexicon", "shelf", "views", "clouds", "formats"}
    json.dumps([data, kit(), icons(room)])


def test_every_gap_and_every_part_of_the_picture_has_a_place(room: Room) -> None:
    """Numbers count from 1 in the order of the badges; lines are lines of the text, or 0 for what is not in it yet."""
    data = payload(room)
    lines = data["text"].count("\n") + 1
    assert [g["n"] for g in data["review"]["gaps"]] == list(range(1, len(data["review"]["gaps"]) + 1))
    assert all(0 <= g["line"] <= lines for g in data["review"]["gaps"])
    assert all(1 <= first <= last <= lines for first, last in data["review"]["places"].values())
    assert {"fraud_api", "fraud_api->redis"} <= set(data["review"]["places"])


def test_icons_travel_apart(room: Room, say: Say) -> None:
    """An edit that adds no product changes the picture, not the icons, which are most of its weight."""
    before, svg = icons(room), payload(room)["picture"]["svg"]
    say(text=room.draft.text.replace("p99: 60 ms", "p99: 61 ms"))
    assert icons(room) == before
    assert payload(room)["picture"]["svg"] != svg
    assert "data:image" not in payload(room)["picture"]["svg"]
    assert len(payload(room)["picture"]["svg"]) < 60_000


def test_each_view_and_cloud_has_its_picture(room: Room, say: Say) -> None:
    """A view shows less, a cloud other products; unknown words show everything as it is written."""
    whole = payload(room)
    say(view="serving")
    assert set(payload(room)["review"]["places"]) < set(whole["review"]["places"])
    say(view="end-to-end", cloud="aws")
    assert payload(room)["picture"]["svg"] != whole["picture"]["svg"]
    say(view="sideways", cloud="ibm")
    assert payload(room)["picture"] == whole["picture"]


def test_hostile_labels_stay_text(room: Room, say: Say) -> None:
    """Markup in a design arrives as characters: no element and no attribute is made of it."""
    say(text=HOSTILE)
    data = payload(room)
    assert not data["problems"]
    for frame in (False, True):
        say(text=HOSTILE, frame=frame)
        root = ElementTree.fromstring(payload(room)["picture"]["svg"])  # noqa: S314 - our own output, parsed to be searched
        names = {e.tag.rpartition("}")[2] for e in root.iter()}
        assert names <= {
            "svg",
            "g",
            "defs",
            "title",
            "desc",
            "style",
            "rect",
            "path",
            "circle",
            "polygon",
            "text",
            "use",
        }
        assert not [
            a
            for e in root.iter()
            for a in e.attrib
            if a.lower().startswith("on") or (a == "href" and "#" not in e.attrib[a])
        ]
        texts = " ".join("".join(e.itertext()) for e in root.iter() if e.tag.endswith("title"))
        assert "onerror" in texts


def test_the_lexicon_holds_together() -> None:
    """Every group a key leads to is there, and every kind and product can be completed."""
    words = lexicon()
    assert words["root"] == ROOT
    for group in words["groups"].values():
        for entry in group.values():
            for held in (entry, entry.get("map", {}), entry.get("map", {}).get("map", {})):
                assert "in" not in held or held["in"] in words["groups"]
    assert set(words["kinds"]) == set(kinds())
    assert set(words["products"]) == set(products())
    assert words["groups"]["Design"]["slas"]["map"]["in"] == "Sla"
    assert words["groups"]["Component"]["kind"]["kind"]
    assert len(json.dumps(words)) < 400_000


def test_the_shelf_offers_every_scenario() -> None:
    """Each scenario can be started, and opened with the designs that come with it."""
    shelf = {o["id"]: o["designs"] for o in kit()["shelf"]}
    assert shelf["card-fraud"][0] == "start"
    assert {"weak", "round", "reference"} <= set(shelf["card-fraud"])
