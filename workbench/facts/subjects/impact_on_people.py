"""Whether the impact on people was assessed before the launch, and what opens the assessment again.

From `rai-impact` of the readiness catalogue; the assessment of data protection is a fact of its own.
"""

from __future__ import annotations

from collections.abc import Iterator

from workbench.errors import Path
from workbench.facts.closing import closed, missing
from workbench.facts.context import Context
from workbench.facts.fact import Fact
from workbench.facts.formula import fact

_ID = "impact-on-people"
_AT: Path = ("responsible_ai", "assessment")
_REOPENS = ("use", "model", "data")


@fact(
    _ID,
    title="Assessment of the impact on people",
    broken="The impact on people was assessed after the launch",
    formula="filed, owned, signed before the launch, and opened again by a change of use, model or data",
    source="Microsoft Responsible AI Standard A1; ISO/IEC 42001 A.5; EU AI Act, Article 27",
    blind="Whether anyone outside the team read it.",
)
def impact_on_people(context: Context) -> Iterator[Fact]:
    """Yield one fact where an assessment is filed."""
    section, needs = context.design.responsible_ai, context.design.requirements
    filed = section.assessment if section else None
    if filed is None:
        return
    launch = needs.launch if needs else None
    lacks = missing(
        ("where it is filed", filed.id, (*_AT, "id")),
        ("when it was signed", filed.on, (*_AT, "on")),
        ("who answers for it", filed.owner or context.design.owner, (*_AT, "owner")),
        ("the day of the launch", launch, ("requirements", "launch")),
    )
    for change in _REOPENS:
        if change not in filed.reopens_on:
            lacks[f"that a change of {change} opens it again"] = (*_AT, "reopens_on")
    wrong = ""
    if filed.on and launch and filed.on >= launch:
        wrong = f"the assessment was signed on {filed.on}, and the launch is on {launch}"
    good = f"{filed.id} was signed on {filed.on}, before the launch on {launch}"
    yield closed(_ID, "assessment", (*_AT, "on") if wrong else _AT, good, lacks, wrong)
