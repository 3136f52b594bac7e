"""The files a picture carries inside itself: product icons and the font."""

from __future__ import annotations

import base64
from functools import lru_cache
from pathlib import Path

from workbench.diagram.measure import FONT_FOLDER

PNG_MAGIC = b"\x89PNG\r\n\x1a\n"
MAX_ICON = 400_000


@lru_cache(maxsize=512)
def icon_uri(product: str) -> str | None:
    """Return a product's icon as a data URI, or None when it has none (or it is no PNG)."""
    from workbench import catalog

    path = catalog.icon_file(product)
    return None if path is None else _png_uri(path)


def _png_uri(path: Path) -> str | None:
    try:
        data = path.read_bytes()
    except OSError:
        return None
    if not data.startswith(PNG_MAGIC) or len(data) > MAX_ICON:
        return None
    return "data:image/png;base64," + base64.b64encode(data).decode("ascii")


@lru_cache(maxsize=1)
def dark_icons() -> frozenset[str]:
    """Return the products whose logo is too dark for a dark page."""
    text = Path(__file__).with_name("dark_icons.txt").read_text(encoding="utf-8")
    return frozenset(line for line in text.split("\n") if line and not line.startswith("#"))


@lru_cache(maxsize=512)
def glyph_svg(name: str) -> str:
    """Return the inner SVG (24 x 24 box) of a named glyph, or an empty string."""
    from workbench import catalog

    return catalog.glyph(name) if name in catalog.glyphs() else ""


@lru_cache(maxsize=1)
def font_css() -> str:
    """Return the font of the picture as `@font-face` rules with the files inside."""
    rules = []
    for weight in (400, 600):
        data = (FONT_FOLDER / f"inter-workbench-{weight}.woff2").read_bytes()
        uri = "data:font/woff2;base64," + base64.b64encode(data).decode("ascii")
        rules.append(f"@font-face{{font-family:'Inter Workbench';font-weight:{weight};src:url({uri}) format('woff2')}}")
    return "".join(rules)


def font_files() -> list[str]:
    """Return the font files for the rasteriser, which reads no woff2."""
    return [str(FONT_FOLDER / f"inter-workbench-{weight}.otf") for weight in (400, 600)]
