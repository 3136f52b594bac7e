"""The little statistics that facts need, in closed forms: tails, sample sizes, half-widths."""

from __future__ import annotations

import math
from functools import cache

from workbench.facts.quantiles import z

_MANY = 400
"""Degrees of freedom from which the chi-square tail is taken from the normal one (Wilson and Hilferty)."""


def chi2_tail(x: float, freedom: int) -> float:
    """Return P(chi-square with `freedom` degrees > x), by its finite sum for whole degrees of freedom."""
    if x <= 0 or freedom < 1:
        return 1.0
    if freedom > _MANY:
        cube = (math.pow(x / freedom, 1 / 3) - (1 - 2 / (9 * freedom))) / math.sqrt(2 / (9 * freedom))
        return math.erfc(cube / math.sqrt(2)) / 2
    half = x / 2
    odd = freedom % 2
    total = math.erfc(math.sqrt(half)) if odd else 0.0
    power = 0.5 if odd else 0.0
    while power < freedom / 2:
        # One term of the sum: e^-h h^k / Gamma(k + 1), in logs so that large x does not overflow.
        total += math.exp(-half + power * math.log(half) - math.lgamma(power + 1))
        power += 1
    return min(total, 1.0)


@cache
def chi2_quantile(share: float, freedom: int) -> float:
    """Return the value a chi-square with `freedom` degrees stays below with probability `share`."""
    spread = 2 / (9 * freedom)
    guess = freedom * math.pow(max(1 - spread + z(share) * math.sqrt(spread), 1e-3), 3)
    if freedom > _MANY:
        return guess
    low, high = 0.0, 4 * guess + 50
    for _ in range(80):
        middle = (low + high) / 2
        low, high = (middle, high) if chi2_tail(middle, freedom) > 1 - share else (low, middle)
    return (low + high) / 2


def share(value: float) -> float:
    """Keep a proportion inside 0 to 1."""
    return min(max(value, 0.0), 1.0)


def two_proportions(first: float, second: float, false_alarm: float, power: float, *, sides: int) -> float:
    """Return cases for each side to tell two proportions apart: (z_a + z_b)^2 [p0(1-p0) + p1(1-p1)] / (p1-p0)^2."""
    first, second = share(first), share(second)
    gap = second - first
    if gap == 0:
        return math.inf
    zs = max(z(1 - false_alarm / sides) + z(power), 0.0)
    return zs**2 * (first * (1 - first) + second * (1 - second)) / gap**2


def two_means(sigma: float, gap: float, false_alarm: float, power: float) -> float:
    """Return cases for each side to tell two means apart, two-sided: 2 sigma^2 (z_a + z_b)^2 / gap^2."""
    zs = max(z(1 - false_alarm / 2) + z(power), 0.0)
    return math.inf if gap == 0 else 2 * (zs * sigma / gap) ** 2


def half_width(proportion: float, cases: float) -> float:
    """Return half of the 95% interval of a proportion: 1.96 sqrt(p (1-p) / n)."""
    proportion = share(proportion)
    return 1.96 * math.sqrt(proportion * (1 - proportion) / cases) if cases > 0 else math.inf
