"""Waiting in a queue before several servers: Erlang C and the tail of the wait."""

from __future__ import annotations

from functools import lru_cache
from math import exp as e_to
from math import log, pi, sqrt
from statistics import NormalDist

_EXACT = 400
"""Servers up to which the recursion is walked; beyond it the limit for many servers is right to a percent or two."""
_NORMAL = NormalDist()


@lru_cache(maxsize=256)
def erlang_c(servers: float, busy: float) -> float:
    """Probability that an arrival waits, for a whole number of servers of which `busy` are needed on average.

    1 when the servers cannot keep up. Arrivals come at random (Poisson), service times are exponential, one queue.
    Beyond 400 servers by the limit of Halfin and Whitt (1981).
    """
    if busy <= 0:
        return 0.0
    if busy >= servers:
        return 1.0
    if servers > _EXACT:
        return _many(servers, busy)
    blocked = 1.0
    for n in range(1, max(int(servers), 1) + 1):
        blocked = busy * blocked / (n + busy * blocked)
    use = busy / servers
    return blocked / (1 - use * (1 - blocked))


def _many(servers: float, busy: float) -> float:
    slack = (1 - busy / servers) * sqrt(servers)
    if slack > 30:
        return 0.0
    density = e_to(-(slack**2) / 2) / sqrt(2 * pi)
    return 1.0 if density == 0 else 1 / (1 + slack * _NORMAL.cdf(slack) / density)


def wait_quantile(servers: float, arrivals: float, service: float, share: float) -> float:
    """Time in seconds that a share of arrivals waits at most, from P(W > t) = C exp(-(c mu - lambda) t).

    `arrivals` a second, `service` in seconds. Raises ValueError when the servers cannot keep up.
    """
    busy = arrivals * service
    if busy >= servers:
        raise ValueError("the queue grows without end")
    waits = erlang_c(servers, busy)
    if waits <= 1 - share:
        return 0.0
    return log(waits / (1 - share)) * service / (servers - busy)
