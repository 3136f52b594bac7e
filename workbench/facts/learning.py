"""What trains a model, and what runs it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from workbench.design.training import Model
from workbench.facts.context import Context
from workbench.facts.once import once

RUNS = ("predicts", "serves", "generates")
"""Traits of what runs a model."""


@dataclass(frozen=True, slots=True)
class Ties:
    """Boxes by model: what fits it, and what answers with it."""

    trainers: Mapping[str, tuple[str, ...]]
    runners: Mapping[str, tuple[str, ...]]


def models_of(context: Context) -> Mapping[str, Model]:
    """Return the models the design trains, by id."""
    return context.design.training.models if context.design.training else {}


@once
def ties_of(context: Context) -> Ties:
    """Return what trains and what runs each model that is trained, or carried to where it runs."""
    parts = context.graph.parts
    names = models_of(context)
    trainers: dict[str, dict[str, None]] = {name: {m.by: None} if m.by else {} for name, m in names.items()}
    runners: dict[str, dict[str, None]] = {name: {} for name in names}
    for part in parts.values():
        for name in part.spec.runs:
            runners.setdefault(name, {})[part.id] = None
    for edge in context.graph.edges:
        for name in (n for n in edge.flow.carries if n in names):
            if parts[edge.source].has("trains"):
                trainers[name][edge.source] = None
            if parts[edge.target].has(*RUNS):
                runners[name][edge.target] = None
    fitted = {name: tuple(box for box in found if box in parts) for name, found in trainers.items()}
    return Ties(fitted, {name: tuple(found) for name, found in runners.items()})
