"""Alarms and ways back: joined to what they watch and to what they set off, however that is named."""

from __future__ import annotations

from datetime import date

import pytest

from workbench.diagram.graph import picture_of
from workbench.reading import read
from workbench.review import review

DESIGN = """
title: Small
stage: sketch
requirements: {kpis: {loss: {decided_by: scorer}}}
features: {sets: {speed: {serves: store}}}
serving: {components: {scorer: online_endpoint, store: online_store}}
monitoring: {monitors: {alarm: {watches: WATCHED, above: 1%, action: ACTION}}}
rollback: {plans: {model: {takes: 1 min}}}
slas: {answer: {entry: scorer}}
flows:
  - scorer -> store
"""


def arrows(watched: str, action: str) -> set[tuple[str, str]]:
    """Return the arrows to and from the alarm."""
    text = DESIGN.replace("WATCHED", watched).replace("ACTION", action)
    picture = picture_of(review(read(text, "small.yaml"), as_of=date(2026, 11, 23)))
    return {(e.source, e.target) for e in picture.edges if "monitor:alarm" in (e.source, e.target)}


@pytest.mark.parametrize(
    ("watched", "box"), [("scorer", "scorer"), ("speed", "store"), ("answer", "scorer"), ("loss", "scorer")]
)
def test_an_alarm_hangs_at_what_it_watches(watched: str, box: str) -> None:
    """A component itself, the store that serves a feature set, the entry of a promise, what moves a number."""
    assert arrows(watched, "page") == {(box, "monitor:alarm")}


@pytest.mark.parametrize("action", ["model", "rollback.model"])
def test_an_alarm_leads_to_its_way_back(action: str) -> None:
    """A plan may be named with its section or, where that is clear, without."""
    assert ("monitor:alarm", "plan:model") in arrows("scorer", action)
