"""Staying up: degraded modes, incidents, rehearsed failures, what the error budget buys."""

from __future__ import annotations

from typing import Literal

from workbench.design.component import Component
from workbench.design.references import ComponentRef, Id, MonitorRef, PersonRef, SlaRef
from workbench.design.retraining import Drill
from workbench.design.scalars import Count, Duration, Flag, Many, Measure, Rate, Text
from workbench.design.spec import Spec, keyed, said, some


class DegradedMode(Spec):
    """A worse way of working that is better than none."""

    of: SlaRef | None = said("Promise it keeps in part.", "authorise")
    when: Many[MonitorRef] = some("Monitor that starts it.", "[p99_alarm]")
    ends_after: Duration | None = said("How long its monitors must be quiet before it ends.", "10 min")
    serves: ComponentRef | None = said("What answers.", "rules")
    order: Count | None = said("1 is tried first.", "1")
    quality: Measure | None = said("How good it is.", "0.41")
    automatic: Flag | None = said("Starts by itself.", "true")


class Incidents(Spec):
    """What goes wrong in an ordinary month."""

    expected: Rate | None = said("How often one is to be expected.", "2/month")
    detect: Duration | None = said("Time to notice.", "5 min")
    mitigate: Duration | None = said("Time to mend.", "15 min")


class FailureDrill(Drill):
    """A rehearsed failure."""

    loses: Many[ComponentRef] = some("What was taken away.", "[online_store]")
    kind: Literal["component", "zone", "region", "quota", "data", "model", "load"] | None = said("What sort.", "zone")
    held: Literal["kept", "degraded", "broken"] | None = said("What became of the promise.", "degraded")


class Reliability(Spec):
    """Staying up."""

    components: dict[Id, Component] = keyed("Its components.", "{backup_vault: {kind: backup_store}}")
    modes: dict[Id, DegradedMode] = keyed(
        "Degraded modes.", "{rules_only: {of: authorise, when: p99_alarm, serves: rules}}"
    )
    incidents: Incidents | None = said("An ordinary month.", "{expected: 2/month, detect: 5 min, mitigate: 15 min}")
    drills: dict[Id, FailureDrill] = keyed("Rehearsals.", "{zone_loss: {on: 2026-09-14, kind: zone, held: kept}}")
    budget_policy: Text | None = said("What happens when the error budget is spent.", "releases stop")
    on_call: PersonRef | None = said("Who is called.", "fraud_oncall")
    retry_backoff: Literal["jitter", "exponential", "fixed", "none"] | None = said("How retries wait.", "jitter")
