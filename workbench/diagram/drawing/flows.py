"""The flows: rounded lines with arrowheads, their labels and badges."""

from __future__ import annotations

from workbench.diagram.drawing import badges, fates
from workbench.diagram.drawing.markup import esc, hover, num, path_of, rect, text
from workbench.diagram.layout import Route
from workbench.diagram.layout.geometry import BADGE, LABEL_PAD, Point
from workbench.diagram.picture import Edge
from workbench.diagram.theme import Theme

RADIUS = 8.0
DASHES = {
    "watch": ' stroke-dasharray="1.5 4" stroke-linecap="round"',
    "ghost": ' stroke-dasharray="6 4"',
    "feedback": ' stroke-dasharray="9 4"',
    "fallback": ' stroke-dasharray="3.5 3.5"',
    "deploy": ' stroke-dasharray="10 3 2.5 3"',
    "call": "",
    "data": "",
}


def line_style(edge_style: str, broken: bool, theme: Theme, aside: bool = False, marked: bool = False) -> str:
    """Return stroke attributes for a kind of flow, fainter `aside`; broken and marked ones are told by weight too."""
    if broken:
        return f'stroke="{theme.bad}" stroke-width="2.6"' + (
            DASHES[edge_style] if edge_style in ("watch", "ghost") else ""
        )
    if marked:
        return f'stroke="{theme.accent}" stroke-width="2.4"{DASHES[edge_style]}'
    usual = theme.quiet if aside else theme.flow
    colour = {"ghost": theme.ghost, "watch": theme.quiet, "call": theme.strong}.get(edge_style, usual)
    width = {"call": "2", "watch": "1.8"}.get(edge_style, "1.5")
    return f'stroke="{colour}" stroke-width="{width}"{DASHES[edge_style]}'


def draw_line(edge: Edge, route: Route, theme: Theme, aside: bool) -> str:
    """Return line and arrowhead of one flow, with its id, place and hover text."""
    style = fates.flow_style(theme) if edge.fate else line_style(edge.style, edge.broken, theme, aside, edge.marked)
    points = list(route.points)
    size = 9.5 if edge.broken else 7.5
    points[-1] = _short_of(points[-2], points[-1], size - 1)
    colour = style.split('"')[1]
    place = f' data-path="{esc(edge.path)}"' if edge.path else ""
    words = edge.hover or " ".join(filter(None, (f"{edge.source} → {edge.target}", edge.label)))
    # The wide clear line under the visible one makes a thin flow easy to point at.
    data = path_of(points[::-1] if route.joins else points, RADIUS)
    return (
        f'<g class="wb-flow" data-id="{esc(edge.id)}"{place} fill="none">{hover(words)}'
        f'<path d="{data}" stroke="#000" stroke-opacity="0" stroke-width="12"/>'
        f'<path d="{data}" {style}/>{_end(edge, route, size, colour)}</g>'
    )


def _end(edge: Edge, route: Route, size: float, colour: str) -> str:
    """Return what a flow ends in: an arrowhead, or a cross before the card where nothing arrives."""
    before, tip = route.points[-2], route.points[-1]
    return fates.cross(_short_of(before, tip, size), colour) if edge.fate == "cut" else _head(before, tip, size, colour)


def draw_label(edge: Edge, route: Route, theme: Theme, prefix: str) -> str:
    """Return the words of a flow on a ground that lifts them off the line, and its badges."""
    out = []
    if route.label is not None:
        box = route.label.box
        lead = LABEL_PAD + (BADGE + 3) * len(edge.badges)
        out.append(rect(box.x, box.y, box.w, box.h, box.h / 2, f'fill="{theme.label}" fill-opacity="0.92"'))
        plain = "lg" if edge.style == "ghost" else "lm" if edge.marked else "l"
        css = f"{prefix}lb" if edge.broken else prefix + plain
        out.append(text(box.x + lead, box.y + 12.4, route.label.text, css))
    for badge, (x, y) in zip(edge.badges, route.badges, strict=True):
        out.append(badges.draw(x, y, badge, theme, prefix))
    if not out:
        return ""
    return f'<g data-id="{esc(edge.id)}">{hover(edge.hover or edge.label)}{"".join(out)}</g>'


def _short_of(p: Point, q: Point, by: float) -> Point:
    sign_x, sign_y = (q[0] > p[0]) - (q[0] < p[0]), (q[1] > p[1]) - (q[1] < p[1])
    return q[0] - sign_x * by, q[1] - sign_y * by


def _head(p: Point, q: Point, size: float, colour: str) -> str:
    """Return a filled triangle whose tip is at q, coming from p."""
    x, y = q
    dx, dy = (x > p[0]) - (x < p[0]), (y > p[1]) - (y < p[1])
    half = size * 0.45
    a = (x - dx * size - dy * half, y - dy * size - dx * half)
    b = (x - dx * size + dy * half, y - dy * size + dx * half)
    d = f"M{num(x)} {num(y)}L{num(a[0])} {num(a[1])}L{num(b[0])} {num(b[1])}Z"
    return f'<path d="{d}" fill="{colour}" stroke="{colour}" stroke-width="1" stroke-linejoin="round"/>'
