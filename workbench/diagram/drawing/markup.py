"""Write SVG elements as text: escaped, rounded the same way everywhere."""

from __future__ import annotations

import re

from workbench.diagram.layout.geometry import Point

_ESCAPES = str.maketrans({"&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;", "'": "&#39;"})
# What XML 1.0 cannot hold at all, however it is escaped.
_FORBIDDEN = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]|[\u007f-\u009f\ufdd0-\ufdef]")


def esc(text: str) -> str:
    """Return `text` safe inside an element or a quoted attribute."""
    return _FORBIDDEN.sub("", text).translate(_ESCAPES)


def num(value: float) -> str:
    """Return a number with at most one decimal, the same on every machine."""
    text = f"{value:.1f}"
    return "0" if text in ("-0.0", "0.0") else text.removesuffix(".0")


def text(x: float, y: float, words: str, css: str, extra: str = "") -> str:
    """Return one line of text with its left end (or its anchor) at x and its baseline at y."""
    return f'<text x="{num(x)}" y="{num(y)}" class="{css}"{extra}>{esc(words)}</text>'


def rect(x: float, y: float, w: float, h: float, radius: float, attributes: str) -> str:
    """Return a rounded rectangle."""
    return f'<rect x="{num(x)}" y="{num(y)}" width="{num(w)}" height="{num(h)}" rx="{num(radius)}" {attributes}/>'


def hover(words: str) -> str:
    """Return the hover text of the group it stands first in; nothing for no words."""
    return f"<title>{esc(words)}</title>" if words else ""


def path_of(points: list[Point], radius: float) -> str:
    """Return path data through corner points, with rounded corners."""
    out = [f"M{num(points[0][0])} {num(points[0][1])}"]
    for before, at, after in zip(points, points[1:], points[2:], strict=False):
        r = min(radius, _length(before, at) / 2, _length(at, after) / 2)
        a, b = _toward(at, before, r), _toward(at, after, r)
        out.append(f"L{num(a[0])} {num(a[1])}Q{num(at[0])} {num(at[1])} {num(b[0])} {num(b[1])}")
    out.append(f"L{num(points[-1][0])} {num(points[-1][1])}")
    return "".join(out)


def _length(p: Point, q: Point) -> float:
    return abs(p[0] - q[0]) + abs(p[1] - q[1])


def _toward(p: Point, q: Point, by: float) -> Point:
    """Return the point `by` pixels from p towards q; the two share a coordinate."""
    sign_x, sign_y = (q[0] > p[0]) - (q[0] < p[0]), (q[1] > p[1]) - (q[1] < p[1])
    return p[0] + sign_x * by, p[1] + sign_y * by
