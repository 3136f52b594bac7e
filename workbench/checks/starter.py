"""The text a new design starts from."""

from __future__ import annotations

import textwrap

from workbench.checks.scenario import Scenario
from workbench.reading.dump import dump


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
