"""The picture in pixels."""

from __future__ import annotations

from workbench.diagram import png
from workbench.diagram.graph import picture_of
from workbench.exports import Look
from workbench.review import Review

NAME, SUFFIX, ABOUT = "png", ".png", "picture in pixels"


def render(review: Review, look: Look) -> bytes:
    """Return the picture of a review in this format."""
    return png(picture_of(review, look.view, look.cloud), look.theme, look.frame)
