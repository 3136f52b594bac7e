"""The flowchart for Markdown."""

from __future__ import annotations

from workbench.diagram import mermaid_text
from workbench.diagram.graph import picture_of
from workbench.exports import Look
from workbench.review import Review

NAME, SUFFIX, ABOUT = "mermaid", ".mmd", "flowchart for Markdown"


def render(review: Review, look: Look) -> str:
    """Return the picture of a review in this format; a text has no theme."""
    return mermaid_text(picture_of(review, look.view, look.cloud))
