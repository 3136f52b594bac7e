"""Text to `Document`; everything that is wrong with it is told at once."""

from __future__ import annotations

import re

from workbench.errors import InputError, Problem
from workbench.reading.builder import Builder
from workbench.reading.document import Document
from workbench.reading.events import SlipError
from workbench.reading.ledger import BoundError, Ledger
from workbench.reading.limits import LIMITS, Limits
from workbench.reading.lines import Lines
from workbench.reading.scalars import UNWRITABLE
from workbench.reading.slips import explain, tabbed_lines

BOM = "\ufeff"
"""The mark some programs put in front of UTF-8; it is no part of the text."""

_RESTARTS = 10  # how often reading goes on behind a slip
_SECTION = re.compile(r"^[A-Za-z_][\w.-]*[ \t]*:(?=\s|$)", re.MULTILINE)
_FIRST = re.compile(r"^[ \t]*([^\s#].*)", re.MULTILINE)
_YAML_LINE = re.compile(r"%YAML +1\.[12] *\r?$")
_JSON = re.compile(r"\s*\{")
_OUTER = re.compile(r"\A\s+|\s+\Z")


def read(text: str, name: str = "design.yaml", limits: Limits = LIMITS) -> Document:
    """Read a design from YAML or JSON text; `name` is what messages call it.

    Raises InputError with every problem found. A text beyond the limits is never given to the parser.
    """
    if len(text) > limits.size:
        raise InputError(name, [too_large(limits)])
    text = text.removeprefix(BOM)
    is_json = name.lower().endswith(".json") or _JSON.match(text) is not None
    ledger = Ledger(Lines(text), limits)
    try:
        _look(ledger)
        builder = None if ledger.problems else _build(ledger, is_json)
    except BoundError as error:
        raise InputError(name, error.problems) from None
    if builder is None or ledger.problems:
        raise InputError(name, ledger.problems)
    return Document(name, text, builder.data, ledger.lines, builder.places, builder.anchors.uses, is_json)


def too_large(limits: Limits) -> Problem:
    """Return the problem of a text or file beyond the size limit."""
    return Problem(f"larger than {limits.size // 1000} kB; a design has about 25 kB")


def _look(ledger: Ledger) -> None:
    """Note what no parser should see: invisible characters, too many bytes, instructions to the parser."""
    lines = ledger.lines
    for found in UNWRITABLE.finditer(lines.text):
        code = f"U+{ord(found.group()):04X}"
        ledger.add(found.start(), f"an invisible character ({code}) stands here", "visible text; delete it")
    if ledger.problems:
        return
    if len(lines.text.encode()) > ledger.limits.size:
        ledger.problems.append(too_large(ledger.limits))
    first = _FIRST.search(lines.text)
    if first is None or not first[1].startswith("%"):
        return
    following = _FIRST.search(lines.text, first.end())
    if not _YAML_LINE.match(first[1]):
        ledger.add(first.start(1), "a line cannot begin with `%`", "quotes around the text")
    elif following is None or not following[1].startswith("---"):
        ledger.add(first.start(1), "the line with `%` has to be followed by `---`", "`---`, or no line with `%`")


def _build(ledger: Ledger, is_json: bool) -> Builder | None:
    """Read the text; None when there was a slip in it."""
    text = ledger.lines.text
    if is_json:
        # In front of and behind its brackets, tabs are as good as spaces; YAML would stumble over them.
        text = _OUTER.sub(lambda found: found[0].replace("\t", " "), text)
    builder = Builder(ledger)
    slip = _slip(builder, text)
    if slip is None:
        return builder
    ledger.note(slip)
    if not is_json:
        _look_further(ledger, builder.events, slip)
    return None


def _slip(builder: Builder, text: str) -> Problem | None:
    """Let a builder read its part of the text; return where it had to stop, if it had to."""
    try:
        builder.run(text[builder.base :])
    except SlipError as slip:
        return explain(slip, builder.ledger.lines, builder.base, builder.last_start, builder.path())
    return None


def _look_further(ledger: Ledger, events: int, slip: Problem) -> None:
    """Go on with the next top-level key behind a slip, several times; then look for tabs everywhere."""
    lines = ledger.lines
    told = {slip.mark.line}
    base: int | None = 0
    last: Problem | None = slip
    for _ in range(_RESTARTS):
        base = _next_section(lines, last.mark.line, base or 0) if last else None
        if base is None:
            break
        builder = Builder(ledger, base, events)
        last, events = _slip(builder, lines.text), builder.events
        if last and last.mark.line not in told:
            told.add(last.mark.line)
            ledger.note(last)
    for problem in tabbed_lines(lines):
        if problem.mark.line not in told:
            ledger.note(problem)


def _next_section(lines: Lines, line: int, base: int) -> int | None:
    """Return where the first top-level key below a line begins, beyond `base`."""
    start = lines.starts[line] if line < len(lines.starts) else len(lines.text)
    found = _SECTION.search(lines.text, max(start, base + 1))
    return found.start() if found else None
