"""Slips between brackets: commas, colons, and brackets that are never closed."""

from __future__ import annotations

from workbench.reading.hints import Hint, indent
from workbench.reading.scene import CLOSERS, Scene
from workbench.reading.slips_text import QUOTES, stray, unclear


def in_brackets(scene: Scene) -> Hint:
    """Tell of a missing comma or closing bracket."""
    bracket = scene.lines.text[scene.opened]
    closer = CLOSERS.get(bracket, "")
    if scene.char and scene.char in "]}":
        return scene.at, f"`{bracket}` cannot be closed by `{scene.char}`", f"`{closer}`"
    if not scene.is_closed(scene.opened):
        return scene.opened, f"`{bracket}` is opened here and never closed", f"`{closer}`"
    above = scene.content_above()
    if scene.lines.line(above).lstrip().startswith("//"):
        return (
            scene.offset(above, indent(scene.lines.line(above))),
            "a comment begins with `#`, not with `//`",
            "`#`",
        )
    if scene.char == ":":
        return (
            scene.at,
            "this colon is one too many inside the brackets",
            f"a comma in front of the key, or {QUOTES}",
        )
    if bracket == "{":
        return scene.at, "a comma or a colon is missing in front of this", "`{key: value, key: value}`"
    return scene.at, "a comma is missing in front of this", "`[value, value]`"


def no_value(scene: Scene) -> Hint:
    """Tell of a place where a value should have been."""
    if not scene.char:
        opened = scene.open_bracket()
        if opened is not None:
            bracket = scene.lines.text[opened]
            return opened, f"`{bracket}` is opened here and never closed", f"`{CLOSERS[bracket]}`"
    if scene.char == "-":
        return scene.at, "inside brackets a list has no dashes", "commas between the items"
    return stray(scene) or unclear(scene)
