"""Where the parser stopped, told in words a person who never heard of its inner parts understands."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from workbench.errors import Path, Problem
from workbench.reading.events import SlipError
from workbench.reading.hints import Hint, tab_hint
from workbench.reading.lines import Lines
from workbench.reading.scene import Scene
from workbench.reading.slips_brackets import in_brackets, no_value
from workbench.reading.slips_lines import after_end, dash, in_keys, in_list, no_colon, second_colon
from workbench.reading.slips_text import (
    bracket_colon,
    escape,
    exclamation,
    lines_of_text,
    name,
    open_quote,
    percent,
    sign,
    tab,
    unclear,
)


def explain(slip: SlipError, lines: Lines, base: int, last: int, path: Path) -> Problem:
    """Translate a slip; `base` is where the parsed part of the text begins, `last` its last value read."""
    at = min(slip.at + base, len(lines.text))
    opened = at if slip.opened is None else slip.opened + base
    scene = Scene(lines, at, opened, last)
    offset, message, expected = (teller(slip.context, slip.problem) or unclear)(scene)
    return Problem(message, path, lines.mark(offset), expected)


def teller(context: str, problem: str) -> Callable[[Scene], Hint] | None:
    """Return who can tell what the parser meant; None when its words are not known."""
    for known_context, known_problem, tell in _RULES:
        if known_context in context and known_problem in problem:
            return tell
    return None


def tabbed_lines(lines: Lines) -> Iterator[Problem]:
    """Find every line that a tab indents."""
    for number in range(1, len(lines.starts) + 1):
        if hint := tab_hint(lines.line(number)):
            mark = lines.mark(lines.starts[number - 1] + hint[0])
            yield Problem(hint[1], (), mark, hint[2])


# What PyYAML and libyaml say (context, problem; the first row that is part of both wins) -> who tells it.
_RULES: tuple[tuple[str, str, Callable[[Scene], Hint]], ...] = (
    ("", "found a tab character", tab),
    ("", "cannot start any token", sign),
    ("simple key", "could not find expected ':'", no_colon),
    ("", "mapping values are not allowed", second_colon),
    ("", "sequence entries are not allowed", dash),
    ("", "mapping keys are not allowed", sign),
    ("directive", "", percent),
    ("", "directive", percent),
    ("", "incompatible YAML", percent),
    ("", "duplicate tag handle", percent),
    ("tag", "", exclamation),
    ("", "tag handle", exclamation),
    ("quoted scalar", "end of stream", open_quote),
    ("quoted scalar", "document", open_quote),
    ("quoted scalar", "", escape),
    ("", "escape", escape),
    ("", "document start", after_end),
    ("alias", "", name),
    ("anchor", "", name),
    ("block scalar", "", lines_of_text),
    ("plain scalar", "unexpected ':'", bracket_colon),
    ("", "node content", no_value),
    ("flow mapping", "", in_brackets),
    ("flow sequence", "", in_brackets),
    ("block mapping", "", in_keys),
    ("block collection", "", in_list),
)
