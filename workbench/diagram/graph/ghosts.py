"""Dashed cards for what is missing, and for what was left out on purpose."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from workbench import catalog
from workbench.checks import Ghost
from workbench.design import SystemDesign
from workbench.diagram.graph.gaps import Numbered
from workbench.diagram.graph.views import Shown
from workbench.diagram.picture import Edge, Node
from workbench.errors import dotted


def ghosts(gaps: tuple[Numbered, ...], shown: Shown, known: set[str]) -> tuple[tuple[Node, ...], tuple[Edge, ...]]:
    """Return a dashed card for each missing part with its arrows; two gaps that miss the same part share one.

    `known` are the cards that arrows can lead to. A part that neither touches one of them nor belongs in a section of
    the view is left to the other views.
    """
    cards: dict[tuple[str, str], Node] = {}
    edges: dict[str, Edge] = {}
    for gap in gaps:
        ghost = gap.finding.ghost
        if ghost is None:
            continue
        key = (ghost.section, ghost.title)
        card = cards.get(key) or _card(gap, ghost)
        own = {e.id: e for e in _arrows(card.id, ghost, known)}
        if own or key in cards or ghost.section in shown.sections:
            cards[key] = replace(card, badges=(*card.badges, gap.badge))
            edges |= own
    return tuple(cards.values()), tuple(edges.values())


def _card(gap: Numbered, ghost: Ghost) -> Node:
    finding = gap.finding
    return Node(
        id=f"ghost:{finding.item}", title=ghost.title, section=_drawn(ghost.section), fact=finding.item,
        glyph=catalog.kinds()[ghost.kind].glyph, ghost=True, hover="\n".join((finding.expected, *_ends(ghost))),
        path=dotted(finding.at),
    )  # fmt: skip


def _ends(ghost: Ghost) -> Iterator[str]:
    for word, names in (("from", ghost.since), ("to", ghost.to)):
        if names:
            yield f"{word} {', '.join(names)}"


def _drawn(section: str) -> str:
    """Return the section a ghost is drawn in; what belongs to no block of the picture stands with the watchers."""
    row = catalog.sections().get(section)
    return section if row and row.lane != "none" else "monitoring"


def _arrows(name: str, ghost: Ghost, known: set[str]) -> Iterator[Edge]:
    """Yield one arrow to the missing part and one from it, enough to show its place; its hover names the rest."""
    for source in [s for s in ghost.since if s in known][:1]:
        yield Edge(f"{source}->{name}", source, name, style="ghost")
    for target in [t for t in ghost.to if t in known][:1]:
        yield Edge(f"{name}->{target}", name, target, style="ghost")


def left_out(design: SystemDesign, shown: Shown) -> Iterator[Node]:
    """Yield a card for each part left out on purpose, with the reason given."""
    for path, why in design.absences.items():
        section = str(path[0])
        row = catalog.sections().get(section)
        if row and row.lane != "none" and section in shown.sections:
            yield Node(
                id=f"none:{dotted(path)}", title=str(path[-1]).replace("_", " "), section=section,
                fact=f"left out: {why}", glyph="flag", left_out=True, hover=why, path=dotted(path),
            )  # fmt: skip
