"""Numbers the tool assumes when the file leaves them out; each is listed in every report and can be overridden."""

from __future__ import annotations

from pydantic import Field

from workbench.design.quantity import Quantity, parse_quantity
from workbench.design.scalars import Duration, Fraction, Number
from workbench.design.spec import Spec


def _assumed(text: str, dimension: str) -> Quantity:
    return parse_quantity(f"{text} assumed", dimension)


class Assumptions(Spec):
    """What is taken for granted until the file says otherwise."""

    utilisation: Fraction = Field(
        default=_assumed("70%", "fraction"),
        description="Share of capacity planned for at peak.",
        examples=["70%"],
    )
    common_cause: Fraction = Field(
        default=_assumed("5%", "fraction"),
        description="Share of failures that take all replicas at once (beta factor).",
        examples=["5%"],
    )
    replica_unavailability: Fraction = Field(
        default=_assumed("0.5%", "fraction"),
        description="Share of time one replica is down, where only replicas are stated.",
        examples=["0.5%"],
    )
    fallback_works: Fraction = Field(
        default=_assumed("98%", "fraction"),
        description="Share of cases a fallback handles well.",
        examples=["98%"],
    )
    tail_ratio: Number = Field(
        default=_assumed("3", "number"),
        description="The p99 over the p50, where only one of the two is stated.",
        examples=["3"],
    )
    month: Duration = Field(default=_assumed("30 d", "duration"), description="Length of a month.", examples=["30 d"])
    retraining_share: Fraction = Field(
        default=_assumed("50%", "fraction"),
        description="Most of its cadence that a training run may take.",
        examples=["50%"],
    )
    rollout_budget_share: Fraction = Field(
        default=_assumed("10%", "fraction"),
        description="Most of the error budget a bad version may burn, where its rollout does not say.",
        examples=["10%"],
    )
