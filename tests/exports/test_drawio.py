"""The draw.io file, read back: unique ids, parents and ends that exist, geometry everywhere, labels that are text."""

from __future__ import annotations

from xml.etree import ElementTree as ET

import pytest

from tests.diagram import samples
from tests.diagram.shipped import FILES, reviewed
from workbench.diagram import Picture
from workbench.diagram.drawio import drawio_xml
from workbench.diagram.graph import picture_of
from workbench.diagram.layout import arrange
from workbench.diagram.measure import clean


def cells(picture: Picture, frame: bool = True) -> dict[str, ET.Element]:
    """Return the cells of the file by id."""
    root = ET.fromstring(drawio_xml(picture, frame=frame))  # noqa: S314 - made by ourselves
    assert root.tag == "mxfile"
    found = list(root.iter("mxCell"))
    assert [c.get("id") for c in found[:2]] == ["0", "1"]
    held = {str(c.get("id")): c for c in found}
    assert len(held) == len(found)
    return held


def pictures() -> list[Picture]:
    """Return real and made-up pictures."""
    return [picture_of(reviewed(n)) for n in FILES] + [samples.ALL[n]() for n in samples.ALL]


@pytest.mark.parametrize("frame", [True, False])
def test_structure_holds(frame: bool) -> None:
    """Every cell has a parent in the file and a shape; every connector two ends that are shapes."""
    for picture in pictures():
        held = cells(picture, frame)
        for name, cell in held.items():
            if name == "0":
                continue
            parent = held[str(cell.get("parent"))]
            assert name == "1" or parent.get("id") == "1" or "container=1" in str(parent.get("style"))
            if cell.get("vertex") == "1":
                shape = cell.find("mxGeometry")
                assert shape is not None
                assert shape.get("as") == "geometry"
                assert float(shape.get("width", "0")) > 0
                assert float(shape.get("height", "0")) > 0
            if cell.get("edge") == "1":
                assert cell.find("mxGeometry") is not None
                assert held[str(cell.get("source"))].get("vertex") == held[str(cell.get("target"))].get("vertex") == "1"


@pytest.mark.parametrize("name", ["sketch", "fraud", "hostile"])
def test_everything_is_there_as_text(name: str) -> None:
    """A container a section, a card a node, a connector a flow; no label is ever read as HTML."""
    picture = samples.ALL[name]()
    held = cells(picture)
    assert sum(c.get("edge") == "1" for c in held.values()) == len(picture.edges)
    assert sum(k.startswith("card-") for k in held) == len(picture.nodes)
    assert sum(k.startswith("section-") for k in held) == len(arrange(picture).blocks)
    assert all("html=0" in str(c.get("style")) for c in held.values() if c.get("vertex") or c.get("edge"))
    assert sum("dashPattern=6 4;" in str(c.get("style")) and c.get("vertex") == "1" for c in held.values()) == sum(
        n.ghost or n.left_out for n in picture.nodes
    )
    shown = {str(c.get("value")) for c in held.values()}
    assert all(clean(s.title).upper() in shown for s in picture.sections if arrange(picture).blocks.get(s.id))


def test_author_cannot_reach_the_style() -> None:
    """A label with style syntax stays a label: styles are written by us alone."""
    picture = samples.hostile()
    styles = {str(c.get("style")) for c in cells(picture).values()}
    assert not [s for s in styles if "script" in s or "javascript" in s or "http" in s]
    for style in styles - {"None"}:
        assert all("=" in part or part in ("text", "") for part in style.split(";"))
