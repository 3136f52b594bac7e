"""`workbench new`: a file to start from."""

from __future__ import annotations

import argparse
import pathlib
import textwrap

from workbench.checks.scenario import DESIGNS, Scenario, bundled_scenario, design_file, scenario_ids
from workbench.errors import InputError, Problem, WorkbenchError
from workbench.reading.dump import dump
from workbench.reading.files import save

BLANK = "blank"


def arguments(parser: argparse.ArgumentParser) -> None:
    """Add the options of this command."""
    parser.add_argument("scenario", help=f"{BLANK}, or one of {', '.join(scenario_ids())}")
    parser.add_argument(
        "-o", "--output", default="design.yaml", metavar="FILE", help="file to write (default: design.yaml)"
    )
    parser.add_argument("--copy", choices=DESIGNS, help="start from a design that comes with the scenario")
    parser.add_argument("--force", action="store_true", help="replace a file that is there")


def run(options: argparse.Namespace) -> int:
    """Write the file and say what to do next."""
    target = pathlib.Path(options.output)
    if target.exists() and not options.force:
        raise WorkbenchError(f"{target} is there already; choose another name with -o, or replace it with --force")
    save(target, _text(options.scenario, options.copy))
    print(f"{target} written. Next: workbench check {target}")
    return 0


def _text(name: str, copy: str | None) -> str:
    if name == BLANK:
        return starter(None)
    scenario = bundled_scenario(name)
    if copy is None:
        return starter(scenario)
    path = design_file(name, copy)
    if path is None:
        raise InputError(name, [Problem(f"this scenario comes without a {copy} design", expected="another --copy")])
    return path.read_text(encoding="utf-8")


def starter(scenario: Scenario | None) -> str:
    """Return a short design to grow from: what the scenario says as comments, and the smallest thing that draws."""
    lines = ["# A design starts as boxes and flows; `workbench check` tells what to add next."]
    if scenario:
        lines += [
            "#",
            *(f"# {line}" for line in textwrap.wrap(scenario.prompt, 100)),
            "#",
            "# Worth asking before you draw:",
        ]
        lines += [f"#   - {c.ask}" for c in scenario.clarifying]
    head: dict[str, object] = {"title": scenario.title if scenario else "My system"}
    if scenario:
        head |= {"scenario": scenario.id, "level": scenario.level}
    return "\n".join(lines) + "\n" + dump(head | {"stage": "sketch"}) + _BODY


_BODY = """
# What is it for, how is success told, how much comes in?
requirements:
  goal: say in one sentence what gets better for whom
  # kpis: {the_outcome: {baseline: 9.5, target: 6.0, window: 28 d, decided_by: model_api}}
  # load: {mean: 100/s, peak: 400/s, growth: 30%/year}

# What is promised to users?
# slas: {answer: {entry: gateway, latency: {p99: 200 ms}, availability: 99.9%, window: 30 d}}

components:
  gateway: api_gateway
  model_api: online_endpoint
  features: feature_store
  trainer: trainer
  registry: registry

outside:
  users: client

flows:
  - users -> gateway -> model_api -> features
  - features -> trainer -> registry -> model_api
"""
