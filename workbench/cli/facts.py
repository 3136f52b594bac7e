"""`workbench facts`: everything that follows from a design; for one fact, the whole derivation."""

from __future__ import annotations

import argparse
import json
import re
import textwrap
from collections import Counter
from collections.abc import Iterable, Sequence

from workbench.cli.derivation import print_facts, print_kind
from workbench.cli.source import day_of, design_argument, document_of
from workbench.cli.terminal import Terminal, clean
from workbench.errors import InputError, Problem, nearest_word
from workbench.facts import Fact, FactKind, Verdict, fact_kinds
from workbench.review import Review, review

_COLOUR = {Verdict.HOLDS: "green", Verdict.PLAUSIBLE: "yellow", Verdict.FAILS: "red", Verdict.UNKNOWN: "dim"}
_ORDER = (Verdict.FAILS, Verdict.PLAUSIBLE, Verdict.UNKNOWN, Verdict.HOLDS)
_NUMBER = re.compile(r"[qQ]?(\d{1,2})")
_LEAST = 36
"""Columns the last cell of a row has at least."""


def arguments(parser: argparse.ArgumentParser) -> None:
    """Add the options of this command."""
    design_argument(parser)
    parser.add_argument(
        "--id", metavar="FACT", help="one fact with its derivation: by its id, its number (Q15) or its anti-pattern"
    )
    parser.add_argument("--verdict", choices=[str(v) for v in Verdict], help="only facts with this verdict")
    parser.add_argument("--format", choices=("text", "json"), default="text", help="how to print (default: text)")


def run(options: argparse.Namespace) -> int:
    """Print the facts of a design, those that fail first."""
    wanted = _kinds(options.id)
    done = review(document_of(options.design), as_of=day_of(options))
    facts = [f for f in done.facts if f.id in wanted and options.verdict in (None, str(f.verdict))]
    facts.sort(key=lambda f: _ORDER.index(f.verdict))
    if options.format == "json":
        print(json.dumps([_data(done, f) for f in facts], indent=2, ensure_ascii=False))
    elif options.id:
        _derivations(Terminal(), done, facts, wanted)
    else:
        _table(Terminal(), done, facts)
    return 0


def _data(done: Review, fact: Fact) -> dict[str, object]:
    from workbench.exports.review_json import fact_data
    from workbench.facts.over_range import over_range

    kind = fact_kinds()[fact.id]
    ranges = over_range(done.judging.context, kind, fact)
    return {
        **fact_data(done, fact), "over_range": list(ranges.lines) if ranges else [],
        "title": kind.title, "formula": kind.formula, "source": kind.source,
        "number": kind.number, "pattern": kind.pattern, "cannot_see": kind.blind,
    }  # fmt: skip


def _derivations(out: Terminal, done: Review, facts: Sequence[Fact], wanted: Iterable[str]) -> None:
    print_facts(out, done, facts)
    # Several facts share a number; those that have nothing to say here are told only when none has.
    for name in () if facts else sorted(wanted):
        print_kind(out, fact_kinds()[name])
        out.line()
        out.wrapped("Nothing in this design to compute it from.", 2)


def _table(out: Terminal, done: Review, facts: Sequence[Fact]) -> None:
    if not facts:
        out.line("Nothing follows from this design yet.")
        return
    wide = max(len(f.id) for f in facts)
    out.line(out.paint(f"{'verdict':<10} {'line':>5}  {'fact':<{wide}}  what follows", "bold"))
    for fact in facts:
        _row(out, done, fact, wide)
    count = Counter(f.verdict for f in facts)
    out.line()
    words = ", ".join(f"{count[v]} {'hold' if v is Verdict.HOLDS else v}" for v in _ORDER if count[v])
    out.line(f"{len(facts)} fact{'' if len(facts) == 1 else 's'}: {words}. --id FACT shows how one comes about.")


def _row(out: Terminal, done: Review, fact: Fact, wide: int) -> None:
    verdict = out.paint(f"{fact.verdict:<10}", _COLOUR[fact.verdict])
    head = f" {done.mark(fact.at).line:>5}  {fact.id:<{wide}}  "
    pad = " " * (len(head) + 10)
    says = clean(fact.says if fact.subject in fact.says else f"{fact.subject}: {fact.says}")
    lines = textwrap.wrap(says, max(_LEAST, out.width - len(pad)), break_long_words=False) or [""]
    out.line(f"{verdict}{head}{lines[0]}")
    for line in lines[1:]:
        out.line(pad + line)


def _kinds(name: str | None) -> frozenset[str]:
    """Return the ids meant by an id, a number or an anti-pattern. Raises InputError with the nearest when none is."""
    kinds = fact_kinds()
    if name is None:
        return frozenset(kinds)
    found = frozenset(k.id for k in kinds.values() if _is_meant(k, name))
    if not found:
        near = nearest_word(name, [*kinds, *(k.pattern for k in kinds.values() if k.pattern)])
        problem = Problem(
            f"there is no fact '{name[:40]}'", expected="an id, a number such as Q15, or an anti-pattern", nearest=near
        )
        raise InputError("--id", [problem])
    return found


def _is_meant(kind: FactKind, name: str) -> bool:
    number = _NUMBER.fullmatch(name)
    if number:
        return f"Q{int(number[1]):02}" in kind.number.split(", ")
    return name in (kind.id, kind.pattern)
