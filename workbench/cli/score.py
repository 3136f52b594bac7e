"""`workbench score`: how the coverage score is made, section by section."""

from __future__ import annotations

import argparse

from workbench import catalog
from workbench.checks import Outcome
from workbench.cli.interview import print_interview
from workbench.cli.readiness import print_level, print_next, print_waterfall
from workbench.cli.source import (
    day_of,
    design_argument,
    document_of,
    drilled,
    drills_argument,
    profile_argument,
    profile_of,
)
from workbench.cli.terminal import Terminal
from workbench.review import Review, review
from workbench.scoring.coverage import BANDS, FORMULA


def arguments(parser: argparse.ArgumentParser) -> None:
    """Add the options of this command."""
    design_argument(parser)
    profile_argument(parser)
    drills_argument(parser)
    parser.add_argument(
        "--explain", action="store_true", help="show how the readiness level is made, and the edits that lead up"
    )


def run(options: argparse.Namespace) -> int:
    """Print the scores as tables that add up."""
    done = review(document_of(options.design), as_of=day_of(options), profile=profile_of(options))
    if options.drills:
        done = drilled(done)
    out = Terminal()
    total = out.paint(f"Coverage {done.score.points:g} of 100, {done.score.band}", "bold")
    out.line(f"{total}   as of {done.as_of}, uncalibrated")
    out.line(out.paint(f"{FORMULA}. Bands: {', '.join(f'{name} from {least:g}' for least, name in BANDS)}.", "dim"))
    out.line()
    _table(out, done)
    print_interview(out, done)
    if options.explain:
        print_waterfall(out, done)
    else:
        out.line()
        print_level(out, done)
        print_next(out, done)
    _not_due(out, done)
    return 0


def _table(out: Terminal, done: Review) -> None:
    out.line(f"{'section':<18}{'earned':>8}{'of':>6}{'points':>9}{'left':>8}")
    possible = done.score.possible or 1.0
    for section in dict.fromkeys((*catalog.sections(), *done.score.by_section)):
        if section in done.score.by_section:
            earned, most = done.score.by_section[section]
            row = catalog.sections().get(section)
            name = row.title if row else section
            bar = "#" * round(10 * earned / most) if most else ""
            points, left = 100 * earned / possible, 100 * (most - earned) / possible
            out.line(f"{name:<18}{earned:>8g}{most:>6g}{points:>9.1f}{left:>8.1f}  {bar}")
    score = done.score
    out.line(f"{'all':<18}{score.earned:>8g}{score.possible:>6g}{score.points:>9.1f}{100 - score.points:>8.1f}")


def _not_due(out: Terminal, done: Review) -> None:
    rows = [f for f in (*done.findings, *done.ready.findings) if f.outcome is Outcome.NOT_APPLICABLE]
    if rows:
        out.line()
        out.line(out.paint("Not applicable (left out of the sum)", "bold"))
        for finding in rows:
            out.wrapped(f"{finding.item}: {finding.found}", 2)
