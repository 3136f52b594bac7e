"""Text to parse events, with libyaml where it is installed and in pure Python elsewhere."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import islice
from typing import Any

from yaml.error import MarkedYAMLError, YAMLError
from yaml.events import ScalarEvent

from workbench.reading.pure import PureParser
from workbench.reading.surrogates import hide_pairs, show_pairs

CParser: Any
try:
    from yaml._yaml import CParser
except ImportError:  # PyYAML was built without libyaml
    CParser = None

_TOO_DEEP = "exceeded maximum nesting depth"


class SlipError(Exception):
    """The parser stopped; says where and why in the parser's own words, which no user may see.

    `at` and `opened` are offsets of where it stopped and of where the thing it was in began.
    """

    def __init__(self, context: str, problem: str, at: int, opened: int | None) -> None:
        super().__init__(f"{context}: {problem}")
        self.context = context
        self.problem = problem
        self.at = at
        self.opened = opened


def parse_events(text: str) -> Iterator[Any]:
    """Yield the parse events of a text; raises SlipError where the text cannot be read.

    They are PyYAML's event classes; their stubs call every mark optional, which it is not.
    """
    hidden = hide_pairs(text)
    if hidden == text:
        yield from _raw_events(text)
        return
    for event in _raw_events(hidden):
        if isinstance(event, ScalarEvent):
            event.value = show_pairs(event.value, event.style == '"')
        yield event


def _raw_events(text: str, kind: Any = CParser or PureParser) -> Iterator[Any]:
    parser = kind(text)
    at = told = 0
    try:
        while (event := parser.get_event()) is not None:
            at = event.end_mark.index
            told += 1
            yield event
    except MarkedYAMLError as error:
        if error.problem == _TOO_DEEP and kind is not PureParser:
            # libyaml 0.2.6 gives up on what it sees ahead, before the builder has met its own bound; the pure
            # parser looks less far ahead, so that the refusal says the same under every libyaml.
            yield from islice(_raw_events(text, PureParser), told, None)
            return
        mark = error.problem_mark or error.context_mark
        opened = error.context_mark.index if error.context_mark else None
        at = mark.index if mark else at
        raise SlipError(error.context or "", error.problem or "", at, opened) from None
    except (YAMLError, ValueError, OverflowError):
        # The pure parser makes a character of any digits an escape holds, and a number of any version.
        at = getattr(parser, "index", at)
        raise SlipError("", "found an escape that names no character", at, None) from None
