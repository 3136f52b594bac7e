"""Text to the way it is written in a file: bare where that is safe, in double quotes where it is not."""

from __future__ import annotations

import json
import re

from workbench.reading.scalars import UNWRITABLE

_NULLS = {"~", "null", "Null", "NULL"}
# A first sign that could mean something; `-` is harmless in front of a letter or digit.
_RISKY_START = re.compile(r"[?:,\[\]{}#&*!|>'\"%@`]|-(?![\w.])|\.\.\.|<<$")
_RISKY = re.compile(r":(?: |$)| #|[\t\r\n]")
_RISKY_IN_BRACKETS = re.compile(r"[,\[\]{}?]|:(?: |$)| #|[\t\r\n]")
_JSON_BARE = re.compile(r"-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][-+]?\d+)?|true|false")


def written(text: str | None, *, in_brackets: bool = False, as_json: bool = False) -> str:
    """Write one value on one line, so that reading gives exactly it back.

    Text with characters that `read` refuses is written as escapes, which `read` refuses as well.
    """
    if text is None:
        return "null"
    if as_json:
        return text if _JSON_BARE.fullmatch(text) else _quoted(text)
    return text if _is_safe(text, _RISKY_IN_BRACKETS if in_brackets else _RISKY) else _quoted(text)


def written_key(key: str, *, in_brackets: bool = False, as_json: bool = False) -> str:
    """Write one key."""
    return _quoted(key) if as_json else written(key, in_brackets=in_brackets)


def fits_literal(text: str) -> bool:
    """Tell whether a text of several lines can be written line by line below a `|`."""
    lines = text.removesuffix("\n").split("\n")
    return (
        len(lines) > 1
        and not UNWRITABLE.search(text)
        and "\r" not in text
        and bool(lines[-1])
        and not lines[0].startswith(" ")
        and all(line == line.rstrip() and not line.startswith("\t") for line in lines)
        and bool(lines[0])
    )


def _is_safe(text: str, risky: re.Pattern[str]) -> bool:
    return (
        bool(text)
        and text not in _NULLS
        and text == text.strip()
        and not _RISKY_START.match(text)
        and not risky.search(text)
        and not UNWRITABLE.search(text)
    )


def _quoted(text: str) -> str:
    return UNWRITABLE.sub(lambda found: f"\\u{ord(found[0]):04x}", json.dumps(text, ensure_ascii=False))
