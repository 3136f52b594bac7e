"""The picture on a page, to print or to hand in."""

from __future__ import annotations

from workbench.diagram.graph import picture_of
from workbench.diagram.pdf import pdf_bytes
from workbench.exports import Look
from workbench.review import Review

NAME, SUFFIX, ABOUT = "pdf", ".pdf", "picture on a page, vectors and text"


def render(review: Review, look: Look) -> bytes:
    """Return the picture of a review in this format."""
    return pdf_bytes(picture_of(review, look.view, look.cloud), look.theme, look.frame)
