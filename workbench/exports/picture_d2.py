"""The graph for D2."""

from __future__ import annotations

from workbench.diagram.d2 import d2_text
from workbench.diagram.graph import picture_of
from workbench.exports import Look
from workbench.review import Review

NAME, SUFFIX, ABOUT = "d2", ".d2", "graph for D2"


def render(review: Review, look: Look) -> str:
    """Return the picture of a review in this format; a text has no theme."""
    return d2_text(picture_of(review, look.view, look.cloud))
