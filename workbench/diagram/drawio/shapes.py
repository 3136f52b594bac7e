"""What a section, a card, a flow and a gap look like in draw.io. Labels are plain text, never HTML."""

from __future__ import annotations

from workbench.diagram import measure
from workbench.diagram.drawing import assets, cards
from workbench.diagram.drawing.gaps import LIST_TEXT, LIST_W
from workbench.diagram.drawio.cells import LAYER, Sheet, style
from workbench.diagram.layout import Box, Route
from workbench.diagram.layout.geometry import (
    CARD_PAD_R,
    CARD_TEXT_X,
    FACT_LINE,
    FACT_SIZE,
    TITLE_LINE,
    TITLE_SIZE,
    Point,
)
from workbench.diagram.picture import Badge, Edge, EdgeStyle, Node, Picture, Section, Severity
from workbench.diagram.theme import Theme

BADGE = 18.0
_DASH: dict[EdgeStyle, str] = {
    "call": "", "data": "", "deploy": "10 3 2 3", "feedback": "9 4", "fallback": "4 4", "watch": "2 4", "ghost": "6 4",
}  # fmt: skip
_BADGE: dict[Severity, str] = {
    "blocker": "shape=hexagon;perimeter=hexagonPerimeter2;fixedSize=1;size=4;",
    "major": "shape=rhombus;perimeter=rhombusPerimeter;",
    "minor": "shape=ellipse;perimeter=ellipsePerimeter;",
}  # fmt: skip
_FIXED = {"html": 0, "connectable": 0}
_PLAIN = {"strokeColor": "none", "fillColor": "none", "align": "left", "verticalAlign": "top"}


def section(sheet: Sheet, part: Section, box: Box, theme: Theme) -> str:
    """Add a tinted container; return its id."""
    tint = theme.tint(part.id)
    look = style(
        rounded=1, absoluteArcSize=1, arcSize=20, html=0, container=1, collapsible=0, verticalAlign="top", align="left",
        spacingLeft=10, spacingTop=4, fontStyle=1, fontSize=12, fillColor=tint.soft, strokeColor=tint.line,
        fontColor=tint.strong,
    )  # fmt: skip
    return sheet.vertex(f"section {part.id}", measure.clean(part.title).upper(), look, box)


def card(sheet: Sheet, node: Node, box: Box, parent: str, theme: Theme) -> None:
    """Add a card with name, fact, icon and badges, which move with it."""
    line = theme.card_line if node.tone == "plain" else theme.tone[node.tone]
    colours = {"fillColor": theme.card, "strokeColor": line, "fontColor": theme.ink}
    if node.ghost:
        colours = {"fillColor": theme.ghost_fill, "strokeColor": theme.ghost, "fontColor": theme.ghost}
    elif node.left_out:
        colours = {"fillColor": "none", "strokeColor": theme.quiet, "fontColor": theme.muted}
    dashes = {"dashed": 1, "dashPattern": "6 4"} if node.ghost or node.left_out else {}
    title, fact = cards.lines_of(node, box.w)
    top = (box.h - TITLE_LINE * len(title) - FACT_LINE * len(fact)) / 2
    look = style(
        rounded=1, absoluteArcSize=1, arcSize=16, html=0, container=1, collapsible=0, align="left",
        verticalAlign="top", spacingLeft=CARD_TEXT_X - 4, spacingTop=round(top - 6), fontStyle=1, fontSize=TITLE_SIZE,
        **colours, **dashes,
    )  # fmt: skip
    name = sheet.vertex(f"card {node.id}", "\n".join(title), look, box, parent)
    if fact:
        low = top + TITLE_LINE * len(title)
        place = Box(CARD_TEXT_X - 2, low, box.w - CARD_TEXT_X - CARD_PAD_R + 4, FACT_LINE * len(fact))
        text = style("text", **_FIXED, **_PLAIN, fontSize=FACT_SIZE, fontColor=theme.muted)
        sheet.vertex(f"fact {node.id}", "\n".join(fact), text, place, name)
    _icon(sheet, node, box, name, theme)
    for i, badge in enumerate(node.badges[: cards.MAX_BADGES]):
        place = Box(box.w - 15 - 20 * i, -BADGE / 2, BADGE, BADGE)
        _badge(sheet, f"badge {badge.number} {node.id}", badge, place, name, theme)


def _icon(sheet: Sheet, node: Node, box: Box, parent: str, theme: Theme) -> None:
    place = Box(14, (box.h - cards.ICON) / 2, cards.ICON, cards.ICON)
    uri = assets.icon_uri(node.icon) if node.icon and not node.ghost else None
    if uri:
        # A semicolon ends a style value, so draw.io writes image data without the word base64.
        look = style("shape=image", **_FIXED, imageAspect=0, aspect="fixed", image=uri.replace(";base64", ""))
        sheet.vertex(f"icon {node.id}", "", look, place, parent)
        return
    tint = theme.tint(node.section)
    letter = "+" if node.ghost else measure.clean(node.title)[:1].upper() or "?"
    colour = theme.ghost if node.ghost else tint.strong
    look = style(rounded=1, **_FIXED, fillColor="none" if node.ghost else tint.tile, strokeColor="none",
                 fontColor=colour, fontStyle=1, fontSize=15)  # fmt: skip
    sheet.vertex(f"icon {node.id}", letter, look, place, parent)


def _badge(sheet: Sheet, key: str, badge: Badge, box: Box, parent: str, theme: Theme) -> None:
    colour = theme.severity[badge.severity]
    minor = badge.severity == "minor"
    look = _BADGE[badge.severity] + style(
        **_FIXED, fontSize=9, fontStyle=1, fillColor=theme.card if minor else colour,
        strokeColor=colour if minor else theme.page, fontColor=theme.ink if minor else theme.on_badge,
    )  # fmt: skip
    sheet.vertex(key, str(badge.number), look, box, parent)


def connector(
    sheet: Sheet, edge: Edge, route: Route, ends: tuple[Box, Box], shift: tuple[float, float], theme: Theme
) -> None:
    """Add a flow: from side to side of its cards as we routed it, with its words."""
    usual = {"ghost": theme.ghost, "watch": theme.quiet, "call": theme.strong}.get(edge.style, theme.flow)
    colour = theme.bad if edge.broken else theme.accent if edge.marked else usual
    dash = "" if edge.broken else _DASH[edge.style]
    (leave_x, leave_y), (enter_x, enter_y) = _on(route.points[0], ends[0]), _on(route.points[-1], ends[1])
    look = style(
        edgeStyle="orthogonalEdgeStyle", rounded=1, html=0, endArrow="block", endFill=1, endSize=5, strokeColor=colour,
        strokeWidth=2.6 if edge.broken else 2 if edge.marked or edge.style == "call" else 1.5, fontSize=11,
        fontColor=colour, labelBackgroundColor=theme.page, exitX=leave_x, exitY=leave_y, exitPerimeter=0,
        entryX=enter_x, entryY=enter_y, entryPerimeter=0, **({"dashed": 1, "dashPattern": dash} if dash else {}),
    )  # fmt: skip
    words = measure.clean(edge.label) + "".join(f" ({b.severity} {b.number})" for b in edge.badges)
    bends = [(x + shift[0], y + shift[1]) for x, y in route.points[1:-1]]
    names = sheet.id_of(f"card {edge.source}"), sheet.id_of(f"card {edge.target}")
    sheet.edge(f"flow {edge.id}", words.strip(), look, names, bends)


def _on(point: Point, box: Box) -> tuple[str, str]:
    """Return where on a card a flow starts or ends, as shares of its width and height."""
    return f"{(point[0] - box.x) / box.w:.3f}", f"{(point[1] - box.y) / box.h:.3f}"


def gap_rows(sheet: Sheet, picture: Picture, theme: Theme, x: float, y: float) -> None:
    """Add the gap list as a column of badges and texts."""
    look = style("text", html=0, **_PLAIN, fontSize=11.5, fontColor=theme.ink)
    for row in picture.gaps:
        # Plain text is not wrapped by draw.io, so it comes broken into lines.
        room = LIST_W - LIST_TEXT
        told = (row.title, *row.lines, row.place)
        lines = [part for line in told for part in measure.wrap(measure.clean(line), room, 11.5, lines=9)]
        high = 15.5 * len(lines) + 14
        _badge(
            sheet, f"gap badge {row.number}", Badge(row.number, row.severity), Box(x, y + 2, BADGE, BADGE), LAYER, theme
        )
        sheet.vertex(f"gap {row.number}", "\n".join(lines), look, Box(x + LIST_TEXT - 8, y, room + 12, high))
        y += high
    rest = [f"+ {picture.hidden_gaps} more"] if picture.hidden_gaps else []
    words = "\n".join((*rest, *map(measure.clean, picture.notes)))
    if words:
        sheet.vertex("notes", words, look, Box(x, y + 6, LIST_W, 60))
