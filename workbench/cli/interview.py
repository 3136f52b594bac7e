"""The interview verdict on the terminal: signals by topic for every level, and what to say first next time."""

from __future__ import annotations

from workbench.checks import judge_all
from workbench.cli.terminal import Terminal
from workbench.review import Review
from workbench.scoring.interview import Topic, Verdict, say_first, verdicts

_COLOURS = {"clear": "green", "there": "green", "faint": "yellow", "missing": "red"}


def print_interview(out: Terminal, done: Review) -> None:
    """Print what a round would show of this design, by topic and level."""
    found = verdicts({i.id: i for i in done.checklist.items}, judge_all(done.checklist.items, done.judging))
    out.line()
    out.line(
        out.paint("In a round", "bold") + out.paint("  what the design shows; uncalibrated, and of no employer", "dim")
    )
    out.line(f"{'':<28}" + "".join(f"{_head(v):<22}" for v in found))
    for name in dict.fromkeys(t.name for v in found for t in v.topics):
        row = (next((t for t in v.topics if t.name == name), None) for v in found)
        out.line(f"  {name:<26}" + "".join(_cell(out, topic) for topic in row))
    _ends(out, done, next(v for v in found if v.level == done.design.level))


def _head(verdict: Verdict) -> str:
    return f"{verdict.level} {verdict.points:.0f}, {verdict.band}"


def _cell(out: Terminal, topic: Topic | None) -> str:
    if topic is None:
        return f"{'-':<22}"
    text = f"{topic.signal} {100 * topic.share:.0f}%" + (" !" if topic.contradicted else "")
    return out.paint(f"{text:<22}", _COLOURS[topic.signal])


def _ends(out: Terminal, done: Review, verdict: Verdict) -> None:
    if not verdict.strongest or not verdict.weakest:
        return
    out.wrapped(f"At {verdict.level} level: strongest {verdict.strongest.name}, weakest {verdict.weakest.name}.", 0)
    first = say_first(done.findings)
    if first is None:
        return
    item = done.item(first.item)
    asked = getattr(item.probes, verdict.level) if item.probes else ()
    out.wrapped(f"Say first next time: {first.title[0].lower()}{first.title[1:]} ({first.item}).", 0)
    if asked:
        out.wrapped(f"You would be asked: {asked[0]}", 0)
