"""Say which flows may share a trunk: plain ones of one kind that leave one card, or reach one card."""

from __future__ import annotations

from collections import Counter

from workbench.diagram.picture import Edge, Picture

_SHARING = frozenset({"watch", "data", "deploy", "feedback", "ghost"})


def bundles_of(picture: Picture) -> dict[str, str]:
    """Return the bundle of every edge that has one; an edge with words, badges or a fault stands alone."""
    plain = [e for e in picture.edges if _plain(e)]
    size = Counter(key for e in plain for key in _keys(e))
    out = {}
    for e in plain:
        best = max(_keys(e), key=lambda k: size[k])
        if size[best] > 1:
            out[e.id] = best
    return out


def _plain(edge: Edge) -> bool:
    marked = edge.label or edge.badges or edge.broken
    return edge.style in _SHARING and not marked and edge.source != edge.target


def _keys(edge: Edge) -> tuple[str, str]:
    """The two bundles an edge can belong to; the blank keeps them apart from edge ids."""
    return f"from {edge.source} {edge.style}", f"into {edge.target} {edge.style}"
