"""Load, replicas, queues, zones, scaling and caches: what cannot carry its peak, and what may."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.stats import poisson

from tests.facts.helpers import WORSE, design, fact, facts
from workbench.facts import Context, Verdict
from workbench.facts.loads import loads
from workbench.facts.queueing import erlang_c, wait_quantile

HOLDS, PLAUSIBLE, FAILS, UNKNOWN = Verdict.HOLDS, Verdict.PLAUSIBLE, Verdict.FAILS, Verdict.UNKNOWN

ONE = """
requirements: {{load: {{peak: {peak}}}}}
slas: {{x: {{entry: api, availability: {objective}, latency: {{p99: 1 s}}, latency_budget: {{api: {budget}}}}}}}
serving: {{components: {{api: {{kind: online_endpoint, {facts}}}, spare: rules_engine}}}}
"""


def one(facts_: str, kind: str, peak: str = "200/s", objective: str = "99.9%", budget: str = "500 ms") -> Verdict:
    """Return what is said of one endpoint at peak."""
    return fact(ONE.format(peak=peak, objective=objective, budget=budget, facts=facts_), kind).verdict


def reference(servers: int, busy: float) -> float:
    """Erlang C from SciPy's Poisson distribution."""
    blocked = poisson.pmf(servers, busy) / poisson.cdf(servers, busy)
    return float(blocked / (1 - busy / servers * (1 - blocked)))


@pytest.mark.parametrize(("servers", "busy"), [(1, 0.5), (11, 10), (15, 10), (100, 90), (400, 380)])
def test_erlang_c(servers: int, busy: float) -> None:
    """The chance of waiting is that of the textbook."""
    assert erlang_c(servers, busy) == pytest.approx(reference(servers, busy), rel=1e-9)


@pytest.mark.parametrize(("servers", "busy"), [(401, 380), (1000, 970), (5000, 4950)])
def test_erlang_c_of_many_servers(servers: int, busy: float) -> None:
    """Beyond 400 servers the limit is right to 2% where waiting matters."""
    assert erlang_c(servers, busy) == pytest.approx(reference(servers, busy), rel=0.02)


@given(st.integers(1, 600), st.floats(0.01, 0.98), st.floats(0, 1))
def test_more_load_waits_longer(servers: int, use: float, more: float) -> None:
    """The wait grows with load and shrinks with servers."""
    light, heavy = use * servers, (use + (0.99 - use) * more) * servers
    assert wait_quantile(servers, light, 1, 0.99) <= wait_quantile(servers, heavy, 1, 0.99) * 1.03 + 1e-9
    assert 0 <= erlang_c(servers, light) <= 1


def load_at(text: str) -> dict[str, tuple[float, float]]:
    """Return the load of each component, surely and at most."""
    return {name: (load.span.middle, load.span.high) for name, load in loads(Context(design(text))).items()}


def test_load_follows_shares_repeats_caches_and_fallbacks() -> None:
    """Shares and repeats multiply; what a cache answers and what only steps in need not arrive."""
    found = load_at("""
    requirements: {load: {peak: 1000/s}}
    slas: {x: {entry: api}}
    components: {api: {kind: backend_service}, near: {kind: cache, cache: {hit_rate: 80%}}, store: database,
      ranker: {kind: ranker, fallback: plain}, plain: rules_engine, desk: notifier}
    flows:
      - api -> near -> store: {call: sync}
      - api -> ranker: {call: sync, calls: 3}
      - api -> plain: {call: sync}
      - api -> desk: {call: sync, share: 10%}
    """)
    assert found["near"] == (1000, 1000)
    assert found["store"] == pytest.approx((200, 200))
    assert found["ranker"] == pytest.approx((600, 3000))
    assert found["plain"] == (0, 1000)
    assert found["desk"] == pytest.approx((20, 100))


def test_a_fallback_that_always_runs_beside_is_loaded() -> None:
    """`[scorer, rules]` asks both for every request, whatever stands in for what."""
    found = load_at("""
    requirements: {load: {peak: 100/s}}
    slas: {x: {entry: api}}
    components: {api: backend_service, scorer: {kind: ranker, fallback: rules},
      rules: {kind: rules_engine, fallback: scorer}}
    flows: [{'api -> [scorer, rules]': {call: sync}}]
    """)
    assert found["scorer"] == found["rules"] == (100, 100)


def test_several_ways_in_without_promises_load_nothing_for_sure() -> None:
    """How a peak is shared between two clients is not known."""
    text = "requirements: {load: {peak: 100/s}}\ncomponents: {a: backend_service, b: backend_service}\nflows: [%s]"
    assert load_at(text % "one -> a: {call: sync}".join("{}"))["a"] == (100, 100)
    assert load_at(text % "{one -> a: {call: sync}}, {two -> b: {call: sync}}")["a"] == (0, 100)


@pytest.mark.parametrize(
    ("more", "verdict"),
    [
        ("replicas: 15, utilisation: 70%", HOLDS),
        ("replicas: 14, utilisation: 70%", FAILS),
        ("replicas: 14", PLAUSIBLE),
        ("replicas: 15", PLAUSIBLE),
        ("replicas: 9", FAILS),
        ("replicas: 4, autoscale: {min: 4, max: 20}, utilisation: 70%", HOLDS),
        ("replicas: 8..12", PLAUSIBLE),
    ],
)
def test_replicas(more: str, verdict: Verdict) -> None:
    """Under the load is impossible; over an assumed utilisation is not."""
    assert one(f"service_time: 50 ms, slots: 1, {more}", "replicas-cover-peak") is verdict


@settings(max_examples=40, deadline=None)
@given(st.integers(1, 40), st.integers(0, 40), st.sampled_from(["replicas-cover-peak", "zone-loss"]))
def test_more_replicas_never_look_worse(few: int, more: int, kind: str) -> None:
    """Verdicts are monotone in the number of replicas."""
    text = "service_time: 50 ms, slots: 1, zones: 3, utilisation: 70%, replicas: {}"
    first, second = (one(text.format(n), kind) for n in (few, few + more))
    assert WORSE.index(first) >= WORSE.index(second)


def test_median_alone_does_not_prove_too_many_in_flight() -> None:
    """With a median only, what fails must fail by a factor of two."""
    room = "latency: {{p50: {} ms}}, replicas: 3, slots: 10"
    assert one(room.format(120), "requests-in-flight") is PLAUSIBLE
    assert one(room.format(160), "requests-in-flight") is PLAUSIBLE
    assert one(room.format(310), "requests-in-flight") is FAILS


def test_capacity_in_other_things_than_requests_is_not_compared() -> None:
    """Tokens a second say nothing of requests a second."""
    assert one("capacity: 100/s", "capacity-covers-peak") is FAILS
    assert one("capacity: 100 requests/s", "capacity-covers-peak") is FAILS
    assert (
        facts(
            ONE.format(peak="200/s", objective="99%", budget="1 s", facts="capacity: 100 tokens/s"),
            "capacity-covers-peak",
        )
        == []
    )


def test_waiting_is_a_model_and_never_contradicts() -> None:
    """Only a stated percentile over its share is a contradiction."""
    busy = "service_time: 50 ms, slots: 1, replicas: 11, latency: {{p50: 50 ms, p99: {} ms}}"
    assert one(busy.format(60), "queueing-wait", budget="100 ms") is PLAUSIBLE
    assert one(busy.format(120), "queueing-wait", budget="100 ms") is FAILS


@pytest.mark.parametrize(
    ("more", "verdict"),
    [
        ("replicas: 24", HOLDS),
        ("replicas: 18", PLAUSIBLE),
        ("replicas: 12", FAILS),
        ("replicas: 12, fallback: spare", PLAUSIBLE),
        ("replicas: 12, autoscale: {min: 12, max: 24}", PLAUSIBLE),
    ],
)
def test_losing_a_zone(more: str, verdict: Verdict) -> None:
    """What is left must carry the peak, unless something else can."""
    stated = f"service_time: 50 ms, slots: 1, zones: 3, utilisation: 70%, {more}"
    assert one(stated, "zone-loss") is verdict
    assert facts(ONE.format(peak="200/s", objective="99%", budget="1 s", facts=stated), "zone-loss") == []


@pytest.mark.parametrize(
    ("scale", "verdict"),
    [
        ("min: 4, max: 6, lag: 180 s, backlog_tolerance: 20 min", HOLDS),
        ("min: 4, max: 6, lag: 180 s, backlog_tolerance: 10 min", FAILS),
        ("min: 4, max: 5, lag: 180 s, backlog_tolerance: 10 d", FAILS),
        ("min: 4, max: 6, backlog_tolerance: 20 min", UNKNOWN),
        ("min: 6, max: 9", HOLDS),
    ],
)
def test_scaling_out(scale: str, verdict: Verdict) -> None:
    """A backlog must drain in time; where none arises nothing else need be stated."""
    stated = f"replicas: 4, capacity: 280/s, autoscale: {{{scale}}}"
    assert one(stated, "scale-out-backlog", peak="400/s") is verdict


@pytest.mark.parametrize(
    ("policy", "capacity", "verdict"),
    [
        ("", ", capacity: 1.2k/s", HOLDS),
        ("", ", capacity: 300/s", PLAUSIBLE),
        (", on_loss: origin", ", capacity: 300/s", FAILS),
        (", on_loss: shed", ", capacity: 300/s", HOLDS),
        (", on_loss: origin", "", UNKNOWN),
    ],
)
def test_losing_a_cache(policy: str, capacity: str, verdict: Verdict) -> None:
    """An origin too small for everything is a contradiction only if everything is to go there."""
    text = f"""
    requirements: {{load: {{peak: 1000/s}}}}
    slas: {{x: {{entry: api}}}}
    components: {{api: backend_service, near: {{kind: cache, cache: {{hit_rate: 80%{policy}}}}},
      store: {{kind: database{capacity}}}}}
    flows: [{{api -> near -> store: {{call: sync}}}}]
    """
    assert fact(text, "cache-loss").verdict is verdict


@pytest.mark.parametrize(
    ("scale", "verdict"), [("min: 2, max: 9", HOLDS), ("min: 5", FAILS), ("max: 3", FAILS), ("min: 3..6", PLAUSIBLE)]
)
def test_replicas_in_range(scale: str, verdict: Verdict) -> None:
    """Four copies cannot run where at least five do."""
    assert one(f"replicas: 4, autoscale: {{{scale}}}", "replicas-in-range") is verdict
