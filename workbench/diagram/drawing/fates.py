"""What a drill does to cards and flows: lost is dark and crossed out, struck has a double frame, starved is veiled.

A flow that is cut ends in a cross; one that is touched keeps its arrowhead. Each is told by its shape as well as by
its colour.
"""

from __future__ import annotations

from workbench.diagram.drawing.markup import num, rect
from workbench.diagram.layout import Box
from workbench.diagram.layout.geometry import Point
from workbench.diagram.theme import Theme

CROSS = 4.5
DARK = "#0b1220"
HATCH = 11.0


def card(fate: str, box: Box, theme: Theme) -> str:
    """Return what lies over a card that is lost, struck or starved."""
    return {"lost": _lost, "struck": _struck}.get(fate, _starved)(box, theme)


def _struck(box: Box, theme: Theme) -> str:
    style = f'fill="none" stroke="{theme.bad}" stroke-width="1.6"'
    inner = rect(box.x + 3.5, box.y + 3.5, box.w - 7, box.h - 7, 5, style)
    return rect(box.x, box.y, box.w, box.h, 8, style) + inner


def _lost(box: Box, theme: Theme) -> str:
    veil = rect(box.x, box.y, box.w, box.h, 8, f'fill="{DARK}" fill-opacity="0.34"')
    frame = rect(box.x, box.y, box.w, box.h, 8, f'fill="none" stroke="{theme.bad}" stroke-width="2.4"')
    corner = 5.0
    left, right, top, low = box.x + corner, box.right - corner, box.y + corner, box.bottom - corner
    d = f"M{num(left)} {num(top)}L{num(right)} {num(low)}M{num(right)} {num(top)}L{num(left)} {num(low)}"
    lines = f'<path d="{d}" fill="none" stroke="{theme.bad}" stroke-width="1.8" stroke-opacity="0.75"/>'
    return veil + lines + frame


def _starved(box: Box, theme: Theme) -> str:
    veil = rect(box.x, box.y, box.w, box.h, 8, f'fill="{theme.page}" fill-opacity="0.55"')
    hatch = f'<path d="{_hatching(box)}" fill="none" stroke="{theme.quiet}" stroke-width="1" stroke-opacity="0.75"/>'
    style = f'fill="none" stroke="{theme.strong}" stroke-width="1.4" stroke-dasharray="2 3"'
    return veil + hatch + rect(box.x, box.y, box.w, box.h, 8, style)


def _hatching(box: Box) -> str:
    """Return slanted lines along the foot of a card, below its words."""
    foot = 8.0
    count = int((box.w - 2 * foot) // HATCH)
    return "".join(
        f"M{num(box.x + foot + n * HATCH)} {num(box.bottom - 2)}l{num(foot)} {num(-foot)}" for n in range(max(count, 0))
    )


def flow_style(theme: Theme) -> str:
    """Return the stroke of a flow that is cut or touched."""
    return f'stroke="{theme.bad}" stroke-width="1.8" stroke-dasharray="7 5"'


def cross(at: Point, colour: str) -> str:
    """Return a small cross at a point."""
    x, y = at
    d = f"M{num(x - CROSS)} {num(y - CROSS)}l{num(2 * CROSS)} {num(2 * CROSS)}m0 {num(-2 * CROSS)}"
    d += f"l{num(-2 * CROSS)} {num(2 * CROSS)}"
    return f'<path d="{d}" fill="none" stroke="{colour}" stroke-width="2" stroke-linecap="round"/>'


def sample(fate: str, theme: Theme) -> tuple[str, float]:
    """Return an example for the legend, and how wide it is."""
    if fate in ("cut", "touched"):
        line = f'<path d="M0 0h22" fill="none" {flow_style(theme)}/>'
        return line + (cross((22, 0), theme.bad) if fate == "cut" else ""), 28
    box = Box(0, -8, 26, 16)
    body = rect(box.x, box.y, box.w, box.h, 4, f'fill="{theme.card}" stroke="{theme.card_line}"')
    return body + card(fate, box, theme), 26
