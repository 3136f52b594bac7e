"""What becomes of records that a check turns away: kept apart and counted, or gone."""

from __future__ import annotations

from collections.abc import Iterator

from workbench.design import Part
from workbench.facts.closing import closed
from workbench.facts.context import Context
from workbench.facts.fact import Fact
from workbench.facts.formula import fact
from workbench.facts.lineage import sources_of
from workbench.facts.watching import monitors

_ID = "rejects-kept"
_COUNTING = ("reject_rate", "rate", "count", "sum")
_PASSES = ("default", "halt", "alert")
"""What a check does in place of turning a record away: nothing is rejected, so that nothing is to be kept."""


@fact(
    _ID,
    title="What becomes of rejected records",
    broken="Rejected records vanish, or come back unchecked",
    formula="validator -> quarantine that no flow leads out of unchecked, and an alarm on the share rejected",
    source="engineering playbook, machine-learning fundamentals; Rules of ML 6",
    blind="Records that are wrong and pass.",
)
def rejects_kept(context: Context) -> Iterator[Fact]:
    """Yield one fact for every validator that says what it does with records it turns away."""
    for part in context.graph.with_trait("validates"):
        turns_away = part.spec.rejects_to or part.spec.on_reject in ("quarantine", "drop")
        if turns_away and not (part.spec.on_reject in _PASSES and not part.spec.rejects_to):
            yield _kept(context, part)


def _kept(context: Context, part: Part) -> Fact:
    spec, graph = part.spec, context.graph
    lacks = {}
    wrong = f"{part.id} drops what it rejects" if spec.on_reject == "drop" else ""
    keeper = graph.parts.get(spec.rejects_to or "")
    if keeper is None:
        drawn = (graph.parts[e.target] for e in graph.out(part.id))
        keeper = next((p for p in drawn if p.has("quarantines")), None)
    if keeper is None:
        lacks["where it keeps what it rejects"] = (*part.path, "rejects_to")
    elif not wrong and (back := _back(context, part, keeper)):
        wrong = f"what {part.id} rejects goes from {keeper.id} to {back} unchecked"
    if not _is_counted(context, part, keeper):
        lacks["an alarm on how many are rejected"] = ("monitoring", "monitors")
    good = f"{part.id} keeps what it rejects in {keeper.id if keeper else ''} and an alarm counts it"
    names = tuple(p.id for p in (part, keeper) if p)
    return closed(_ID, part.id, (*part.path, "rejects_to") if spec.rejects_to else part.path, good, lacks, wrong,
                  components=names)  # fmt: skip


def _back(context: Context, part: Part, keeper: Part) -> str:
    """Return a box that learns or predicts and that rejected records reach without a check; nothing if none does."""
    guards = frozenset(p.id for p in context.graph.with_trait("validates", "filters", "reviews"))
    out = [e.target for e in context.graph.out(keeper.id) if e.flow.kind not in ("control", "deploy")]
    reached = context.graph.reached(out, avoid=guards) if part.id != keeper.id else {}
    return next((n for n in reached if context.graph.parts[n].has("trains", "predicts", "keeps_features")), "")


def _is_counted(context: Context, part: Part, keeper: Part | None) -> bool:
    """True when an alarm counts at the check, at what keeps its rejects, or the rejects of the data it checks."""
    names = {part.id, keeper.id if keeper else part.id}
    checked = {a for e in context.graph.into(part.id) for a in e.flow.carries}
    checked |= {up for a in checked for up in sources_of(context).get(a, ())}
    for monitor in (w.monitor for w in monitors(context) if w.monitor.above or w.monitor.below):
        counts = monitor.statistic in _COUNTING or monitor.for_ == "data_quality"
        at_data = monitor.statistic == "reject_rate" and bool(checked & set(monitor.watches))
        if at_data or (counts and names & set(monitor.watches)):
            return True
    return False
