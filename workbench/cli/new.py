"""`workbench new`: a file to start from."""

from __future__ import annotations

import argparse
import pathlib

from workbench.checks.scenario import DESIGNS, bundled_scenario, design_file, scenario_ids
from workbench.checks.starter import starter
from workbench.errors import InputError, Problem, WorkbenchError
from workbench.reading.files import save

BLANK = "blank"


def arguments(parser: argparse.ArgumentParser) -> None:
    """Add the options of this command."""
    parser.add_argument("scenario", help=f"{BLANK}, or one of {', '.join(scenario_ids())}")
    parser.add_argument(
        "-o", "--output", default="design.yaml", metavar="FILE", help="file to write (default: design.yaml)"
    )
    parser.add_argument("--copy", choices=DESIGNS, help="start from a design that comes with the scenario")
    parser.add_argument("--force", action="store_true", help="replace a file that is there")


def run(options: argparse.Namespace) -> int:
    """Write the file and say what to do next."""
    target = pathlib.Path(options.output)
    write_new(target, _text(options.scenario, options.copy), force=options.force)
    print(f"{target} written. Next: workbench check {target}")
    return 0


def write_new(target: pathlib.Path, text: str, *, force: bool = False) -> None:
    """Write a file that is not there yet. Raises WorkbenchError when it is, unless `force`."""
    if target.exists() and not force:
        raise WorkbenchError(f"{target} is there already; choose another name, or replace it with --force")
    save(target, text)


def _text(name: str, copy: str | None) -> str:
    if name == BLANK:
        return starter(None)
    scenario = bundled_scenario(name)
    if copy is None:
        return starter(scenario)
    path = design_file(name, copy)
    if path is None:
        raise InputError(name, [Problem(f"this scenario comes without a {copy} design", expected="another --copy")])
    return path.read_text(encoding="utf-8")
