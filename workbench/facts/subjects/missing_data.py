"""What happens when data does not arrive, and whether anyone notices."""

from __future__ import annotations

from collections.abc import Iterator

from workbench.design.data import Asset
from workbench.errors import Path
from workbench.facts.closing import closed
from workbench.facts.context import Context
from workbench.facts.fact import Fact, Verdict
from workbench.facts.formula import fact
from workbench.facts.origins import boxes_of, carrying, entering
from workbench.facts.watching import monitors

_ID = "absence-handled"


@fact(
    _ID,
    title="Data that does not arrive",
    broken="Nobody knows what happens when data does not arrive",
    formula="each data set that enters: what its absence does (on_missing), and an alarm that would show it",
    source="Rules of ML 10; AWS MLREL02_BP03; Microsoft Responsible AI Standard RS2",
    blind="Data that arrives in time and is wrong; other facts look at that.",
)
def absence_handled(context: Context) -> Iterator[Fact]:
    """Yield one fact for every data set that enters, once something is said about any that is missing."""
    said = any(a.on_missing for a in context.design.data.values())
    if said or any(e.flow.on_missing for e in context.graph.edges):
        for name in entering(context.design):
            yield _handled(context, name, context.design.data[name])


def _handled(context: Context, name: str, asset: Asset) -> Fact:
    path: Path = ("data", name)
    edges = carrying(context, name)
    lacks: dict[str, Path] = {}
    if not asset.on_missing and not (edges and any(e.flow.on_missing for e in edges)):
        lacks["what happens without it"] = (*path, "on_missing")
    if not _is_watched(context, name, asset):
        lacks["an alarm that shows when it is missing"] = ("monitoring", "monitors")
    what = asset.on_missing or next((e.flow.on_missing for e in edges if e.flow.on_missing), None)
    good = f"without {name} the answer is to {str(what).replace('_', ' ')}, and an alarm shows it"
    return closed(_ID, name, path, good, lacks, open_as=Verdict.PLAUSIBLE)


def _is_watched(context: Context, name: str, asset: Asset) -> bool:
    """True when an alarm watches the data, what is made straight from it, a box it stands at, or a flow of it."""
    design = context.design
    made = [n for n, other in design.data.items() if name in other.from_]
    made += [n for n, group in (design.features.sets if design.features else {}).items() if name in group.from_]
    flows = [e.flow.id for e in carrying(context, name) if e.flow.id]
    seen = {name, asset.source or name, *made, *flows, *boxes_of(context, name)}
    limited = (w.monitor for w in monitors(context) if w.monitor.above or w.monitor.below or w.monitor.checks)
    return any(seen & set(monitor.watches) for monitor in limited)
