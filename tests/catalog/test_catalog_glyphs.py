"""The line drawings that stand in where there is no logo."""

from __future__ import annotations

import xml.etree.ElementTree as ET

import pytest

from workbench.catalog import glyph, glyphs, kinds
from workbench.errors import WorkbenchError

SHAPES = {
    "path": {"d", "stroke-dasharray"},
    "circle": {"cx", "cy", "r", "fill", "stroke"},
    "ellipse": {"cx", "cy", "rx", "ry"},
    "rect": {"x", "y", "width", "height", "rx", "fill"},
}
COLOURS = {"none", "currentColor"}
SIZES = {"cx", "cy", "r", "rx", "ry", "x", "y", "width", "height"}


@pytest.mark.parametrize("name", glyphs())
def test_a_glyph_is_plain_shapes_in_one_colour(name: str) -> None:
    """A drawing is well-formed SVG, made of plain shapes that take the colour of what holds them."""
    group = ET.fromstring(glyph(name))  # noqa: S314  # our own data file, not a user's text
    assert group.tag == "g"
    assert group.get("stroke") == "currentColor"
    assert len(group) > 0
    for shape in group:
        assert set(shape.attrib) <= SHAPES[shape.tag]
        assert {shape.get("fill", "none"), shape.get("stroke", "none")} <= COLOURS


@pytest.mark.parametrize("name", glyphs())
def test_a_glyph_fits_its_box(name: str) -> None:
    """Rectangles and circles stay inside the 24 x 24 box with room for the line."""
    for shape in ET.fromstring(glyph(name)):  # noqa: S314  # our own data file, not a user's text
        size = {key: float(value) for key, value in shape.attrib.items() if key in SIZES}
        if shape.tag == "circle":
            size |= {"rx": size["r"], "ry": size["r"]}
        if shape.tag in ("circle", "ellipse"):
            spans = [(size["cx"], size["rx"]), (size["cy"], size["ry"])]
            assert all(radius < middle < 24 - radius for middle, radius in spans)
        if shape.tag == "rect":
            assert 0 < size["x"] < size["x"] + size["width"] < 24
            assert 0 < size["y"] < size["y"] + size["height"] < 24


def test_every_glyph_is_used() -> None:
    """No drawing is kept that no kind shows."""
    assert {kind.glyph for kind in kinds().values()} == glyphs().keys()


def test_an_unknown_glyph_is_told_plainly() -> None:
    """The message gives the nearest drawing."""
    with pytest.raises(WorkbenchError, match="no glyph 'geer'; did you mean 'gear'"):
        glyph("geer")
