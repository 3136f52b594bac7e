"""`workbench check`: the review on the terminal or as JSON, and whether it is good enough."""

from __future__ import annotations

import argparse

from workbench.checks.shelf import checklist_named
from workbench.cli.source import (
    day_of,
    design_argument,
    document_of,
    drilled,
    drills_argument,
    profile_argument,
    profile_of,
)
from workbench.review import Review, review


def arguments(parser: argparse.ArgumentParser) -> None:
    """Add the options of this command."""
    design_argument(parser)
    parser.add_argument("--format", choices=("text", "json"), default="text", help="how to print (default: text)")
    parser.add_argument(
        "--fail-under", type=_points, metavar="N", help="exit 1 when coverage is below N points (0 to 100)"
    )
    parser.add_argument(
        "--fail-on", choices=("blocker", "major", "minor", "contradiction"), help="exit 1 when such a gap is open"
    )
    parser.add_argument(
        "--fail-level", choices=("R1", "R2", "R3", "R4"), metavar="RN", help="exit 1 when readiness is below this level"
    )
    parser.add_argument(
        "--lens", choices=("coverage", "readiness"), default="coverage", help="whose gaps to list (default: coverage)"
    )
    profile_argument(parser)
    drills_argument(parser)
    parser.add_argument(
        "--checklist", metavar="NAME", help="a checklist instead of the coverage one: a name, a file, a folder"
    )
    parser.add_argument("--brief", action="store_true", help="score and contradictions only")


def _points(text: str) -> float:
    try:
        points = float(text)
    except ValueError:
        points = -1.0
    if not 0 <= points <= 100:
        raise argparse.ArgumentTypeError(f"'{text}' is not a number of points from 0 to 100")
    return points


def run(options: argparse.Namespace) -> int:
    """Review the design, print, and return 0, or 1 when a limit is broken."""
    done = review(
        document_of(options.design),
        as_of=day_of(options),
        checklist=checklist_named(options.checklist) if options.checklist is not None else None,
        profile=profile_of(options),
        lens=options.lens,
    )
    if options.drills:
        done = drilled(done)
    if options.format == "json":
        from workbench.exports import Look
        from workbench.exports.review_json import render

        print(render(done, Look()), end="")
    else:
        from workbench.cli.report import print_review

        print_review(done, brief=options.brief)
    return int(bool(broken_limits(done, options.fail_under, options.fail_on, options.fail_level)))


def broken_limits(
    done: Review, fail_under: float | None, fail_on: str | None, fail_level: str | None = None
) -> tuple[str, ...]:
    """Return the limits a review breaks, in words; gaps are those of the lens it was made with."""
    broken = []
    if fail_level and done.ready.score.name < fail_level:
        broken.append(f"readiness {done.ready.score.name} is under {fail_level}")
    if fail_under is not None and done.score.points < fail_under:
        broken.append(f"coverage {done.score.points} is under {fail_under:g}")
    if fail_on == "contradiction" and done.contradictions:
        broken.append("a number is contradicted")
    order = ("blocker", "major", "minor")
    if fail_on in order:
        counted = order[: order.index(fail_on) + 1]
        if any(f.severity in counted for f in done.open):
            broken.append(f"a {fail_on} is open")
    return tuple(broken)
