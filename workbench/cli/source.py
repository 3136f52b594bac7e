"""Reading the design a command is given: a file, or `-` for standard input; and the day to judge by."""

from __future__ import annotations

import argparse
import pathlib
import sys
from dataclasses import replace
from datetime import date

from workbench.errors import InputError, Problem
from workbench.reading import Document, read
from workbench.reading.files import read_file
from workbench.reading.limits import LIMITS
from workbench.review import Review
from workbench.scoring.profiles import DEFAULT, Profile, bundled_profile, load_profile

STDIN = "-"


def design_argument(parser: argparse.ArgumentParser) -> None:
    """Add the design file and the day to a command."""
    parser.add_argument("design", help="design file (YAML or JSON), or - for standard input")
    as_of_argument(parser)


def as_of_argument(parser: argparse.ArgumentParser) -> None:
    """Add the day to a command."""
    parser.add_argument(
        "--as-of", type=_day, default=None, metavar="DATE", help="day to judge by, as 2026-11-23 (default: today)"
    )


def profile_argument(parser: argparse.ArgumentParser) -> None:
    """Add the readiness profile to a command."""
    parser.add_argument(
        "--profile", default=DEFAULT, metavar="NAME", help="readiness profile: a name we ship, or a file of your own"
    )


def profile_of(options: argparse.Namespace) -> Profile:
    """Return the profile named. Raises InputError with the nearest name, or every problem of the file."""
    path = pathlib.Path(options.profile)
    return load_profile(path) if path.suffix in (".yaml", ".yml", ".json") else bundled_profile(options.profile)


def drills_argument(parser: argparse.ArgumentParser) -> None:
    """Add the wish for fault drills to a command."""
    parser.add_argument("--drills", action="store_true", help="run the fault drills as well, which R4 asks for")


def drilled(done: Review) -> Review:
    """Return the review with how its fault drills ended."""
    from workbench.drills import run

    survived = run(done).survived
    return replace(done, drills="undecided" if survived is None else "survived" if survived else "failed")


def _day(text: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise argparse.ArgumentTypeError(f"'{text}' is not a date such as 2026-11-23") from None


def day_of(options: argparse.Namespace) -> date:
    """Return the day to judge by."""
    given: date | None = options.as_of
    return given or date.today()  # the author's own calendar day is meant


def document_of(name: str) -> Document:
    """Read a design file or standard input. Raises InputError when it cannot be read."""
    if name != STDIN:
        return read_file(pathlib.Path(name))
    if sys.stdin is None:
        raise InputError("stdin", [Problem("standard input is closed", expected="a design, or the name of a file")])
    # One byte more than may be read is enough to know that it is too much.
    data = sys.stdin.buffer.read(LIMITS.size + 1)
    try:
        return read(data.decode("utf-8-sig"), "stdin")
    except UnicodeDecodeError:
        raise InputError("stdin", [Problem("this is not UTF-8 text", expected="a text file")]) from None
