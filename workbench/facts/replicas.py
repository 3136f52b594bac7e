"""How many copies of a component run: as stated, and at most when it scales."""

from __future__ import annotations

from workbench.design import Part
from workbench.facts.context import Context
from workbench.facts.fact import Input
from workbench.facts.spans import of


def running(context: Context, part: Part) -> Input | None:
    """Return the copies that run: the stated replicas, or the fewest it scales down to."""
    stated = context.take(f"{part.id} replicas", *part.path, "replicas")
    return stated or context.take(f"{part.id} fewest replicas", *part.path, "autoscale", "min")


def most_copies(context: Context, part: Part) -> Input | None:
    """Return the most copies there can be: what it scales up to, or what runs."""
    now = running(context, part)
    if part.spec.autoscale is None:
        return now
    most = context.take(f"{part.id} most replicas", *part.path, "autoscale", "max")
    if now and most:
        return most if of(most).high >= of(now).high else now
    return most or now
