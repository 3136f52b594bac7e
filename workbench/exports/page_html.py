"""The page to open in a browser or send by mail."""

from __future__ import annotations

from workbench.diagram.graph import picture_of
from workbench.diagram.page import page
from workbench.exports import Look
from workbench.review import Review

NAME, SUFFIX, ABOUT = "html", ".html", "self-contained page: picture to pan and zoom, gap list, score"


def render(review: Review, look: Look) -> str:
    """Return the review as one HTML document."""
    return page(review, picture_of(review, look.view, look.cloud), look.theme, look.frame)
