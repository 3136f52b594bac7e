"""Whether the record of operation lets a decision of a high-risk system be traced, and is kept for half a year.

From `rai-event-logs` of the readiness catalogue.
"""

from __future__ import annotations

from collections.abc import Iterator

from workbench.design import Part
from workbench.design.units import DAY
from workbench.facts import spans
from workbench.facts.closing import closed
from workbench.facts.context import Context
from workbench.facts.fact import Fact
from workbench.facts.formula import fact

_ID = "event-record"
_HALF_A_YEAR, _CALENDAR = 183 * DAY, 0.98
"""Six months, of which the shortest count 180 d or so."""
_FIELDS = {
    "when it was": ("time",),
    "what came in": ("input_ref", "inputs", "features"),
    "which version": ("model_version",),
    "what came out": ("output", "score"),
}


@fact(
    _ID,
    title="Record of operation",
    broken="The record of operation is gone too soon",
    formula="each record tells time, input, version, output and who reviewed it; kept at least six months",
    source="EU AI Act, Articles 12, 19(1) and 26(6)",
    blind="Whether a record can be found again in time.",
)
def event_record(context: Context) -> Iterator[Fact]:
    """Yield one fact where a log is named as the record of a system that is not said to be of low risk."""
    section = context.design.responsible_ai
    part = context.graph.parts.get(section.event_log or "") if section else None
    stated = section.risk.stated if section and section.risk else None
    if part and part.declared and stated not in ("minimal", "limited"):
        yield _judge(context, part, high=stated == "high")


def _judge(context: Context, part: Part, *, high: bool) -> Fact:
    logged, kept = set(part.spec.logs), context.take("retention", *part.path, "retention")
    at = (*part.path, "logs")
    lacks = {told: at for told, names in _FIELDS.items() if not logged & set(names)}
    if context.graph.with_trait("reviews") and "reviewer" not in logged:
        lacks["who reviewed it"] = at
    if kept is None:
        lacks["how long it is kept"] = (*part.path, "retention")
    wrong = _too_short(context, part) if high else ""
    good = f"{part.id} tells when, on what, by which version and with what result, for {kept.text if kept else ''}"
    return closed(_ID, part.id, kept.path if kept else part.path, good, lacks, wrong, components=(part.id,),
                  inputs=tuple(i for i in (kept,) if i))  # fmt: skip


def _too_short(context: Context, part: Part) -> str:
    """Say what keeps the record from lasting half a year: its own time, or the time a rule allows."""
    kept = context.take("retention", *part.path, "retention")
    if kept and spans.of(kept).high < _HALF_A_YEAR * _CALENDAR:
        return f"{part.id} is kept {kept.text}; a high-risk system keeps its record for at least six months"
    rules = context.design.privacy.retention if context.design.privacy else {}
    for name in (n for n, rule in rules.items() if part.id in rule.of):
        most = context.take(f"{name} ceiling", "privacy", "retention", name, "at_most")
        if most and spans.of(most).high < _HALF_A_YEAR * _CALENDAR:
            return f"{part.id} may be kept {most.text} only; a high-risk system keeps its record for six months"
    return ""
