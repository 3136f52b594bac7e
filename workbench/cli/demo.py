"""`workbench demo`: the main job on a design that comes with the tool."""

from __future__ import annotations

import argparse
import pathlib

from workbench.checks.scenario import design_file
from workbench.cli.report import print_review
from workbench.cli.source import as_of_argument, day_of
from workbench.exports import Look, exporters
from workbench.reading.files import read_file, save
from workbench.review import review

SCENARIO, DESIGN = "card-fraud", "weak"


def arguments(parser: argparse.ArgumentParser) -> None:
    """Add the options of this command."""
    parser.add_argument("--folder", default="out", help="where to put the pictures (default: out)")
    as_of_argument(parser)


def run(options: argparse.Namespace) -> int:
    """Review and draw the weak card-fraud draft, and say where the pictures are."""
    source = design_file(SCENARIO, DESIGN)
    if source is None:
        raise FileNotFoundError(f"the {DESIGN} design of {SCENARIO} is not in this installation")
    folder = pathlib.Path(options.folder)
    folder.mkdir(parents=True, exist_ok=True)
    copy = folder / f"{SCENARIO}.yaml"
    save(copy, source.read_text(encoding="utf-8"))
    done = review(read_file(copy), as_of=day_of(options))
    print_review(done)
    print("\nPictures:")
    for name in ("svg", "png"):
        exporter = exporters()[name]
        target = folder / f"{SCENARIO}{exporter.SUFFIX}"
        save(target, exporter.render(done, Look()))
        print(f"  {target.resolve()}")
    print(f"\nThe design is {copy.resolve()}: change it and run `workbench check` and `workbench draw` on it.")
    print("In the browser: pip install -e '.[app]' && workbench app")
    return 0
