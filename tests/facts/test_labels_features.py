"""Labels and features: outcomes, agreement, positives, feedback, served values, reads, worth, blocked attributes."""

from __future__ import annotations

import pytest

from tests.facts.helpers import facts
from workbench.facts import Verdict

HOLDS, PLAUSIBLE, FAILS, UNKNOWN = Verdict.HOLDS, Verdict.PLAUSIBLE, Verdict.FAILS, Verdict.UNKNOWN

JOIN = """
components: {api: online_endpoint, log: prediction_log, join: label_join, judge_it: evaluator}
labels: {sets: {fraud: {join: {on: id, by: join, coverage: %s}}}}
flows: %s
"""
ROUND = "[api -> log -> join -> judge_it]"


@pytest.mark.parametrize(
    ("text", "verdict"),
    [
        (JOIN % ("97%, target: 95%", ROUND), HOLDS),
        (JOIN % ("60%, target: 95%", ROUND), FAILS),
        (JOIN % ("90..97%, target: 95%", ROUND), PLAUSIBLE),
        (JOIN % ("97%", ROUND), UNKNOWN),
        (JOIN % ("97%, target: 95%", "[api -> log -> join]"), UNKNOWN),
        (JOIN % ("97%, target: 95%", "[join -> judge_it]"), UNKNOWN),
    ],
)
def test_outcomes(text: str, verdict: Verdict) -> None:
    """Outcomes find their prediction, and get on to what judges."""
    assert [f.verdict for f in facts(text, "outcomes-return")] == [verdict]


AGREED = """
labels: {sets: {s: {annotation: {overlap: 10%%, statistic: %s, agreement: %s, target: 0.7, sample: %s,
  half_width: 5 pp}}}}
"""


@pytest.mark.parametrize(
    ("text", "verdict"),
    [
        # 1.96 x root(0.78 x 0.22 / 1200) = 2.3 pp.
        (AGREED % ("kappa", "0.78", "1200"), HOLDS),
        (AGREED % ("kappa", "0.78", "60"), FAILS),
        (AGREED % ("kappa", "0.5", "1200"), FAILS),
        (AGREED % ("kappa", "0.65..0.8", "1200"), PLAUSIBLE),
        # Plain agreement holds what chance alone would give.
        (AGREED % ("agreement", "0.95", "1200"), PLAUSIBLE),
        ("labels: {sets: {s: {annotation: {agreement: 0.8}}}}", UNKNOWN),
    ],
)
def test_agreement(text: str, verdict: Verdict) -> None:
    """People agree beyond chance, on enough cases to say so."""
    assert [f.verdict for f in facts(text, "label-agreement")] == [verdict]


POSITIVE = "evaluation: {metrics: {m: {kind: %s, value: 0.8, half_width: 2 pp%s, headline: true}}}"


@pytest.mark.parametrize(
    ("text", "verdicts"),
    [
        # 1.96^2 x 0.8 x 0.2 / 0.02^2 = 1537.
        (POSITIVE % ("recall", ", positives: 1600"), [HOLDS]),
        (POSITIVE % ("recall", ", positives: 1450"), [PLAUSIBLE]),
        (POSITIVE % ("recall", ", positives: 40"), [FAILS]),
        (POSITIVE % ("recall", ""), [UNKNOWN]),
        # Of an area under a curve the formula is only a rule of thumb.
        (POSITIVE % ("auc_pr", ", positives: 40"), [PLAUSIBLE]),
        (POSITIVE % ("ndcg", ""), []),
    ],
)
def test_positives(text: str, verdicts: list[Verdict]) -> None:
    """The metric that decides rests on enough positive cases."""
    assert [f.verdict for f in facts(text, "enough-positives")] == verdicts


FEEDBACK = """
outside: {users: client}
components: {thumbs: {kind: feedback_collector%s}, gate: {kind: validator, checks: [%s]}, store: label_store,
  trainer: trainer}
flows: %s
"""
KNOWN = ", authn: oidc, rate_limit: {per_principal: 10/h}"
SCREENED = "[users -> thumbs -> gate -> store -> trainer]"


@pytest.mark.parametrize(
    ("text", "verdicts"),
    [
        (FEEDBACK % (KNOWN, "anomaly", SCREENED), [HOLDS]),
        (FEEDBACK % ("", "anomaly", SCREENED), [UNKNOWN]),
        (FEEDBACK % (KNOWN, "schema", SCREENED), [UNKNOWN]),
        (FEEDBACK % (KNOWN, "anomaly", "[users -> thumbs -> gate -> store -> trainer, thumbs -> store]"), [FAILS]),
        # What no model learns from cannot poison one.
        (FEEDBACK % ("", "anomaly", "[users -> thumbs -> gate]"), []),
    ],
)
def test_feedback(text: str, verdicts: list[Verdict]) -> None:
    """Feedback is known, limited and screened on every way into training."""
    assert [f.verdict for f in facts(text, "feedback-screened")] == verdicts


SERVED = """
requirements: {load: {mean: 694/s}}
components: {api: online_endpoint, log: prediction_log, store: online_store, trainer: trainer}
features: {sets: {f: {serves: store, logged: %s, logged_to: log}}}
monitoring: {monitors: {parity: {watches: f, statistic: match_rate, below: 99%%, window: 1 h, min_samples: 100k}}}
flows: %s
"""


@pytest.mark.parametrize(
    ("text", "verdict"),
    [
        (SERVED % ("5%", "[api -> log -> trainer]"), HOLDS),
        # 0.1% of 694/s is 2498 an hour.
        (SERVED % ("0.1%", "[api -> log -> trainer]"), FAILS),
        (SERVED % ("5%", "[api -> log]"), UNKNOWN),
        (SERVED % ("5%", "[log -> trainer]"), UNKNOWN),
    ],
)
def test_served_values(text: str, verdict: Verdict) -> None:
    """Served values are logged, used again, and enough for the check that reads them."""
    (found,) = facts(text, "served-values-logged")
    assert found.verdict is verdict, found.says


FETCH = """
slas: {x: {entry: api, latency: {p99: 100 ms}, latency_budget: {%s}}}
components: {api: online_endpoint, store: {kind: online_store, latency: {p50: 1 ms, p99: 6 ms, p999: 10 ms}}}
features: {sets: {f: {serves: store, lookups: %s}}}
flows: [{from: api, to: store, call: %s, returns: f, calls: %s}]
"""


@pytest.mark.parametrize(
    ("text", "verdicts"),
    [
        # Four reads at once have to keep p99.75 each: the stated p99.9 covers it.
        (FETCH % ("store: 10 ms", "4", "sync", "1"), [HOLDS]),
        (FETCH % ("store: 8 ms", "1", "sync", "1"), [HOLDS]),
        (FETCH % ("store: 8 ms", "4", "sync", "1"), [PLAUSIBLE]),
        (FETCH % ("store: 15 ms", "4", "sync", "4"), [FAILS]),
        (FETCH % ("api: 15 ms", "4", "sync", "1"), [UNKNOWN]),
        # Nobody waits for it.
        (FETCH % ("store: 1 ms", "4", "async", "1"), []),
    ],
)
def test_feature_fetch(text: str, verdicts: list[Verdict]) -> None:
    """Of many reads the slowest counts, and calls one after another add up."""
    assert [f.verdict for f in facts(text, "feature-fetch")] == verdicts


@pytest.mark.parametrize(
    ("sets", "verdicts"),
    [
        ("f: {from: d, gain: 0.8 pp, cost: 4 USD/month}", [HOLDS]),
        ("f: {from: d, gain: 0 pp, cost: 4 USD/month}", [FAILS]),
        ("f: {from: d, gain: 0..0.2 pp, cost: 4 USD/month}", [HOLDS]),
        ("f: {from: d, gain: 0.8 pp}", [UNKNOWN]),
        ("f: {from: d}", []),
    ],
)
def test_feature_worth(sets: str, verdicts: list[Verdict]) -> None:
    """Features bring something for what they cost."""
    assert [f.verdict for f in facts(f"data: {{d: {{}}}}\nfeatures: {{sets: {{{sets}}}}}", "feature-worth")] == verdicts


BLOCKED = """
components: {ci: ci_cd}
data: {d: {fields: {Gender: {%s}}}}
features: {blocked: [gender]%s, sets: {profile: {from: d, names: [%s]}}}
"""


@pytest.mark.parametrize(
    ("text", "verdict"),
    [
        (BLOCKED % ("type: text", ", proxies_tested_by: ci", "age"), HOLDS),
        (BLOCKED % ("type: text", ", proxies_tested_by: ci", "GENDER"), FAILS),
        (BLOCKED % ("used_by: profile", ", proxies_tested_by: ci", "age"), FAILS),
        (BLOCKED % ("type: text", "", "age"), UNKNOWN),
        # A name that only holds the word is another attribute.
        (BLOCKED % ("type: text", ", proxies_tested_by: ci", "gender_of_the_product"), HOLDS),
    ],
)
def test_blocked(text: str, verdict: Verdict) -> None:
    """A blocked attribute is used nowhere, and something looks for its stand-ins."""
    assert [f.verdict for f in facts(text, "blocked-attributes")] == [verdict]
