"""Our own line drawings, used where a component has no logo."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache

from workbench.catalog.rows import FOLDER, read_texts
from workbench.errors import WorkbenchError, nearest_word

_STYLE = 'fill="none" stroke="currentColor" stroke-width="1.7" stroke-linecap="round" stroke-linejoin="round"'


def glyph(name: str) -> str:
    """Return a drawing as one SVG group on a 24 x 24 box, in the colour (`color`) of what holds it.

    Raises `WorkbenchError` when there is no such drawing.
    """
    shapes = glyphs().get(name)
    if shapes is None:
        near = nearest_word(name, glyphs())
        hint = f"; did you mean '{near}'?" if near else ""
        raise WorkbenchError(f"there is no glyph '{name}'{hint}")
    return f"<g {_STYLE}>{shapes}</g>"


@cache
def glyphs() -> Mapping[str, str]:
    """Return the bare shapes of every drawing by its name."""
    return read_texts(FOLDER / "glyphs.yaml")
