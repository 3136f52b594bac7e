"""Which command was meant, and what its end means for the shell."""

from __future__ import annotations

import argparse
import gc
import os
import sys
from collections.abc import Mapping, Sequence
from importlib import import_module
from typing import NoReturn

from workbench import __version__
from workbench.errors import InputError, WorkbenchError, nearest_word

OK, GAPS, BAD_INPUT, OUR_FAULT = 0, 1, 2, 3

COMMANDS: Mapping[str, str] = {
    "check": "review a design: score, gaps with their lines, contradictions, the edits worth most",
    "draw": "draw a design with its gaps: SVG, PNG, PDF, a page, draw.io, DOT, Mermaid, D2",
    "score": "show how coverage and readiness are made, section by section; the edits to the next level",
    "explain": "tell what an item asks and why; with a design, what it found there and from which numbers",
    "crosswalk": "show which clauses of a framework (NIST AI RMF, EU AI Act, OWASP ...) a design supports",
    "facts": "print what follows from a design, with the arithmetic and the line of every number",
    "drill": "play fault drills through: what breaks for which promise, what notices, when it is back",
    "new": "write a starter file for a practice scenario, or a blank one",
    "scenarios": "list the practice scenarios",
    "checklists": "list the checklists and their items",
    "schema": "print the JSON Schema of the language, for editors",
    "app": "open the drafting room in the browser: editor, live picture, gaps",
    "demo": "review and draw a weak design that comes with the tool",
}
"""Command to its one line of help; the module of the same name is imported only when it is used."""


class _Parser(argparse.ArgumentParser):
    """A parser that answers a wrong word with the nearest right one."""

    def error(self, message: str) -> NoReturn:
        self.print_usage(sys.stderr)
        self.exit(BAD_INPUT, f"workbench: {message}\n")


def entry() -> NoReturn:
    """Run the command line and leave with its exit code."""
    if sys.argv[1:2] != ["app"]:
        # A command lives for a second and reads at most half a megabyte: collecting cycles costs it a tenth of that.
        gc.disable()
    sys.exit(run(sys.argv[1:]))


def run(argv: Sequence[str]) -> int:
    """Run one command; return its exit code. Only a fault of ours is ever code 3."""
    _speak_utf8()
    try:
        return _run(list(argv))
    except InputError as error:
        print(error, file=sys.stderr)
        return BAD_INPUT
    except WorkbenchError as error:
        print(f"workbench: {error}", file=sys.stderr)
        return BAD_INPUT
    except BrokenPipeError:
        # The reader went away (`| head`): not an error, and nothing more can be said.
        os.dup2(os.open(os.devnull, os.O_WRONLY), 1)
        return OK
    except KeyboardInterrupt:
        return 130
    except OSError as error:
        # A full disk, a file where a folder should be: the machine's answer, in its own words.
        where = f"{error.filename}: " if error.filename else ""
        print(f"workbench: {where}{(error.strerror or str(error)).lower()}", file=sys.stderr)
        return BAD_INPUT
    except Exception as error:  # the last fence: a fault of ours ends in one line, not in a traceback
        if os.environ.get("WORKBENCH_TRACE"):
            raise
        print(f"workbench: this is our fault: {type(error).__name__}: {error}", file=sys.stderr)
        print("workbench: set WORKBENCH_TRACE=1 to see where, and please report it", file=sys.stderr)
        return OUR_FAULT


def _run(argv: list[str]) -> int:
    name = argv[0] if argv else ""
    if name not in COMMANDS:
        return _no_command(name)
    module = import_module(f"workbench.cli.{name}")
    parser = _Parser(prog=f"workbench {name}", description=COMMANDS[name])
    module.arguments(parser)
    code: int = module.run(parser.parse_args(argv[1:]))
    return code


def _no_command(name: str) -> int:
    if name in ("-V", "--version"):
        print(f"workbench {__version__}")
        return OK
    if name in ("", "-h", "--help", "help"):
        print(_help())
        return OK
    near = nearest_word(name, COMMANDS)
    hint = f"; did you mean '{near}'?" if near else ""
    print(f"workbench: there is no command '{name[:40]}'{hint}\n\n{_help()}", file=sys.stderr)
    return BAD_INPUT


def _help() -> str:
    rows = "\n".join(f"  {name:<11} {text}" for name, text in COMMANDS.items())
    return (
        "Review the design of a machine-learning system: what is missing, what cannot be true, what it looks like.\n\n"
        f"usage: workbench COMMAND ...\n\n{rows}\n\n"
        "'workbench COMMAND --help' tells more. Exit codes: 0 ok, 1 gaps over the limit, 2 bad input, 3 our fault."
    )


def _speak_utf8() -> None:
    """Let output never fail on a character the console lacks, nor on being closed."""
    if sys.stdout is None:
        sys.stdout = open(os.devnull, "w", encoding="utf-8")  # noqa: SIM115, PTH123 - stands for standard output until the end
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(errors="replace")
