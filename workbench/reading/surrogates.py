r"""Characters that JSON writes as two escapes (`\ud83d\ude00`), which YAML parsers refuse.

Before parsing, both halves are moved from U+D800..DFFF to the private range U+E800..EFFF, which changes one
letter and moves no column; after parsing they are joined. A text that holds such a pair and, elsewhere, two
neighbouring private characters of that range would have those joined too.
"""

from __future__ import annotations

import re

_HALVES = re.compile(r"\\\\|(\\u)([dD])([89abAB][0-9a-fA-F]{2}\\u)([dD])([c-fC-F][0-9a-fA-F]{2})")
_WRITTEN = re.compile(r"(\\u)([eE])([89abAB][0-9a-fA-F]{2}\\u)([eE])([c-fC-F][0-9a-fA-F]{2})")
_HIDDEN = re.compile("([\ue800-\uebff])([\uec00-\uefff])")
_AWAY = str.maketrans("dD", "eE")
_BACK = str.maketrans("eE", "dD")


def hide_pairs(text: str) -> str:
    """Move the halves of every pair out of the parser's way; the very same text if there is none."""
    if "\\ud" not in text and "\\uD" not in text:
        return text
    return _HALVES.sub(lambda found: _moved(found, _AWAY), text)


def show_pairs(value: str, escaped: bool) -> str:
    """Join the halves in a parsed value; `escaped` tells that escapes meant characters in it."""
    if escaped:
        return _HIDDEN.sub(_joined, value)
    return _WRITTEN.sub(lambda found: _moved(found, _BACK), value)


def _moved(found: re.Match[str], letters: dict[int, int]) -> str:
    if found[2] is None:  # an escaped backslash: what follows it is no escape
        return found[0]
    return found[1] + found[2].translate(letters) + found[3] + found[4].translate(letters) + found[5]


def _joined(found: re.Match[str]) -> str:
    high, low = ord(found[1]) - 0xE800, ord(found[2]) - 0xEC00
    return chr(0x10000 + (high << 10) + low)
