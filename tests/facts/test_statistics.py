"""Sample sizes, noise floors, intervals: held against SciPy, against common sense, and against what must not fail."""

from __future__ import annotations

import math

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy import stats as scipy_stats

from tests.facts.helpers import fact, facts
from workbench.facts import Fact, Verdict
from workbench.facts.stats import chi2_quantile, chi2_tail, half_width, two_means, two_proportions
from workbench.facts.subjects.base_rate import precision_of
from workbench.facts.subjects.drift_noise import critical_distance
from workbench.facts.subjects.experiments import mismatch

HOLDS, PLAUSIBLE, FAILS, UNKNOWN = Verdict.HOLDS, Verdict.PLAUSIBLE, Verdict.FAILS, Verdict.UNKNOWN


@given(st.floats(0.01, 500), st.integers(1, 400))
def test_chi_square_tail(x: float, freedom: int) -> None:
    """The finite sum is the tail SciPy gives."""
    assert chi2_tail(x, freedom) == pytest.approx(float(scipy_stats.chi2.sf(x, freedom)), rel=1e-9, abs=1e-250)


@settings(deadline=None, max_examples=40)
@given(st.sampled_from([0.9, 0.95, 0.99, 0.9995]), st.integers(1, 2000))
def test_chi_square_quantile(share: float, freedom: int) -> None:
    """The quantile is SciPy's; beyond 400 degrees the normal approximation is right to a thousandth."""
    exact = float(scipy_stats.chi2.ppf(share, freedom))
    assert chi2_quantile(share, freedom) == pytest.approx(exact, rel=1e-9 if freedom <= 400 else 1e-3)


def test_sizes_of_comparisons() -> None:
    """The printed numbers of Q09, Q30 and Q33, with SciPy's normal quantiles."""
    z = [float(scipy_stats.norm.ppf(p)) for p in (0.95, 0.975, 0.8)]
    expected = (z[0] + z[2]) ** 2 * (0.001 * 0.999 + 0.002 * 0.998) / 0.001**2
    assert two_proportions(0.001, 0.002, 0.05, 0.8, sides=1) == pytest.approx(expected)
    assert round(expected) == 18_517
    assert round(two_proportions(0.001, 0.005, 0.05, 0.8, sides=1)) == 2308
    assert two_proportions(0.05, 0.051, 0.05, 0.8, sides=2) == pytest.approx(752_700, rel=1e-5)
    assert math.ceil(two_proportions(0.80, 0.85, 0.05, 0.8, sides=2)) == 903
    assert math.ceil(0.3 * two_proportions(0.80, 0.85, 0.05, 0.8, sides=2)) == 271
    assert two_means(1.0, 0.1, 0.05, 0.8) == pytest.approx(2 * ((z[1] + z[2]) / 0.1) ** 2)
    assert half_width(0.8, 200) == pytest.approx(0.055, abs=5e-4)


@given(st.floats(0.01, 0.5), st.floats(0.001, 0.2), st.floats(1.1, 3))
def test_smaller_effects_take_more(base: float, gap: float, factor: float) -> None:
    """Halving an effect never takes fewer cases, and more power never takes fewer."""
    small, large = (two_proportions(base, base + g, 0.05, 0.8, sides=2) for g in (gap / factor, gap))
    assert small >= large
    assert two_proportions(base, base + gap, 0.05, 0.9, sides=2) >= large


def test_sample_ratio_is_scipys() -> None:
    """44,000 against 45,000: chi-square 11.2, p 0.0008."""
    square, chance = mismatch([44_000, 45_000])
    exact = scipy_stats.chisquare([44_000, 45_000])
    assert square == pytest.approx(float(exact.statistic))
    assert chance == pytest.approx(float(exact.pvalue))
    assert (round(square, 1), round(chance, 4)) == (11.2, 0.0008)


def psi(more: str) -> Fact:
    """Return what is said of one PSI monitor with its alarm at 0.1."""
    text = f"data: {{d: {{}}}}\ndrift: {{monitors: {{m: {{watches: d, statistic: psi, above: 0.1, {more}}}}}}}"
    return fact(text, "psi-noise")


def test_psi_of_a_tenth_with_two_hundred_rows_is_noise() -> None:
    """Trap: 0.1 is below the floor of 0.169 at 200 rows, above the 0.085 at 400; 339 rows are needed."""
    few = psi("bins: 10, min_samples: 200, reference_n: 200")
    assert (few.verdict, few.computed) == (FAILS, "0.169")
    assert "339" in few.steps[-1]
    assert psi("bins: 10, min_samples: 339, reference_n: 339").verdict is HOLDS
    assert psi("bins: 10, min_samples: 400, reference_n: 400").verdict is HOLDS


def test_psi_without_its_inputs() -> None:
    """Bins not stated never contradict; a reference not stated never proves; rows not stated are asked for."""
    assert psi("min_samples: 200, reference_n: 200").needs == (("drift", "monitors", "m", "bins"),)
    assert psi("bins: 10, min_samples: 400").verdict is PLAUSIBLE
    assert psi("bins: 10, min_samples: 200").verdict is PLAUSIBLE
    assert psi("bins: 10").needs == (("drift", "monitors", "m", "min_samples"),)


@given(st.integers(50, 5000), st.integers(2, 40))
def test_more_rows_less_noise(rows: int, bins: int) -> None:
    """The floor falls with rows and rises with bins."""
    here = psi(f"bins: {bins}, min_samples: {rows}, reference_n: {rows}").value or 0
    assert (psi(f"bins: {bins}, min_samples: {rows * 2}, reference_n: {rows}").value or 0) < here
    assert (psi(f"bins: {bins + 1}, min_samples: {rows}, reference_n: {rows}").value or 0) > here


def test_ks_distance_and_false_alarms() -> None:
    """1.358 is the factor at 5%; a hundred features at 5% a day are 35 a week, and with Bonferroni a third of one."""
    assert critical_distance(0.05, 1e6, 1e6) == pytest.approx(1.358 * math.sqrt(2 / 1e6), rel=1e-3)
    text = "data: {d: {}}\ndrift: {monitors: {m: {watches: d, statistic: ks, features: 100, alpha: 5%%, cadence: 1 d, "
    text += "min_samples: 1M, reference_n: 1M, false_alarms: 1/week%s}}}"
    loud, calm = (fact(text % more, "false-alarms") for more in ("", ", correction: bonferroni"))
    assert (loud.verdict, calm.verdict) == (FAILS, HOLDS)
    assert loud.value == pytest.approx(35)
    assert calm.value == pytest.approx(0.35)
    assert fact(text % "", "ks-size").verdict is PLAUSIBLE
    assert fact(text % ", above: 0.0001", "ks-size").verdict is FAILS


def canary(share: str, length: str, more: str = "alpha: 5%, power: 80%") -> Fact:
    """Return what is said of the first step of a canary at 50/s from 0.1% to 0.2% errors."""
    stages = f"stages: [{{share: {share}, for: {length}}}, {{share: 100%}}]"
    errors = "baseline_error: 0.1%, detectable_error: 0.2%"
    text = (
        f"requirements: {{load: {{mean: 50/s}}}}\nexperimentation: {{rollouts: {{c: {{{stages}, {errors}, {more}}}}}}}"
    )
    return fact(text, "canary-size")


def test_canary_steps() -> None:
    """123 minutes at 5% are just enough; half of that contradicts the power stated, and is open where none is."""
    assert canary("5%", "123 min").verdict is HOLDS
    assert canary("5%", "60 min").verdict is FAILS
    assert canary("5%", "60 min", "alpha: 5%").verdict is UNKNOWN
    assert canary("10%", "62 min").verdict is HOLDS


EXPERIMENT = "experimentation: {experiments: {t: {%s, alpha: 5%%, power: 80%%, traffic: 100k/day, runs_for: %s}}}"
RATE = "baseline_rate: 5%, mde: 2%"


@pytest.mark.parametrize(
    ("what", "length", "verdict"),
    [
        (RATE, "21 d", HOLDS), (RATE, "7 d", FAILS), (f"{RATE}, allocation: 20%", "75 d", HOLDS),
        (f"{RATE}, allocation: 20%", "21 d", FAILS), (f"{RATE}, variance_reduction: 60%", "7 d", HOLDS),
        (f"{RATE}, trigger_rate: 30%", "21 d", PLAUSIBLE), ("baseline_rate: 5%, mde: 20%", "2 d", PLAUSIBLE),
        (f"{RATE}, cluster_size: 10, icc: 5%", "14 d", FAILS), ("sigma: 12, mde_absolute: 0.2", "7 d", HOLDS),
    ],
)  # fmt: skip
def test_length_of_experiments(what: str, length: str, verdict: Verdict) -> None:
    """Too short contradicts; less than a week, or an effect that reaches few units, is only likely."""
    assert fact(EXPERIMENT % (what, length), "experiment-length").verdict is verdict


def test_unequal_arms_by_design_are_no_mismatch() -> None:
    """One to nine is no failed fifty-fifty; 44,000 to 45,000 is."""
    text = "experimentation: {experiments: {t: {sample_ratio: {observed: [%s], alpha: 0.1%%}}}}"
    assert fact(text % "44000, 45000", "sample-ratio").verdict is FAILS
    assert fact(text % "10000, 90000", "sample-ratio").verdict is PLAUSIBLE
    assert fact(text % "44900, 45000", "sample-ratio").verdict is HOLDS


METRIC = "evaluation: {splits: {test: {n: 1M, positives: %s}}, metrics: {r: {kind: %s, on: test, value: 0.80, %s}}}"


def test_precision_of_a_metric() -> None:
    """Recall counts positives, not rows; an average of shares may be narrower than a proportion."""
    assert fact(METRIC % (1537, "recall", "half_width: 2 pp"), "evaluation-precision").verdict is HOLDS
    assert fact(METRIC % (200, "recall", "half_width: 2 pp"), "evaluation-precision").verdict is FAILS
    assert fact(METRIC % (200, "precision", "half_width: 2 pp"), "evaluation-precision").verdict is HOLDS
    averaged = "half_width: 2 pp, n: 200"
    assert fact(METRIC % (1, "groundedness", averaged), "evaluation-precision").verdict is PLAUSIBLE
    assert facts(METRIC % (1, "ndcg", averaged), "evaluation-precision") == []


@pytest.mark.parametrize(
    ("more", "verdict"),
    [
        ("n: 903", HOLDS), ("n: 271, paired_correlation: 70%", HOLDS), ("n: 200, paired_correlation: 70%", PLAUSIBLE),
        ("n: 50, paired_correlation: 70%", FAILS), ("n: 200", UNKNOWN),
    ],
)  # fmt: skip
def test_golden_sets(more: str, verdict: Verdict) -> None:
    """A set that misses a real difference more often than it sees it is contradicted, if its pairing is known."""
    text = f"llm: {{golden_sets: {{g: {{baseline: 0.80, margin: 5 pp, {more}}}}}}}"
    assert fact(text, "golden-set-size").verdict is verdict


CLAIM = """
requirements: {{decision: {{positive_rate: 0.1%}}}}
evaluation:
  splits: {{test: {test}}}
  metrics:
    r: {{kind: recall, value: 90%{on}}}
    f: {{kind: false_positive_rate, value: 1%{on}}}
    p: {{kind: precision, value: {claim}{on}}}
"""


def test_base_rate() -> None:
    """One positive in a thousand caps precision at 8.3%; a test set richer in positives may show more."""
    assert precision_of(0.9, 0.01, 0.001) == pytest.approx(0.0826, abs=1e-4)
    assert fact(CLAIM.format(claim="8.3%", on="", test="{}"), "base-rate").verdict is HOLDS
    assert fact(CLAIM.format(claim="60%", on="", test="{}"), "base-rate").verdict is FAILS
    assert fact(CLAIM.format(claim="60%", on=", on: test", test="{}"), "base-rate").verdict is UNKNOWN
    rich = CLAIM.format(claim="98%", on=", on: test", test="{n: 2000, positives: 1000}")
    assert fact(rich, "base-rate").verdict is PLAUSIBLE
    poor = CLAIM.format(claim="60%", on=", on: test", test="{n: 1M, positives: 1000}")
    assert fact(poor, "base-rate").verdict is FAILS


@given(st.floats(0.01, 0.99), st.floats(0.001, 0.5), st.floats(0.001, 0.4))
def test_rarer_positives_fewer_right_alerts(recall: float, false: float, rate: float) -> None:
    """Precision rises with the base rate and with recall, and falls with false alarms."""
    here = precision_of(recall, false, rate)
    assert precision_of(recall, false, rate * 1.5) >= here
    assert precision_of(recall, false * 1.5, rate) <= here
    assert precision_of(min(recall * 1.5, 1), false, rate) >= here


@pytest.mark.parametrize(("people", "verdict"), [(107, HOLDS), (95, PLAUSIBLE), (80, FAILS)])
def test_reviewers(people: int, verdict: Verdict) -> None:
    """10,890 cases of 3 min take 107 people at 85%; over 100% of their time they cannot be decided."""
    desk = f"{{kind: human_review, cases: {{people: {people}, minutes: 3 min, hours: 6 h}}}}"
    text = f"components: {{desk: {desk}, api: online_endpoint}}\nflows: [{{api -> desk: {{volume: 10890/day}}}}]"
    assert fact(text, "reviewer-load").verdict is verdict


@pytest.mark.parametrize(
    ("threshold", "verdict"),
    [
        ("at: 0.024, tolerance: 0.01", HOLDS), ("at: 0.5, tolerance: 0.01", FAILS), ("at: 0.5", PLAUSIBLE),
        ("at: 0.5, tolerance: 0.01, error_costs: {false_positive: 5 USD, false_negative: 5 USD}", HOLDS),
    ],
)  # fmt: skip
def test_thresholds(threshold: str, verdict: Verdict) -> None:
    """Only a stated tolerance can be broken; costs of its own come first."""
    costs = "requirements: {error_costs: {false_positive: 5 USD, false_negative: 200 USD}}"
    text = f"{costs}\nserving: {{thresholds: {{b: {{calibrated: true, {threshold}}}}}}}"
    assert fact(text, "cost-threshold").verdict is verdict


EXPLORE = """
requirements: {{load: {{mean: 2M/day}}, decision: {{task: {task}}}}}
labels: {{sets: {{l: {{exploration: {{rate: 0.05%, needed: 10k}}}}}}}}
retraining: {{triggers: {{t: {{kind: schedule, every: {every}}}}}}}
"""


def test_exploration() -> None:
    """Ten days bring 10,000 cases; a ranking makes many decisions for one request, so that it is not contradicted."""
    for task, every, verdict in (
        ("classification", "10 d", HOLDS), ("classification", "5 d", FAILS), ("ranking", "5 d", PLAUSIBLE),
    ):  # fmt: skip
        assert fact(EXPLORE.format(task=task, every=every), "exploration-volume").verdict is verdict
