"""From a picture to a finished file: arrange, draw, and turn into pixels."""

from __future__ import annotations

import re

from workbench.diagram import drawing, measure
from workbench.diagram.drawing import assets
from workbench.diagram.drawing.frame import parts_of
from workbench.diagram.layout import arrange
from workbench.diagram.picture import Picture
from workbench.diagram.theme import THEMES, Theme
from workbench.errors import DrawError, nearest_word

INSTALL = "pip install 'ml-design-workbench[draw]'"
_SIZE = re.compile(r'<svg [^>]*?width="([\d.]+)" height="([\d.]+)"')


def svg(picture: Picture, theme: str, frame: bool, embed_font: bool, embed_icons: bool = True) -> str:
    """Return the SVG document; see `workbench.diagram.svg`. Without icons of its own it uses those of `icons`."""
    colours, parts = theme_of(theme), parts_of(picture, frame)
    return drawing.draw(picture, arrange(picture, parts.margins), colours, parts, embed_font, embed_icons)


def theme_of(name: str) -> Theme:
    """Return a theme by its name. Raises DrawError for an unknown one."""
    if name not in THEMES:
        near = nearest_word(name, THEMES)
        hint = f"; did you mean '{near}'?" if near else ""
        raise DrawError(f"there is no theme '{name}': light or dark{hint}")
    return THEMES[name]


def icons(picture: Picture) -> str:
    """Return an SVG element that shows nothing and holds the icons of a picture, for pages with several pictures."""
    return f'<svg width="0" height="0" aria-hidden="true">{drawing.icon_definitions(picture)}</svg>'


def png(picture: Picture, theme: str, frame: bool, scale: float, max_width: int) -> bytes:
    """Return the PNG; see `workbench.diagram.png`."""
    try:
        import resvg_py
    except ImportError:
        raise DrawError(f"a PNG needs the rasteriser: {INSTALL}") from None
    text = svg(picture, theme, frame, embed_font=False)
    found = _SIZE.match(text)
    wide, high = (float(found[1]), float(found[2])) if found else (float(max_width), 1.0)
    # A tall picture is held to the same number of pixels as a wide one.
    factor = min(scale, max_width / wide, max_width / high)
    try:
        data = resvg_py.svg_to_bytes(
            svg_string=text,
            width=max(1, round(wide * factor)),
            dpi=96.0,
            # Only letters that our font lacks may look different from machine to machine.
            skip_system_fonts=measure.covered(text),
            font_files=assets.font_files(),
            font_family="Inter Workbench",
            sans_serif_family="Inter Workbench",
        )
    except ValueError as error:
        raise DrawError(f"the picture could not be turned into a PNG: {error}") from None
    return bytes(data)
