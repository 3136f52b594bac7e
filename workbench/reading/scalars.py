"""One key or value: what it means, where it ends, and what is wrong with it by itself."""

from __future__ import annotations

import re
from collections.abc import Iterator

from yaml.events import ScalarEvent

from workbench.reading.ledger import short
from workbench.reading.limits import Limits

UNWRITABLE = re.compile("[\0-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u2028\u2029\ud800-\udfff\ufeff\ufffe\uffff]")
"""Characters no file may hold: they are invisible, break lines in some programs, or end a text."""

NO_TAGS = ("words that begin with `!` are not supported", "quotes around the text, if the `!` belongs to it")
"""What is wrong with `!tag`, and what was expected."""

_ESCAPED = re.compile("[\0-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ud800-\udfff\ufffe\uffff]")
_NULLS = frozenset({"", "~", "null", "Null", "NULL"})
_COMMENT = re.compile(r"#[^\r\n]*")
_COLON = re.compile(r"[ \t]*:")
_JOINED = re.compile(r"[\w.-]+:\S")


def is_plain(event: ScalarEvent) -> bool:
    """Tell whether a scalar was written without quotes (the two parsers spell that differently)."""
    return not event.style


def is_null(event: ScalarEvent) -> bool:
    """Tell whether a value means nothing: left out, `~` or `null`, without quotes."""
    return event.value in _NULLS and not event.style


def empty_place(text: str, last: int, start: int) -> int:
    """Return where a value that was left out would stand; `last` is the end of what was read before it."""
    # One parser reports the place behind the colon, the other that of the next sign.
    found = _COLON.match(text, last)
    return min(found.end(), start) if found else min(last, start) if text[last:start].isspace() else start


def text_end(text: str, start: int, end: int, value: str) -> int:
    """Return where a `|` or `>` text ends: behind its last character, without the blank lines that follow."""
    header = text[start : start + 4].split("\n", maxsplit=1)[0]
    if "+" in header or value.rstrip("\n").endswith(" "):
        # The blank lines belong to the value; only the last line break does not.
        return end - len(text[start:end]) + len(text[start:end].removesuffix("\n").removesuffix("\r"))
    return start + len(text[start:end].rstrip(" \r\n"))


def value_slips(event: ScalarEvent, limits: Limits) -> Iterator[tuple[str, str]]:
    """Yield what is wrong with the text of one key or value, and what was expected."""
    if len(event.value) > limits.scalar:
        yield f"this text is longer than {limits.scalar:,} characters", ""
    if event.tag is not None:
        yield NO_TAGS
    if event.style == '"' and (found := _ESCAPED.search(event.value)):
        code = f"U+{ord(found.group()):04X}"
        yield f"an escape in this text names no visible character ({code})", "the text without it"
    if event.style in {"|", ">"} and not event.value:
        yield f"`{event.style}` announces lines of text, but none follow", f'`"{event.style} …"` for the sign'


def key_slips(
    event: ScalarEvent, text: str, last: int, span: tuple[int, int], limits: Limits
) -> Iterator[tuple[str, str]]:
    """Yield what is wrong with a key as such; `last` is the end of what was read before it."""
    start, end = span
    key = event.value
    plain = is_plain(event)
    if "?" in text[last:start] and "?" in _COMMENT.sub("", text[last:start]):
        yield "`?` in front of a key is not supported", "`key: value`"
    if event.anchor is not None:
        yield "a key cannot be marked with `&`", ""
    if len(key) > limits.key:
        yield f"this key is longer than {limits.key} characters", ""
    if plain and start == end:
        yield "the key in front of this colon is missing", "`key: value`"
    if plain and key == "<<":
        yield "`<<` (taking over the keys of another group) is not supported", "the keys written out"
    if plain and _JOINED.match(key) and not _COLON.match(text, end):
        yield "a space is missing after the colon", f"`{short(key.replace(':', ': ', 1))}`"
