"""Waivers: one finding, one place, until a day; never more."""

from __future__ import annotations

from datetime import date

import pytest

from workbench.checks.waivers import WaiverState
from workbench.reading import read
from workbench.review import Review, review

DESIGN = """
level: senior
people: {team: {on_call: true}}
slas: {answer: {entry: api, latency: {p99: 100 ms}, availability: 99.9%, window: 30 d}}
serving:
  components:
    api: {kind: online_endpoint, replicas: 1, latency: {p99: 20 ms}}
    cache: {kind: online_store, replicas: 1, latency: {p99: 5 ms}}
outside: {users: client}
flows: [users -> api -> cache]
"""
ITEM = "cov-degraded"


def judged(at: str = "serving.components.api", day: str = "2026-11-23", **changed: str) -> Review:
    """Review the design with one waiver."""
    fields = {"item": ITEM, "at": at, "reason": "one region only", "owner": "team", "until": "2027-01-31"} | changed
    inner = ", ".join(f"{k}: {v}" for k, v in fields.items() if v)
    return review(read(f"{DESIGN}waivers: [{{{inner}}}]\n"), as_of=date.fromisoformat(day))


def test_two_places_need_two() -> None:
    """A finding that is contradicted in two places stays open while one of them is not set aside."""
    done = judged()
    assert [f.item for f in done.open if f.item == ITEM] == [ITEM]
    assert done.waivers[0].state is WaiverState.IDLE


def test_sets_aside() -> None:
    """A waiver over the place takes the finding out of the open ones; score and credit stay what they were."""
    done, bare = judged(at="serving.components"), review(read(DESIGN), as_of=date(2026, 11, 23))
    assert ITEM in [f.item for f in bare.open]
    assert ITEM not in [f.item for f in done.open]
    assert done.waivers[0].state is WaiverState.HOLDS
    assert done.score == bare.score


def test_expires_by_itself() -> None:
    """The day after its last, a waiver sets nothing aside, and the report says when it ended."""
    assert ITEM not in [f.item for f in judged(at="serving.components", day="2027-01-31").open]
    late = judged(at="serving.components", day="2027-02-01")
    assert ITEM in [f.item for f in late.open]
    assert late.waivers[0].state is WaiverState.EXPIRED
    assert "2027-01-31" in late.waivers[0].says


@pytest.mark.parametrize("field", ["item", "at", "reason", "owner", "until"])
def test_incomplete_does_nothing(field: str) -> None:
    """A waiver without one of its five parts sets nothing aside and names the part."""
    done = judged(**{"at": "serving.components", field: ""}) if field != "at" else judged(at="")
    assert ITEM in [f.item for f in done.open]
    assert done.waivers[0].state is WaiverState.INCOMPLETE
    assert field in done.waivers[0].says


def test_another_item_or_place() -> None:
    """A waiver for another item, or at another place, changes nothing."""
    assert ITEM in [f.item for f in judged(at="serving.components", item="cov-kpi").open]
    assert ITEM in [f.item for f in judged(at="slas.answer").open]
