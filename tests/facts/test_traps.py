"""Mistakes of published figures and of common habits, each held against a whole design (checks.md, part f)."""

from __future__ import annotations

import pytest

from tests.facts.helpers import design, fact
from workbench.design import parse_quantity
from workbench.facts import Fact, Verdict, compute
from workbench.facts.subjects.model_memory import per_token

HOLDS, PLAUSIBLE, FAILS, UNKNOWN = Verdict.HOLDS, Verdict.PLAUSIBLE, Verdict.FAILS, Verdict.UNKNOWN
CACHE = """
llm:
  models: {{m: {{weight_bytes: {weights}, precision: fp16, layers: {layers}, kv_heads: {heads}, head_dim: 128}}}}
  components:
    api: {{kind: llm, runs: m, accelerator: {{memory: {memory}}}, generation: {{concurrency: {claim}}}}}
  tokens: {{typical_input: 3596, typical_output: 500}}
"""


def cached(layers: int, heads: int, claim: int, weights: str = "13.5 GB", memory: str = "80 GB") -> Fact:
    """Return what is said of sequences of 4,096 tokens at once."""
    return fact(CACHE.format(layers=layers, heads=heads, claim=claim, weights=weights, memory=memory), "kv-cache")


def test_a_key_and_a_value() -> None:
    """Llama-2-7B takes 524,288 bytes a token, not the 262,144 of a published script: half as many sequences fit."""
    assert per_token(32, 32, 128, 2) == 524_288
    found = cached(32, 32, 27)
    assert (found.verdict, found.value) == (HOLDS, 27)
    assert "512 KiB a token" in found.steps[0]
    assert cached(32, 32, 54).verdict is FAILS


def test_only_key_value_heads_count() -> None:
    """70B with 8 of 64 heads takes 1.34 GB at 4,096 tokens, not 10.7: eight times as many sequences fit."""
    assert per_token(80, 8, 128, 2) * 4096 == pytest.approx(1.34e9, rel=2e-3)
    assert per_token(80, 64, 128, 2) * 4096 == pytest.approx(10.7e9, rel=5e-3)
    grouped, whole = (cached(80, heads, 20, weights="140 GB", memory="192 GB") for heads in (8, 64))
    assert (grouped.verdict, grouped.value) == (HOLDS, 24)
    assert (whole.verdict, whole.value) == (FAILS, 3)


def test_a_burn_of_fourteen_point_four_takes_fifty_hours() -> None:
    """A month's budget lasts 50 h at 14.4 times even spending, and 2% of it is gone after an hour."""
    text = """
    slas: {x: {availability: 99.9%, window: 30 d}}
    monitoring: {monitors: {m: {watches: x, statistic: burn_rate, above: 14.4, window: WINDOW, budget_spent: 100%}}}
    """
    found = {w: fact(text.replace("WINDOW", w), "burn-rate-alert") for w in ("2 h", "50 h")}
    assert (found["2 h"].verdict, found["50 h"].verdict) == (FAILS, HOLDS)
    assert found["2 h"].value == pytest.approx(0.04)


def test_gigabytes_are_not_gibibytes() -> None:
    """What a page prints as 5.72 GB are 5.72 GiB, 6.144 thousand million bytes; 6.6 GiB hold what 6.6 GB do not."""
    assert parse_quantity("5.72 GiB", "bytes").value == pytest.approx(6.144e9, rel=1e-3)
    text = """
    llm:
      components:
        i: {{kind: vector_index, vectors: 1M, dimensions: 1536, bytes_per_value: 4, links: 16, memory: {}}}
    """
    assert fact(text.format("6.6 GB"), "index-memory").verdict is FAILS
    assert fact(text.format("6.6 GiB"), "index-memory").verdict is PLAUSIBLE
    assert fact(text.format("6.6 GB"), "index-memory").value == pytest.approx(6.9e9, rel=1e-2)


def test_the_average_is_not_the_worst_case() -> None:
    """Half a cadence of 60 min fits a limit of 60 min; the whole of it and what comes on top does not."""
    text = """
    features:
      components: {job: {kind: feature_pipeline, cadence: 60 min, runtime: 20 min, propagation: 5 min}}
      sets: {spend: {by: job, staleness: 60 min}}
    """
    assert fact(text, "worst-case-freshness").verdict is FAILS
    assert fact(text, "worst-case-freshness").value == 85 * 60


def test_the_mean_load_is_not_the_peak() -> None:
    """Replicas for the mean are too few for a peak five times as high."""
    text = """
    requirements: {load: {mean: 100/s, peak: 500/s}}
    slas: {x: {entry: a}}
    components: {a: {kind: online_endpoint, replicas: 10, slots: 1, service_time: 50 ms}}
    flows: [{user -> a: {call: sync}}]
    """
    assert fact(text, "replicas-cover-peak").verdict is FAILS


def test_the_usual_delay_is_not_that_of_the_last_label() -> None:
    """Examples older than the median delay, but younger than its p95, have not got all of their labels."""
    text = """
    labels: {sets: {fraud: {delay: {p50: 25 d, p95: 90 d}}}}
    training: {models: {m: {label: fraud, window: build-120d..build-30d}}}
    """
    assert fact(text, "label-maturity").verdict is FAILS


def latency(promise: str, each: str) -> Verdict:
    """Return the verdict on the p99 of five stages in sequence."""
    names = "abcde"
    parts = "\n".join(f"      {n}: {{kind: backend_service, latency: {{{each}}}}}" for n in names)
    text = f"""
    slas: {{x: {{entry: a, latency: {{p99: {promise}}}}}}}
    components:
{parts}
    flows: [{{a -> b -> c -> d -> e: {{call: sync}}}}]
    """
    return fact(text, "request-latency").verdict


def test_percentiles_do_not_add_up() -> None:
    """Five p99s of 19 ms that add up to 95 ms prove no p99 of 100 ms, and five of 21 ms do not disprove it."""
    assert latency("100 ms", "p99: 19 ms") is not HOLDS
    assert latency("100 ms", "p50: 5 ms, p99: 19 ms") is not HOLDS
    assert latency("100 ms", "p50: 5 ms, p99: 21 ms") is not FAILS
    assert latency("100 ms", "p50: 5 ms, p99: 19 ms, p998: 20 ms") is HOLDS


RECORD = """
responsible_ai: {{risk: {{stated: {risk}}}, event_log: log}}
monitoring:
  components:
    log: {{kind: prediction_log, retention: {kept}, logs: [time, prediction_id, inputs, model_version, output]}}
"""


@pytest.mark.parametrize(
    ("risk", "kept", "fails"),
    [
        ("high", "5 months", True), ("high", "90 d", True), ("high", "6 months", False), ("high", "183 d", False),
        ("high", "2 years", False), ("limited", "90 d", False), ("minimal", "30 d", False),
    ],
)  # fmt: skip
def test_six_months_of_records_bind_high_risk(risk: str, kept: str, fails: bool) -> None:
    """Articles 19(1), of providers, and 26(6), of deployers: six months for systems of high risk, whoever runs them."""
    found = [f.verdict for f in compute(design(RECORD.format(risk=risk, kept=kept)))[1] if f.id == "event-record"]
    assert (FAILS in found) is fails


def test_a_floor_of_six_months_against_a_shorter_ceiling() -> None:
    """A record that must be kept 183 d and may be kept 90 d has no right length."""
    text = """
    data: {records: {retention: RETENTION}}
    privacy:
      retention: {law: {of: [records], at_least: 183 d}, purpose: {of: [records], at_most: CEILING}}
    """
    both = text.replace("RETENTION", "200 d")
    assert fact(both.replace("CEILING", "365 d"), "retention-interval").verdict is HOLDS
    assert fact(both.replace("CEILING", "90 d"), "retention-interval").verdict is FAILS


def test_a_month_is_not_just_a_month() -> None:
    """43.2 min of 30 d and 43.8 min of 30.44 d are the same promise to the people who wrote them."""
    text = "slas: {{x: {{availability: 99.9%, window: {0}, outage_allowance: {1}}}}}"
    for window, allowance in (("30 d", "43.2 min"), ("30 d", "43.8 min"), ("30.44 d", "43.8 min")):
        assert fact(text.format(window, allowance), "error-budget").verdict is HOLDS
    assert fact(text.format("30 d", "4.32 min"), "error-budget").verdict is FAILS
