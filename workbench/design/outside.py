"""What is not ours: users, other systems, vendors; and the people who answer for what is."""

from __future__ import annotations

from typing import Literal

from workbench.design.component import Component
from workbench.design.scalars import Count, Duration, Flag, Many, Rate, Text
from workbench.design.spec import Spec, said, some


class Terms(Spec):
    """What was agreed with another party."""

    dpa: Flag | None = said("A data-processing agreement is signed.", "true")
    region: Many[Text] = some("Regions it processes in.", "[eu]")
    no_training: Flag | None = said("It may not train on our data.", "true")
    retention: Duration | None = said("How long it keeps our data.", "30 d")
    transfer_basis: Literal["adequacy", "scc", "bcr", "consent", "none_needed"] | None = said(
        "Legal basis for data leaving the region.", "scc"
    )
    licence: Text | None = said("Licence of what it supplies.", "commercial")
    exit_plan: Text | None = said("What we would do without it.", "self-hosted model kept warm")
    notice: Duration | None = said("Notice it gives before it changes.", "90 d")


class Outside(Component):
    """A user, another system or a vendor."""

    terms: Terms | None = said(
        "What was agreed with it.", "{dpa: true, region: [eu], no_training: true, retention: 0 d}"
    )
    count: Count | None = said("How many there are.", "120k")
    affected: Flag | None = said("People the decisions are about, users or not.", "true")


class Person(Spec):
    """A person, a team or a rota."""

    role: Text | None = said("What they do.", "fraud data science")
    on_call: Flag | None = said("Reachable round the clock.", "true")
    responds: Duration | None = said("Time to react to a page.", "15 min")
    size: Count | None = said("How many people.", "6")
    capacity: Rate | None = said("Cases they can take.", "4000/day")
    cost: Text | None = said("Who pays for them.", "fraud operations")
