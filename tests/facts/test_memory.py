"""Reviews go when nobody holds them: a server that reviews every keystroke must not grow."""

from __future__ import annotations

import gc
import weakref

from tests.review_helpers import reviewed, shipped


def test_reviews_are_freed() -> None:
    """Once a review is let go, its design and all that was worked out for it are freed."""
    done = reviewed(shipped("enterprise-copilot"))
    assert done.ready.findings
    context, design = weakref.ref(done.judging.context), weakref.ref(done.design)
    del done
    gc.collect()
    assert context() is None
    assert design() is None
