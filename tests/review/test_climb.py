"""Edits towards the next level: each is a real step, none makes anything worse, and the bound is kept."""

from __future__ import annotations

import json

from tests.review_helpers import AS_OF, reviewed, shipped
from workbench.checks.patches import applied
from workbench.reading import read
from workbench.review import climb, review, with_patch
from workbench.review.climb import MOST_TRIES

SMALL = """
stage: sketch
title: Small
requirements:
  kpis: {losses: {kind: business, baseline: 9, target: 6, window: 28 d, decided_by: api}}
serving: {components: {api: online_endpoint, door: api_gateway}}
flows: [door -> api]
"""


def test_edits_lead_up_or_say_what_is_left() -> None:
    """Applied one after the other, the edits of a round design never lower level or index, and what is left is told."""
    done = reviewed(shipped("card-fraud", "round"))
    found = climb(done)
    assert found.edits
    assert found.tries <= MOST_TRIES
    assert found.reached or found.left
    data, before = done.document.data, done.ready.score
    for finding in found.edits:
        assert finding.patch
        data = applied(data, finding.patch.puts)
        after = reviewed(data).ready.score
        assert after.level >= before.level
        before = after
    assert before.level == found.level


def test_stage_is_no_edit() -> None:
    """Where only the stage caps the level, no edit is tried: the author says how far the design is."""
    data = shipped("card-fraud") | {"stage": "pilot"}
    found = climb(reviewed(data))
    assert (found.start, found.level, found.edits, found.tries) == (2, 2, (), 0)
    assert [o.kind for o in found.left] == ["stage"]


def test_patches_of_readiness_never_lower_the_level() -> None:
    """A patch that is offered for a readiness finding gains its item and costs no level."""
    done = review(read(SMALL), as_of=AS_OF)
    offered = [with_patch(done, f) for f in done.ready.findings if f.outcome.is_open]
    patched = [f for f in offered if f and f.patch]
    assert patched
    for finding in patched:
        assert finding.patch
        after = reviewed(applied(done.document.data, finding.patch.puts)).ready
        assert after.score.level >= done.ready.score.level
        credit = next(f.credit for f in after.findings if f.item == finding.item)
        assert credit > finding.credit


def test_two_searches_agree() -> None:
    """The same design gets the same edits."""
    data = json.loads(json.dumps(shipped("feed-ranking", "round")))
    first, second = climb(reviewed(data)), climb(reviewed(data))
    assert [(f.item, f.patch) for f in first.edits] == [(f.item, f.patch) for f in second.edits]
