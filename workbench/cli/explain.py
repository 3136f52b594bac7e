"""`workbench explain`: what an item asks and why; with a design, what it found and from which numbers."""

from __future__ import annotations

import argparse

from workbench.checks import Finding, Item, bundled_checklist, bundled_names
from workbench.checks.scenario import bundled_scenario, scenario_ids
from workbench.cli.derivation import print_facts
from workbench.cli.patching import patch_lines
from workbench.cli.source import as_of_argument, day_of, document_of
from workbench.cli.terminal import Terminal
from workbench.errors import InputError, Problem, nearest_word
from workbench.reading.dump import dump
from workbench.review import Review, review, with_patch


def arguments(parser: argparse.ArgumentParser) -> None:
    """Add the options of this command."""
    parser.add_argument("item", help="id of an item, such as cov-rollback-plan")
    parser.add_argument("design", nargs="?", help="design file, to see what the item found there")
    as_of_argument(parser)


def run(options: argparse.Namespace) -> int:
    """Print the item, then its finding in the design if one is given."""
    item = find_item(options.item)
    out = Terminal()
    _item(out, item)
    if options.design:
        done = review(document_of(options.design), as_of=day_of(options))
        finding = next((f for f in (*done.findings, *done.must_cover, *done.ready.findings) if f.item == item.id), None)
        if finding is None:
            out.line()
            when = f"level {item.due}, stage {item.stage}"
            out.line(f"Not due at level {done.design.level}, stage {done.design.stage}; it is due from {when} on.")
        else:
            _found(out, done, finding)
    return 0


def find_item(name: str) -> Item:
    """Return an item of any checklist or scenario we ship. Raises InputError with the nearest id."""
    items = {i.id: i for n in bundled_names() for i in bundled_checklist(n).items}
    if name not in items:
        items |= {i.id: i for s in scenario_ids() for i in bundled_scenario(s).must_cover}
    if name not in items:
        problem = Problem(
            f"there is no item '{name[:60]}'",
            nearest=nearest_word(name, items),
            expected="an id from `workbench checklists`",
        )
        raise InputError("explain", [problem])
    return items[name]


def _item(out: Terminal, item: Item) -> None:
    out.line(out.paint(item.title, "bold"))
    due = f"stage {item.stage}" if item.evidence.proven else item.due
    out.line(out.paint(f"{item.id} · {item.severity} · {item.section} · due from {due}", "dim"))
    for word, text in (("Why", item.why), ("What to do", item.advice)):
        out.line()
        out.line(out.paint(word, "bold"))
        out.wrapped(text, 2)
    if item.applies:
        out.line()
        out.wrapped(f"Does not apply when {item.applies.otherwise}.", 2)
    if "met" in item.examples:
        out.line()
        out.line(out.paint("A design that meets it", "bold"))
        for line in dump(item.examples["met"]).splitlines():
            out.line(f"  {line}")
    _asked(out, item)
    if item.false_alarms:
        out.line()
        out.wrapped(f"May be wrong about: {' '.join(item.false_alarms)}", 0)
    for word, names in (("Sources", item.sources), ("Goes deeper in", item.deepens)):
        if names:
            out.line()
            out.wrapped(f"{word}: {', '.join(names)}", 0)


def _asked(out: Terminal, item: Item) -> None:
    if not item.probes:
        return
    out.line()
    out.line(out.paint("An interviewer would ask", "bold"))
    for level in ("mid", "senior", "staff"):
        for question in getattr(item.probes, level):
            out.wrapped(f"{level}: {question}", 2)


def _found(out: Terminal, done: Review, finding: Finding) -> None:
    out.line()
    out.line(out.paint(f"In {done.document.name}: {finding.outcome}", "bold") + f", credit {finding.credit:g}")
    out.wrapped(f"line {done.mark(finding.at).line}  {finding.found}", 2)
    print_facts(out, done, finding.facts)
    offered = with_patch(done, finding) if finding.outcome.is_open else None
    if offered and offered.patch:
        out.line()
        unit = "points in all" if finding.worth else "of progress index"
        out.line(f"Worth +{offered.patch.gain:g} {unit}, merged into the file:")
        for line in patch_lines(offered):
            out.line(f"  {line}")
