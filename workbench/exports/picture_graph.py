"""What the picture shows, as data."""

from __future__ import annotations

from workbench.diagram import graph_json
from workbench.diagram.graph import picture_of
from workbench.exports import Look
from workbench.review import Review

NAME, SUFFIX, ABOUT = "graph", ".graph.json", "what the picture shows, as data"


def render(review: Review, look: Look) -> str:
    """Return the picture of a review in this format; a text has no theme."""
    return graph_json(picture_of(review, look.view, look.cloud))
