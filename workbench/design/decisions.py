"""Choices with what was rejected and the number that decided; and findings set aside for a time."""

from __future__ import annotations

from workbench.design.references import ComponentRef, Id, MeasureRef, PathRef, PersonRef
from workbench.design.scalars import Day, Many, Measure, Name, Text
from workbench.design.spec import Spec, keyed, said, some


class Option(Spec):
    """One way that was open."""

    uses: Many[ComponentRef] = some("Components it would use.", "[velocity_features]")
    gives: Measure | None = said("What it gives on the deciding measure.", "6.1")
    costs: Text | None = said("What it costs.", "a stream processor to run")


class Choice(Spec):
    """A choice: what was open, what was taken, what decided."""

    question: Text | None = said("What had to be decided.", "Stream or batch velocity features?")
    options: dict[Id, Option] = keyed("What was open.", "{stream: {gives: 6.1}, batch: {gives: 7.4}}")
    chose: Name | None = said("Id of the option taken.", "stream")
    because: Many[MeasureRef] = some("Measure that decided.", "fraud_loss")
    settles: Many[PathRef] = some("Field the choice is written into.", "features.sets.velocity.staleness")
    decided_by: PersonRef | None = said("Who decided.", "fraud_team")
    revisit_when: Text | None = said("What would open it again.", "velocity lag above 30 s")


class Practice(Spec):
    """A practice of an imported checklist that is claimed, and what in this file it rests on."""

    rests_on: Many[PathRef] = some("Field that shows it.", "[monitoring.monitors.decline_rate]")
    owner: PersonRef | None = said("Who answers for it.", "fraud_team")
    on: Day | None = said("When it was last looked at.", "2026-09-14")


class Waiver(Spec):
    """A finding set aside in one place until a day."""

    item: Name | None = said("Item id.", "srv-zone-loss")
    at: PathRef | None = said("Place it is set aside at.", "serving.components.decision")
    reason: Text | None = said("Why.", "second zone opens in March")
    owner: PersonRef | None = said("Who answers for it.", "fraud_team")
    until: Day | None = said("Last day it holds.", "2027-03-31")
