"""`workbench scenarios`: what can be practised."""

from __future__ import annotations

import argparse

from workbench.checks.scenario import DESIGNS, Scenario, bundled_scenario, design_file, scenario_ids
from workbench.cli.terminal import Terminal


def arguments(parser: argparse.ArgumentParser) -> None:
    """Add the options of this command."""
    parser.add_argument("scenario", nargs="?", help="id of one scenario, to read its prompt and numbers")
    parser.add_argument(
        "--answers", action="store_true", help="with one scenario: also the interviewer's answers, traps and probes"
    )


def run(options: argparse.Namespace) -> int:
    """Print the list, or one scenario."""
    out = Terminal()
    if options.scenario:
        _one(out, bundled_scenario(options.scenario), answers=options.answers)
        return 0
    for name in scenario_ids():
        scenario = bundled_scenario(name)
        designs = [d for d in DESIGNS if design_file(name, d)]
        about = f"{scenario.level}, {scenario.minutes} min; designs: {', '.join(designs)}"
        out.line(f"{out.paint(name, 'bold')}  {scenario.title}  ({about})")
    return 0


def _one(out: Terminal, scenario: Scenario, *, answers: bool) -> None:
    out.line(out.paint(scenario.title, "bold"))
    out.wrapped(scenario.prompt, 0)
    if answers:
        out.line()
        for number in scenario.numbers:
            out.wrapped(f"- {number}", 2)
    out.line()
    out.line(out.paint("Worth asking", "bold"))
    for question in scenario.clarifying:
        out.wrapped(f"- {question.ask}" + (f" -> {question.answer}" if answers else ""), 2)
    for word, lines in (("Traps", scenario.traps),) if answers else ():
        out.line()
        out.line(out.paint(word, "bold"))
        for line in lines:
            out.wrapped(f"- {line}", 2)
