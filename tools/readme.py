"""Fill the README's terminal transcript with what the command prints today.

Run from the project's folder: `python tools/readme.py`, or with `--check` to fail when the page is stale.
"""

from __future__ import annotations

import contextlib
import io
import os
import pathlib
import sys

from workbench.cli.main import run

README = pathlib.Path("README.md")
BEGIN, END = "<!-- transcript -->\n```\n", "```\n<!-- /transcript -->"
COMMAND = ("check", "scenarios/card-fraud/weak.yaml", "--as-of", "2026-11-23")
LINES = 34


def transcript() -> str:
    """Return the first lines the command prints on a terminal 110 columns wide."""
    os.environ["COLUMNS"] = "110"
    page = io.StringIO()
    with contextlib.redirect_stdout(page):
        run(COMMAND)
    shown = page.getvalue().splitlines()[:LINES]
    return "\n".join(line.rstrip() for line in shown) + "\n...\n"


def filled(text: str) -> str:
    """Return the README with the transcript of today in it."""
    head, _, rest = text.partition(BEGIN)
    _, _, tail = rest.partition(END)
    return head + BEGIN + transcript() + END + tail


def main() -> int:
    """Write the page, or with `--check` only compare."""
    text = README.read_text(encoding="utf-8")
    new = filled(text)
    if "--check" in sys.argv:
        return int(new != text)
    README.write_bytes(new.encode("utf-8"))
    return 0


if __name__ == "__main__":
    sys.exit(main())
