"""Fallbacks that stand apart, and those that do not."""

from __future__ import annotations

from tests.facts.helpers import fact, facts
from workbench.facts import Verdict

ID = "fallback-apart"
TEXT = """
components:
  gateway: api_gateway
  scorer: {{kind: online_endpoint, fallback: rules{scorer}}}
  rules: {{kind: rules_engine{rules}}}
  store: key_value_store
flows:
  - gateway -> scorer -> store: {{call: sync}}
  - {more}
"""


def verdict(*, more: str = "gateway -> rules", scorer: str = "", rules: str = "") -> Verdict:
    """Return what is said of the rules that stand in for the scorer."""
    return fact(TEXT.format(more=more, scorer=scorer, rules=rules), ID).verdict


def test_a_fallback_apart_holds() -> None:
    """Rules that need nothing of what the scorer needs stand in for it."""
    assert verdict() is Verdict.HOLDS


def test_a_fallback_that_calls_what_failed_fails() -> None:
    """It is as dead as the scorer, and the way on which it calls it is shown."""
    text = TEXT.format(more="rules -> features -> scorer: {call: sync}", scorer="", rules="")
    found = fact(text.replace("store: key", "features: backend_service\n  store: key"), ID)
    assert found.verdict is Verdict.FAILS
    assert (found.steps, found.broken) == (("rules -> features -> scorer",), ("features->scorer",))
    assert verdict(more="rules -> scorer: {call: sync, need: soft}") is Verdict.HOLDS
    assert verdict(more="rules -> scorer: {call: async}") is Verdict.HOLDS


def test_one_quota_for_both_fails() -> None:
    """What throttles the one throttles the other."""
    assert verdict(scorer=", quota_pool: a", rules=", quota_pool: a") is Verdict.FAILS
    assert verdict(scorer=", quota_pool: a", rules=", quota_pool: b") is Verdict.HOLDS


def test_what_both_need_takes_both() -> None:
    """A shared store is no contradiction: the fallback still helps when the scorer itself fails."""
    found = fact(TEXT.format(more="rules -> store: {call: sync}", scorer="", rules=""), ID)
    assert (found.verdict, found.says) == (Verdict.PLAUSIBLE, "rules stands in for scorer, but not when store fails")


def test_a_rented_service_fails_by_region() -> None:
    """Two deployments of one service in one region go together; boxes of our own may stand side by side."""
    rented = ", product: azure/openai, region: {region}, terms: {{dpa: true}}"
    text = "components: {{a: {{kind: llm, fallback: b{here}}}, b: {{kind: llm{there}}}}}"
    one = text.format(here=rented.format(region="weu"), there=rented.format(region="weu"))
    two = text.format(here=rented.format(region="weu"), there=rented.format(region="sdc"))
    assert fact(one, ID).verdict is Verdict.PLAUSIBLE
    assert fact(two, ID).verdict is Verdict.HOLDS
    assert verdict(scorer=", region: weu", rules=", region: weu") is Verdict.HOLDS


def test_a_fallback_of_an_arrow_counts_once() -> None:
    """The same pair on several arrows is one fact; without fallbacks there is none."""
    text = """
    components: {a: backend_service, b: backend_service, store: key_value_store, cached: cache}
    flows: [{"[a, b] -> store": {call: sync, fallback: cached}}]
    """
    assert fact(text, ID).subject == "store->cached"
    assert facts(text.replace(", fallback: cached", ""), ID) == []
