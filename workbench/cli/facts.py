"""`workbench facts`: everything that follows from a design; for one fact, the whole derivation."""

from __future__ import annotations

import argparse
import json

from workbench.cli.derivation import print_fact
from workbench.cli.source import day_of, design_argument, document_of
from workbench.cli.terminal import Terminal
from workbench.errors import InputError, Problem, nearest_word
from workbench.facts import Fact, Verdict, fact_kinds
from workbench.review import Review, review

_COLOUR = {Verdict.HOLDS: "green", Verdict.PLAUSIBLE: "yellow", Verdict.FAILS: "red", Verdict.UNKNOWN: "dim"}
_ORDER = (Verdict.FAILS, Verdict.PLAUSIBLE, Verdict.UNKNOWN, Verdict.HOLDS)


def arguments(parser: argparse.ArgumentParser) -> None:
    """Add the options of this command."""
    design_argument(parser)
    parser.add_argument("--id", metavar="FACT", help="one fact, by its id or its Q number, with its derivation")
    parser.add_argument("--verdict", choices=[str(v) for v in Verdict], help="only facts with this verdict")
    parser.add_argument("--format", choices=("text", "json"), default="text", help="how to print (default: text)")


def run(options: argparse.Namespace) -> int:
    """Print the facts of a design, those that fail first."""
    wanted = _kinds(options.id)
    done = review(document_of(options.design), as_of=day_of(options))
    facts = [f for f in done.facts if f.id in wanted and options.verdict in (None, str(f.verdict))]
    facts.sort(key=lambda f: _ORDER.index(f.verdict))
    if options.format == "json":
        from workbench.exports.review_json import fact_data

        print(json.dumps([fact_data(done, f) for f in facts], indent=2, ensure_ascii=False))
        return 0
    out = Terminal()
    for fact in facts:
        if options.id:
            print_fact(out, done, fact)
        else:
            _row(out, done, fact)
    if not facts:
        out.line("Nothing to compute this from." if options.id else "Nothing follows from this design yet.")
    return 0


def _row(out: Terminal, done: Review, fact: Fact) -> None:
    verdict = out.paint(f"{fact.verdict:<10}", _COLOUR[fact.verdict])
    out.line(f"{verdict} {fact.id} ({fact.subject})")
    out.wrapped(f"line {done.mark(fact.at).line}  {fact.says}", 11)


def _kinds(name: str | None) -> frozenset[str]:
    """Return the ids meant by an id or a Q number. Raises InputError with the nearest id when there is none."""
    kinds = fact_kinds()
    if name is None:
        return frozenset(kinds)
    found = frozenset(k.id for k in kinds.values() if name == k.id or name.upper() in k.number.split(", "))
    if not found:
        near = nearest_word(name, kinds)
        raise InputError(
            "--id", [Problem(f"there is no fact '{name[:40]}'", expected="an id or a Q number", nearest=near)]
        )
    return found
