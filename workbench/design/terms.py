"""What was agreed with another party that runs a part of the system."""

from __future__ import annotations

from workbench.design.references import RunnableRef
from workbench.design.scalars import Duration, Flag, Many, Name
from workbench.design.spec import Spec, said, some


class Terms(Spec):
    """What was agreed with another party."""

    dpa: Flag | None = said("A data-processing agreement is signed.", "true")
    region: Many[Name] = some("Regions it processes in.", "[eu]")
    no_training: Flag | None = said("It may not train on our data.", "true")
    retention: Duration | None = said("How long it keeps our data.", "30 d")
    licence: Name | None = said("Licence of what it supplies.", "commercial")
    exit_to: RunnableRef | None = said("What would take its place.", "llm_backup")
    notice: Duration | None = said("Notice it gives before it changes.", "90 d")
