"""Walk our SVG and write each element as PDF operators: shapes, text and icons, with inherited colours."""

from __future__ import annotations

import re
from collections.abc import Mapping
from xml.etree import ElementTree as ET

from workbench.diagram import measure
from workbench.diagram.pdf.file import Pdf
from workbench.diagram.pdf.fonts import encoded
from workbench.diagram.pdf.paths import ellipse, n, path_operators, rounded
from workbench.diagram.pdf.pixels import SIDE, icon_pixels

_INHERITED = (
    "fill", "stroke", "stroke-width", "stroke-dasharray", "stroke-linecap", "stroke-linejoin", "fill-opacity",
    "stroke-opacity", "color", "font-size", "font-weight", "letter-spacing", "text-anchor",
)  # fmt: skip
_NOT_DRAWN = frozenset({"title", "desc", "style", "defs"})
_MOVE = re.compile(r"translate\(([-\d.]+)[ ,]+([-\d.]+)\)")
_CAPS = {"butt": 0, "round": 1, "square": 2}
_JOINS = {"miter": 0, "round": 1, "bevel": 2}
_HREF = "href"
Style = Mapping[str, str]


class Page:
    """The content of one page, with the fonts, icons and opacities it uses."""

    def __init__(self, rules: Mapping[str, Mapping[str, str]], width: float, height: float, scale: float) -> None:
        self._rules = rules
        # PDF counts from the bottom, SVG from the top: turn the page over once.
        self._out = [f"{scale} 0 0 {-scale} 0 {n(height * scale)} cm"]
        self.size = (width, height)
        self.fonts = {"F400": measure.REGULAR, "F600": measure.SEMIBOLD}
        self.used: dict[int, set[str]] = {w: set() for w in self.fonts.values()}
        self._icons: dict[str, str] = {}
        self._shown: list[str] = []
        self._opacities: dict[tuple[str, str], str] = {}

    @property
    def content(self) -> str:
        """The operators of the page."""
        return "\n".join(self._out)

    def images(self, file: Pdf) -> dict[str, str]:
        """Put the icons the page shows into the file, once each; return references by name."""
        out = {}
        for name in dict.fromkeys(self._shown):
            colours, opacity = icon_pixels(self._icons[name])
            common = {
                "Type": "/XObject",
                "Subtype": "/Image",
                "Width": str(SIDE),
                "Height": str(SIDE),
                "BitsPerComponent": "8",
            }
            mask = file.add({**common, "ColorSpace": "/DeviceGray"}, opacity)
            out[self._label(name)] = file.add({**common, "ColorSpace": "/DeviceRGB", "SMask": mask}, colours)
        return out

    def states(self, file: Pdf) -> dict[str, str]:
        """Put the opacities the page uses into the file; return references by name."""
        return {
            name: file.add({"Type": "/ExtGState", "ca": fill, "CA": stroke})
            for (fill, stroke), name in self._opacities.items()
        }

    def _label(self, icon: str) -> str:
        return f"I{list(dict.fromkeys(self._shown)).index(icon)}"

    def draw(self, element: ET.Element, style: Style | None = None) -> None:
        """Draw an element and all below it."""
        kind = element.tag.rpartition("}")[2]
        if kind == "image":
            self._icons[element.get("id", "")] = element.get(_HREF, "")
        if kind in _NOT_DRAWN:
            for below in element if kind == "defs" else ():
                self.draw(below)
            return
        own = self._style(element, style or {"fill": "#000000"})
        moved = _MOVE.match(element.get("transform", ""))
        if moved:
            self._out.append(f"q 1 0 0 1 {moved[1]} {moved[2]} cm")
        self._one(kind, element, own)
        for below in element:
            self.draw(below, own)
        if moved:
            self._out.append("Q")

    def _style(self, element: ET.Element, style: Style) -> Style:
        given = {k: v for k in _INHERITED if (v := element.get(k)) is not None}
        for name in element.get("class", "").split():
            given |= self._rules.get(name, {})
        for part in element.get("style", "").split(";"):
            key, colon, value = part.partition(":")
            given |= {key: value} if colon else {}
        return {**style, **given}

    def _one(self, kind: str, element: ET.Element, style: Style) -> None:
        if kind == "text":
            self._text(element, style)
        elif kind == "use":
            self._icon(element)
        else:
            shape = _shape(kind, element)
            if shape:
                self._paint(shape, style)

    def _paint(self, shape: str, style: Style) -> None:
        fill, stroke = _colour(style, "fill"), _colour(style, "stroke")
        if style.get("stroke-opacity") == "0":
            stroke = ""
        if not fill and not stroke:
            return
        parts = ["q", self._opacity(style)]
        if fill:
            parts.append(f"{fill} rg")
        if stroke:
            parts += [f"{stroke} RG", f"{n(float(style.get('stroke-width', '1')))} w", *_line(style)]
        self._out.append(
            " ".join([*parts, shape, "B" if fill and stroke else "f" if fill else "S", "Q"]).replace("  ", " ")
        )

    def _opacity(self, style: Style) -> str:
        wanted = (style.get("fill-opacity", "1"), style.get("stroke-opacity", "1"))
        if wanted == ("1", "1"):
            return ""
        name = self._opacities.setdefault(wanted, f"G{len(self._opacities)}")
        return f"/{name} gs"

    def _text(self, element: ET.Element, style: Style) -> None:
        words = element.text or ""
        size, weight = float(style.get("font-size", "16").removesuffix("px")), int(style.get("font-weight", "400"))
        space = float(style.get("letter-spacing", "0").removesuffix("px"))
        x, y = float(element.get("x", "0")), float(element.get("y", "0"))
        if style.get("text-anchor") == "middle":
            x -= measure.width(words, size, weight) / 2
        self.used[weight].update(words)
        self._out.append(
            f"BT {_colour(style, 'fill')} rg /F{weight} {n(size)} Tf {n(space)} Tc 1 0 0 -1 {n(x)} {n(y)} Tm "
            f"<{encoded(words, weight)}> Tj ET"
        )

    def _icon(self, element: ET.Element) -> None:
        name = element.get(_HREF, "").removeprefix("#")
        self._shown.append(name)
        side = SIDE / 3
        x, y = float(element.get("x", "0")), float(element.get("y", "0"))
        self._out.append(f"q {n(side)} 0 0 {n(-side)} {n(x)} {n(y + side)} cm /{self._label(name)} Do Q")


def _shape(kind: str, element: ET.Element) -> str:
    v = (
        {k: float(element.get(k, "0")) for k in ("x", "y", "width", "height", "rx", "cx", "cy", "r", "ry")}
        if kind != "path"
        else {}
    )
    if kind == "rect":
        return rounded(v["x"], v["y"], v["width"], v["height"], v["rx"])
    if kind in ("circle", "ellipse"):
        return ellipse(v["cx"], v["cy"], v["r"] or v["rx"], v["r"] or v["ry"])
    if kind == "polygon":
        return path_operators(f"M{element.get('points', '')}Z")
    return path_operators(element.get("d", "")) if kind == "path" else ""


def _line(style: Style) -> list[str]:
    dashes = style.get("stroke-dasharray", "none")
    return [
        f"{_CAPS[style.get('stroke-linecap', 'butt')]} J",
        f"{_JOINS[style.get('stroke-linejoin', 'miter')]} j",
        "" if dashes == "none" else f"[{dashes.replace(',', ' ')}] 0 d",
    ]


def _colour(style: Style, name: str) -> str:
    """Return a colour as three shares of one, or nothing where nothing is painted."""
    value = style.get(name, "none")
    if value == "currentColor":
        value = style.get("color", "#000000")
    if value == "none":
        return ""
    if len(value) == len("#abc"):
        value = "#" + "".join(c * 2 for c in value[1:])
    return " ".join(f"{int(value[i : i + 2], 16) / 255:.3f}" for i in (1, 3, 5))
