"""How much of a text the reader is willing to take in."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Limits:
    """Upper bounds on one design file; every one is checked before or while the text is parsed.

    A strong production design has about 600 lines: 25 kB, 8 levels, 5,000 parse events. The defaults leave
    a factor of five to ten above that and still keep the worst text under a second.
    """

    size: int = 512_000  # bytes of UTF-8
    depth: int = 40  # lists and keys inside each other
    events: int = 50_000  # keys, values, and openings and closings of lists and groups
    aliases: int = 64  # uses of an anchor
    values: int = 50_000  # values after every alias has been replaced by its copy
    scalar: int = 20_000  # characters of one value
    key: int = 200  # characters of one key
    problems: int = 100  # problems listed before the reader gives up


LIMITS = Limits()
"""The bounds every face uses."""
