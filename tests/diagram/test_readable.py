"""Readability of every real design, in every view: nothing overlaps, nothing is lost, the page keeps its shape."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise
from xml.etree import ElementTree as ET

import pytest

from workbench.diagram import Picture, measure, svg
from workbench.diagram.graph import VIEWS, picture_of
from workbench.diagram.picture import Edge

from . import samples
from .figures import PAGE_PX, figures
from .shipped import FILES, reviewed

SVG = "{http://www.w3.org/2000/svg}"
_SIZE = re.compile(r'width="([\d.]+)" height="([\d.]+)"')
_RULE = re.compile(r"\.(\w+)\{font-size:([\d.]+)px;font-weight:(\d+)")
CASES = [(name, view) for name in FILES for view in VIEWS]
LABEL = 11.0


def drawn(name: str, view: str) -> Picture:
    """Return the picture of a real design."""
    return picture_of(reviewed(name), view)


@pytest.mark.parametrize(("name", "view"), CASES)
def test_nothing_covers_anything(name: str, view: str) -> None:
    """No card, label or line covers another; lines cross about as often as there are flows, at most."""
    picture = drawn(name, view)
    got = figures(picture)
    assert (got.card_overlaps, got.label_overlaps, got.labels_on_cards, got.lines_through_cards) == (0, 0, 0, 0)
    assert got.crossings <= max(12, 1.2 * len(picture.edges))


@pytest.mark.parametrize(("name", "view"), CASES)
def test_page_is_shaped_like_a_page(name: str, view: str) -> None:
    """Width to height is between 1:1 and 2.5:1, and a label has a size one can read on a slide or a poster."""
    picture = drawn(name, view)
    found = _SIZE.search(svg(picture, embed_font=False))
    assert found
    wide, high = float(found[1]), float(found[2])
    # Three cards in a row are wider than any page; from ten on there is something to arrange.
    assert 1.0 <= wide / high <= (2.5 if len(picture.nodes) >= 10 else 3.5)
    assert LABEL * min(1.0, PAGE_PX / wide) >= _least(len(picture.nodes))


def _least(cards: int) -> float:
    """The least size in pixels of a label, drawn at 11, on a page 1280 pixels wide."""
    return 9.0 if cards <= 12 else 7.0 if cards <= 30 else 5.0


@pytest.mark.parametrize("name", [*FILES, "sixty"])
def test_text_stays_inside(name: str) -> None:
    """No text of a card leaves the card, and no text at all leaves the page."""
    picture = samples.ALL["large60"]() if name == "sixty" else drawn(name, "end-to-end")
    root = ET.fromstring(svg(picture, embed_font=False))  # noqa: S314 - made by ourselves a line above
    sizes = {rule[0]: (float(rule[1]), int(rule[2])) for rule in _RULE.findall("".join(root.itertext()))}
    page = float(root.attrib["width"])
    for right, line in _texts(root, sizes):
        assert right <= page, line
    for group in root.iter(f"{SVG}g"):
        if group.get("class") in ("wb-card", "wb-ghost"):
            card = max(group.iter(f"{SVG}rect"), key=lambda r: float(r.get("width", "0")))
            edge = float(card.get("x", "0")) + float(card.get("width", "0"))
            assert all(right <= edge + 12 for right, _ in _texts(group, sizes))


def _texts(root: ET.Element, sizes: dict[str, tuple[float, int]]) -> Iterator[tuple[float, str]]:
    """Yield the right end of every text with the text; badges, which are centred, hang over by half of theirs."""
    for line in root.iter(f"{SVG}text"):
        size = sizes.get(line.get("class", ""))
        if size and line.text:
            yield float(line.get("x", "0")) + measure.width(line.text, *size), line.text


@pytest.mark.parametrize("name", FILES)
def test_no_flow_is_lost(name: str) -> None:
    """Every arrow of the file is drawn, or counted on the card of one who looks on and named in its hover text."""
    done = reviewed(name)
    picture = drawn(name, "end-to-end")
    lines = {(e.source, e.target) for e in picture.edges}
    hover = {n.id: n.hover for n in picture.nodes}
    for hop in done.design.edges:
        for source, target in pairwise((hop.source, *hop.flow.through, hop.target)):
            assert (source, target) in lines or source in hover[target] or target in hover[source]
    assert {n.id for n in picture.nodes} >= set(done.design.parts)


@pytest.mark.parametrize("name", FILES)
def test_every_listed_gap_is_numbered_once(name: str) -> None:
    """Badges carry numbers of the gap list only, and listed and hidden gaps are all there are."""
    done = reviewed(name)
    for view in VIEWS:
        picture = drawn(name, view)
        numbers = [g.number for g in picture.gaps]
        assert numbers == sorted(set(numbers))
        marks = {b.number for item in picture.nodes for b in item.badges} | _marks(picture.edges)
        assert marks <= set(numbers)
        assert len(numbers) + picture.hidden_gaps == len(done.open)


def _marks(edges: tuple[Edge, ...]) -> set[int]:
    return {b.number for e in edges for b in e.badges}
