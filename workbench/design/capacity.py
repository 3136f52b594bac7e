"""What a component can carry and how fast it is: percentiles, replicas, scaling, accelerators, caches, queues."""

from __future__ import annotations

from itertools import pairwise
from typing import Literal

from pydantic import model_validator

from workbench.design.scalars import (
    Compute,
    Count,
    Duration,
    Flag,
    Fraction,
    Many,
    Name,
    Number,
    Rate,
    Size,
    Spend,
    Text,
    Throughput,
    complain,
)
from workbench.design.spec import Spec, said, some

PERCENTILES = {"p50": 0.5, "p90": 0.9, "p95": 0.95, "p99": 0.99, "p998": 0.998, "p999": 0.999, "p9995": 0.9995}
"""Percentile fields, rising, with the share of requests each covers."""


class Percentiles(Spec):
    """Time by percentile. A component states its own time, without waiting for others."""

    p50: Duration | None = said("Half of the requests are faster.", "12 ms")
    p90: Duration | None = said("Nine in ten are faster.", "25 ms")
    p95: Duration | None = said("Nineteen in twenty are faster.", "30 ms")
    p99: Duration | None = said("All but one in a hundred are faster.", "40 ms")
    p998: Duration | None = said("All but two in a thousand are faster.", "70 ms")
    p999: Duration | None = said("All but one in a thousand are faster.", "90 ms")
    p9995: Duration | None = said("All but one in two thousand are faster.", "110 ms")
    mean: Duration | None = said("Average; says nothing about the slowest.", "15 ms")
    within: Duration | None = said("Stated without saying for which share; says nothing about the slowest.", "1 min")
    shape: Literal["lognormal", "constant", "exponential"] | None = said(
        "How the percentiles hang together where one must be derived from another.", "lognormal"
    )

    @model_validator(mode="after")
    def _rising(self) -> Percentiles:
        """A higher percentile cannot be faster than a lower one."""
        stated = [(name, getattr(self, name)) for name in PERCENTILES if getattr(self, name)]
        for (low, faster), (high, slower) in pairwise(stated):
            if slower.high < faster.low:
                raise complain(
                    f"{high} ({slower}) cannot be faster than {low} ({faster})", f"{high} of at least {faster}"
                )
        return self


class Autoscale(Spec):
    """How replicas follow load."""

    min: Count | None = said("Fewest replicas.", "4")
    max: Count | None = said("Most replicas.", "24")
    lag: Duration | None = said("From load rising to a new replica taking traffic.", "3 min")
    on: Name | None = said("The signal scaled on.", "concurrency")
    backlog_tolerance: Duration | None = said("How long a backlog may take to drain.", "10 min")


class Accelerator(Spec):
    """The chips one replica, or one training job, runs on."""

    type: Name | None = said("Name of the chip.", "A100-80GB")
    count: Count | None = said("How many.", "8")
    memory: Size | None = said("Memory of one.", "80 GB")
    bandwidth: Throughput | None = said("Memory bandwidth of one.", "2039 GB/s")
    compute: Compute | None = said("Peak arithmetic speed of one at the precision used.", "312 TFLOP/s")
    mfu: Fraction | None = said("Share of the peak that is reached (model FLOP utilisation).", "35%")
    utilisation: Fraction | None = said("Steady share of time in use.", "60%")
    preemptible: Flag | None = said("May be taken away at short notice.", "true")
    mean_time_between_failures: Duration | None = said("Of the whole job, counting preemption.", "4 h")


class CachePolicy(Spec):
    """What a cache answers and for how long."""

    hit_rate: Fraction | None = said("Share of look-ups it answers.", "80%")
    ttl: Duration | None = said("Longest time a stale value may be served.", "10 min")
    key: Many[Name] = some("What the key is made of.", "[tenant, model_version, query]")
    on_loss: Literal["shed", "origin", "stale"] | None = said("What happens to load when it is lost.", "shed")


class RateLimit(Spec):
    """Quota of one caller, and how many callers there are."""

    per_principal: Rate | None = said("Requests one caller may make.", "5/s")
    principals: Count | None = said("How many callers.", "2k")
    spend_cap: Spend | None = said("Most one caller may cost.", "3 USD/day")


class Generation(Spec):
    """How fast text is generated."""

    tokens: Rate | None = said("Generated tokens of one replica.", "400 tokens/s")
    first_token: Percentiles | None = said("Time to the first token.", "{p95: 800 ms}")
    per_token: Percentiles | None = said("Time for each further token.", "{p95: 30 ms}")
    tokens_per_pass: Number | None = said(
        "Tokens gained by one pass through the weights, where a draft model guesses ahead.", "2.5"
    )
    concurrency: Count | None = said("Sequences held at once by one replica.", "32")


class Capacity(Spec):
    """Fields of a component about load and speed."""

    latency: Percentiles | None = said("Its own time for one request.", "{p50: 12 ms, p99: 40 ms}")
    service_time: Duration | None = said("Mean busy time of a slot for one request.", "15 ms")
    replicas: Count | None = said("Copies running.", "12")
    zones: Count | None = said("Availability zones they are spread over.", "3")
    slots: Count | None = said("Requests one replica works on at once.", "8")
    capacity: Rate | None = said("Most it can take, all replicas together.", "20k/s")
    utilisation: Fraction | None = said("Share of capacity planned for at peak.", "70%")
    autoscale: Autoscale | None = said("How replicas follow load.", "{min: 4, max: 24, lag: 3 min}")
    accelerator: Accelerator | None = said("Chips of one replica.", "{type: A100-80GB, count: 1, memory: 80 GB}")
    cores: Count | None = said("Processor cores of one replica.", "4")
    memory: Size | None = said("Main memory of one replica.", "64 GB")
    provisioned: Text | None = said("What was bought, in the words of its vendor.", "11,000 RU/s")
    warm_up: Duration | None = said("From start to ready, with the model loaded.", "90 s")
    cache: CachePolicy | None = said("Its caching policy.", "{hit_rate: 80%, ttl: 10 min, key: [tenant, query]}")
    rate_limit: RateLimit | None = said("Quota of each caller.", "{per_principal: 5/s, principals: 2k}")
    generation: Generation | None = said("Speed of generating text.", "{tokens: 400 tokens/s}")
    shards: Count | None = said("Parts a request fans out to, all of which must answer.", "20")
