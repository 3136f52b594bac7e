"""A page of its own: the picture to pan and zoom, every gap with its place, and how the score is made."""

from __future__ import annotations

import base64
import hashlib
from dataclasses import replace
from pathlib import Path

from workbench.diagram import measure
from workbench.diagram.drawing import assets
from workbench.diagram.drawing.markup import esc
from workbench.diagram.page.report import aside, header
from workbench.diagram.picture import Picture
from workbench.diagram.render import icons, svg
from workbench.diagram.theme import THEMES
from workbench.review import Review

_FOLDER = Path(__file__).parent


def page(review: Review, picture: Picture, theme: str = "light", frame: bool = True) -> str:
    """Return one HTML document that needs nothing from elsewhere; without `frame` the picture alone.

    `theme` is the one it opens with. Raises DrawError for an unknown theme.
    """
    script = _text("page.js")
    body = (
        f"{header(review, picture) if frame else ''}"
        f"<main{'' if frame else ' class=bare'}><figure>{_view(picture, theme)}{_tools(not frame)}</figure>"
        f"{aside(review, picture) if frame else ''}</main>"
    )
    return (
        f'<!DOCTYPE html>\n<html lang="en" data-theme="{esc(theme)}"><head><meta charset="utf-8">'
        f'<meta http-equiv="Content-Security-Policy" content="{_policy(script)}">'
        '<meta name="viewport" content="width=device-width, initial-scale=1">'
        '<meta name="referrer" content="no-referrer">'
        f"<title>{esc(measure.clean(picture.title) or 'Architecture')}</title>"
        f"<style>{assets.font_css()}{_text('page.css')}</style></head><body>{body}<script>{script}</script></body></html>\n"
    )


def _text(name: str) -> str:
    return (_FOLDER / name).read_text(encoding="utf-8")


def _policy(script: str) -> str:
    """Return the rule of what the page may do: run our one script, show what it carries, and reach nothing."""
    digest = base64.b64encode(hashlib.sha256(script.encode("utf-8")).digest()).decode("ascii")
    return (
        f"default-src 'none'; script-src 'sha256-{digest}'; style-src 'unsafe-inline'; img-src data:; font-src data:; "
        "base-uri 'none'; form-action 'none'"
    )


def _view(picture: Picture, theme: str) -> str:
    """Return the picture in both themes; only one is ever shown, and both use one set of icons."""
    # Title, figures and gaps stand around it as text of the page.
    bare = replace(picture, subtitle="", strip=(), gaps=(), hidden_gaps=0, notes=(), title="")
    drawn = {
        name: svg(bare, name, True, embed_font=False, embed_icons=False) for name in dict.fromkeys((theme, *THEMES))
    }
    label = esc(f"Picture of {measure.clean(picture.title)}: drag or use arrow keys to move, + and - to zoom, 0 to fit")
    shown = (text.replace("<svg ", f'<svg class="picture on-{name}" ', 1).rstrip("\n") for name, text in drawn.items())
    return f'{icons(picture)}<div class="view" tabindex="0" role="group" aria-label="{label}">{"".join(shown)}</div>'


def _tools(switch: bool) -> str:
    """Return the buttons; the switch of themes stands here where the page has no header."""
    more = _SWITCH if switch else ""
    return (
        '<div class="tools"><button id="in" type="button" aria-label="Zoom in">+</button>'
        '<button id="out" type="button" aria-label="Zoom out">−</button>'
        f'<button id="fit" type="button">Fit</button>{more}</div>'
    )


_SWITCH = '<button id="theme" type="button">Light / dark</button>'
