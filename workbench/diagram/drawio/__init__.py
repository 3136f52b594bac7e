"""Write the picture as a draw.io file that opens editable: our coordinates, real shapes, real connectors."""

from __future__ import annotations

from xml.etree import ElementTree as ET

from workbench.diagram.drawing.frame import MARGIN, parts_of
from workbench.diagram.drawio.cells import Sheet, style
from workbench.diagram.drawio.shapes import card, connector, gap_rows, section
from workbench.diagram.layout import Layout, arrange
from workbench.diagram.layout.geometry import Box
from workbench.diagram.measure import clean
from workbench.diagram.picture import Picture
from workbench.diagram.render import theme_of
from workbench.diagram.theme import Theme

TITLE_H = 64.0


def drawio_xml(picture: Picture, theme: str = "light", frame: bool = True) -> str:
    """Return one mxfile document; without `frame` there is no title and no gap list.

    Raises DrawError for an unknown theme.
    """
    colours = theme_of(theme)
    laid = arrange(picture, parts_of(picture, frame).margins)
    sheet = Sheet()
    top = MARGIN + (TITLE_H if frame else 0.0)
    _blocks(sheet, picture, laid, colours, top)
    if frame:
        words = "\n".join(filter(None, (clean(picture.title), clean(picture.subtitle))))
        text = style(
            "text",
            html=0,
            strokeColor="none",
            fillColor="none",
            align="left",
            fontSize=18,
            fontStyle=1,
            fontColor=colours.ink,
        )
        sheet.vertex("title", words, text, Box(MARGIN, MARGIN, laid.width, TITLE_H - 12))
        gap_rows(sheet, picture, colours, MARGIN + laid.width + 26, top)
    return _file(sheet, clean(picture.title) or "Architecture", colours)


def _blocks(sheet: Sheet, picture: Picture, laid: Layout, theme: Theme, top: float) -> None:
    for part in picture.sections:
        if part.id not in laid.blocks:
            continue
        block = laid.blocks[part.id]
        place = Box(block.x + MARGIN, block.y + top, block.w, block.h)
        name = section(sheet, part, place, theme)
        for node in picture.nodes:
            if node.section == part.id:
                box = laid.cards[node.id]
                # Children of a container are placed from its corner.
                card(sheet, node, Box(box.x - block.x, box.y - block.y, box.w, box.h), name, theme)
    for edge in picture.edges:
        ends = laid.cards[edge.source], laid.cards[edge.target]
        connector(sheet, edge, laid.routes[edge.id], ends, (MARGIN, top), theme)


def _file(sheet: Sheet, title: str, theme: Theme) -> str:
    root = ET.Element("mxfile", {"host": "ml-design-workbench", "compressed": "false"})
    diagram = ET.SubElement(root, "diagram", {"id": "design", "name": title[:80]})
    model = ET.SubElement(
        diagram, "mxGraphModel",
        {"grid": "0", "guides": "1", "tooltips": "1", "connect": "1", "arrows": "1", "page": "0", "math": "0",
         "shadow": "0", "background": theme.page},
    )  # fmt: skip
    model.append(sheet.root)
    ET.indent(root, " ")
    return ET.tostring(root, encoding="unicode", xml_declaration=False) + "\n"
