"""SVG path data as PDF operators: every command, relative or not, with arcs as curves."""

from __future__ import annotations

import re
from collections.abc import Iterator
from math import acos, ceil, cos, pi, radians, sin, sqrt, tan

_NUMBER, _FLAG = re.compile(r"[-+]?(?:\d+\.?\d*|\.\d+)(?:[eE][-+]?\d+)?"), re.compile("[01]")
_TAKES = {"M": 2, "L": 2, "H": 1, "V": 1, "C": 6, "S": 4, "Q": 4, "T": 2, "A": 7, "Z": 0}
KAPPA = 0.5523
"""How far the handles of a curve reach that stands for a quarter of a circle, as a share of its radius."""

Point = tuple[float, float]


def n(value: float) -> str:
    """Return a number with at most two decimals."""
    text = f"{value:.2f}".rstrip("0").rstrip(".")
    return "0" if text in ("-0", "") else text


def _commands(data: str) -> Iterator[tuple[str, list[float]]]:
    """Yield each command with its numbers; a command without a letter repeats the one before."""
    at, now = _past_blanks(data, 0), "M"
    while at < len(data):
        if data[at].isalpha():
            now, at = data[at], at + 1
        numbers = []
        for i in range(_TAKES[now.upper()]):
            at = _past_blanks(data, at)
            # The two flags of an arc may stand against the next number.
            found = (_FLAG if now in "aA" and i in (3, 4) else _NUMBER).match(data, at)
            if found is None:
                return
            numbers.append(float(found[0]))
            at = found.end()
        yield now, numbers
        now = {"M": "L", "m": "l"}.get(now, now)
        at = _past_blanks(data, at)


def _past_blanks(data: str, at: int) -> int:
    while at < len(data) and data[at] in " ,\t\n":
        at += 1
    return at


class Pen:
    """Follows path data and collects PDF operators."""

    def __init__(self) -> None:
        self.out: list[str] = []
        self.at: Point = (0.0, 0.0)
        self.start: Point = (0.0, 0.0)
        self.handle: tuple[str, Point] = ("", (0.0, 0.0))

    def move(self, p: Point) -> None:
        """Begin a new stretch at a point."""
        self.at = self.start = p
        self.out.append(f"{n(p[0])} {n(p[1])} m")

    def line(self, p: Point) -> None:
        """Go straight to a point."""
        self.at = p
        self.out.append(f"{n(p[0])} {n(p[1])} l")

    def curve(self, a: Point, b: Point, p: Point) -> None:
        """Go to a point along a cubic curve."""
        self.at = p
        self.out.append(f"{n(a[0])} {n(a[1])} {n(b[0])} {n(b[1])} {n(p[0])} {n(p[1])} c")

    def bow(self, q: Point, p: Point) -> None:
        """Go to a point along a quadratic curve."""
        (x, y) = self.at
        a = (x + (q[0] - x) * 2 / 3, y + (q[1] - y) * 2 / 3)
        self.curve(a, (p[0] + (q[0] - p[0]) * 2 / 3, p[1] + (q[1] - p[1]) * 2 / 3), p)

    def close(self) -> None:
        """Go back to where the stretch began."""
        self.at = self.start
        self.out.append("h")


def path_operators(data: str) -> str:
    """Return path data as PDF operators, without the one that paints."""
    pen = Pen()
    for letter, numbers in _commands(data):
        _step(pen, letter.upper(), _absolute(letter, numbers, pen.at))
    return " ".join(pen.out)


def _absolute(letter: str, numbers: list[float], at: Point) -> list[float]:
    if letter.isupper():
        return numbers
    if letter in "hv":
        return [numbers[0] + at[letter == "v"]]
    if letter == "a":
        return [*numbers[:5], numbers[5] + at[0], numbers[6] + at[1]]
    return [value + at[i % 2] for i, value in enumerate(numbers)]


def _step(pen: Pen, letter: str, v: list[float]) -> None:
    if letter in "HV":
        pen.line((v[0], pen.at[1]) if letter == "H" else (pen.at[0], v[0]))
    elif letter in "ML":
        (pen.move if letter == "M" else pen.line)((v[0], v[1]))
    elif letter in "CS":
        first = (v[0], v[1]) if letter == "C" else _mirrored(pen, "C")
        pen.curve(first, (v[-4], v[-3]), (v[-2], v[-1]))
        pen.handle = ("C", (v[-4], v[-3]))
        return
    elif letter in "QT":
        middle = (v[0], v[1]) if letter == "Q" else _mirrored(pen, "Q")
        pen.bow(middle, (v[-2], v[-1]))
        pen.handle = ("Q", middle)
        return
    elif letter == "A":
        _arc(pen, v)
    else:
        pen.close()
    pen.handle = ("", pen.at)


def _mirrored(pen: Pen, kind: str) -> Point:
    """Return the handle a smooth curve begins with: the one before, mirrored."""
    last, (x, y) = pen.handle
    return (2 * pen.at[0] - x, 2 * pen.at[1] - y) if last == kind else pen.at


def _arc(pen: Pen, v: list[float]) -> None:
    """Draw an elliptical arc as curves of at most a quarter turn (SVG 1.1, appendix F.6)."""
    (x1, y1), (x2, y2) = pen.at, (v[5], v[6])
    rx, ry, turn = abs(v[0]), abs(v[1]), radians(v[2])
    if not rx or not ry or (x1, y1) == (x2, y2):
        pen.line((x2, y2))
        return
    c, s = cos(turn), sin(turn)
    hx, hy = (c * (x1 - x2) + s * (y1 - y2)) / 2, (c * (y1 - y2) - s * (x1 - x2)) / 2
    grow = max(1.0, sqrt((hx / rx) ** 2 + (hy / ry) ** 2))
    rx, ry = rx * grow, ry * grow
    spread = (rx * hy) ** 2 + (ry * hx) ** 2
    k = sqrt(max(0.0, (rx * ry) ** 2 / spread - 1)) * (1 if bool(v[3]) != bool(v[4]) else -1)
    mx, my = k * rx * hy / ry, -k * ry * hx / rx
    cx, cy = c * mx - s * my + (x1 + x2) / 2, s * mx + c * my + (y1 + y2) / 2
    a = _angle((hx - mx) / rx, (hy - my) / ry)
    sweep = (_angle((-hx - mx) / rx, (-hy - my) / ry) - a) % (2 * pi)
    if not v[4]:
        sweep -= 2 * pi

    def at(u: float, w: float) -> Point:
        return cx + rx * u * c - ry * w * s, cy + rx * u * s + ry * w * c

    parts = max(1, ceil(abs(sweep) / (pi / 2) - 1e-9))
    step = sweep / parts
    reach = 4 / 3 * tan(step / 4)
    for i in range(parts):
        b, e = a + i * step, a + (i + 1) * step
        first = at(cos(b) - reach * sin(b), sin(b) + reach * cos(b))
        pen.curve(first, at(cos(e) + reach * sin(e), sin(e) - reach * cos(e)), at(cos(e), sin(e)))


def _angle(x: float, y: float) -> float:
    length = sqrt(x * x + y * y)
    return acos(max(-1.0, min(1.0, x / length))) * (1 if y >= 0 else -1) if length else 0.0


def rounded(x: float, y: float, w: float, h: float, r: float) -> str:
    """Return a rectangle, with rounded corners where `r` is more than nothing."""
    r = min(r, w / 2, h / 2)
    if r <= 0:
        return f"{n(x)} {n(y)} {n(w)} {n(h)} re"
    return path_operators(
        f"M{x + r} {y}H{x + w - r}A{r} {r} 0 0 1 {x + w} {y + r}V{y + h - r}A{r} {r} 0 0 1 {x + w - r} {y + h}"
        f"H{x + r}A{r} {r} 0 0 1 {x} {y + h - r}V{y + r}A{r} {r} 0 0 1 {x + r} {y}Z"
    )


def ellipse(cx: float, cy: float, rx: float, ry: float) -> str:
    """Return an ellipse."""
    return path_operators(f"M{cx - rx} {cy}A{rx} {ry} 0 1 1 {cx + rx} {cy}A{rx} {ry} 0 1 1 {cx - rx} {cy}Z")
