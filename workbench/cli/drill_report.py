"""Fault drills as a page of text: what does not hold first, each with what breaks, what notices and when it is over."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from workbench.cli.terminal import Terminal
from workbench.drills import Catch, DrillReport, DrillResult, Outcome, PromiseRow
from workbench.errors import dotted
from workbench.facts.show import percent, seconds
from workbench.review import Review

_LOOK = {Outcome.DOWN: ("x", "red"), Outcome.UNKNOWN: ("?", "dim"), Outcome.DEGRADED: ("~", "yellow"),
         Outcome.SURVIVES: ("+", "green")}  # fmt: skip
_GROUPS = (
    (False, "Does not hold", "unnoticed, or longer than the error budget"),
    (None, "Undecided", "the file does not say enough"),
    (True, "Holds", "noticed, and over within the error budget, or not felt at all"),
)
_MANY = 8
"""Boxes named one by one; of more, the first are named and the rest counted."""


def print_drills(done: Review, report: DrillReport, chosen: tuple[DrillResult, ...], *, full: bool) -> None:
    """Print drills on the terminal; in `full`, everything that is known of each."""
    out = Terminal()
    _head(out, done, report)
    for held, title, about in _GROUPS:
        found = [r for r in chosen if r.held is held]
        if found:
            out.line()
            out.line(f"{out.paint(title, 'bold')}  {out.paint(about, 'dim')}")
        for result in found:
            _result(out, done, result, full=full, brief=held is True and not full)
    if not full:
        _foot(out, done, report)


def _head(out: Terminal, done: Review, report: DrillReport) -> None:
    out.line(out.paint(done.design.title or done.document.name, "bold"))
    about = (done.document.name, f"stage {done.design.stage}", f"as of {done.as_of}", f"engine {done.engine}")
    out.line(out.paint(" · ".join(about), "dim"))
    out.line()
    counts = " · ".join(f"{report.count(o)} {o}" for o in reversed(Outcome))
    verdict = {True: ("survives", "green"), False: ("does not survive", "red"), None: ("undecided", "yellow")}
    word, colour = verdict[report.survived]
    drills = f"{len(report.results)} drill{'' if len(report.results) == 1 else 's'}"
    out.line(f"{out.paint(f'{drills}: {word}', 'bold', colour)}   {counts}{_margin(report)}")


def _margin(report: DrillReport) -> str:
    if report.margin is None:
        return ""
    if report.margin >= 0:
        return f"   the worst leaves {percent(report.margin)} of the error budget"
    return f"   the worst takes {percent(1 - report.margin)} of the error budget"


def _result(out: Terminal, done: Review, result: DrillResult, *, full: bool, brief: bool) -> None:
    mark, colour = _LOOK[result.outcome]
    name = out.paint(result.title, "bold")
    out.line(f"  {out.paint(mark, colour)} {name}  {out.paint(result.outcome, colour)} {out.paint(result.id, 'dim')}")
    place = f"{done.document.name}:{done.mark(result.at).line}  "
    for who, says, lines in _told(result, full=full, brief=brief):
        out.wrapped(f"{place}{f'{who}: ' if who else ''}{says}", 4)
        place = ""
        for line in lines:
            out.wrapped(line, 6)
    if not brief:
        if result.starved:
            out.wrapped(f"starved: {_few(result.starved, len(result.starved) if full else _MANY)}", 6)
        for path in result.needs[: None if full else 3]:
            out.wrapped(f"needs {dotted(path)}", 6)
        out.wrapped(f"asked: {result.probe}", 6)


def _told(result: DrillResult, *, full: bool, brief: bool) -> Iterator[tuple[str, str, tuple[str, ...]]]:
    """Yield what becomes of the promises; those of which the same is to be told are told together."""
    groups: dict[tuple[str, tuple[str, ...]], list[str]] = {}
    for row in result.rows:
        lines = tuple(_lines(row, full=full, brief=brief))
        groups.setdefault((row.says, lines), []).append(row.promise)
    for (says, lines), names in groups.items():
        yield ", ".join(names), says, lines


def _lines(row: PromiseRow, *, full: bool, brief: bool) -> Iterator[str]:
    if brief:
        first = row.catches[0] if row.catches and row.outcome is not Outcome.SURVIVES else None
        if first:
            yield f"noticed {_lag(first)} ({first.monitor}){_back(row)}"
        return
    yield from row.notes
    if row.catches:
        yield from (_noticed(c) for c in row.catches[: None if full else 1])
    elif row.unseen and not row.harmless and row.outcome is not Outcome.UNKNOWN:
        yield f"unnoticed: {row.unseen}"
    if row.recovery:
        yield "; ".join((f"back: {row.recovery.says}", *row.recovery.steps))
    if full:
        yield from _full(row)


def _full(row: PromiseRow) -> Iterator[str]:
    for stand_in in row.stand_ins:
        word = {True: "apart from", False: "not apart from", None: "perhaps not apart from"}[stand_in.disjoint]
        shares = f"; both share {', '.join(stand_in.shares)}" if stand_in.shares else ""
        yield f"{stand_in.part} is {word} what failed, in place of {stand_in.instead_of}{shares}"
    if row.callers:
        yield f"fails with it: {', '.join(row.callers)}"


def _noticed(catch: Catch) -> str:
    tells = f", tells {', '.join(catch.tells)}" if catch.tells else ""
    acts = f", sets off {', '.join(catch.acts)}" if catch.acts else ""
    how = f" ({catch.how})" if catch.how else ""
    return f"noticed by {catch.monitor} {_lag(catch)}{how}{tells}{acts}"


def _lag(catch: Catch) -> str:
    return f"within {seconds(catch.lag)}" if catch.lag is not None else "at a time not stated"


def _back(row: PromiseRow) -> str:
    recovery = row.recovery
    if recovery is None or recovery.seconds is None:
        return ""
    share = f", {percent(recovery.share)} of the error budget" if recovery.share is not None else ""
    return f"; back in {seconds(recovery.seconds)}{share}"


def _few(names: tuple[str, ...], most: int) -> str:
    more = len(names) - most
    return ", ".join(names[:most]) + (f" and {more} more" if more > 0 else "")


def _foot(out: Terminal, done: Review, report: DrillReport) -> None:
    if report.skipped:
        out.line()
        out.line(out.paint("Does not apply", "bold"))
        for skipped in report.skipped:
            out.wrapped(f"{skipped.case}: {skipped.reason}", 4)
    missing = Counter(dotted(n) for r in report.results if r.held is None for n in r.needs)
    if missing:
        path, count = missing.most_common(1)[0]
        out.line()
        out.wrapped(f"Would decide most: {path} ({count} drill{'' if count == 1 else 's'}).", 0)
    if report.results:
        out.line()
        name = report.results[0].id
        out.wrapped(f"`workbench drill {done.document.name} --drill {name}` tells all; `-o drill.svg` draws it.", 0)
