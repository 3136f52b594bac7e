"""What was agreed with another party that runs a part of the system."""

from __future__ import annotations

from typing import Literal

from workbench.design.scalars import Duration, Flag, Many, Text
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
