"""Slips inside one text: its first sign, its quotes, its escapes."""

from __future__ import annotations

from workbench.reading.hints import Hint, tab_hint
from workbench.reading.scalars import NO_TAGS
from workbench.reading.scene import Scene

QUOTES = "quotes around the text"
"""What to do about most signs."""


def unclear(scene: Scene) -> Hint:
    """Tell where it is when nothing better is known."""
    if scene.line.startswith(("...", "---")):
        return scene.at, f"`{scene.line[:3]}` does not fit here", "one design in a file, without `---` and `...`"
    sign = f"`{scene.char}`" if scene.char.strip() else "this place"
    return scene.at, f"{sign} does not fit here", "matching quotes, brackets and indentation around it"


def stray(scene: Scene) -> Hint | None:
    """Tell of a sign with nothing in front of it; None when it is another sign."""
    if scene.char == ":":
        return scene.at, "the key in front of this colon is missing", "`key: value`"
    if scene.char == ",":
        return scene.at, "there is nothing in front of this comma", "a value"
    if scene.char and scene.char in "]}":
        return scene.at, f"`{scene.char}` closes nothing", ""
    if scene.char == "!":
        return scene.at, *NO_TAGS
    if scene.char and scene.char in "&*":
        return scene.at, f"a text cannot begin with `{scene.char}`", QUOTES
    return None


def sign(scene: Scene) -> Hint:
    """Tell of a sign no text can begin with."""
    if scene.char == "\t":
        return tab(scene)
    sign = "'`'" if scene.char == "`" else f"`{scene.char}`"
    return scene.at, f"a text cannot begin with {sign}", QUOTES


def tab(scene: Scene) -> Hint:
    """Tell of a tab in front of a line."""
    hint = tab_hint(scene.line)
    return (
        (scene.offset(scene.number, hint[0]), hint[1], hint[2]) if hint else (scene.at, "a tab stands here", "spaces")
    )


def escape(scene: Scene) -> Hint:
    """Tell of a backslash in double quotes that means nothing."""
    text = scene.lines.text
    start = text.rfind("\\", 0, scene.at + 1)
    sign = text[start + 1 : start + 2]
    digits = {"x": 2, "u": 4, "U": 8}.get(sign, 0)
    if digits:
        written = text[start : start + 2 + digits].split('"')[0]
        return (
            start,
            f"`{written}` names no character",
            f"`\\{sign}` and {digits} digits of a character, or the character",
        )
    return start, f"`\\{sign}` means nothing inside double quotes", "`\\\\` for a backslash, or single quotes"


def open_quote(scene: Scene) -> Hint:
    """Tell where a quote was opened that nothing closes."""
    return (
        scene.opened,
        "this quote is never closed",
        f"`{scene.lines.text[scene.opened]}` at the end of the text",
    )


def name(scene: Scene) -> Hint:
    """Tell of a text that begins with `*` or `&`."""
    return scene.opened, f"a text cannot begin with `{scene.lines.text[scene.opened]}`", QUOTES


def lines_of_text(scene: Scene) -> Hint:
    """Tell of a text on the line of its `|` or `>`."""
    sign = scene.lines.text[scene.opened]
    return (
        scene.opened,
        f"behind `{sign}` a text begins on the next line",
        f"{QUOTES}, if the `{sign}` belongs to it",
    )


def bracket_colon(scene: Scene) -> Hint:
    """Tell of a colon right in front of a comma or bracket."""
    return scene.at, "a text inside brackets cannot end in a colon", f"{QUOTES}, or a space behind the colon"


def percent(scene: Scene) -> Hint:
    """Tell of a line that begins with `%`."""
    return scene.opened, "a line cannot begin with `%`", QUOTES


def exclamation(scene: Scene) -> Hint:
    """Tell of a text that begins with `!`."""
    return scene.opened, *NO_TAGS
