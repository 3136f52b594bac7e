"""Write the picture as a PDF page: vectors, text that can be selected, our font inside, the same bytes every time.

It is our own SVG turned into PDF operators one to one, so that the two never differ in what they show. Letters that our
font lacks come out as empty boxes: there is no second font to take them from.
"""

from __future__ import annotations

import re
from xml.etree import ElementTree as ET

from workbench.diagram import measure
from workbench.diagram.pdf.file import Pdf
from workbench.diagram.pdf.fonts import embedded
from workbench.diagram.pdf.page import Page
from workbench.diagram.picture import Picture
from workbench.diagram.render import svg

POINTS = 0.75
"""Points a pixel: 96 pixels and 72 points make an inch."""
_RULE = re.compile(r"\.(\w+)\{([^}]*)\}")


def pdf_bytes(picture: Picture, theme: str = "light", frame: bool = True) -> bytes:
    """Return one PDF page as large as the picture. Raises DrawError for an unknown theme or without the rasteriser."""
    root = ET.fromstring(svg(picture, theme, frame, embed_font=False))  # noqa: S314 - made by ourselves a moment ago
    style = next((e.text or "" for e in root.iter() if e.tag.endswith("}style")), "")
    rules = {name: _pairs(body) for name, body in _RULE.findall(style)}
    width, height = float(root.attrib["width"]), float(root.attrib["height"])
    page = Page(rules, width, height, POINTS)
    page.draw(root)
    file = Pdf()
    fonts = {name: embedded(file, weight, page.used[weight]) for name, weight in page.fonts.items()}
    resources = {"Font": fonts, "XObject": page.images(file), "ExtGState": page.states(file)}
    title = measure.clean(picture.title) or "Architecture"
    return file.finish(page.content, (width * POINTS, height * POINTS), resources, title)


def _pairs(body: str) -> dict[str, str]:
    return dict(part.split(":", 1) for part in body.split(";") if ":" in part)
