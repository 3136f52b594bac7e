"""`workbench checklists`: what is asked; writing, checking and trading checklists of one's own."""

from __future__ import annotations

import argparse
import pathlib

from workbench.checks import Checklist, bundled_names
from workbench.checks.shelf import checklist_named, offered_names
from workbench.cli.source import as_of_argument, day_of
from workbench.cli.terminal import Terminal
from workbench.errors import InputError, Problem

_BLANK = pathlib.Path(__file__).resolve().parents[1] / "checks" / "blank_checklist.yaml"
_ABOUT = """\
checklists                  list the checklists
checklists NAME             list the items of one: a name, a YAML file, or a folder of them
checklists lint FILE        look for mistakes in a checklist and run its examples
checklists init [FILE]      write a commented checklist to start from
checklists export NAME      write a checklist as an AWS Well-Architected custom lens (-o FILE)
checklists import FILE      make a checklist of a custom lens (-o FILE); its practices can be claimed, not computed
"""


def arguments(parser: argparse.ArgumentParser) -> None:
    """Add the options of this command."""
    parser.formatter_class = argparse.RawDescriptionHelpFormatter
    parser.description = f"{parser.description}\n\n{_ABOUT}"
    parser.add_argument("what", nargs="?", help="a checklist, or one of: lint, init, export, import")
    parser.add_argument("file", nargs="?", help="what to lint, write, export or import")
    parser.add_argument("-o", "--output", metavar="FILE", help="where to write what is exported or imported")
    parser.add_argument("--force", action="store_true", help="replace a file that is there")
    as_of_argument(parser)


def run(options: argparse.Namespace) -> int:
    """Do what was asked for; return 2 when a checklist has mistakes."""
    out = Terminal()
    if options.what == "lint":
        return _lint(out, options)
    if options.what == "init":
        return _init(out, options.file or "checklist.yaml", force=options.force)
    if options.what in ("export", "import"):
        return _trade(out, options)
    if options.what:
        return _items(out, checklist_named(options.what))
    for name in (*bundled_names(), *offered_names()):
        checklist = checklist_named(name)
        out.line(f"{out.paint(name, 'bold')}  {checklist.title}, {len(checklist.items)} items. {checklist.summary}")
    return 0


def _items(out: Terminal, checklist: Checklist) -> int:
    section = ""
    for item in checklist.items:
        if item.section != section:
            section = item.section
            out.line()
            out.line(out.paint(section, "bold"))
        out.line(f"  {item.id:<32} {item.severity:<8} {item.due_from:<10} {item.title}")
    return 0


def _lint(out: Terminal, options: argparse.Namespace) -> int:
    from workbench.checks.checklist import checklist_of
    from workbench.checks.proving import unproven
    from workbench.reading.files import read_file

    document = read_file(pathlib.Path(_named(options)))
    checklist = checklist_of(document)
    problems = unproven(checklist, document, day_of(options))
    if problems:
        raise InputError(document.name, list(problems))
    examples = sum(len(item.examples) for item in checklist.items)
    count = f"{len(checklist.items)} item{'s' * (len(checklist.items) > 1)}"
    out.line(f"{options.file}: {count} sound, {examples} examples answer as they should")
    return 0


def _named(options: argparse.Namespace) -> str:
    name: str | None = options.file
    if not name:
        raise InputError(f"checklists {options.what}", [Problem("nothing is named", expected="a checklist or file")])
    return name


def _trade(out: Terminal, options: argparse.Namespace) -> int:
    """Write a checklist as a lens, or a lens as a checklist; say what was written."""
    from workbench.checks.lens import checklist_from, lens_of, over_limits
    from workbench.cli.new import write_new
    from workbench.reading.dump import dump
    from workbench.reading.files import read_file

    name = _named(options)
    if options.what == "export":
        checklist = checklist_named(name)
        lens = lens_of(checklist)
        for limit in over_limits(lens):
            out.line(f"the AWS tool will refuse this: {limit}")
        target, text = options.output or f"{checklist.id}.lens.json", lens.text()
    else:
        data = checklist_from(read_file(pathlib.Path(name)))
        target, text = options.output or f"{data['id']}.yaml", dump(data)
    write_new(pathlib.Path(target), text, force=options.force)
    out.line(f"{target} written")
    return 0


def _init(out: Terminal, name: str, *, force: bool) -> int:
    from workbench.cli.new import write_new

    write_new(pathlib.Path(name), _BLANK.read_text(encoding="utf-8"), force=force)
    out.line(f"{name}: change it, then `workbench checklists lint {name}`")
    return 0
