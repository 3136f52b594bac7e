"""`workbench drill`: what becomes of every promise when something is lost, grows, changes or goes stale."""

from __future__ import annotations

import argparse
import json
import pathlib

from workbench.cli.source import day_of, design_argument, document_of
from workbench.drills import DrillReport, DrillResult, Outcome, drill_kinds
from workbench.drills import run as play
from workbench.errors import InputError, Problem, nearest_word
from workbench.reading.files import save
from workbench.review import Review, review

_PICTURES = (".svg", ".png")


def arguments(parser: argparse.ArgumentParser) -> None:
    """Add the options of this command."""
    design_argument(parser)
    parser.add_argument(
        "--drill", metavar="NAME", help="one drill in full, such as zone-loss, or the component or model it strikes"
    )
    parser.add_argument("--format", choices=("text", "json"), default="text", help="how to print (default: text)")
    parser.add_argument("-o", "--output", metavar="FILE", help="draw the drill (the worst of them) as .svg or .png")
    parser.add_argument("--theme", choices=("light", "dark"), default="light", help="colours (default: light)")
    parser.add_argument(
        "--fail-on", choices=("down",), help="exit 1 when a promise is down and not back inside its error budget"
    )


def run(options: argparse.Namespace) -> int:
    """Play the drills, print or draw, and return 0, or 1 when a promise stays down."""
    if options.output and not options.output.lower().endswith(_PICTURES):
        raise InputError(options.output, [Problem("a drill is drawn as .svg or .png", expected=" or ".join(_PICTURES))])
    done = review(document_of(options.design), as_of=day_of(options))
    report = play(done)
    chosen = _chosen(report, options.drill)
    if options.output:
        _draw(done, report, chosen, options)
    elif options.format == "json":
        from workbench.cli.drill_json import report_data

        print(json.dumps(report_data(done, report, chosen), indent=2, ensure_ascii=False))
    else:
        from workbench.cli.drill_report import print_drills

        print_drills(done, report, chosen, full=bool(options.drill))
    return int(bool(options.fail_on and stays_down(report)))


def stays_down(report: DrillReport) -> tuple[str, ...]:
    """Return the drills that leave a promise down and not shown to be back inside its error budget."""
    return tuple(
        result.id
        for result in report.results
        if any(row.outcome is Outcome.DOWN and row.held is not True for row in result.rows)
    )


def _chosen(report: DrillReport, name: str | None) -> tuple[DrillResult, ...]:
    """Return the results meant by an id, a kind of drill or what is struck; all without a name.

    Raises InputError when nothing is meant: with why a drill does not apply, or with the nearest name.
    """
    if name is None:
        return report.results
    found = tuple(r for r in report.results if name in (r.id, r.case, r.id.partition(":")[2]))
    if found:
        return found
    skipped = next((s for s in report.skipped if s.case == name.partition(":")[0]), None)
    if skipped:
        raise InputError("--drill", [Problem(f"'{name[:60]}' does not apply: {skipped.reason}")])
    known = [n for r in report.results for n in (r.id, r.case, r.id.partition(":")[2]) if n] + list(drill_kinds())
    kinds = ", ".join(drill_kinds())
    problem = Problem(f"there is no drill '{name[:60]}'", expected=f"one of {kinds}", nearest=nearest_word(name, known))
    raise InputError("--drill", [problem])


def _draw(done: Review, report: DrillReport, chosen: tuple[DrillResult, ...], options: argparse.Namespace) -> None:
    from workbench.diagram import png, svg
    from workbench.diagram.graph.drill_view import drill_picture

    if not chosen:
        why = report.skipped[0].reason if report.skipped else "no drill applies"
        raise InputError(options.design, [Problem(f"there is no drill to draw: {why}")])
    picture = drill_picture(done, chosen[0])
    target = pathlib.Path(options.output)
    drawn = png if target.suffix.lower() == ".png" else svg
    save(target, drawn(picture, options.theme))
    print(f"{target}: {chosen[0].title} ({chosen[0].id}), {chosen[0].outcome}")
