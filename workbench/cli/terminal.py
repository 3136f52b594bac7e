"""Colour where a terminal can show it, and lines that fit."""

from __future__ import annotations

import os
import re
import shutil
import sys
import textwrap
from collections.abc import Mapping

_CODES: Mapping[str, str] = {
    "bold": "1",
    "dim": "2",
    "red": "31",
    "green": "32",
    "yellow": "33",
    "blue": "34",
    "cyan": "36",
}
_UNSAFE = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]")


class Terminal:
    """Writes to standard output; colour only on a terminal, and never when NO_COLOR is set."""

    def __init__(self, colour: bool | None = None) -> None:
        on_terminal = sys.stdout.isatty() and not os.environ.get("NO_COLOR") and os.environ.get("TERM") != "dumb"
        self.colour = on_terminal if colour is None else colour
        self.width = min(shutil.get_terminal_size((100, 24)).columns, 110)

    def paint(self, text: str, *styles: str) -> str:
        """Return the text in the given styles, or as it is where colour is off."""
        text = clean(text)
        codes = ";".join(_CODES[s] for s in styles)
        return f"\x1b[{codes}m{text}\x1b[0m" if self.colour and codes else text

    def line(self, text: str = "") -> None:
        """Print one line."""
        print(text)

    def wrapped(self, text: str, indent: int) -> None:
        """Print a text in lines that fit, each indented."""
        pad = " " * indent
        width = max(40, self.width - indent)
        # Ids are full of hyphens, and half an id is found by nobody.
        for line in textwrap.wrap(clean(text), width, break_long_words=False, break_on_hyphens=False) or [""]:
            print(pad + line)


def clean(text: str) -> str:
    """Return the text without control characters, which could drive the reader's terminal."""
    return _UNSAFE.sub("\N{REPLACEMENT CHARACTER}", text)
