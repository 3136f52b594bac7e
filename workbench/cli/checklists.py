"""`workbench checklists`: what is asked."""

from __future__ import annotations

import argparse

from workbench.checks import Item, bundled_checklist, bundled_names
from workbench.cli.terminal import Terminal


def arguments(parser: argparse.ArgumentParser) -> None:
    """Add the options of this command."""
    parser.add_argument("checklist", nargs="?", help="name of one checklist, to list its items")


def run(options: argparse.Namespace) -> int:
    """Print the list of checklists, or the items of one."""
    out = Terminal()
    if not options.checklist:
        for name in bundled_names():
            checklist = bundled_checklist(name)
            out.line(f"{out.paint(name, 'bold')}  {checklist.title}, {len(checklist.items)} items. {checklist.summary}")
        return 0
    section = ""
    for item in bundled_checklist(options.checklist).items:
        if item.section != section:
            section = item.section
            out.line()
            out.line(out.paint(section, "bold"))
        out.line(f"  {item.id:<32} {item.severity:<8} {_due(item):<10} {item.title}")
    return 0


def _due(item: Item) -> str:
    return item.stage if item.evidence.proven else item.due
