"""Ground truth: what a label means, when it is known, who decides it, and what the model itself hides."""

from __future__ import annotations

from typing import Literal

from workbench.design.capacity import Percentiles
from workbench.design.component import CaseWork, Component
from workbench.design.references import ComponentRef, Id, InputRef
from workbench.design.scalars import Count, Duration, Flag, Fraction, Many, Name, Rate, Text
from workbench.design.spec import Spec, keyed, said, some


class Exploration(Spec):
    """Cases decided at random, so that the model does not choose all of its own labels."""

    rate: Fraction | None = said("Share of decisions.", "0.05%")
    by: ComponentRef | None = said("What randomises.", "decision")
    propensity_logged: Flag | None = said("The chance of each action is logged.", "true")
    needed: Count | None = said("Cases needed in one retraining cycle.", "10k")


class Annotation(Spec):
    """Labels given by people."""

    by: ComponentRef | None = said("Where people label.", "label_tool")
    raters: Count | None = said("How many people.", "12")
    per_item: Count | None = said("How many people label one item.", "3")
    overlap: Fraction | None = said("Share labelled twice.", "10%")
    statistic: Literal["kappa", "alpha", "icc", "agreement"] | None = said("How agreement is told.", "kappa")
    agreement: Fraction | None = said("Agreement measured.", "0.74..0.82")
    target: Fraction | None = said("Agreement wanted.", "0.7")
    sample: Count | None = said("Items labelled twice.", "1200")
    half_width: Fraction | None = said("Half of the 95% confidence interval that is accepted.", "4 pp")
    work: CaseWork | None = said("People and time.", "{people: 12, minutes: 2 min, hours: 6 h}")
    within: Duration | None = said("Time in which a label is due.", "5 d")


class OutcomeJoin(Spec):
    """How outcomes find the prediction they belong to."""

    on: Name | None = said("Key.", "prediction_id")
    by: ComponentRef | None = said("What joins.", "label_join")
    coverage: Fraction | None = said("Share of outcomes that find theirs.", "97%")
    target: Fraction | None = said("Share wanted.", "95%")


class LabelSet(Spec):
    """One target: what it means and when it is known."""

    entity: Name | None = said("What is labelled.", "authorisation")
    event: Name | None = said("The event that decides it.", "chargeback or confirmed fraud report")
    window: Duration | None = said("How long after the decision the event may come.", "90 d")
    positive: Text | None = said("When a case counts as positive.", "fraud chargeback within the window")
    from_: Many[InputRef] = some("Data it is made from.", "[chargebacks]", key="from")
    delay: Percentiles | None = said("From the decision until the label is known.", "{p50: 25 d, p95: 90 d}")
    mature_after: Duration | None = said("Age from which an example may be used.", "90 d")
    confidence: Literal["high", "medium", "low", "none"] | None = said("How far it can be trusted.", "high")
    known_for: Text | None = said("Cases it is known for, where not all.", "approved payments only")
    early_signal: InputRef | None = said("What is known sooner and stands in for it.", "issuer_reports")
    positive_rate: Fraction | None = said("Share of positives.", "0.12%")
    volume: Rate | None = said("Labelled cases.", "400/day")
    needed: Count | None = said("Labelled cases needed for one training set.", "1M")
    observed_only_if: ComponentRef | None = said("The decision that hides the outcome of cases it stops.", "decision")
    exploration: Exploration | None = said("Unbiased sample.", "{rate: 0.05%, propensity_logged: true}")
    annotation: Annotation | None = said("Labels given by people.", "{overlap: 10%, agreement: 0.78}")
    join: OutcomeJoin | None = said("How outcomes find their prediction.", "{on: prediction_id, coverage: 97%}")
    position_bias: Literal["propensity", "randomised", "feature", "none"] | None = said(
        "How the effect of position is removed from clicks.", "propensity"
    )


class Labels(Spec):
    """Ground truth."""

    components: dict[Id, Component] = keyed("Its components.", "{label_join: {kind: label_join}}")
    sets: dict[Id, LabelSet] = keyed("Targets.", "{fraud: {entity: authorisation, window: 90 d}}")
