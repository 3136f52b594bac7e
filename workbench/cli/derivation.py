"""A computed fact with its arithmetic, as lines of text."""

from __future__ import annotations

from collections.abc import Iterable

from workbench.cli.terminal import Terminal
from workbench.errors import dotted
from workbench.facts import Fact, FactKind, Input, fact_kinds
from workbench.facts.over_range import over_range
from workbench.review import Review


def print_facts(out: Terminal, done: Review, facts: Iterable[Fact]) -> None:
    """Print facts with their derivations, what each computes once, then what it comes to everywhere."""
    grouped: dict[str, list[Fact]] = {}
    for fact in facts:
        grouped.setdefault(fact.id, []).append(fact)
    for name, own in grouped.items():
        print_kind(out, fact_kinds()[name])
        for fact in own:
            print_fact(out, done, fact)


def print_kind(out: Terminal, kind: FactKind) -> None:
    """Print what a fact is: its name, its formula with where that is from, and what it cannot see."""
    out.line()
    out.line(f"{out.paint(kind.title, 'bold')} ({', '.join(filter(None, (kind.id, kind.number, kind.pattern)))})")
    out.wrapped(f"formula: {kind.formula}", 2)
    out.wrapped(f"source: {kind.source}", 2)
    if kind.blind:
        out.wrapped(f"cannot see: {kind.blind}", 2)


def print_fact(out: Terminal, done: Review, fact: Fact) -> None:
    """Print what a fact comes to: its inputs with their lines, the steps, what ranges do, and what is missing."""
    kind = fact_kinds()[fact.id]
    out.line()
    out.line(f"  {out.paint(fact.subject, 'bold')}: {fact.verdict}")
    out.wrapped(fact.says, 4)
    for taken in fact.inputs:
        out.wrapped(f"{_place(done, taken):<9} {_input(taken)}", 6)
    for step in fact.steps:
        out.wrapped(f"= {step}", 6)
    ranges = over_range(done.judging.context, kind, fact)
    for line in ranges.lines if ranges else ():
        out.wrapped(f"~ {line}", 6)
    for path in fact.needs:
        out.wrapped(f"needs {dotted(path)}, at line {done.mark(path).line}", 6)


def _place(done: Review, taken: Input) -> str:
    return "assumed" if taken.assumed or not taken.path else f"line {done.mark(taken.path).line}"


def _input(taken: Input) -> str:
    return f"{taken.name}: {taken.text.removesuffix(' assumed') if taken.assumed else taken.text}"
