"""What users are promised: latency, availability, freshness, recovery, quality; one entry per user-facing flow."""

from __future__ import annotations

from typing import Annotated, Literal

from workbench.design.capacity import Percentiles
from workbench.design.references import ComponentRef, Id, KeysReferTo, MonitorRef
from workbench.design.requirements import Load
from workbench.design.scalars import Count, Duration, Fraction, Rate, Text
from workbench.design.spec import Spec, keyed, said


class Indicator(Spec):
    """A service level indicator beyond latency and availability, with its objective."""

    kind: (
        Literal["quality", "freshness", "groundedness", "correctness", "coverage", "latency", "availability"] | None
    ) = said("What sort of indicator.", "groundedness")
    good: Text | None = said("What counts as a good event.", "every claim has a supporting passage")
    objective: Fraction | None = said("Share of good events promised.", "98%")
    window: Duration | None = said("Over what time.", "28 d")
    watched_by: MonitorRef | None = said("The monitor that follows it.", "groundedness_rate")


class Sla(Spec):
    """One user-facing flow and what is promised for it."""

    entry: ComponentRef | None = said("The component requests come in at.", "gateway")
    tier: Count | None = said("1 for what must not fail, higher for what may.", "1")
    latency: Percentiles | None = said("Whole answer, as the user feels it.", "{p99: 100 ms}")
    latency_budget: Annotated[dict[str, Duration], KeysReferTo(("component",))] = keyed(
        "Share of the latency each component may use.", "{online_store: 15 ms, decision: 40 ms}"
    )
    first_token: Percentiles | None = said("Time to the first token.", "{p95: 2 s}")
    availability: Fraction | None = said("Objective (SLO): share of requests, or of time, that succeed.", "99.95%")
    contract: Fraction | None = said("What is promised in the contract (SLA); looser than the objective.", "99.9%")
    error_rate: Fraction | None = said("Share of requests that may fail.", "0.05%")
    window: Duration | None = said("Over what time the objective counts.", "30 d")
    outage_allowance: Duration | None = said("Outage you believe the objective allows.", "21.6 min")
    throughput: Rate | None = said("Highest rate the promise holds at.", "3.5k/s")
    load: Load | None = said("Load of this flow, where it differs from requirements.load.", "{mean: 20/s, peak: 80/s}")
    rpo: Duration | None = said("Most data, in time, that may be lost.", "0 s")
    rto: Duration | None = said("Most time until it works again.", "5 min")
    freshness: Annotated[dict[str, Duration], KeysReferTo(("feature", "asset", "component"))] = keyed(
        "Oldest that a feature, asset or index may be when used.", "{velocity: 5 s}"
    )
    indicators: dict[Id, Indicator] = keyed("Further objectives.", "{grounded: {kind: groundedness, objective: 98%}}")
