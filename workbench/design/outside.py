"""What is not ours: users, other systems, vendors; and the people who answer for what is."""

from __future__ import annotations

from workbench.design.component import Component
from workbench.design.rights import Rights
from workbench.design.scalars import Count, Duration, Flag, Rate, Text
from workbench.design.spec import said


class Outside(Component):
    """A user, another system or a vendor."""

    count: Count | None = said("How many there are.", "120k")
    affected: Flag | None = said("People the decisions are about, users or not.", "true")


class Person(Rights):
    """A person, a team or a rota."""

    role: Text | None = said("What they do.", "fraud data science")
    on_call: Flag | None = said("Reachable round the clock.", "true")
    responds: Duration | None = said("Time to react to a page.", "15 min")
    size: Count | None = said("How many people.", "6")
    capacity: Rate | None = said("Cases they can take.", "4000/day")
