"""How a change proves itself on live traffic: experiments, rollouts, shadows."""

from __future__ import annotations

from typing import Any, ClassVar, Literal

from pydantic import model_validator

from workbench.design.component import Component
from workbench.design.references import ComponentRef, Id, MeasureRef, MonitorRef, ReadingRef, RollbackRef, RunnableRef
from workbench.design.scalars import Count, Duration, Flag, Fraction, Many, Measure, Rate, Relative
from workbench.design.spec import Spec, keyed, said, some
from workbench.design.words import Grain


class SampleRatio(Spec):
    """Check that arms have the size they should."""

    alpha: Fraction | None = said("Error rate of the check.", "0.1%")
    observed: Many[Count] = some("Units seen in each arm.", "[44k, 45k]")
    action: Literal["invalidate", "investigate", "none"] | None = said("What a mismatch does.", "invalidate")


class StopRule(Spec):
    """When an experiment ends."""

    method: Literal["fixed", "sequential", "bayes_with_rule", "none"] | None = said("Method.", "fixed")
    looks: Count | None = said("How often results are read.", "1")


class Experiment(Spec):
    """A controlled comparison."""

    metric: MeasureRef | None = said("What decides.", "fraud_loss")
    unit: Grain | None = said("What is randomised.", "account")
    interference: Literal["none", "network", "market", "shared_budget"] | None = said(
        "How units affect each other.", "none"
    )
    stable: Flag | None = said("A unit keeps its arm throughout.", "true")
    by: ComponentRef | None = said("What assigns arms.", "experiment_platform")
    treatment: RunnableRef | None = said("What is tried.", "fraud_model")
    baseline_rate: Fraction | None = said("Rate of the metric today.", "5%")
    sigma: Measure | None = said("Standard deviation, for a mean.", "12")
    variance_reduction: Fraction | None = said(
        "Share of its variance removed with what was known before, such as CUPED.", "40%"
    )
    mde: Relative | None = said("Smallest effect worth finding, as a share of the baseline.", "2%")
    mde_absolute: Measure | None = said("The same in the unit of the metric, where that is how it is agreed.", "0.1 pp")
    alpha: Fraction | None = said("False alarms accepted.", "5%")
    power: Fraction | None = said("Chance to find the effect.", "80%")
    arms: Count | None = said("Arms.", "2")
    traffic: Rate | None = said("Units entering.", "100k/day")
    allocation: Fraction | None = said("Share of traffic in the experiment.", "20%")
    trigger_rate: Fraction | None = said("Share of units the change can touch.", "30%")
    cluster_size: Count | None = said("Units in a cluster.", "10")
    icc: Fraction | None = said("Correlation within a cluster.", "5%")
    runs_for: Duration | None = said("Planned length.", "21 d")
    sample_ratio: SampleRatio | None = said("Check of arm sizes.", "{alpha: 0.1%, action: invalidate}")
    stop: StopRule | None = said("When it ends.", "{method: fixed, looks: 1}")
    guardrails: Many[MeasureRef] = some("What must not get worse.", "[false_declines]")
    holdout: Fraction | None = said("Share kept out for the long run.", "1%")


class RolloutStage(Spec):
    """One step of a rollout."""

    short: ClassVar[tuple[str, ...]] = ("5% for 2 h", "100%")

    @model_validator(mode="before")
    @classmethod
    def _from_words(cls, value: Any) -> Any:
        """Read `5% for 2 h` and `100%`."""
        if not isinstance(value, str):
            return value
        share, _, length = value.partition(" for ")
        return {"share": share, "for": length} if length else {"share": share}

    share: Fraction | None = said("Share of traffic.", "5%")
    for_: Duration | None = said("How long.", "2 h", key="for")


class Rollout(Spec):
    """Letting a new version in step by step."""

    of: RunnableRef | None = said("What is rolled out.", "fraud_model")
    by: ComponentRef | None = said("What splits traffic.", "gateway")
    stages: Many[RolloutStage] = some("Steps.", "[5% for 2 h, 25% for 12 h, 100%]")
    compare: Literal["concurrent", "historical", "none"] | None = said("What it is compared with.", "concurrent")
    metrics: Many[ReadingRef] = some("What is compared.", "[decline_rate]")
    baseline_error: Fraction | None = said("Error rate before.", "0.1%")
    detectable_error: Fraction | None = said("Error rate that must be noticed.", "0.5%")
    worst_error: Fraction | None = said("Share of requests a bad version could fail.", "100%")
    alpha: Fraction | None = said("False alarms accepted at a step.", "5%")
    power: Fraction | None = said("Chance to notice a bad version at a step.", "80%")
    abort_on: Many[MonitorRef] = some("Monitors that stop it.", "[decline_rate, p99_alarm]")
    automatic: Flag | None = said("Stops without a meeting.", "true")
    aborts_with: RollbackRef | None = said("Way back it takes then; its times count.", "rollback.model")
    budget_share: Fraction | None = said("Most of the error budget a bad version may burn.", "10%")


class Shadow(Spec):
    """Running beside the live system without effect."""

    by: ComponentRef | None = said("What runs in shadow.", "decision_shadow")
    share: Fraction | None = said("Share of traffic mirrored.", "100%")
    effects: Literal["none", "writes_log", "full"] | None = said("What it may do.", "writes_log")
    runs_for: Duration | None = said("How long.", "7 d")


class Experimentation(Spec):
    """How a change proves itself on live traffic."""

    components: dict[Id, Component] = keyed("Its components.", "{experiment_platform: {kind: experiment_platform}}")
    experiments: dict[Id, Experiment] = keyed(
        "Experiments.", "{score_test: {metric: fraud_loss, unit: account, mde: 2%}}"
    )
    rollouts: dict[Id, Rollout] = keyed("Rollouts.", "{canary: {stages: [5% for 2 h, 100%]}}")
    shadows: dict[Id, Shadow] = keyed("Shadow runs.", "{shadow: {by: decision_shadow, effects: writes_log}}")
