"""Broken data that would start a retraining, as if the world had changed."""

from __future__ import annotations

from collections.abc import Iterator

from workbench.errors import Path
from workbench.facts.context import Context
from workbench.facts.fact import Fact, Input, Verdict
from workbench.facts.formula import fact
from workbench.facts.gather import Gathered
from workbench.facts.watching import Watched, monitors, parts_of

_ID = "schema-break"
_FORM = frozenset({"schema", "types", "encoding", "nan"})
_SHAPE = _FORM | {"nulls", "ranges", "references", "uniqueness", "size", "duplicates", "volume"}
_AT: Path = ("ingestion", "on_violation")


@fact(
    _ID,
    title="Broken data stops, changed data adapts",
    broken="Broken data would start a retraining",
    formula="what a break of the schema sets off is no retraining, and not what a change of values sets off",
    source="Google MLOps level 1 (schema skew against value skew)",
    blind="Breaks that no check would notice.",
)
def schema_break(context: Context) -> Iterator[Fact]:
    """Yield one fact on what a break does where models are made again, and one for each alarm on form that retrains."""
    retraining, ingestion = context.design.retraining, context.design.ingestion
    triggers = retraining.triggers if retraining else {}
    if (triggers or (retraining and retraining.automatic)) or (ingestion and ingestion.on_violation == "retrain"):
        yield _said(Gathered(context))
    started = {on for trigger in triggers.values() for on in trigger.on}
    for found in monitors(context):
        retrains = found.name in started or any(a.rpartition(".")[2] in triggers for a in found.monitor.action)
        if retrains and _FORM.intersection(found.monitor.checks):
            yield _alarm(Gathered(context), found)


def _said(gathered: Gathered) -> Fact:
    ingestion = gathered.context.design.ingestion
    broken, changed = (ingestion.on_violation, ingestion.on_shift) if ingestion else (None, None)
    for key, value in (("on_violation", broken), ("on_shift", changed)):
        if value:
            gathered.note(Input(key.replace("_", " "), ("ingestion", key), value))
    if broken is None:
        gathered.needs.append(_AT)
        verdict, says = Verdict.UNKNOWN, "what a break of the schema does is not said"
    elif broken == "retrain":
        verdict, says = Verdict.FAILS, "a break of the schema starts a retraining, on the very data that is broken"
    elif broken == changed:
        verdict, says = Verdict.PLAUSIBLE, f"a break of the schema and a change of values both lead to '{broken}'"
    else:
        verdict, says = Verdict.HOLDS, f"a break of the schema leads to '{broken}', and to no retraining"
    return gathered.fact(_ID, "ingestion", verdict, says, _AT if broken else ("ingestion",))


def _alarm(gathered: Gathered, found: Watched) -> Fact:
    checks = set(found.monitor.checks)
    both = ", ".join(found.monitor.checks)
    gathered.note(Input(f"{found.name} checks", (*found.path, "checks"), both))
    says = f"{found.name} checks {both} and starts a retraining"
    verdict = Verdict.FAILS if checks <= _SHAPE else Verdict.PLAUSIBLE
    says += ", on the very data that is broken" if verdict is Verdict.FAILS else "; it cannot tell broken from changed"
    parts = parts_of(gathered.context, found)
    return gathered.fact(_ID, found.name, verdict, says, (*found.path, "checks"), components=parts)
