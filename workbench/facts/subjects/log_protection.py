"""Whether logs that receive personal data may hold it, end, and are closed to most.

From `mon-log-privacy` of the readiness catalogue.
"""

from __future__ import annotations

from collections.abc import Iterator

from workbench.design import Part
from workbench.facts.arrivals import Arrival, personal_arrivals
from workbench.facts.closing import closed, missing
from workbench.facts.context import Context
from workbench.facts.fact import Fact
from workbench.facts.formula import fact
from workbench.facts.lineage import said

_ID = "personal-data-in-logs"


@fact(
    _ID,
    title="Personal data in logs",
    broken="A log holds personal data it was not made for",
    formula="classes that arrive, after redaction, are among those the log may hold; it has an end and named readers",
    source="AWS RAIMON01-BP03; OWASP LLM02",
    blind="Free text that someone writes into a log by hand.",
)
def personal_data_in_logs(context: Context) -> Iterator[Fact]:
    """Yield one fact for every declared log, trace or audit store that personal data arrives at."""
    grouped: dict[str, list[Arrival]] = {}
    for arrival in personal_arrivals(context):
        if arrival.part.declared and arrival.part.has("logs"):
            grouped.setdefault(arrival.part.id, []).append(arrival)
    for name, arrivals in grouped.items():
        yield _judge(context.graph.parts[name], arrivals)


def _judge(part: Part, arrivals: list[Arrival]) -> Fact:
    spec, approved = part.spec, frozenset(part.spec.classes)
    over = [a for a in arrivals if a.classes - approved]
    sure = [a for a in over if not a.unless]
    lacks = missing(
        ("what it may hold", spec.classes, (*part.path, "classes")),
        ("how long entries are kept", spec.retention, (*part.path, "retention")),
        ("who may read it", spec.access and (spec.access.readers or spec.access.default), (*part.path, "access")),
    )
    wrong = ""
    if approved and sure:
        kept = said(frozenset(c for a in sure for c in a.classes - approved))
        wrong = f"{part.id} receives {kept} from {sure[0].asset} and may hold {', '.join(sorted(approved))} only"
    elif approved and over:
        lacks[f"what {over[0].unless[0]} takes out"] = (*part.path, "classes")
    good = f"{part.id} may hold the personal data it receives, for {spec.retention.text if spec.retention else ''}"
    broken = tuple(dict.fromkeys(a.edge.id for a in sure)) if wrong else ()
    return closed(_ID, part.id, part.path, good, lacks, wrong, components=(part.id,), broken=broken,
                  edges=tuple(dict.fromkeys(a.edge.id for a in arrivals)))  # fmt: skip
