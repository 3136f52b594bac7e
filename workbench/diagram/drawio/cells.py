"""The cells of a draw.io page: vertices and edges with geometry, ids handed out in order."""

from __future__ import annotations

import re
from xml.etree import ElementTree as ET

from workbench.diagram.layout.geometry import Box, Point

LAYER = "1"
_FORBIDDEN = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def style(first: str = "", /, **values: object) -> str:
    """Return a style string: a shape's name and `key=value` pairs in the order given."""
    return "".join(f"{part};" for part in (first, *(f"{k}={v}" for k, v in values.items())) if part)


def number(value: float) -> str:
    """Return a number with at most one decimal."""
    text = f"{value:.1f}"
    return "0" if text == "-0.0" else text.removesuffix(".0")


class Sheet:
    """One page: cells in drawing order, each with an id of its own."""

    def __init__(self) -> None:
        self.root = ET.Element("root")
        ET.SubElement(self.root, "mxCell", {"id": "0"})
        ET.SubElement(self.root, "mxCell", {"id": LAYER, "parent": "0"})
        self._names: dict[str, str] = {}
        self._taken = {"0", LAYER}

    def id_of(self, key: str) -> str:
        """Return the id of what was added under a key."""
        return self._names[key]

    def vertex(self, key: str, words: str, look: str, box: Box, parent: str = LAYER) -> str:
        """Add a shape, placed from its parent's corner; return its id."""
        cell = self._cell(key, words, look, parent)
        cell.set("vertex", "1")
        self._geometry(cell, {"x": number(box.x), "y": number(box.y), "width": number(box.w), "height": number(box.h)})
        return self._names[key]

    def edge(self, key: str, words: str, look: str, ends: tuple[str, str], points: list[Point]) -> str:
        """Add a connector between two shapes, by id, bent at the points; return its id."""
        cell = self._cell(key, words, look, LAYER)
        cell.set("edge", "1")
        cell.set("source", ends[0])
        cell.set("target", ends[1])
        shape = self._geometry(cell, {"relative": "1"})
        if points:
            bends = ET.SubElement(shape, "Array", {"as": "points"})
            for x, y in points:
                ET.SubElement(bends, "mxPoint", {"x": number(x), "y": number(y)})
        return self._names[key]

    def _cell(self, key: str, words: str, look: str, parent: str) -> ET.Element:
        name = stem = re.sub(r"[^A-Za-z0-9_-]+", "-", key)[:60] or "cell"
        count = 2
        while name in self._taken:
            name, count = f"{stem}-{count}", count + 1
        self._taken.add(name)
        self._names[key] = name
        value = _FORBIDDEN.sub("", words)
        return ET.SubElement(self.root, "mxCell", {"id": name, "value": value, "style": look, "parent": parent})

    def _geometry(self, cell: ET.Element, values: dict[str, str]) -> ET.Element:
        return ET.SubElement(cell, "mxGeometry", {**values, "as": "geometry"})
