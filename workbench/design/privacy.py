"""Personal data: erasure, retention, transfers, assessments, and the clock after a breach."""

from __future__ import annotations

from typing import Annotated, Literal

from workbench.design.component import Component
from workbench.design.references import (
    AssetRef,
    ComponentRef,
    Id,
    KeysReferTo,
    PersonRef,
    StoreRef,
)
from workbench.design.scalars import Day, Duration, Flag, Many, Name, Text
from workbench.design.spec import Spec, keyed, said, some
from workbench.design.words import TransferBasis


class Erasure(Spec):
    """Deleting a person's data on request."""

    within: Duration | None = said("Time promised.", "30 d")
    by: ComponentRef | None = said("What carries it out.", "erasure_job")
    reaches: Annotated[dict[str, Duration | None], KeysReferTo(("component", "asset", "model"))] = keyed(
        "Longest time until it is gone, by store or model; a bare name where no time is known.",
        "{online_store: 1 d, backups: 35 d, fraud_model: 90 d}",
    )


class RetentionRule(Spec):
    """How long something must, and may, be kept."""

    of: Many[StoreRef] = some("What it governs.", "[authorisations]")
    at_least: Duration | None = said("Legal or practical floor.", "183 d")
    at_most: Duration | None = said("Ceiling set by the purpose.", "400 d")
    because: Text | None = said("Law or purpose behind it.", "chargeback period")


class Transfer(Spec):
    """Personal data going to another region."""

    from_: Name | None = said("Region it leaves.", "eu", key="from")
    to: Name | None = said("Region it goes to.", "us")
    of: Many[AssetRef] = some("What goes.", "[authorisations]")
    basis: TransferBasis | None = said("Legal basis.", "scc")


class Assessment(Spec):
    """A written assessment with its date."""

    id: Name | None = said("Where it is filed.", "DPIA-2026-014")
    on: Day | None = said("Date it was signed.", "2026-08-01")
    required_by: Many[Literal["profiling", "special_data", "monitoring_public", "high_risk", "policy"]] = some(
        "What makes it due.", "[profiling]"
    )
    reopens_on: Many[Literal["use", "model", "data", "law", "vendor"]] = some(
        "Changes that open it again.", "[use, model, data]"
    )
    owner: PersonRef | None = said("Who answers for it.", "privacy_officer")


class BreachClock(Spec):
    """From a leak to the notice."""

    detect: Duration | None = said("Time to notice.", "24 h")
    triage: Duration | None = said("Time to know what it is.", "12 h")
    notify: Duration | None = said("Time to tell the authority.", "24 h")
    detected_by: ComponentRef | None = said("What would notice.", "audit_trail")


class Privacy(Spec):
    """Personal data."""

    components: dict[Id, Component] = keyed("Its components.", "{pan_vault: {kind: tokeniser, redacts: [pii_direct]}}")
    erasure: Erasure | None = said("Deleting on request.", "{within: 30 d, reaches: {online_store: 1 d}}")
    retention: dict[Id, RetentionRule] = keyed(
        "Floors and ceilings.", "{events: {of: authorisations, at_least: 183 d, at_most: 400 d}}"
    )
    transfers: dict[Id, Transfer] = keyed("Transfers between regions.", "{eu_us: {from: eu, to: us, basis: scc}}")
    assessment: Assessment | None = said("Data protection impact assessment.", "{id: DPIA-2026-014, on: 2026-08-01}")
    breach: BreachClock | None = said("After a leak.", "{detect: 24 h, triage: 12 h, notify: 24 h}")
    controller: Name | None = said("Who decides why data is used.", "Example Bank plc")
    minimised: Flag | None = said("Fields without a use are dropped at the door.", "true")
