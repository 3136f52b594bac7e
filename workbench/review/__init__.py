"""The one call every face makes, and the edits that would help most."""

from workbench.review.core import Lens, Ready, Review, review
from workbench.review.edits import best_edits, with_patch

__all__ = ["Lens", "Ready", "Review", "best_edits", "review", "with_patch"]
