"""The one call every face makes, and the edits that would help most."""

from workbench.review.climb import Climb, climb
from workbench.review.core import Lens, Ready, Review, review
from workbench.review.edits import best_edits, with_patch

__all__ = ["Climb", "Lens", "Ready", "Review", "best_edits", "climb", "review", "with_patch"]
