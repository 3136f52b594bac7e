"""Numerics held against SciPy, and against drawing many samples where no closed form is at hand."""

from __future__ import annotations

import math

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy import stats as scipy_stats

from tests.facts.helpers import fact
from workbench.facts.quantiles import quantile_of_sum, z
from workbench.facts.stats import chi2_quantile, half_width, two_means, two_proportions
from workbench.facts.subjects.availability import redundant
from workbench.facts.subjects.base_rate import precision_of
from workbench.facts.subjects.drift_noise import critical_distance

DRAWS = 20_000


@settings(deadline=None)
@given(st.floats(1e-6, 1 - 1e-6))
def test_normal_quantiles(p: float) -> None:
    """The quantile every sample size rests on."""
    assert z(p) == pytest.approx(float(scipy_stats.norm.ppf(p)), rel=1e-9, abs=1e-9)


@pytest.mark.parametrize(("base", "better"), [(0.05, 0.06), (0.80, 0.85), (0.30, 0.36), (0.001, 0.004)])
@pytest.mark.parametrize("power", [0.8, 0.9])
def test_a_sample_of_that_size_finds_the_effect(base: float, better: float, power: float) -> None:
    """With the cases it asks for, a two-sided test at 5% finds the difference about as often as was wanted."""
    n = math.ceil(two_proportions(base, better, 0.05, power, sides=2))
    draw = np.random.default_rng(7)
    first, second = (draw.binomial(n, p, DRAWS) / n for p in (base, better))
    pooled = (first + second) / 2
    error = np.sqrt(2 * pooled * (1 - pooled) / n)
    found = np.mean(np.abs(second - first) > float(scipy_stats.norm.ppf(0.975)) * error)
    assert found == pytest.approx(power, abs=0.04)


def test_means_need_what_the_normal_power_function_says() -> None:
    """Two arms of that size find the gap between two means with the power wanted."""
    n = two_means(12.0, 0.5, 0.05, 0.8)
    shift = 0.5 / (12.0 * math.sqrt(2 / n))
    assert float(scipy_stats.norm.sf(scipy_stats.norm.ppf(0.975) - shift)) == pytest.approx(0.8, abs=1e-6)


@settings(deadline=None)
@given(st.floats(0.05, 0.95), st.integers(50, 5000))
def test_half_width_is_that_of_the_normal_interval(p: float, n: int) -> None:
    """1.96 standard errors, as SciPy's normal interval has them."""
    low, high = scipy_stats.norm.interval(0.95, loc=p, scale=math.sqrt(p * (1 - p) / n))
    assert half_width(p, n) == pytest.approx((float(high) - float(low)) / 2, rel=1e-3)


@pytest.mark.parametrize("alpha", [0.10, 0.05, 0.01, 0.0005])
def test_critical_distance_is_kolmogorovs(alpha: float) -> None:
    """The limit distribution of two samples, to a thousandth at the levels in use."""
    exact = float(scipy_stats.kstwobign.isf(alpha)) * math.sqrt(2 / 1e6)
    assert critical_distance(alpha, 1e6, 1e6) == pytest.approx(exact, rel=2e-3)


@pytest.mark.parametrize(("rows", "bins"), [(400, 10), (2000, 10), (2000, 20)])
def test_the_noise_floor_is_where_noise_ends(rows: int, bins: int) -> None:
    """Without any drift, five windows in a hundred lie above the floor of the PSI."""
    draw = np.random.default_rng(11)
    seen, known = (draw.multinomial(rows, [1 / bins] * bins, 4000) / rows for _ in range(2))
    seen, known = np.maximum(seen, 1e-9), np.maximum(known, 1e-9)
    psi = ((seen - known) * np.log(seen / known)).sum(axis=1)
    floor = chi2_quantile(0.95, bins - 1) * 2 / rows
    assert np.mean(psi > floor) == pytest.approx(0.05, abs=0.02)


def test_a_tenth_with_two_hundred_rows_is_mostly_noise() -> None:
    """About a third of windows of 200 rows exceed a PSI of 0.1 without any drift, as the brief says."""
    draw = np.random.default_rng(3)
    seen, known = (np.maximum(draw.multinomial(200, [0.1] * 10, 4000), 0.5) / 200 for _ in range(2))
    psi = ((seen - known) * np.log(seen / known)).sum(axis=1)
    assert np.mean(psi > 0.1) == pytest.approx(0.36, abs=0.04)


@settings(max_examples=15, deadline=None)
@given(st.integers(2, 8), st.floats(0.2, 1.0), st.sampled_from([0.9, 0.95, 0.99]))
def test_the_quantile_of_a_sum(stages: int, sigma: float, p: float) -> None:
    """Lognormal stages added up: the approximation is within a tenth of what many draws give."""
    draw = np.random.default_rng(5)
    times = draw.lognormal(math.log(0.01), sigma, (200_000, stages)).sum(axis=1)
    mean = stages * 0.01 * math.exp(sigma**2 / 2)
    variance = stages * (0.01 * math.exp(sigma**2 / 2)) ** 2 * (math.exp(sigma**2) - 1)
    assert quantile_of_sum(mean, variance, p) == pytest.approx(float(np.quantile(times, p)), rel=0.1)


@settings(deadline=None)
@given(st.floats(0.001, 0.3), st.floats(0, 0.5), st.integers(1, 5))
def test_redundancy_by_counting(u: float, beta: float, n: int) -> None:
    """All copies are down by themselves, or one shared cause took them: at most the sum of both."""
    alone = float(scipy_stats.binom.pmf(n, n, (1 - beta) * u))
    assert redundant(u, beta, n) == pytest.approx(1 - alone - beta * u)


@settings(deadline=None)
@given(st.floats(0.01, 1), st.floats(0.0001, 0.5), st.floats(0.0001, 0.5))
def test_precision_by_counting(recall: float, false: float, rate: float) -> None:
    """Right alerts over all alerts, of a million cases."""
    right, wrong = 1e6 * rate * recall, 1e6 * (1 - rate) * false
    assert precision_of(recall, false, rate) == pytest.approx(right / (right + wrong))


def test_a_canary_of_the_size_asked_for_notices() -> None:
    """2,308 requests find 0.5% errors against 0.1%, one-sided at 5%, four times in five."""
    text = """
    requirements: {load: {mean: 50/s}}
    experimentation:
      rollouts:
        c: {stages: [{share: 5%, for: 16 min}, {share: 100%}], baseline_error: 0.1%, detectable_error: 0.5%,
            alpha: 5%, power: 80%}
    """
    n = round((fact(text, "canary-size").value or 0.0) * 50 * 0.05)
    assert n == 2308
    draw = np.random.default_rng(13)
    good, bad = (draw.binomial(n, p, DRAWS) / n for p in (0.001, 0.005))
    pooled = (good + bad) / 2
    error = np.sqrt(2 * pooled * (1 - pooled) / n)
    found = np.mean((bad - good) > float(scipy_stats.norm.ppf(0.95)) * error)
    assert found == pytest.approx(0.8, abs=0.05)
