"""Say which flows may share a trunk: those of one kind with the same words that leave one card, or reach one."""

from __future__ import annotations

from collections import Counter

from workbench.diagram.picture import Edge, Picture

_SHARING = frozenset({"call", "watch", "data", "deploy", "feedback", "fallback", "ghost"})


def bundles_of(picture: Picture) -> dict[str, str]:
    """Return the bundle of every edge that has one; an edge with badges or a fault stands alone."""
    plain = [e for e in picture.edges if _plain(e)]
    size = Counter(key for e in plain for key in _keys(e))
    out = {}
    for e in plain:
        best = max(_keys(e), key=lambda k: size[k])
        if size[best] > 1:
            out[e.id] = best
    return out


def _plain(edge: Edge) -> bool:
    return edge.style in _SHARING and not (edge.badges or edge.broken) and edge.source != edge.target


def _keys(edge: Edge) -> tuple[str, str]:
    """The two bundles an edge can belong to; the blanks keep them apart from edge ids."""
    kind = f"{edge.style} {edge.label}"
    return f"from {edge.source} {kind}", f"into {edge.target} {kind}"


def speakers(picture: Picture, bundles: dict[str, str]) -> set[str]:
    """Return the edges that show words or badges: all that have some, but one a bundle."""
    first: dict[str, str] = {}
    for e in picture.edges:
        if e.label or e.badges:
            first.setdefault(bundles.get(e.id, e.id), e.id)
    return set(first.values())
