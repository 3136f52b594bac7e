"""Identifiers that every graph language can hold, made from ids that may hold anything."""

from __future__ import annotations

import re
from collections.abc import Iterable

_UNSAFE = re.compile(r"[^A-Za-z0-9_]+")
LONGEST = 40


def safe_names(ids: Iterable[str], prefix: str) -> dict[str, str]:
    """Return a distinct identifier for every id: the prefix, its safe letters, a number where two meet.

    The prefix keeps words that a language reserves (`end`, `node`, `click`) from standing alone.
    """
    out: dict[str, str] = {}
    taken: set[str] = set()
    for i in ids:
        stem = prefix + _UNSAFE.sub("_", i)[:LONGEST]
        name, n = stem, 2
        while name in taken:
            name, n = f"{stem}_{n}", n + 1
        taken.add(name)
        out[i] = name
    return out
