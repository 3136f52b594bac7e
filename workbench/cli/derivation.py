"""A computed fact with its arithmetic, as lines of text."""

from __future__ import annotations

from workbench.cli.terminal import Terminal
from workbench.errors import dotted
from workbench.facts import Fact, fact_kinds
from workbench.facts.over_range import over_range
from workbench.review import Review


def print_fact(out: Terminal, done: Review, fact: Fact) -> None:
    """Print what a fact says, its formula, its inputs with their lines, the steps, what ranges do, what is missing."""
    kind = fact_kinds()[fact.id]
    out.line()
    out.line(f"{out.paint(kind.title, 'bold')} ({fact.subject}): {fact.verdict}")
    out.wrapped(fact.says, 2)
    out.wrapped(f"formula: {kind.formula} [{kind.source}{', ' + kind.number if kind.number else ''}]", 2)
    for taken in fact.inputs:
        place = "assumed" if taken.assumed else f"line {done.mark(taken.path).line}"
        out.line(f"    {place:<9} {taken.name}: {taken.text}")
    for step in fact.steps:
        out.wrapped(f"= {step}", 4)
    ranges = over_range(done.judging.context, kind, fact)
    for line in ranges.lines if ranges else ():
        out.wrapped(f"~ {line}", 4)
    for path in fact.needs:
        out.wrapped(f"needs {dotted(path)}", 4)
