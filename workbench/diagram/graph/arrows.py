"""An arrow for every flow, led through its filters; arrows that break a rule say why."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace
from itertools import pairwise
from types import MappingProxyType

from workbench.design import Edge as Hop
from workbench.design import Part, SystemDesign
from workbench.diagram.graph.cards import key_number
from workbench.diagram.graph.gaps import Numbered
from workbench.diagram.graph.overlay import Mark
from workbench.diagram.graph.views import Shown, deploys
from workbench.diagram.picture import Edge, EdgeStyle
from workbench.errors import dotted

NAMES = 18
"""Letters that the names of what a broken flow carries may take."""


def arrows(
    design: SystemDesign, gaps: tuple[Numbered, ...], shown: Shown, marks: Mapping[str, Mark] = MappingProxyType({})
) -> tuple[Edge, ...]:
    """Return the arrows a view shows, in file order; two flows along the same way share one arrow.

    `marks` say more on an arrow by its id: that of the flow, or `flow|filter` for a stretch that ends at a filter.
    """
    merged: dict[tuple[str, str, str], Edge] = {}
    for hop in design.edges:
        for plain in _led(hop, design, gaps, shown.parts) if hop.id in shown.hops else ():
            edge = marks[plain.id].on(plain) if plain.id in marks else plain
            key = (edge.source, edge.target, edge.style)
            first = merged.get(key)
            merged[key] = edge if first is None else _joined(first, edge)
    return tuple(merged.values())


def fallback_arrows(shown: Shown) -> tuple[Edge, ...]:
    """Return an arrow from every box to what steps in for it, where the view shows that."""
    return tuple(
        Edge(f"fallback:{a}|{b}", a, b, style="fallback", hover=f"{b} steps in when {a} does not answer")
        for a, b in shown.fallbacks
    )


def _led(hop: Hop, design: SystemDesign, gaps: tuple[Numbered, ...], seen: frozenset[str]) -> Iterator[Edge]:
    stops = [hop.source, *(name for name in hop.flow.through if name in seen), hop.target]
    broken = [g for g in gaps if hop.id in g.finding.broken]
    # On a way through filters the last arrow is the one that arrives, so that is where a breach shows.
    for place, (source, target) in enumerate(pairwise(stops)):
        last = place == len(stops) - 2
        marks = tuple(g.badge for g in broken) if last else ()
        yield Edge(
            id=hop.id if last else f"{hop.id}|{target}", source=source, target=target,
            label=_label(hop, broken, design) if last else "", style=_style(hop, design.parts),
            broken=bool(marks), badges=marks, hover=_hover(hop), path=dotted(hop.path),
        )  # fmt: skip


def _joined(first: Edge, second: Edge) -> Edge:
    badges = (*first.badges, *(b for b in second.badges if b not in first.badges))
    return replace(
        first, badges=badges, broken=first.broken or second.broken, label=_both(first, second),
        hover=f"{first.hover}\n{second.hover}", marked=first.marked or second.marked,
    )  # fmt: skip


def _both(first: Edge, second: Edge) -> str:
    """Return the words of two flows in one: of the one that breaks a rule or is marked, else of either."""
    weight = [(edge.broken, edge.marked, bool(edge.label)) for edge in (first, second)]
    if first.marked and second.marked and first.broken == second.broken:
        return ", ".join(dict.fromkeys(filter(None, (first.label, second.label))))
    return second.label if weight[1] > weight[0] else first.label


def _style(hop: Hop, parts: Mapping[str, Part]) -> EdgeStyle:
    if hop.flow.kind == "feedback" or parts[hop.source].has("feeds_back"):
        return "feedback"
    if deploys(hop, parts):
        return "deploy"
    return "call" if hop.call == "sync" else "data"


def _label(hop: Hop, broken: list[Numbered], design: SystemDesign) -> str:
    flow = hop.flow
    if broken:
        return f"{_some((*flow.carries, *flow.returns))}: personal, no agreement"
    if flow.timeout:
        return f"{flow.timeout}"
    # What one of the cards at its ends says already is not said again on the line.
    ends = (design.parts[hop.source], design.parts[hop.target])
    told = any(key_number(part.spec) == f"every {flow.cadence}" for part in ends)
    return f"every {flow.cadence}" if flow.cadence and not told else ""


def _some(names: tuple[str, ...]) -> str:
    """Return the first names in few letters, since why a flow breaks a rule has to be read whole."""
    both = ", ".join(names[:2])
    return both if len(both) <= NAMES else f"{names[0]}, …"


def _hover(hop: Hop) -> str:
    flow = hop.flow
    parts = [f"{hop.source} to {hop.target} ({hop.call})"]
    for word, names in (("carries", flow.carries), ("returns", flow.returns), ("through", flow.through)):
        parts += [f"{word} {', '.join(names)}"] if names else []
    return "; ".join(parts)
