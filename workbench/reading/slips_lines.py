"""Slips in how lines stand to each other: colons, dashes and indentation."""

from __future__ import annotations

from workbench.reading.hints import Hint, has_colon, indent, line_hint
from workbench.reading.ledger import short
from workbench.reading.quoting import written
from workbench.reading.scene import Scene
from workbench.reading.slips_text import QUOTES, stray, unclear

_KEY_ENDS = 1000  # both parsers give a key up after 1024 characters


def no_colon(scene: Scene) -> Hint:
    """Tell of a line that should have been `key: value`."""
    number = scene.lines.mark(scene.opened).line
    line = scene.lines.line(number)
    if hint := line_hint(line):
        return scene.offset(number, hint[0]), hint[1], hint[2]
    if has_colon(line):
        return scene.opened, "this key is too long, or goes on over two lines", "a key of a few words"
    return scene.opened, "there is no colon on this line", "`key: value`"


def second_colon(scene: Scene) -> Hint:
    """Tell of a colon where none can stand."""
    if has_colon(scene.before):
        key, _, value = scene.line.strip().partition(": ")
        value = value.split(" #")[0].strip()
        example = f"`{short(key)}: {written(short(value))}`" if value else QUOTES
        return scene.at, "a text that holds a colon needs quotes", example
    if len(scene.before) > _KEY_ENDS:
        return scene.offset(scene.number, indent(scene.line)), "this key is too long", "a key of a few words"
    above = scene.content_above()
    line = scene.lines.line(above)
    if hint := line_hint(line):
        return scene.offset(above, hint[0]), hint[1], hint[2]
    if indent(scene.line) > indent(line) and has_colon(line):
        word = short(line.strip().removeprefix("- ").partition(":")[0])
        start = scene.offset(scene.number, indent(scene.line))
        return (
            start,
            f"this line is indented deeper than `{word}`, which already has a value",
            "the same indentation",
        )
    if above and not has_colon(line):
        return scene.offset(above, indent(line)), "there is no colon on this line", "`key: value`"
    return scene.at, "a colon does not fit here", f"{QUOTES}, if the colon belongs to it"


def dash(scene: Scene) -> Hint:
    """Tell of a list that begins behind its key."""
    return scene.at, "a list cannot begin on the line of its key", "the `- ` on the next line"


def in_keys(scene: Scene) -> Hint:
    """Tell of a line that does not fit into a group of keys."""
    if scene.before.strip(" \t-"):
        return behind_value(scene)
    if scene.char == "-":
        return scene.at, "a list item stands where a key is due", "`key: value`, or deeper indentation"
    return stray(scene) or _bad_indent(scene)


def in_list(scene: Scene) -> Hint:
    """Tell of a line that does not fit into a list."""
    if scene.before.strip(" \t-"):
        return behind_value(scene)
    if hint := line_hint(scene.line):
        return scene.offset(scene.number, hint[0]), hint[1], hint[2]
    first = scene.lines.mark(scene.opened)
    if indent(scene.line) == first.column - 1:
        return scene.at, f"this line stands in the list of line {first.line} but has no dash", "`- …`"
    return stray(scene) or _bad_indent(scene)


def after_end(scene: Scene) -> Hint:
    """Tell of text behind the end of the design."""
    above = scene.lines.text[: scene.at].rstrip()
    if found := stray(scene):
        return found
    if above.endswith(("'", '"')) and scene.before.strip():
        return behind_value(scene)
    if above.endswith(("}", "]")):
        return (
            scene.at,
            "text follows the closing bracket",
            "nothing behind it, or a comma inside the brackets",
        )
    indents = scene.indents()
    if indents and indent(scene.line) < indents[0]:
        message = f"this line is indented by {_spaces(indent(scene.line))}, the first one by {_spaces(indents[0])}"
        return scene.at, message, "the same indentation"
    return scene.at, "the design ended above this line", "one design in a file"


def behind_value(scene: Scene) -> Hint:
    """Tell of text behind a closing quote or bracket."""
    before = scene.before.rstrip()
    text, last = scene.lines.text, scene.last
    if before.endswith(("'", '"')):
        opened = scene.lines.mark(last).line
        if opened < scene.number and text[last : last + 1] in {"'", '"'}:
            return (
                last,
                f"this quote is closed only on line {scene.number}",
                "a closing quote at the end of the text",
            )
        return scene.at, "text follows the closing quote", "quotes around all of it, and '' for an apostrophe"
    if before.endswith(("]", "}")):
        return scene.at, "text follows the closing bracket", "quotes around all of it, or nothing here"
    return stray(scene) or unclear(scene)


def _bad_indent(scene: Scene) -> Hint:
    own = indent(scene.line)
    others = [str(known) for known in scene.indents() if known != own]
    expected = f"{' or '.join(others)} spaces, as above" if others else "the same indentation as above"
    return scene.at, f"this line is indented by {_spaces(own)}, which matches no line above", expected


def _spaces(count: int) -> str:
    return "1 space" if count == 1 else f"{count} spaces"
