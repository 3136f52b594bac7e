"""What outsiders wrote: data of class untrusted, and data that enters from a public zone."""

from __future__ import annotations

from collections.abc import Iterator

from workbench.facts.context import Context
from workbench.facts.once import once
from workbench.facts.spread import Spread, spread_of

UNTRUSTED = "untrusted"
_UNTRUSTED = frozenset({UNTRUSTED})


@once
def from_strangers(context: Context) -> Spread:
    """Return how data spreads when what enters from the public is untrusted, but not what users of the system ask."""
    return _spread(context, users=False)


@once
def from_anyone(context: Context) -> Spread:
    """Return how data spreads when all that enters from the public is untrusted, users included."""
    return _spread(context, users=True)


def _spread(context: Context, *, users: bool) -> Spread:
    more = dict.fromkeys(_entering(context, users=users), _UNTRUSTED)
    return Spread(context, more) if more else spread_of(context)


def _entering(context: Context, *, users: bool) -> Iterator[str]:
    known = spread_of(context)
    public = {p.id for p in context.graph.parts.values() if p.spec.trust == "public" and (users or not p.has("user"))}
    for name, asset in context.design.data.items():
        if asset.source in public or (asset.source is None and public.intersection(known.starts(name))):
            yield name
