"""`workbench draw`: the picture of a design with its gaps, in a file."""

from __future__ import annotations

import argparse
import pathlib
import sys

from workbench.cli.source import STDIN, day_of, design_argument, document_of, profile_argument, profile_of
from workbench.diagram.graph import CLOUDS, END_TO_END, VIEWS
from workbench.errors import InputError, Problem, nearest_word
from workbench.exports import Exporter, Look, exporter_for, exporters
from workbench.reading.files import save
from workbench.review import review


def arguments(parser: argparse.ArgumentParser) -> None:
    """Add the options of this command."""
    design_argument(parser)
    parser.add_argument(
        "-o", "--output", metavar="FILE", help="file to write, or - for standard output (default: <design>.svg here)"
    )
    parser.add_argument(
        "--format", metavar="NAME", help=f"one of {', '.join(exporters())} (default: from the file's ending, else svg)"
    )
    parser.add_argument("--theme", choices=("light", "dark"), default="light", help="colours (default: light)")
    parser.add_argument("--view", choices=tuple(VIEWS), default=END_TO_END, help=_views())
    parser.add_argument(
        "--cloud", choices=tuple(CLOUDS), default="", help="redraw every box by its kind with products of this cloud"
    )
    parser.add_argument(
        "--lens", choices=("coverage", "readiness"), default="coverage", help="whose gaps to flag (default: coverage)"
    )
    profile_argument(parser)
    parser.add_argument("--bare", action="store_true", help="picture only: no score strip, gap list or legend")


def _views() -> str:
    return "; ".join(f"{name}: {shows}" for name, shows in VIEWS.items())


def run(options: argparse.Namespace) -> int:
    """Draw the design and say where the picture is."""
    exporter = _exporter(options.format, options.output)
    document, profile = document_of(options.design), profile_of(options)
    done = review(document, as_of=day_of(options), profile=profile, lens=options.lens)
    drawn = exporter.render(done, Look(options.theme, not options.bare, options.view, options.cloud))
    if options.output == STDIN:
        sys.stdout.buffer.write(drawn if isinstance(drawn, bytes) else drawn.encode("utf-8"))
        return 0
    stem = "design" if options.design == STDIN else pathlib.Path(options.design).stem
    target = pathlib.Path(options.output or f"{stem}{exporter.SUFFIX}")
    save(target, drawn)
    print(f"{target}: {len(done.design.parts)} components, {len(done.open)} open gaps")
    return 0


def _exporter(name: str | None, output: str | None) -> Exporter:
    known = exporters()
    if name:
        if name not in known:
            problem = Problem(
                f"there is no format '{name}'", expected=", ".join(known), nearest=nearest_word(name, known)
            )
            raise InputError("--format", [problem])
        return known[name]
    found = exporter_for(output) if output and output != STDIN else known["svg"]
    if found is None:
        endings = ", ".join(e.SUFFIX for e in known.values())
        raise InputError(
            str(output), [Problem("this ending names no format", expected=f"one of {endings}, or --format")]
        )
    return found
