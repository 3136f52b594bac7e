"""What is watched, from when it alarms, who hears it and what happens then; drift is watched the same way."""

from __future__ import annotations

from typing import Literal

from workbench.design.component import Component
from workbench.design.references import (
    ActionRef,
    ComponentRef,
    Id,
    LabelRef,
    MonitorRef,
    PersonRef,
    SliceRef,
    WatchedRef,
)
from workbench.design.scalars import (
    Count,
    Duration,
    Flag,
    Fraction,
    Growth,
    Many,
    Measure,
    Name,
    Rate,
    Spend,
)
from workbench.design.spec import Spec, keyed, said, some
from workbench.design.words import DataCheck, Severity

Statistic = Literal[
    "rate", "reject_rate", "duration", "memory", "mean", "median", "sum", "count", "p50", "p95", "p99", "max",
    "null_rate", "psi", "ks", "js", "kl", "wasserstein", "chi2", "mmd", "match_rate", "burn_rate", "error_rate",
    "auc_pr", "recall", "precision", "calibration_error", "lag", "age", "utilisation", "cost", "groundedness",
    "refusal_rate", "no_answer_rate", "thumbs_down_rate", "block_rate", "hit_rate", "saturation", "heartbeat",
    "quality", "disparity",
]  # fmt: skip
Watch = Literal[
    "input", "output", "quality", "infrastructure", "business", "data_quality", "skew", "drift", "freshness",
    "cost", "security", "fairness", "safety", "model_age", "training",
]  # fmt: skip


class Monitor(Spec):
    """One alarm: what, when, to whom, and to what effect."""

    watches: Many[WatchedRef] = some(
        "What it looks at: a component, data, a model, or the KPI, metric or promise it computes.", "decision"
    )
    for_: Watch | None = said("What sort of trouble it finds.", "output", key="for")
    statistic: Statistic | None = said("How it is computed.", "rate")
    checks: Many[DataCheck] = some("For data quality: what is checked.", "[nulls, ranges, volume, uniqueness]")
    above: Measure | None = said(
        "Alarms above this; for a burn rate, the multiple of even spending of the error budget.", "0.40%"
    )
    below: Measure | None = said("Alarms below this.", "95%")
    window: Duration | None = said("Time one value is computed over.", "10 min")
    short_window: Duration | None = said("Second, shorter window that must agree (burn-rate alerts).", "5 min")
    budget_spent: Fraction | None = said("Share of the error budget gone when it alarms, as you believe.", "2%")
    min_samples: Count | None = said("Fewest rows for a value.", "20k")
    cadence: Duration | None = said("Time between two values.", "10 min")
    baseline: Literal["training", "validation", "previous", "seasonal", "offline", "fixed"] | None = said(
        "What it compares with.", "validation"
    )
    reference_n: Count | None = said("Rows it compares with.", "1M")
    bins: Count | None = said("Bins of a distribution test.", "10")
    features: Count | None = said("How many features it tests.", "40")
    alpha: Fraction | None = said("Error rate of one test.", "1%")
    correction: Literal["bonferroni", "fdr", "none"] | None = said(
        "How many tests at once are allowed for.", "bonferroni"
    )
    false_alarms: Rate | None = said("False alarms you can live with.", "1/week")
    label: LabelRef | None = said("Labels it needs.", "fraud")
    labelled_rate: Rate | None = said("Labelled cases arriving.", "400/day")
    proxy_for: MonitorRef | None = said("Slower monitor it stands in for.", "recall_live")
    joins_on: Name | None = said("Key that joins both sides of a comparison.", "prediction_id")
    slices: Many[SliceRef] = some("Slices it is split by.", "[new_cards]")
    severity: Severity | None = said("How urgent.", "high")
    alerts: Many[PersonRef] = some("Who is told.", "fraud_oncall")
    owner: PersonRef | None = said("Who answers for it and its runbook; left out: who is told.", "fraud_team")
    runbook: Name | None = said("What to do, and where it stands.", "runbooks/decline-rate.md")
    action: Many[ActionRef] = some("What happens in the system.", "rollback.model")
    by: ComponentRef | None = said("Component that computes it.", "metrics")
    cost: Spend | None = said("What it costs.", "120 USD/month")


class Monitoring(Spec):
    """What is watched."""

    components: dict[Id, Component] = keyed(
        "Its components.", "{metrics: {kind: metrics_store, product: oss/prometheus}}"
    )
    monitors: dict[Id, Monitor] = keyed(
        "Alarms.", "{decline_rate: {watches: decision, statistic: rate, above: 0.40%, alerts: fraud_oncall}}"
    )
    max_exposure: Duration | None = said("Longest a loss of quality may go unseen.", "7 d")
    alert_budget: Rate | None = said("Alerts people can work on.", "5/week")


class Drift(Spec):
    """How the world changes, and how that is noticed."""

    components: dict[Id, Component] = keyed(
        "Its components.", "{drift_job: {kind: drift_detector, product: oss/evidently}}"
    )
    monitors: dict[Id, Monitor] = keyed(
        "Alarms.", "{amount_drift: {watches: velocity, statistic: psi, above: 0.2, min_samples: 20k}}"
    )
    decay: Growth | None = said("Quality lost over time without retraining.", "0.04 pp/day")
    tolerated_loss: Fraction | None = said("Quality that may be lost before retraining.", "0.5 pp")
    seasonality: Many[Name] = some("Known cycles that are not drift.", "[weekly, paydays]")
    adversarial: Flag | None = said("Someone adapts on purpose.", "true")
