"""The graph for any Graphviz."""

from __future__ import annotations

from workbench.diagram import dot_text
from workbench.diagram.graph import picture_of
from workbench.exports import Look
from workbench.review import Review

NAME, SUFFIX, ABOUT = "dot", ".dot", "graph for any Graphviz"


def render(review: Review, look: Look) -> str:
    """Return the picture of a review in this format; a text has no theme."""
    return dot_text(picture_of(review, look.view, look.cloud))
