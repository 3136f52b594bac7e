"""What several facts ask of one design is worked out once."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import TypeVar

from workbench.facts.context import Context
from workbench.facts.needed import Needs
from workbench.facts.request import Call

T = TypeVar("T")


def once(compute: Callable[[Context], T]) -> Callable[[Context], T]:
    """Keep what a pure function of the context returns, for as long as the context lives."""

    @wraps(compute)
    def kept(context: Context) -> T:
        if compute not in context.memo:
            context.memo[compute] = compute(context)
        found: T = context.memo[compute]
        return found

    return kept


@once
def needs_of(context: Context) -> Needs:
    """Return what requests of this design cannot do without, and their trees of calls."""
    return Needs(context.graph)


def calls_of(context: Context, entry: str) -> Call:
    """Return the calls of a request that enters at a box of the design."""
    return needs_of(context).tree(entry)
