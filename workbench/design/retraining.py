"""When a model is made anew, what it passes on its way, and how a version is taken back."""

from __future__ import annotations

from typing import Literal

from workbench.design.component import Component
from workbench.design.references import (
    ComponentRef,
    Id,
    ModelRef,
    MonitorRef,
    PassRef,
    PersonRef,
    RunnableRef,
)
from workbench.design.scalars import Count, Day, Duration, Flag, Many, Name
from workbench.design.spec import Spec, keyed, said, some


class RetrainTrigger(Spec):
    """What starts a retraining."""

    kind: Literal["schedule", "metric", "event", "manual"] | None = said("What sort of start.", "metric")
    every: Duration | None = said("For a schedule: how often.", "7 d")
    on: Many[MonitorRef] = some("For a metric: the monitors that start it.", "[recall_live]")
    of: ModelRef | None = said("Which model.", "fraud_model")
    runs: ComponentRef | None = said("What is started.", "trainer")


class Retraining(Spec):
    """When a model is made anew."""

    components: dict[Id, Component] = keyed(
        "Its components.", "{pipeline: {kind: workflow_orchestrator, product: oss/airflow}}"
    )
    triggers: dict[Id, RetrainTrigger] = keyed(
        "What starts it.", "{weekly: {kind: schedule, every: 7 d, of: fraud_model}}"
    )
    through: Many[PassRef] = some("Gates and rollouts every new version passes.", "[release, canary]")
    automatic: Flag | None = said("No person stands between trigger and release.", "true")
    validate_: Duration | None = said("Time to validate.", "1 d", key="validate")
    fails_to: Literal["keep_current", "retry", "page"] | None = said("What a failed run does.", "keep_current")
    poison_guard: ComponentRef | None = said("What screens fresh data before it trains.", "label_screen")
    restart: Literal["scratch", "warm"] | None = said("From scratch, or from the last weights.", "scratch")


class Drill(Spec):
    """A rehearsal, with its date and its clock."""

    on: Day | None = said("Date.", "2026-09-14")
    took: Duration | None = said("Time measured.", "4 min")


class RollbackPlan(Spec):
    """How one version is taken back."""

    of: Many[RunnableRef] = some("What it takes back.", "fraud_model")
    restores: Many[Literal["model", "prompt", "index", "features", "config", "data", "code", "schema"]] = some(
        "What goes back together.", "[model, config]"
    )
    to: Literal["previous", "baseline", "rules", "disabled"] | None = said("Where it goes back to.", "previous")
    by: ComponentRef | None = said("What switches.", "gateway")
    retained_versions: Count | None = said("Old versions kept ready.", "3")
    takes: Duration | None = said("Time from decision to old version serving.", "4 min")
    load_time: Duration | None = said("Part of it spent loading, when the old version is not warm.", "90 s")
    warm: Flag | None = said("The old version is kept loaded.", "true")
    detect: Duration | None = said("Time to notice.", "10 min")
    decide: Duration | None = said("Time to decide.", "5 min")
    automatic: Flag | None = said("Needs no person.", "true")
    compatible_with: Many[Literal["features", "schema", "index", "prompt", "config", "data"]] = some(
        "What the old version was tested to work with as it is today.", "[features, schema]"
    )
    drill: Drill | None = said("Last rehearsal.", "{on: 2026-09-14, took: 4 min}")


class KillSwitch(Spec):
    """How a person turns a model off."""

    by: PersonRef | None = said("Who may.", "fraud_oncall")
    through: ComponentRef | None = said("What they pull.", "feature_flags")
    stops: Many[RunnableRef] = some("What it turns off.", "[decision]")
    within: Duration | None = said("Time until it is off.", "1 min")
    falls_to: ComponentRef | None = said("What answers every consumer then.", "rules")


class ConfigItem(Spec):
    """A setting that changes behaviour."""

    kind: Literal["threshold", "prompt", "flag", "routing", "policy", "parameters"] | None = said(
        "What sort.", "threshold"
    )
    version: Name | None = said("Version.", "v12")
    owner: PersonRef | None = said("Who answers for it.", "fraud_team")
    approved_by: PersonRef | None = said("Who must agree to a change.", "risk_manager")
    approvals: Count | None = said("How many must agree to a change.", "2")
    expires: Flag | None = said("Lapses on a set day unless it is renewed.", "true")
    releases: Flag | None = said("A change goes through a release.", "true")


class Rollback(Spec):
    """How a version is taken back."""

    components: dict[Id, Component] = keyed("Its components.", "{feature_flags: {kind: feature_flag}}")
    plans: dict[Id, RollbackPlan] = keyed(
        "Ways back.", "{model: {of: fraud_model, retained_versions: 3, takes: 4 min}}"
    )
    kill_switch: dict[Id, KillSwitch] = keyed(
        "Ways off.", "{model_off: {by: fraud_oncall, within: 1 min, falls_to: rules}}"
    )
    config: dict[Id, ConfigItem] = keyed(
        "Settings under version control.", "{block_threshold: {kind: threshold, version: v12}}"
    )
