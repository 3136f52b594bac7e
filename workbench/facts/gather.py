"""Taking the inputs of one fact: those that are there, the paths of those that are not, and the fact made of them."""

from __future__ import annotations

import math
from functools import cache
from typing import Any

from workbench.design import Quantity, parse_quantity
from workbench.errors import Path
from workbench.facts.context import Context
from workbench.facts.fact import Fact, Input, Verdict


class Gathered:
    """The inputs of one fact in the order they were taken, and what is missing for it."""

    def __init__(self, context: Context) -> None:
        self.context = context
        self.inputs: list[Input] = []
        self.needs: list[Path] = []

    def get(self, name: str, *path: str | int) -> Input | None:
        """Take what stands at a path, if anything does."""
        taken = self.context.take(name, *path)
        return self.note(taken) if taken else None

    def need(self, name: str, *path: str | int) -> Input | None:
        """Take what stands at a path, or keep the path as one that is missing."""
        taken = self.get(name, *path)
        if taken is None:
            self.needs.append(path)
        return taken

    def note(self, taken: Input) -> Input:
        """Keep an input that was taken elsewhere."""
        if taken not in self.inputs:
            self.inputs.append(taken)
        return taken

    def fact(self, kind: str, subject: str, verdict: Verdict, says: str, at: Path, **more: Any) -> Fact:
        """Return the fact these inputs make; `more` are further fields of it. A value without end is left out."""
        value = more.pop("value", None)
        if value is not None and not math.isfinite(value):
            value = None
        unknown = verdict is Verdict.UNKNOWN
        return Fact(
            id=kind, subject=subject, verdict=verdict, says=says, at=at, value=value, inputs=tuple(self.inputs),
            needs=tuple(self.needs) if unknown else (), **more,
        )  # fmt: skip


@cache
def assumed(name: str, text: str, dimension: str = "number") -> Input:
    """Return a number by convention, taken where the file says nothing; it is listed as assumed."""
    return Input(name, (), text, parse_quantity(f"{text} assumed", dimension), assumed=True)


def amount(taken: Input) -> Quantity:
    """Return the quantity of an input. Raises ValueError when it is no number."""
    if taken.quantity is None:
        raise ValueError(f"{taken.name} is not a number")
    return taken.quantity


def ratio(over: float, under: float) -> float:
    """Divide; something over nothing is infinite, and nothing over nothing is nothing."""
    if under > 0:
        return over / under
    return math.inf if over > 0 else 0.0


def whole(value: float) -> float:
    """Round up to a whole number, leaving infinity as it is; a hair above a whole number is that number."""
    return float(math.ceil(value - 1e-9)) if abs(value) < 1e15 else value


def enough(found: float, needed: float, *, about: float = 0.9) -> Verdict:
    """Return whether there is as much as is needed: within 1% holds, down to the share `about` plausible, else fails.

    The formulas behind sample sizes are approximations, so that a near miss contradicts nobody.
    """
    if found >= 0.99 * needed:
        return Verdict.HOLDS
    return Verdict.PLAUSIBLE if found >= about * needed else Verdict.FAILS
