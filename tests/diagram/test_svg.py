"""The SVG: sound XML, nothing that runs, nothing from outside, the same bytes every time."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from pathlib import Path
from xml.etree import ElementTree as ET

import pytest

from workbench.diagram import Badge, Edge, Node, Picture, Section, measure, svg
from workbench.errors import DrawError

from . import samples

SVG = "{http://www.w3.org/2000/svg}"
ROOT = Path(__file__).parents[2]
SIZES = {"t": (13.5, 600), "tg": (13.5, 600), "f": (11.5, 400), "fg": (11.5, 400)}


def _tree(text: str) -> ET.Element:
    return ET.fromstring(text)  # noqa: S314 - our own output is parsed


@pytest.mark.parametrize("theme", ["light", "dark"])
@pytest.mark.parametrize("name", samples.ALL)
def test_nothing_in_it_can_run_or_reach_out(name: str, theme: str) -> None:
    """No script, no foreign object, no handler, no address outside the document."""
    text = svg(samples.ALL[name](), theme)
    allowed = {
        "svg",
        "title",
        "desc",
        "style",
        "defs",
        "image",
        "g",
        "rect",
        "path",
        "circle",
        "ellipse",
        "polygon",
        "text",
        "use",
        "line",
        "polyline",
    }
    for element in _tree(text).iter():
        assert element.tag.removeprefix(SVG) in allowed
        for key, value in element.attrib.items():
            assert not key.lower().startswith("on")
            if key.endswith("href"):
                assert value.startswith(("#", "data:image/png;base64,"))
    style = "".join(e.text or "" for e in _tree(text).iter(f"{SVG}style"))
    assert all(u.startswith("data:font/woff2;base64,") for u in re.findall(r"url\(([^)]*)\)", style))
    assert "@import" not in style


@pytest.mark.parametrize("name", samples.ALL)
def test_every_card_section_flow_and_gap_is_there(name: str) -> None:
    """Everything can be found by its id or number; what points into the file says where."""
    picture = samples.ALL[name]()
    tree = _tree(svg(picture))
    ids = [e.get("data-id") for e in tree.iter() if e.get("class", "").startswith(("wb-card", "wb-ghost", "wb-flow"))]
    assert sorted(filter(None, ids)) == sorted([n.id for n in picture.nodes] + [e.id for e in picture.edges])
    full = {e.get("data-id"): e.get("data-path") for e in tree.iter() if e.get("class") == "wb-card"}
    for node in picture.nodes:
        if node.path and not node.ghost and node.path.isascii() and node.path.isprintable():
            assert full[node.id] == node.path


@pytest.mark.parametrize("name", ["sketch", "fraud", "rag", "platform", "large60", "hostile"])
def test_text_stays_in_its_card(name: str) -> None:
    """No line of a card reaches beyond the card."""
    for group in _tree(svg(samples.ALL[name]())).iter(f"{SVG}g"):
        if group.get("class") not in ("wb-card", "wb-ghost"):
            continue
        card = max(group.iter(f"{SVG}rect"), key=lambda r: float(r.get("width", "0")))
        right = float(card.get("x", "0")) + float(card.get("width", "0"))
        for line in group.iter(f"{SVG}text"):
            size = SIZES.get(line.get("class", "")[1:])
            if size:
                assert float(line.get("x", "0")) + measure.width(line.text or "", *size) <= right


def test_same_picture_same_bytes_in_any_process() -> None:
    """A fresh interpreter with another hash seed writes the same document."""
    code = (
        "from tests.diagram import samples; from workbench.diagram import svg; import sys; "
        "sys.stdout.buffer.write(svg(samples.rag(), 'dark', embed_font=False).encode())"
    )
    env = {**os.environ, "PYTHONHASHSEED": "7"}
    other = subprocess.run([sys.executable, "-c", code], capture_output=True, check=True, env=env, cwd=ROOT).stdout
    assert other == svg(samples.rag(), "dark", embed_font=False).encode()


def test_icons_are_embedded_once_each() -> None:
    """A product used twice is one image and two uses."""
    section = (Section("serving", "Serving", "online"),)
    nodes = tuple(Node(f"n{i}", f"n{i}", "serving", icon="azure/kubernetes-service") for i in range(3))
    text = svg(Picture("t", "", section, nodes))
    assert text.count("<image ") == 1
    assert text.count("<use ") == 3


def test_severity_is_told_by_shape() -> None:
    """A blocker is an octagon, a major a diamond, a minor a circle."""
    section = (Section("serving", "Serving", "online"),)

    def drawn(badge: Badge) -> str:
        return svg(Picture("t", "", section, (Node("n", "n", "serving", badges=(badge,)),), legend=False))

    assert len(re.findall(r'<polygon points="([^"]*)"', drawn(Badge(1, "blocker")))[0].split()) == 8
    assert len(re.findall(r'<polygon points="([^"]*)"', drawn(Badge(1, "major")))[0].split()) == 4
    assert "<circle cx" in drawn(Badge(1, "minor"))


def test_each_part_of_the_frame_can_be_left_out() -> None:
    """Without a frame neither title, strip, list nor legend is drawn; the list goes with its rows."""
    picture = samples.fraud()
    bare = svg(picture, frame=False, embed_font=False)
    assert "GAPS, WORST FIRST" not in bare
    assert "COVERAGE" not in bare
    assert "breaks a rule" not in bare.split("</desc>")[1]
    assert "GAPS, WORST FIRST" not in svg(samples.sketch())


def test_many_gaps_are_counted_not_squeezed() -> None:
    """A list longer than the page ends with how many more there are."""
    text = svg(samples.large(2, 5))
    assert re.search(r"\+ \d+ more", text)


def test_it_can_be_listened_to() -> None:
    """The document has a title, and a description that names what is missing, broken and flagged."""
    tree = _tree(svg(samples.fraud()))
    said = tree.findtext(f"{SVG}desc") or ""
    assert tree.findtext(f"{SVG}title") == "Card-payment fraud screening"
    assert tree.get("role") == "img"
    for words in ("22 components", "Missing: quarantine", "breaks a rule", "Gap 1, blocker"):
        assert words in said


def test_dark_and_light_can_share_a_page() -> None:
    """The two themes use different class names."""
    edge = (Edge("e", "a", "b"),)
    nodes = (Node("a", "a", "s"), Node("b", "b", "s"))
    picture = Picture("t", "", (Section("s", "s", "online"),), nodes, edge)
    light, dark = (set(re.findall(r"\.([a-z]+)\{", svg(picture, t, embed_font=False))) for t in ("light", "dark"))
    assert not light & dark


def test_an_unknown_theme_is_told() -> None:
    """The message names the themes there are and the nearest."""
    with pytest.raises(DrawError, match="did you mean 'dark'"):
        svg(samples.one(), "drak")
