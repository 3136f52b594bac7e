"""Unit cost and payback, from the author's own prices only."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.facts.helpers import WORSE, fact, facts
from workbench.facts import Verdict

HOLDS, PLAUSIBLE, FAILS, UNKNOWN = Verdict.HOLDS, Verdict.PLAUSIBLE, Verdict.FAILS, Verdict.UNKNOWN

COST = """
requirements: {{load: {{mean: 5/s}}}}
serving: {{components: {{api: {{kind: online_endpoint, replicas: {replicas}{scale}}}}}}}
cost:
  prices: {{gpu: {{of: api, per_replica: 2.50 {money}/h}}}}
  lines: {{team: {{kind: people, spend: 5k USD/month}}}}
  per_thousand: {stated}
"""


def cost(stated: str, replicas: int = 6, scale: str = "", money: str = "USD") -> Verdict:
    """Return what is said of the cost of a thousand predictions."""
    return fact(COST.format(stated=stated, replicas=replicas, scale=scale, money=money), "unit-cost").verdict


@pytest.mark.parametrize(
    ("stated", "verdict"),
    [("0.84 USD", HOLDS), ("1.23 USD", HOLDS), ("1.00 USD", HOLDS), ("0.70 USD", FAILS), ("9 USD", PLAUSIBLE)],
)
def test_cost_of_a_thousand(stated: str, verdict: Verdict) -> None:
    """Less than the stated prices make is impossible; more may be what has no price, and people may count or not."""
    assert cost(stated) is verdict


def test_cost_guards() -> None:
    """Fewer replicas at night may cost less; two currencies are not added up; without prices nothing is known."""
    assert cost("0.50 USD", scale=", autoscale: {min: 2, max: 9}") is PLAUSIBLE
    assert cost("0.84 USD", money="EUR") is UNKNOWN
    assert fact("cost: {per_thousand: 1 USD}", "unit-cost").verdict is UNKNOWN
    assert facts("cost: {budget: {monthly_cap: 1k USD/month}}", "unit-cost") == []


@settings(max_examples=30, deadline=None)
@given(st.integers(0, 60), st.integers(0, 60))
def test_more_replicas_never_cost_less(few: int, more: int) -> None:
    """The computed cost grows with the replicas."""
    values = [
        fact(COST.format(stated="1 USD", replicas=n, scale="", money="USD"), "unit-cost").value
        for n in (few, few + more)
    ]
    assert (values[0] or 0) <= (values[1] or 0)


def test_tokens_are_priced_where_requests_reach_the_model() -> None:
    """6000 tokens in and 500 out of each request; a cache may spare some, so only what is left is certain."""
    text = """
    requirements: {load: {mean: 1/s}}
    slas: {x: {entry: api}}
    components: {api: backend_service, near: {kind: cache%s}, gpt: {kind: llm, runs: writer}}
    llm: {models: {writer: {model: m}}, tokens: {typical_input: 6000, typical_output: 500}}
    flows: [{api -> near: {call: sync}}, {api -> gpt: {call: sync}}]
    cost: {prices: {t: {of: writer, per_input_token: 0.50 USD/1M tokens, per_output_token: 2 USD/1M tokens}}}
    """
    assert fact(text % "", "unit-cost").value == pytest.approx(4.0)
    assert fact(text % ", cache: {hit_rate: 25%}", "unit-cost").value == pytest.approx(3.0)


def payback(worth: str, within: str = "12 months") -> Verdict:
    """Return what is said of the time to pay back 600k USD at 10k USD a month."""
    text = f"""
    cost:
      lines: {{team: {{kind: people, spend: 10k USD/month}}}}
      value: {{worth: {worth}, build: 600k USD, payback: {within}}}
    """
    return fact(text, "payback").verdict


def test_payback() -> None:
    """600k over 60k - 10k a month are a year; worth less than it costs never pays back."""
    assert payback("60k USD/month") is HOLDS
    assert payback("40k USD/month") is FAILS
    assert payback("50..70k USD/month") is PLAUSIBLE
    assert payback("9k USD/month") is FAILS
    assert payback("60k EUR/month") is UNKNOWN


@settings(max_examples=30, deadline=None)
@given(st.integers(1, 200), st.integers(0, 200))
def test_worth_more_never_pays_back_later(worth: int, more: int) -> None:
    """Verdicts are monotone in what it is worth."""
    first, second = (WORSE.index(payback(f"{w}k USD/month")) for w in (worth, worth + more))
    assert first >= second
