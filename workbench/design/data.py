"""The data itself: what it is, whose, how much, how long, and what may be done with it."""

from __future__ import annotations

from typing import Literal

from workbench.design.capacity import Percentiles
from workbench.design.references import ComponentRef, InputRef, PersonRef, UserRef
from workbench.design.scalars import (
    Count,
    Day,
    Duration,
    Flag,
    Fraction,
    Many,
    Measure,
    Name,
    Rate,
    Size,
    Text,
)
from workbench.design.spec import Spec, keyed, said, some
from workbench.design.times import TimeSpan
from workbench.design.words import DataClass, OnMissing, Purpose, Use


class FieldRule(Spec):
    """The rule one field of a record must keep."""

    type: Name | None = said("Its type.", "decimal")
    min: Measure | None = said("Smallest valid value.", "0")
    max: Measure | None = said("Largest valid value.", "50k")
    one_of: Many[Name] = some("Valid values.", "[web, app, pos]")
    nulls: Fraction | None = said("Share that may be missing.", "0.1%")
    classes: Many[DataClass] = some("Its data class, where it differs from the asset's.", "pii_direct")
    used_by: Many[UserRef] = some("Features, labels or components that need it.", "[velocity]")
    on_missing: OnMissing | None = said("What happens when it is absent.", "default")


class Declassified(Spec):
    """A named way by which data lost a class."""

    by: ComponentRef | None = said("The component that does it.", "pan_vault")
    method: Literal["tokenised", "pseudonymised", "anonymised", "aggregated", "masked", "removed"] | None = said(
        "How.", "tokenised"
    )
    drops: Many[DataClass] = some("Classes it removes.", "[pii_direct]")
    residual_risk: Text | None = said("What could still be found out.", "vault compromise")
    reidentification: Fraction | None = said("Measured share that can be re-identified.", "0.01%")


class Asset(Spec):
    """One kind of data, wherever it flows."""

    classes: Many[DataClass] = some(
        "What it is; classes of what it is made from are inherited.", "[pii_quasi, confidential]"
    )
    from_: Many[InputRef] = some("What it is made from.", "[authorisations]", key="from")
    source: ComponentRef | None = said("Where it enters.", "pos")
    owner: PersonRef | None = said("Who answers for it.", "payments_team")
    subjects: Name | None = said("Whose data it is.", "cardholders")
    purposes: Many[Purpose] = some("Purposes it may be used for.", "[fraud_prevention]")
    allows: Many[Use] = some("Uses its licence allows.", "[train, serve]")
    basis: (
        Literal["contract", "consent", "legitimate_interest", "legal_obligation", "public_task", "vital_interest"]
        | None
    ) = said("Legal basis for personal data.", "legitimate_interest")
    consent: Flag | None = said("Consent is recorded per subject.", "true")
    licence: Name | None = said("Licence it comes under.", "CC-BY-4.0")
    region: Many[Name] = some("Regions it may stay in.", "[eu]")
    declassified: Declassified | None = said(
        "How it lost a class of its sources.", "{by: pan_vault, method: tokenised, drops: [pii_direct]}"
    )
    event_time: Name | None = said("Field that says when it happened.", "authorised_at")
    happens: TimeSpan | None = said("When it happens, relative to the decision or the outcome.", "decision+25d")
    available_after: Duration | None = said("From happening to being usable.", "6 h")
    lateness: Percentiles | None = said("How late events arrive.", "{p99: 5 s}")
    mutable: Flag | None = said("Past records are changed in place.", "true")
    schema_version: Name | None = said("Version of its schema.", "v7")
    fields: dict[str, FieldRule] = keyed("Rules by field.", "{amount: {type: decimal, min: 0}}")
    ruled: Fraction | None = said("Share of fields with type, range and null rule.", "95%")
    dedup_key: Name | None = said("Field by which repeats are recognised.", "authorisation_id")
    volume: Rate | None = said("How much arrives.", "60M/day")
    record: Size | None = said("Bytes of one record.", "1.2 kB")
    items: Count | None = said("How many there are.", "2M")
    tokens: Count | None = said("Tokens of one item.", "1500")
    size: Size | None = said("All of it.", "1.1 TB")
    retention: Duration | None = said("How long it is kept.", "400 d")
    version: Name | None = said("Version, where it is a fixed set.", "2026-10-01")
    created: Day | None = said("Date it was made.", "2026-10-01")
    on_missing: OnMissing | None = said("What happens when it does not arrive.", "last_known")
