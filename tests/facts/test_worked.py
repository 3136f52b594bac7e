"""Every formula reproduces its worked number, from the inputs that state it in tests/language/formulas.yaml."""

from __future__ import annotations

import pytest

from tests.facts.helpers import design
from tests.facts.test_every_number import examples
from workbench.facts import Fact, compute, fact_kinds
from workbench.facts.queueing import wait_quantile
from workbench.reading.dump import dump

WORKED = [
    ("Q01", "error-budget", "authorise", "43.2 min"), ("Q02", "path-availability", "authorise", "99.72%"),
    ("Q03", "extra-nine", "authorise", "99.99%"), ("Q06", "incident-allowance", "authorise", "2.16 full outages"),
    ("Q07", "rollout-exposure", "canary", "2.31%"), ("Q08", "burn-rate-alert", "fast", "2%"),
    ("Q08", "burn-rate-alert", "medium", "5%"), ("Q08", "burn-rate-alert", "slow", "10%"),
    ("Q09", "canary-size", "canary[0]", "2.06 h"), ("Q11", "fan-out-tail", "passages_index", "18.2%"),
    ("Q12", "retry-amplification", "authorise", "27 times"), ("Q16", "zone-loss", "decision", "24"),
    ("Q19", "storage-fits", "lake", "8.1 TB"), ("Q21", "catch-up-time", "backfill", "6.67 h"),
    ("Q22", "worst-case-freshness", "spend", "95 min"), ("Q24", "data-age", "fraud_model", "33.2 d"),
    ("Q25", "detection-lag", "recall_live", "36 d"), ("Q25", "detection-lag", "input_drift", "3.5 h"),
    ("Q26", "retraining-cadence", "retraining", "12.5 d"), ("Q27", "checkpoint-interval", "ranker", "31 min"),
    ("Q27", "training-in-time", "ranker", "37.5%"), ("Q28", "psi-noise", "amount_drift", "0.0846"),
    ("Q29", "ks-size", "feature_drift", "0.00192"), ("Q30", "experiment-length", "checkout", "75.3 d"),
    ("Q31", "sample-ratio", "checkout", "0.0802%"), ("Q32", "evaluation-precision", "recall", "2 pp"),
    ("Q33", "golden-set-size", "answers_gold", "271"), ("Q34", "base-rate", "precision", "8.26%"),
    ("Q35", "reviewer-load", "review_desk", "84.8%"), ("Q36", "cost-threshold", "block", "0.0244"),
    ("Q37", "exploration-volume", "fraud", "14k"), ("Q38", "index-memory", "passages_index", "69 GB"),
    ("Q39", "re-embedding", "retrieval", "18.5 h"), ("Q40", "context-window", "generator", "8400"),
    ("Q41", "token-quota", "generator", "2.52M tokens a minute"), ("Q42", "kv-cache", "generator", "104"),
    ("Q43", "decode-speed", "generator", "96.8 tokens/s"), ("Q43", "weights-fit", "generator", "16.1 GB"),
    ("Q44", "generation-latency", "generator_api", "9.77 s"), ("Q44", "generation-replicas", "generator_api", "6"),
    ("Q45", "tuning-memory", "full", "128 GB"), ("Q45", "tuning-memory", "lora", "16.7 GB"),
    ("Q45", "tuning-memory", "qlora", "4.69 GB"), ("Q46", "training-hours", "ranker", "4.81 h"),
    ("Q48", "erasure-reach", "erasure", "90 d"), ("Q49", "breach-clock", "breach", "2.5 d"),
    ("Q50", "unit-cost", "cost", "0.845 USD"),
]  # fmt: skip


@pytest.mark.parametrize(("number", "kind", "subject", "computed"), WORKED)
def test_worked_number(number: str, kind: str, subject: str, computed: str) -> None:
    """The number of the brief comes out, to the digits it is printed with."""
    found = compute(design(dump(examples()[number])))[1]
    assert [f.computed for f in found if f.id == kind and f.subject == subject] == [computed]
    assert number in fact_kinds()[kind].number


def served(component: str, more: str = "", flows: str = "client -> api", peak: int = 200) -> dict[str, Fact]:
    """Return the facts of one endpoint that promised requests enter at."""
    text = f"""
    requirements: {{load: {{peak: {peak}/s}}}}
    slas: {{answer: {{entry: api, latency: {{p99: 1 s}}, availability: 99%}}}}
    components: {{api: {{kind: online_endpoint, {component}}}{more}}}
    flows: [{{{flows}: {{call: sync}}}}]
    """
    return {f.id: f for f in compute(design(text))[1]}


def test_requests_in_flight() -> None:
    """Worked number of Q13: 200/s for 0.12 s each are 24 in flight."""
    found = served("latency: {mean: 120 ms}, replicas: 3, slots: 10")["requests-in-flight"]
    assert found.value == pytest.approx(24)


def test_replicas_for_the_peak() -> None:
    """Worked number of Q14: 200/s of 50 ms at 70% take 15 slots."""
    found = served("service_time: 50 ms, slots: 1, utilisation: 70%, replicas: 15")["replicas-cover-peak"]
    assert found.value == 15


def test_waiting_for_a_slot() -> None:
    """Worked numbers of Q15: at ten busy slots, 11 slots make p99 wait 211 ms and 15 make it 23 ms."""
    assert wait_quantile(11, 200.0, 0.05, 0.99) == pytest.approx(0.211, abs=0.001)
    assert wait_quantile(15, 200.0, 0.05, 0.99) == pytest.approx(0.023, abs=0.001)


def test_backlog_while_scaling_out() -> None:
    """Worked number of Q17: (400 - 280)/s for 180 s are 21,600, which take 1,080 s to drain at 420/s."""
    found = served(
        "replicas: 4, capacity: 280/s, autoscale: {min: 4, max: 6, lag: 180 s, backlog_tolerance: 20 min}", peak=400
    )
    assert found["scale-out-backlog"].value == pytest.approx(1080)


def test_cache_loss() -> None:
    """Worked number of Q18: at 80% hits, losing the cache multiplies what the origin gets by five."""
    more = ", near: {kind: cache, cache: {hit_rate: 80%}}, store: {kind: database, capacity: 300/s}"
    found = served("replicas: 9", more, flows="api -> near -> store", peak=1000)
    assert found["cache-loss"].value == pytest.approx(5)
