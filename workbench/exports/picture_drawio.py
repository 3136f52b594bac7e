"""The picture to edit in draw.io."""

from __future__ import annotations

from workbench.diagram.drawio import drawio_xml
from workbench.diagram.graph import picture_of
from workbench.exports import Look
from workbench.review import Review

NAME, SUFFIX, ABOUT = "drawio", ".drawio", "picture to edit in draw.io"


def render(review: Review, look: Look) -> str:
    """Return the picture of a review in this format."""
    return drawio_xml(picture_of(review, look.view, look.cloud), look.theme, look.frame)
