"""Percentiles of a component's own time: stated ones, and what must be assumed between them."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from math import exp, log, sqrt
from statistics import NormalDist

from workbench.design import Quantity
from workbench.design.capacity import PERCENTILES, Percentiles
from workbench.errors import Path
from workbench.facts.context import Context
from workbench.facts.fact import Input

STATED = PERCENTILES
_TAILS = {"constant": 1.0, "exponential": log(100) / log(2)}
"""p99 over p50 of the shapes a file may name; a lognormal one needs a second percentile, or the assumed ratio."""
_NORMAL = NormalDist()
_WIDEST = 8.0
"""Sigma beyond which a spread says nothing: its p99 is a hundred million times its median."""


@cache
def z(p: float) -> float:
    """Standard normal quantile of `p`, kept inside the open interval from 0 to 1."""
    return _NORMAL.inv_cdf(min(max(p, 1e-9), 1 - 1e-9))


@dataclass(frozen=True, slots=True)
class Spread:
    """A lognormal spread of times: median in seconds, and sigma in log space."""

    median: float
    sigma: float

    def at(self, p: float) -> float:
        """Time in seconds that a share `p` of requests stays under."""
        return self.median * exp(self.sigma * z(p))

    @property
    def mean(self) -> float:
        """Mean in seconds."""
        return self.median * exp(self.sigma**2 / 2)

    @property
    def variance(self) -> float:
        """Variance in seconds squared."""
        return self.mean**2 * (exp(self.sigma**2) - 1)


@dataclass(frozen=True, slots=True)
class OwnTime:
    """The own time of one component: what it states, and the spread those statements imply."""

    inputs: tuple[Input, ...]
    tail: float | None
    """The p99 over the p50, where its file names a shape that fixes it."""
    assumed_tail: float

    @property
    def guessed(self) -> bool:
        """True when only one percentile is stated, so that the spread rests on the assumed tail."""
        return len(self.inputs) == 1 and self.tail is None

    @property
    def spread(self) -> Spread:
        """The spread between the lowest and the highest percentile stated, with ranges at their slow ends."""
        return self._through([(share, q.high) for share, q in self._points()], self.assumed_tail)

    def near(self, p: float) -> Spread:
        """Return the spread through the last two percentiles stated up to `p`, with ranges at their slow ends."""
        return self._through(self._last_two([(share, q.high) for share, q in self._points()], p), self.assumed_tail)

    def quickest(self, p: float, tail: float) -> Spread:
        """Return the same, as it favours the component most: ranges at their quick ends, an unstated tail is `tail`."""
        return self._through(self._last_two([(share, q.low or q.high) for share, q in self._points()], p), tail)

    def bound(self, p: float) -> tuple[float, Input | None]:
        """Return a stated time no smaller than the `p` quantile, or the assumed quantile and None."""
        for taken, (share, quantity) in zip(self.inputs, self._points(), strict=True):
            if share >= p:
                return quantity.high, taken
        return self.spread.at(p), None

    def floor(self, p: float) -> float:
        """Return a stated time no larger than the `p` quantile, or 0 when none is stated."""
        return max((quantity.low for share, quantity in self._points() if share <= p + 1e-9), default=0.0)

    @staticmethod
    def _last_two(points: list[tuple[float, float]], p: float) -> list[tuple[float, float]]:
        """Return what decides about the `p` quantile; percentiles above it say nothing of it."""
        return [row for row in points if row[0] <= p + 1e-9][-2:] or points[:1]

    def _points(self) -> list[tuple[float, Quantity]]:
        return [(STATED[i.name.rpartition(" ")[2]], i.quantity) for i in self.inputs if i.quantity]

    def _through(self, points: list[tuple[float, float]], tail: float) -> Spread:
        if len(points) == 1:
            share, time = points[0]
            sigma = min(log(max(self.tail or tail, 1.0)) / z(0.99), _WIDEST)
            return Spread(time / exp(sigma * z(share)), sigma)
        (low, low_time), (high, high_time) = points[0], points[-1]
        sigma = min(max(0.0, (log(high_time) - log(low_time)) / (z(high) - z(low))), _WIDEST)
        return Spread(low_time / exp(sigma * z(low)), sigma)


def own_time(context: Context, path: Path, percentiles: Percentiles | None, name: str) -> OwnTime | None:
    """Return the own time stated at `path` (a component's `latency`), or None when it states none."""
    if percentiles is None:
        return None
    taken = [context.take(f"{name} {p}", *path, p) for p in STATED]
    inputs = tuple(i for i in taken if i and i.quantity and i.quantity.high > 0)
    if not inputs:
        return None
    tail = context.assume("tail_ratio").quantity
    return OwnTime(inputs, _TAILS.get(percentiles.shape or ""), tail.value if tail else 1.0)


def quantile_of_sum(mean: float, variance: float, p: float) -> float:
    """Quantile `p` of a sum of independent lognormal times of this mean and variance (Fenton-Wilkinson), in seconds."""
    if mean <= 0:
        return 0.0
    sigma = min(sqrt(log(1 + variance / mean**2)), _WIDEST)
    return exp(log(mean) - sigma**2 / 2 + sigma * z(p))
