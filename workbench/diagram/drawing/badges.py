"""Numbered marks whose shape tells the severity: octagon, diamond, circle."""

from __future__ import annotations

from math import cos, pi, sin

from workbench.diagram.drawing.markup import num, text
from workbench.diagram.picture import Badge, Severity
from workbench.diagram.theme import Theme

RADIUS = 8.5
_CORNERS = {"blocker": (8, pi / 8, 1.06), "major": (4, 0.0, 1.24)}


def shape(x: float, y: float, severity: Severity, theme: Theme, scale: float = 1.0) -> str:
    """Return the outline of a badge around (x, y), ringed in the page's colour so that it stands off lines."""
    colour = theme.severity[severity]
    if severity == "minor":
        return (
            f'<circle cx="{num(x)}" cy="{num(y)}" r="{num(RADIUS * scale - 0.5)}" fill="{theme.card}" '
            f'stroke="{colour}" stroke-width="1.8"/>'
        )
    corners, start, reach = _CORNERS[severity]
    r = RADIUS * reach * scale
    turn = 2 * pi / corners
    points = " ".join(
        f"{num(x + r * cos(start + i * turn))},{num(y + r * sin(start + i * turn))}" for i in range(corners)
    )
    return (
        f'<polygon points="{points}" fill="{colour}" stroke="{theme.page}" stroke-width="1.5" stroke-linejoin="round"/>'
    )


def draw(x: float, y: float, badge: Badge, theme: Theme, prefix: str) -> str:
    """Return a badge with its number."""
    css = f"{prefix}n" if badge.severity != "minor" else f"{prefix}m"
    # A diamond is narrow at its shoulders, and any shape for three digits.
    small = badge.number > 99 or (badge.severity == "major" and badge.number > 9)
    size = ' style="font-size:8.5px"' if small else ""
    return shape(x, y, badge.severity, theme) + text(x, y + (3.1 if small else 3.6), str(badge.number), css, size)
