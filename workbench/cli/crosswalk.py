"""`workbench crosswalk`: which clauses of a framework the met items of a design support."""

from __future__ import annotations

import argparse
import json

from workbench.checks.crosswalk import Crosswalk, Row, Standing, crosswalk, crosswalk_names, framework
from workbench.cli.source import day_of, design_argument, document_of
from workbench.cli.terminal import Terminal
from workbench.review import Review, review

_MARKS = {
    Standing.SUPPORTED: ("+", "green"),
    Standing.PARTLY: ("~", "yellow"),
    Standing.OPEN: ("-", "red"),
    Standing.NOT_HERE: (" ", "dim"),
    Standing.BEYOND: (" ", "dim"),
}
_CAVEAT = "Support is what a design file can show. It is no statement about meeting the framework or the law."


def arguments(parser: argparse.ArgumentParser) -> None:
    """Add the options of this command."""
    design_argument(parser)
    parser.add_argument("--to", required=True, metavar="NAME", help=f"framework: {', '.join(crosswalk_names())}")
    parser.add_argument("--format", choices=("text", "json"), default="text", help="how to print (default: text)")


def run(options: argparse.Namespace) -> int:
    """Print every clause with the items that support it and those that are open."""
    named = framework(options.to)
    done = review(document_of(options.design), as_of=day_of(options))
    rows = crosswalk(named, done.ready.findings)
    if options.format == "json":
        print(json.dumps(_data(done, named, rows), indent=2, ensure_ascii=False))
    else:
        _print(Terminal(), done, named, rows)
    return 0


def _print(out: Terminal, done: Review, named: Crosswalk, rows: tuple[Row, ...]) -> None:
    out.line(out.paint(f"{done.design.title or done.document.name}: {named.title}", "bold"))
    out.line(
        out.paint(f"version {named.version}, read {named.read} · as of {done.as_of} · stage {done.design.stage}", "dim")
    )
    counts = (f"{sum(r.standing is s for r in rows)} {s}" for s in Standing)
    out.line(" · ".join(counts))
    out.wrapped(_CAVEAT, 0)
    out.line()
    for row in rows:
        mark, colour = _MARKS[row.standing]
        standing = out.paint(str(row.standing), colour)
        out.line(f"{out.paint(mark, colour)} {out.paint(row.id, 'bold')}  {row.clause.title}  {standing}")
        if row.clause.beyond:
            out.wrapped(row.clause.beyond, 4)
        if row.passing:
            out.wrapped(f"by {', '.join(f.item for f in row.passing)}", 4)
        for finding in row.open:
            out.wrapped(f"open: {finding.item}, line {done.mark(finding.at).line}: {finding.found}", 4)
        if row.later:
            out.wrapped(f"not asked yet at stage {done.design.stage}: {', '.join(row.later)}", 4)


def _data(done: Review, named: Crosswalk, rows: tuple[Row, ...]) -> dict[str, object]:
    return {
        "shape": 1,
        "engine": done.engine,
        "as_of": str(done.as_of),
        "file": done.document.name,
        "stage": done.design.stage,
        "framework": {"id": named.id, "title": named.title, "version": named.version, "read": named.read},
        "caveat": _CAVEAT,
        "clauses": [
            {
                "id": row.id,
                "title": row.clause.title,
                "standing": str(row.standing),
                "beyond": row.clause.beyond,
                "supported_by": [f.item for f in row.passing],
                "open": [{"item": f.item, "line": done.mark(f.at).line, "found": f.found} for f in row.open],
                "later": list(row.later),
            }
            for row in rows
        ],
    }
