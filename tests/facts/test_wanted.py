"""What is wanted: load, limits, plain ways, harms, risk class, explanations, sources of numbers."""

from __future__ import annotations

import pytest

from tests.facts.helpers import facts
from workbench.facts import Verdict

HOLDS, PLAUSIBLE, FAILS, UNKNOWN = Verdict.HOLDS, Verdict.PLAUSIBLE, Verdict.FAILS, Verdict.UNKNOWN

LOAD = """
requirements: {load: {mean: 694/s%s, peak: 3.5k/s%s, growth: 30%%/year, horizon: 2 years, %s}}
slas: {x: {entry: api, latency: {p99: 1 s}}}
components: {api: {kind: online_endpoint, %s}}
"""
USERS, ROOM = "users: 15M, actions_per_user: 4/day", "capacity: 6.2k/s"


@pytest.mark.parametrize(
    ("text", "verdict"),
    [
        (LOAD % ("", "", USERS, ROOM), HOLDS),
        (LOAD % ("", "", "users: 15M, actions_per_user: 40/day", ROOM), FAILS),
        (LOAD % ("", "", "users: 15M, actions_per_user: 9/day", ROOM), PLAUSIBLE),
        (LOAD % ("", "", "users: 15M", ROOM), UNKNOWN),
        # A mean that was measured needs no users to follow from.
        (LOAD % (" measured", "", "users: 15M", ROOM), HOLDS),
        # A peak that nobody measured may already be the one at the end of the plan.
        (LOAD % ("", "", USERS, "capacity: 4k/s"), PLAUSIBLE),
        (LOAD % ("", " measured", USERS, "capacity: 4k/s"), FAILS),
        (LOAD % ("", "", USERS, "replicas: 2"), UNKNOWN),
        ("requirements: {load: {mean: 9/s, peak: 4/s}}", FAILS),
    ],
)
def test_load_model(text: str, verdict: Verdict) -> None:
    """Mean below peak, users make the mean, and capacity outlives the growth; what is left out is no way round."""
    (found,) = facts(text, "load-model")
    assert found.verdict is verdict, found.says


LIMITS = "slas: {x: {entry: api, %s}}\nrequirements: {load: {mean: 5/s%s}}\ncomponents: {api: online_endpoint}\n%s"
CAP = "cost: {budget: {monthly_cap: 9k USD/month}, projected: %s}"


@pytest.mark.parametrize(
    ("text", "verdicts"),
    [
        (LIMITS % ("latency: {p99: 1 s}, error_rate: 1%", ", peak: 9/s", CAP % "8k USD/month"), [HOLDS, HOLDS]),
        (LIMITS % ("latency: {p99: 1 s}, error_rate: 1%", "", CAP % "8k USD/month"), [UNKNOWN, HOLDS]),
        (LIMITS % ("latency: {mean: 1 s}, error_rate: 1%", ", peak: 9/s", CAP % "8k USD/month"), [UNKNOWN, HOLDS]),
        (LIMITS % ("latency: {p99: 1 s}, availability: 99%, throughput: 4/s", ", peak: 9/s", ""), [FAILS, UNKNOWN]),
        (LIMITS % ("latency: {p99: 1 s}, error_rate: 1%", ", peak: 9/s", CAP % "10k USD/month"), [HOLDS, FAILS]),
        # Two currencies cannot be compared.
        (LIMITS % ("latency: {p99: 1 s}, error_rate: 1%", ", peak: 9/s", CAP % "10k EUR/month"), [HOLDS, HOLDS]),
        ("serving: {components: {b: batch_scorer}, batch: {nightly: {by: b, window: 6 h}}}", [HOLDS, UNKNOWN]),
        ("components: {api: online_endpoint}", []),
    ],
)
def test_hard_limits(text: str, verdicts: list[Verdict]) -> None:
    """A slow percentile, a peak, errors and a cap; a promise below its own peak and a bill above its cap cannot be."""
    assert [f.verdict for f in facts(text, "hard-limits")] == verdicts


PLAIN = """
requirements:
  kpis: {loss: {baseline: 9.5, target: 6%s}}
  alternatives: {rules: {kind: %s, kpis: {loss: %s}, cost: 100k USD/year, loses_on: loss}}
cost: {projected: 48k USD/month}
"""


@pytest.mark.parametrize(
    ("text", "verdicts"),
    [
        (PLAIN % (", worth: 860k USD/year", "non_ml", "8.1"), [HOLDS]),
        (PLAIN % (", worth: 100k USD/year", "non_ml", "8.1"), [FAILS]),
        (PLAIN % (", worth: 860k USD/year", "non_ml", "5.5"), [FAILS]),
        (PLAIN % ("", "non_ml", "8.1"), [UNKNOWN]),
        # Another learnt model is no way without learning.
        (PLAIN % ("", "simpler_ml", "8.1"), []),
    ],
)
def test_plain_ways(text: str, verdicts: list[Verdict]) -> None:
    """What is gained over rules is worth more than it costs: (8.1 - 6) x 860k = 1.8M against 476k more a year."""
    assert [f.verdict for f in facts(text, "worth-learning")] == verdicts


def test_plain_ways_of_a_share() -> None:
    """One unit of a share may be a point or the whole, so that only both together contradict."""
    text = PLAIN.replace("baseline: 9.5, target: 6%s", "baseline: 30%%, target: 35%%, worth: %s USD/year") % (
        "1M", "non_ml", "32%")  # fmt: skip
    assert [f.verdict for f in facts(text, "worth-learning")] == [PLAUSIBLE]


HARMS = """
components: {api: online_endpoint, desk: human_review}
people: {legal: {role: counsel}}
responsible_ai: {harms: {refused: {group: travellers, likelihood: low%s, mitigated_by: %s, users: false}}}
flows: %s
"""


@pytest.mark.parametrize(
    ("text", "verdict"),
    [
        (HARMS % (", severity: high", "desk", "[api -> desk]"), HOLDS),
        (HARMS % (", severity: high", "legal", "[]"), HOLDS),
        (HARMS % (", severity: high", "desk", "[]"), PLAUSIBLE),
        (HARMS % ("", "desk", "[api -> desk]"), PLAUSIBLE),
    ],
)
def test_harms(text: str, verdict: Verdict) -> None:
    """A harm has a size, and what stands against it works: a box no flow joins does nothing."""
    assert facts(text, "harms-answered")[0].verdict is verdict


def test_harms_of_others() -> None:
    """A register that thinks of users only is open."""
    text = "responsible_ai: {harms: {h: {group: users, users: %s}}}"
    assert facts(text % "true", "harms-answered")[-1].verdict is PLAUSIBLE
    assert facts(text % "false", "harms-answered")[-1].verdict is HOLDS


@pytest.mark.parametrize(
    ("decision", "risk", "verdict"),
    [
        ("effect: significant", "domain: credit, stated: limited", FAILS),
        ("effect: significant", "domain: credit, stated: high", HOLDS),
        ("effect: significant", "domain: credit, stated: limited, override_by: legal", HOLDS),
        ("effect: limited", "domain: credit, stated: limited", HOLDS),
        ("effect: limited, profiling: true", "domain: credit, stated: limited", FAILS),
        ("task: classification", "domain: credit, stated: limited", UNKNOWN),
        # Finding fraud in payments is left out of the list.
        ("effect: significant", "domain: payments, stated: limited", HOLDS),
        # Only a part of these fields is of high risk.
        ("effect: significant", "domain: health, stated: limited", PLAUSIBLE),
        # Elsewhere the class follows from other law.
        ("effect: significant", "domain: credit, stated: limited, regions: [us]", PLAUSIBLE),
        ("task: question_answering", "domain: productivity, stated: minimal", FAILS),
        ("effect: significant", "domain: credit", UNKNOWN),
    ],
)
def test_risk_class(decision: str, risk: str, verdict: Verdict) -> None:
    """The class follows from the field and the effect, never from what is wished."""
    text = f"requirements: {{decision: {{{decision}}}}}\nresponsible_ai: {{risk: {{{risk}}}}}\npeople: {{legal: {{}}}}"
    assert [f.verdict for f in facts(text, "risk-class")] == [verdict]


EXPLAINED = """
slas: {x: {entry: api, latency: {p99: 100 ms}, latency_budget: {why: %s}}}
components: {api: online_endpoint, why: {kind: explainer, latency: {p99: 8 ms}}, log: prediction_log}
outside: {shop: client}
responsible_ai: {explanation: {depth: reason_codes, by: why, to: shop%s}}
flows:
  - api -> why: {call: %s}
  - why -> log
"""


@pytest.mark.parametrize(
    ("text", "verdict"),
    [
        (EXPLAINED % ("8 ms", ", kept_in: log", "sync"), HOLDS),
        (EXPLAINED % ("5 ms", ", kept_in: log", "sync"), FAILS),
        # Nobody waits for what is explained afterwards.
        (EXPLAINED % ("5 ms", ", kept_in: log", "async"), HOLDS),
        (EXPLAINED % ("8 ms", "", "sync"), UNKNOWN),
        (EXPLAINED.replace("  - why -> log\n", "") % ("8 ms", ", kept_in: log", "sync"), UNKNOWN),
    ],
)
def test_explanation(text: str, verdict: Verdict) -> None:
    """Something is asked for the explanation, keeps it, and is quick enough where a caller waits."""
    assert [f.verdict for f in facts(text, "explanation-made")] == [verdict]


@pytest.mark.parametrize(
    ("text", "verdicts"),
    [
        ("requirements: {load: {mean: 9/s measured, peak: 20..30/s estimate}}", [HOLDS]),
        ("requirements: {load: {mean: 9/s measured, peak: 20/s estimate}}", [PLAUSIBLE]),
        ("requirements: {load: {mean: 9/s, peak: 20/s}}", []),
        ("requirements: {load: {mean: 9/s measured, peak: 20/s}}\ncomponents: {a: {latency: {p99: 1 s}}}", [UNKNOWN]),
        # What is chosen has no source.
        ("requirements: {load: {mean: 9/s measured}}\ncomponents: {a: {replicas: 3, cadence: 1 h}}", [HOLDS]),
    ],
)
def test_number_sources(text: str, verdicts: list[Verdict]) -> None:
    """Nine in ten numbers about the world say where they come from, and guesses have two ends."""
    assert [f.verdict for f in facts(text, "number-sources")] == verdicts
