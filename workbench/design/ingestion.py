"""How data comes in: components, contracts with sources, catching up, and what a broken batch does."""

from __future__ import annotations

from typing import Annotated, Literal

from workbench.design.component import Component
from workbench.design.references import ComponentRef, Id, KeysReferTo, PersonRef
from workbench.design.scalars import Count, Duration, Flag, Many, Name, Rate
from workbench.design.spec import Spec, keyed, said, some
from workbench.design.words import DataCheck


class Contract(Spec):
    """What the producer of a data set promised."""

    version: Name | None = said("Version of the contract.", "v7")
    owner: PersonRef | None = said("Who answers on their side.", "payments_team")
    notifies: PersonRef | None = said("Who is told of a change.", "fraud_oncall")
    notice: Duration | None = said("How long before a change.", "30 d")
    tested_by: ComponentRef | None = said("What tests it.", "schema_gate")
    checks: Many[DataCheck] = some("What is checked.", "[schema, nulls, volume]")


class Backfill(Spec):
    """Catching up after an outage."""

    outage: Duration | None = said("Outage to recover from.", "4 h")
    throughput: Rate | None = said("Rate at which a backlog is worked off, new data included.", "8k/s")
    within: Duration | None = said("Time by which it must be done.", "8 h")


class Ingestion(Spec):
    """How data comes in."""

    components: dict[Id, Component] = keyed("Its components.", "{auth_stream: {kind: event_stream, zones: 3}}")
    contracts: Annotated[dict[str, Contract], KeysReferTo(("asset",))] = keyed(
        "Contracts by data set.", "{authorisations: {version: v7}}"
    )
    backfill: Backfill | None = said("Catching up.", "{outage: 4 h, throughput: 8k/s, within: 8 h}")
    on_violation: Literal["halt", "quarantine", "alert", "retrain", "drop"] | None = said(
        "What a schema break does.", "halt"
    )
    on_shift: Literal["retrain", "investigate", "alert", "halt"] | None = said(
        "What a genuine change of values does.", "investigate"
    )
    connectors: Count | None = said("How many source systems are connected.", "3")
    permissions_propagate: Flag | None = said("Source permissions travel with documents.", "true")
    deletes_propagate: Duration | None = said("Longest time until a deletion at the source takes effect.", "15 min")
