"""Data that claims to be harmless although it is made from what is not.

From `prv-classified` of the readiness catalogue.
"""

from __future__ import annotations

from collections.abc import Iterator

from workbench.design.data import Asset, Declassified
from workbench.design.words import PROTECTED
from workbench.errors import Path
from workbench.facts.context import Context
from workbench.facts.fact import Fact, Verdict
from workbench.facts.formula import fact
from workbench.facts.lineage import classes_of

_ID = "class-lowered"


@fact(
    _ID,
    title="Classes that are lowered",
    broken="Data is called harmless although it is made from what is not",
    formula="classes of data include those of all it is made from, unless a named method takes them away",
    source="Azure AI landing zone AI.59, AI.60; GDPR Art 25",
    blind="Whether the method really takes out what it says, for every record.",
)
def class_lowered(context: Context) -> Iterator[Fact]:
    """Yield one fact for all data that is made from protected data and states classes, or how it lost them."""
    held = classes_of(context.design)
    for name, asset in context.design.data.items():
        above = frozenset(c for up in asset.from_ for c in held.get(up, ())) & PROTECTED
        if above and (asset.classes or asset.declassified):
            yield _judged(context, name, asset, above)


def _judged(context: Context, name: str, asset: Asset, above: frozenset[str]) -> Fact:
    path: Path = ("data", name)
    needs: tuple[Path, ...] = ()
    parts: tuple[str, ...] = ()
    at: Path = (*path, "declassified") if asset.declassified else (*path, "classes")
    made = f"{name} is made from data that is {', '.join(sorted(above))}"
    if asset.declassified:
        lost = asset.declassified
        parts = (lost.by,) if lost.by and lost.by in context.graph.parts else ()
        needs = tuple((*at, key) for key in ("by", "method") if not getattr(lost, key))
        verdict = Verdict.UNKNOWN if needs else Verdict.HOLDS
        says = f"{made}; {lost.by} takes {', '.join(lost.drops) or 'that'} out: {lost.method}"
        left = _left(context, lost) & above
        if left:
            verdict, needs = Verdict.FAILS, ()
            says = f"{made}; {lost.by} is said to take {', '.join(sorted(left))} out, and does not"
        elif not needs and _undrawn(context, lost.by):
            verdict, needs = Verdict.UNKNOWN, (("flows",),)
            says = f"{made}; {lost.by} takes that out, as the file says, and no flow passes it"
        elif needs:
            says = f"{made}; how it lost that is not stated: {needs[0][-1]} is missing"
    elif set(asset.classes) == {"public"}:
        verdict, says = Verdict.FAILS, f"{made}, and is called public; nothing is said to take that out"
    else:
        verdict, says = Verdict.HOLDS, f"{made}, and is treated as such"
    return Fact(id=_ID, subject=name, verdict=verdict, says=says, at=at, needs=needs, components=parts)


def _left(context: Context, lost: Declassified) -> frozenset[str]:
    """Return the classes data is said to have lost in a component that says which classes it takes out."""
    part = context.graph.parts.get(lost.by or "")
    return frozenset(lost.drops) - frozenset(part.spec.redacts) if part and part.spec.redacts else frozenset()


def _undrawn(context: Context, name: str | None) -> bool:
    """True for a component that no flow of a design with flows touches."""
    drawn = {n for e in context.graph.edges for n in (e.source, e.target, *e.flow.through)}
    return bool(drawn) and name not in drawn
