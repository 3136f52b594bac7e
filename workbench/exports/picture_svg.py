"""The self-contained picture."""

from __future__ import annotations

from workbench.diagram import svg
from workbench.diagram.graph import picture_of
from workbench.exports import Look
from workbench.review import Review

NAME, SUFFIX, ABOUT = "svg", ".svg", "self-contained picture"


def render(review: Review, look: Look) -> str:
    """Return the picture of a review in this format."""
    return svg(picture_of(review, look.view, look.cloud), look.theme, look.frame)
