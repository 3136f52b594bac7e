"""Write docs/language.md and docs/facts.md, with who reads which field; with `--check` only compare.

Run from the project's folder: `python tools/pages.py`.
"""

from __future__ import annotations

import pathlib
import sys
from collections.abc import Mapping

import reads
import worked

from workbench.design import reference as language
from workbench.facts import reference as facts

DOCS = pathlib.Path("docs")


def pages() -> Mapping[str, str]:
    """Return the text of every page by its file name."""
    readers = reads.readers()
    return {
        language.PAGE: language.language_reference(readers),
        facts.PAGE: facts.facts_reference(worked.examples(), reads.read_by(readers)),
    }


def main() -> int:
    """Write the pages, or with `--check` say which are stale."""
    check = "--check" in sys.argv
    if not check:
        worked.main()
    stale = [(DOCS / name, text) for name, text in pages().items() if _differs(DOCS / name, text)]
    for path, text in stale:
        if check:
            print(f"{path} is stale: run `make docs`")
        else:
            path.write_bytes(text.encode("utf-8"))
    return int(check and bool(stale))


def _differs(path: pathlib.Path, text: str) -> bool:
    return not path.is_file() or path.read_bytes() != text.encode("utf-8")


if __name__ == "__main__":
    sys.exit(main())
