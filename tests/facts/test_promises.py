"""Error budgets, rollouts, alerts, fan-out and timeouts: what contradicts a promise, and what must not."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.facts.helpers import WORSE, fact, facts
from workbench.facts import Verdict

HOLDS, PLAUSIBLE, FAILS, UNKNOWN = Verdict.HOLDS, Verdict.PLAUSIBLE, Verdict.FAILS, Verdict.UNKNOWN


@pytest.mark.parametrize(
    ("allowance", "verdict"),
    [("43.2 min", HOLDS), ("43.8 min", HOLDS), ("40..45 min", HOLDS), ("4.32 min", FAILS), ("8 h", FAILS)],
)
def test_stated_outage_allowance(allowance: str, verdict: Verdict) -> None:
    """A month of 30.44 d is no contradiction; a nine more or less is."""
    text = f"slas: {{x: {{availability: 99.9%, window: 30 d, outage_allowance: {allowance}}}}}"
    assert fact(text, "error-budget").verdict is verdict


def test_an_assumed_month_proves_nothing() -> None:
    """Without a window the month is assumed, and listed."""
    found = fact("slas: {x: {availability: 99.9%}}", "error-budget")
    assert found.verdict is PLAUSIBLE
    assert [i.name for i in found.assumptions] == ["month"]


@pytest.mark.parametrize(
    ("expected", "verdict"),
    [("2/month", HOLDS), ("6/month", PLAUSIBLE), ("60/month", FAILS), ("1..4/month", PLAUSIBLE)],
)
def test_incidents_need_not_be_full_outages(expected: str, verdict: Verdict) -> None:
    """More incidents than full outages fit is possible if they are partial; thirty times as many is not."""
    text = f"""
    slas: {{x: {{availability: 99.9%, window: 30 d}}}}
    reliability: {{incidents: {{expected: {expected}, detect: 5 min, mitigate: 15 min}}}}
    """
    assert fact(text, "incident-allowance").verdict is verdict


def test_extra_nine_is_a_rule_of_thumb() -> None:
    """A dependency short of it is never a contradiction, and one with something behind it is not short."""
    text = """
    slas: {x: {entry: api, availability: 99.9%%}}
    components: {api: {kind: online_endpoint, availability: 99.99%%}, copy: cache,
      store: {kind: online_store, availability: 99.9%%%s}}
    flows: [{api -> store: {call: sync}}]
    """
    assert fact(text % "", "extra-nine").verdict is PLAUSIBLE
    assert fact(text % ", fallback: copy", "extra-nine").verdict is HOLDS


ROLLOUT = """
slas: {{x: {{entry: api, availability: {objective}, window: 30 d}}}}
serving: {{components: {{api: online_endpoint}}}}
experimentation: {{rollouts: {{canary: {{of: api, stages: {stages}, {more}}}}}}}
rollback: {{plans: {{back: {{of: api, detect: 10 min, decide: 5 min, takes: {takes}}}}}}}
"""
WORST = "worst_error: 100%, budget_share: 10%"


def rollout(
    objective: str = "99.9%", stages: str = "[5% for 2 h, 100%]", more: str = WORST, takes: str = "5 min"
) -> Verdict:
    """Return what is said of a rollout."""
    text = ROLLOUT.format(objective=objective, stages=stages, more=more, takes=takes)
    return fact(text, "rollout-exposure").verdict


def test_rollout_all_at_once() -> None:
    """46% of the budget is over a stated policy; over an assumed one it is only doubtful."""
    assert rollout() is HOLDS
    assert rollout(stages="[100%]") is FAILS
    assert rollout(stages="[100%]", more="worst_error: 100%") is PLAUSIBLE
    assert rollout(stages="[100%]", more="budget_share: 10%") is PLAUSIBLE
    assert rollout(stages="[100%]", more="worst_error: 2%, budget_share: 10%") is HOLDS
    assert rollout(objective="99.99%", stages="[100%]", more="worst_error: 100%") is FAILS


def test_a_stage_shorter_than_noticing_counts_the_next_one_too() -> None:
    """After one minute at 5% the other nineteen minutes are spent at 100%."""
    text = ROLLOUT.format(objective="99.9%", stages="[5% for 1 min, 100%]", more=WORST, takes="5 min")
    assert fact(text, "rollout-exposure").value == pytest.approx((0.05 * 1 + 19) / 43.2)


def test_no_way_back_is_unknown() -> None:
    """A rollout without times for the way back names what is missing."""
    text = """
    slas: {x: {entry: api, availability: 99.9%, window: 30 d}}
    serving: {components: {api: online_endpoint}}
    experimentation: {rollouts: {canary: {of: api, stages: [5% for 2 h, 100%]}}}
    """
    found = fact(text, "rollout-exposure")
    assert found.verdict is UNKNOWN
    assert found.needs == (("experimentation", "rollouts", "canary", "aborts_with"),)


@settings(max_examples=40, deadline=None)
@given(st.integers(1, 600), st.integers(0, 600), st.integers(1, 100), st.integers(0, 50))
def test_a_slower_or_larger_rollout_never_looks_better(minutes: int, later: int, share: int, more: int) -> None:
    """Verdicts are monotone in the time to roll back and in the share of traffic."""
    found = [
        rollout(stages=f"[{min(s, 100)}% for 1 d, 100%]", takes=f"{m} min")
        for m, s in ((minutes, share), (minutes + later, share + more))
    ]
    assert WORSE.index(found[0]) <= WORSE.index(found[1])


@pytest.mark.parametrize(
    ("alert", "verdict"),
    [
        ("above: 14.4, window: 1 h, budget_spent: 2%", HOLDS),
        ("above: 14.4, window: 1 h, budget_spent: 50%", FAILS),
        ("above: 1440%, window: 1 h, budget_spent: 2%", HOLDS),
        ("above: 14.4, window: 72 h", FAILS),
        ("above: 14.4, window: 1 h, short_window: 2 h", FAILS),
        ("above: 14.4, window: 1 h, short_window: 50 min", PLAUSIBLE),
        ("above: 14.4", UNKNOWN),
        ("above: 20 ms, window: 1 h", UNKNOWN),
    ],
)
def test_burn_rate_alerts(alert: str, verdict: Verdict) -> None:
    """What is stated must follow; an alert that fires after the budget is gone fails whatever is stated."""
    text = f"""
    slas: {{x: {{availability: 99.9%, window: 30 d}}}}
    monitoring: {{monitors: {{m: {{watches: x, statistic: burn_rate, {alert}}}}}}}
    """
    assert fact(text, "burn-rate-alert").verdict is verdict


def test_a_burn_of_fourteen_lasts_fifty_hours() -> None:
    """At 14.4 times even spending a month's budget lasts 50 h, not two."""
    text = """
    slas: {x: {availability: 99.9%, window: 30 d}}
    monitoring: {monitors: {m: {watches: x, statistic: burn_rate, above: 14.4, window: 1 h}}}
    """
    assert "the whole budget lasts 2.08 d" in " ".join(fact(text, "burn-rate-alert").steps)


@settings(max_examples=30, deadline=None)
@given(st.integers(2, 400), st.integers(0, 400))
def test_more_shards_meet_more_slow_ones(shards: int, more: int) -> None:
    """The share of requests that meet a slow shard only grows with their number, and never contradicts by itself."""
    text = """
    slas: {{x: {{entry: api, latency: {{p99: 100 ms}}}}}}
    components: {{api: retriever, index: {{kind: vector_index, shards: {}, latency: {{p99: 40 ms}}}}}}
    flows: [{{api -> index: {{call: sync}}}}]
    """
    few, many = (fact(text.format(n), "fan-out-tail") for n in (shards, shards + more))
    assert (few.value or 0) <= (many.value or 0)
    assert {few.verdict, many.verdict} == {PLAUSIBLE}


TIMED = """
components: {{front: api_gateway, mid: backend_service, near: database, far: database}}
flows:
  - front -> mid: {{call: sync, timeout: 300 ms}}
  - mid -> near: {{call: sync{near}}}
  - mid -> far: {{call: sync{far}}}
"""


@pytest.mark.parametrize(
    ("near", "far", "verdict"),
    [
        (", timeout: 100 ms", ", timeout: 200 ms", HOLDS),
        (", timeout: 200 ms", ", timeout: 200 ms", PLAUSIBLE),
        (", timeout: 100 ms, retries: 2", ", timeout: 1 ms", PLAUSIBLE),
        (", timeout: 101 ms, retries: 2", ", timeout: 1 ms", FAILS),
        (", timeout: 400 ms", "", FAILS),
        (", timeout: 40 ms", "", UNKNOWN),
        (", timeout: 100 ms, retries: 2, backoff: 50 ms", ", timeout: 1 ms", PLAUSIBLE),
    ],
)
def test_timeouts_nest(near: str, far: str, verdict: Verdict) -> None:
    """One call that outlasts its caller fails; several slow ones together, or random pauses, do not."""
    assert fact(TIMED.format(near=near, far=far), "timeouts-nest").verdict is verdict


def test_one_chain_with_one_timeout_is_no_contradiction() -> None:
    """A timeout and a retry written once for a whole chain is meant of the chain."""
    text = "components: {a: api_gateway, b: backend_service}\nflows: [{client -> a -> b: {timeout: 1 s, retries: 1}}]"
    assert fact(text, "timeouts-nest").verdict is PLAUSIBLE


def test_no_retries_no_amplification() -> None:
    """Nothing is said of retries where there are none."""
    text = "slas: {x: {entry: a}}\ncomponents: {a: api_gateway, b: backend_service}\nflows: [{a -> b: {timeout: 1 s}}]"
    assert facts(text, "retry-amplification") == []
