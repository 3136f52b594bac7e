"""Latency: the union bound, what it can prove, and what it cannot."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.facts.helpers import fact, facts
from workbench.facts import Verdict
from workbench.facts.quantiles import Spread, quantile_of_sum, z

CHAIN = """
slas: {{answer: {{entry: a, latency: {{p99: {promise}}}}}}}
components:
  a: {{kind: api_gateway, latency: {{{a}}}}}
  b: {{kind: online_endpoint, latency: {{{b}}}}}
  c: {{kind: online_store, latency: {{{c}}}}}
flows:
  - a -> b -> c: {{call: sync}}
"""


def judged(promise: str, a: str, b: str, c: str) -> Verdict:
    """Return the verdict on a chain of three stages."""
    return fact(CHAIN.format(promise=promise, a=a, b=b, c=c), "request-latency").verdict


def test_five_stages_are_each_taken_at_p998() -> None:
    """Worked number of Q10: for an end-to-end p99 over five stages each is taken at its p99.8."""
    parts = "\n".join(f"  s{n}: {{kind: backend_service, latency: {{p99: 10 ms, p999: 20 ms}}}}" for n in range(5))
    flows = "flows: [{s0 -> s1 -> s2 -> s3 -> s4: {call: sync}}]"
    found = fact(f"slas: {{x: {{entry: s0, latency: {{p99: 1 s}}}}}}\ncomponents:\n{parts}\n{flows}", "request-latency")
    assert "99.8%" in found.steps[0]
    assert found.computed == "100 ms"  # five stages at their stated p99.9, which is no smaller than p99.8
    assert found.verdict is Verdict.HOLDS


def test_bound_within_promise_is_proven() -> None:
    """Stated percentiles that add up to less than the promise prove it."""
    each = "p50: 5 ms, p999: 20 ms"
    assert judged("70 ms", each, each, each) is Verdict.HOLDS


def test_assumed_percentiles_never_prove() -> None:
    """A bound that rests on assumed percentiles is plausible at best."""
    assert judged("500 ms", "p99: 20 ms", "p99: 20 ms", "p99: 20 ms") is Verdict.PLAUSIBLE


def test_adding_p99s_naively_is_not_a_contradiction() -> None:
    """Three p99s that add up to more than the promise do not disprove it: stages are rarely slow together."""
    each = "p50: 10 ms, p99: 40 ms, p999: 60 ms"
    assert judged("110 ms", each, each, each) is Verdict.PLAUSIBLE


def test_one_stage_slower_than_the_promise_is_impossible() -> None:
    """No path is faster than its slowest stage."""
    assert judged("100 ms", "p99: 5 ms", "p99: 120 ms", "p99: 5 ms") is Verdict.FAILS


def test_a_stage_without_latency_is_unknown_and_named() -> None:
    """What is missing is named with the place to write it."""
    found = fact(
        CHAIN.format(promise="100 ms", a="p99: 5 ms", b="p99: 9 ms", c="").replace(", latency: {}", ""),
        "request-latency",
    )
    assert found.verdict is Verdict.UNKNOWN
    assert found.needs == (("components", "c", "latency"),)


def test_parallel_calls_count_as_the_slowest() -> None:
    """`[b, c]` waits for the slower of the two, not for both."""
    text = CHAIN.format(promise="100 ms", a="p999: 5 ms", b="p999: 30 ms", c="p999: 40 ms")
    serial, parallel = (fact(text.replace("b -> c", flow), "request-latency") for flow in ("b -> c", "[b, c]"))
    assert serial.value == pytest.approx(0.075)
    assert parallel.value == pytest.approx(0.045)


def test_repeated_calls_count_every_time() -> None:
    """`calls: 3` is three stages, one after another."""
    text = CHAIN.format(promise="1 s", a="p999: 5 ms", b="p999: 30 ms", c="p999: 40 ms")
    text += "  - a -> c: {call: sync, calls: 3}\n"
    assert fact(text.replace("b -> c: {call: sync}", "b: {call: sync}"), "request-latency").value == pytest.approx(
        0.155
    )


def test_a_cycle_of_calls_ends() -> None:
    """Two components that call each other do not make the path endless."""
    text = CHAIN.format(promise="1 s", a="p99: 5 ms", b="p99: 5 ms", c="p99: 5 ms") + "  - c -> a: {call: sync}\n"
    assert fact(text, "request-latency").verdict is Verdict.PLAUSIBLE


@given(st.floats(1, 400), st.floats(0, 400))
def test_a_slower_stage_never_makes_the_verdict_better(first: float, more: float) -> None:
    """Verdicts are monotone: from holds over plausible to fails."""
    order = [Verdict.HOLDS, Verdict.PLAUSIBLE, Verdict.FAILS]
    each = "p50: 5 ms, p999: 40 ms"
    verdicts = [judged("200 ms", each, each, f"p50: {t / 4:.4f} ms, p999: {t:.4f} ms") for t in (first, first + more)]
    assert order.index(verdicts[0]) <= order.index(verdicts[1])


def test_estimate_of_a_sum_matches_one_stage_exactly() -> None:
    """For a single stage the estimate is its own quantile."""
    spread = Spread(0.010, 0.5)
    assert quantile_of_sum(spread.mean, spread.variance, 0.99) == pytest.approx(spread.at(0.99))
    assert z(0.975) == pytest.approx(1.959964, abs=1e-6)


ONE = (
    "slas: {{x: {{entry: a, latency: {{p99: 100 ms}}}}}}\ncomponents: {{a: {{kind: online_endpoint, latency: {{{}}}}}}}"
)


@pytest.mark.parametrize(
    ("times", "verdict"),
    [
        ("p50: 20 ms, p999: 120 ms", Verdict.PLAUSIBLE),  # slower than promised only in one of a thousand
        ("p50: 10 ms, p99: 20 ms, p999: 500 ms", Verdict.HOLDS),  # a rare timeout says nothing of p99
        ("p99: 80..120 ms", Verdict.UNKNOWN),  # the quick end keeps it
        ("p50: 40 ms", Verdict.UNKNOWN),  # only the assumed tail breaks it
        ("p50: 101 ms", Verdict.FAILS),
        ("p99: 110..120 ms", Verdict.FAILS),
    ],
)
def test_only_what_no_reading_can_keep_is_impossible(times: str, verdict: Verdict) -> None:
    """Higher percentiles, the slow end of a range and assumed tails never disprove a promise."""
    assert fact(ONE.format(times), "request-latency").verdict is verdict


SLOW = """
slas: {{x: {{entry: a, latency: {{p99: 80 ms}}}}}}
components:
  a: {{kind: backend_service, latency: {{p50: 10 ms, p99: 20 ms, p999: 25 ms}}}}
  v: {{kind: llm, latency: {{p50: 30 ms, p99: 200 ms}}}}
  r: {{kind: rules_engine, latency: {{p99: 1 ms}}}}
flows: [{{a -> v: {{call: sync{}}}}}]
"""


@pytest.mark.parametrize(
    ("facts_of_flow", "verdict"),
    [
        ("", Verdict.FAILS),
        (", timeout: 40 ms, fallback: r", Verdict.PLAUSIBLE),
        (", timeout: 40 ms, retries: 4", Verdict.FAILS),
        (", share: 0.5%", Verdict.PLAUSIBLE),
        (", share: 60%", Verdict.PLAUSIBLE),  # its p98.3 decides, and that is not stated
    ],
)
def test_nobody_waits_longer_than_a_timeout_or_for_a_way_not_taken(facts_of_flow: str, verdict: Verdict) -> None:
    """A call counts for as long as its caller waits, and for the requests that make it."""
    assert fact(SLOW.format(facts_of_flow), "request-latency").verdict is verdict


def test_filters_on_the_way_are_stages() -> None:
    """What a flow passes through is slow, too."""
    text = CHAIN.format(promise="60 ms", a="p50: 5 ms, p99: 20 ms", b="p999: 1 ms", c="p999: 1 ms")
    text = text.replace("  a:", "  g: {kind: guardrail, latency: {p50: 30 ms, p99: 39 ms}}\n  a:")
    found = fact(text.replace("call: sync", "call: sync, through: g").replace(" -> c", ""), "request-latency")
    assert found.steps[0].startswith("3 stages")


def test_a_balancer_sends_each_request_to_one() -> None:
    """Two copies behind a balancer are one stage of the way, in one step or on lines of their own."""
    text = """
    slas: {x: {entry: lb, latency: {p99: 100 ms}, availability: 99.99%%}}
    components:
      lb: {kind: load_balancer, latency: {p999: 1 ms}, availability: 100%%, replicas: 2}
      e: {kind: online_endpoint, latency: {p999: 60 ms}, availability: 99.9%%, replicas: 1}
      f: {kind: online_endpoint, latency: {p999: 60 ms}, availability: 99.9%%, replicas: 1}
    flows: [%s]
    """
    for flows in ("lb -> e, lb -> f", '"lb -> [e, f]"'):
        assert fact(text % flows, "request-latency").verdict is Verdict.HOLDS
        assert fact(text % flows, "path-availability").verdict is Verdict.PLAUSIBLE
        assert [f.subject for f in facts(text % flows, "single-point")] == ["lb"]
