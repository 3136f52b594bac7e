"""Whether the old version would still work with everything that has moved on since."""

from __future__ import annotations

from collections.abc import Iterator

from workbench.design import Part
from workbench.design.retraining import RollbackPlan
from workbench.errors import Path
from workbench.facts.context import Context
from workbench.facts.fact import Fact, Input, Verdict
from workbench.facts.formula import fact
from workbench.facts.gather import Gathered, amount
from workbench.facts.learning import models_of

_ID = "way-back"
_NO_MODEL = ("baseline", "rules", "disabled")


@fact(
    _ID,
    title="An old version that still works",
    broken="The old version would not work any more",
    formula="features, schema, index, prompt the old version needs: restored with it, or it was tested with today's",
    source="Hidden Technical Debt (entanglement); Azure Well-Architected for AI, grounding data",
    pattern="ap-no-way-back",
    blind="Whether a test of compatibility was any good; how long the way back takes is judged beside it.",
)
def way_back(context: Context) -> Iterator[Fact]:
    """Yield one fact for every way back, every index that is replaced in place, and one where there is none at all."""
    why = context.design.absences.get(("rollback",)) or context.design.absences.get(("rollback", "plans"))
    if why and (models_of(context) or (context.design.llm and context.design.llm.models)):
        yield Fact(_ID, "rollback", Verdict.FAILS, f"there is no way back to an old version: {why}", ("rollback",))
    held = context.design.rollback
    for name, plan in (held.plans if held else {}).items():
        if plan.of and plan.to not in _NO_MODEL:
            yield _judge(Gathered(context), name, plan)
    for part in context.graph.with_trait("indexes"):
        if part.spec.blue_green is False:
            yield _in_place(Gathered(context), part)


def _judge(gathered: Gathered, name: str, plan: RollbackPlan) -> Fact:
    context, path = gathered.context, ("rollback", "plans", name)
    needed = tuple(dict.fromkeys(_needed(context, plan)))
    back = {*plan.restores, *plan.compatible_with}
    missing = [what for what in needed if what not in back]
    refused = context.design.absences.get((*path, "compatible_with"))
    for key, words in (("restores", plan.restores), ("compatible_with", plan.compatible_with)):
        if words:
            gathered.note(Input(f"{name} {key.replace('_', ' ')}", (*path, key), ", ".join(words)))
    of = " and ".join(plan.of)
    at: Path = (*path, "restores") if plan.restores else path
    if not missing:
        told = f"its {' and '.join(needed)} restored with it, or tested" if needed else "nothing else has to fit it"
        verdict, says = Verdict.HOLDS, f"{name} takes {of} back: {told}"
    elif refused:
        verdict, at = Verdict.FAILS, (*path, "compatible_with")
        says = f"{name} takes {of} back, untested with today's {' and '.join(missing)}: {refused}"
    elif "index" in missing and _embeds(context, plan):
        verdict = Verdict.FAILS
        says = f"{name} takes {of} back without the index, which holds vectors of the new one"
    else:
        verdict, today = Verdict.UNKNOWN, " and ".join(missing)
        says = f"{name} takes {of} back; whether that works with today's {today} is not said"
        gathered.needs.append((*path, "compatible_with"))
    parts = tuple(n for n in plan.of if n in context.graph.parts)
    return gathered.fact(_ID, name, verdict, says, at, components=parts)


def _needed(context: Context, plan: RollbackPlan) -> Iterator[str]:
    """Yield what has to fit the version that comes back."""
    names = {*plan.of, *(m for n in plan.of if n in context.graph.parts for m in context.graph.parts[n].spec.runs)}
    llm = context.design.llm
    trained = [models_of(context)[n] for n in names if n in models_of(context)]
    if any(n in _feature_sets(context) for model in trained for n in model.from_):
        yield "features"
    if trained and any(asset.schema_version for asset in context.design.data.values()):
        yield "schema"
    rented = any(n in llm.models for n in names) if llm else False
    asks = rented or any(context.graph.parts[n].has("orchestrates", "plans") for n in names if n in context.graph.parts)
    if (llm and llm.retrieval and llm.retrieval.index and asks) or _embeds(context, plan):
        yield "index"
    if llm and llm.prompts and asks:
        yield "prompt"


def _feature_sets(context: Context) -> frozenset[str]:
    return frozenset(context.design.features.sets if context.design.features else ())


def _embeds(context: Context, plan: RollbackPlan) -> bool:
    """True where what is taken back makes the vectors an index is searched with."""
    llm = context.design.llm
    used = {p.spec.embedded_by for p in context.graph.with_trait("indexes")}
    used |= {llm.retrieval.queries_embedded_by} if llm and llm.retrieval else set()
    return bool((used - {None}) & set(plan.of))


def _in_place(gathered: Gathered, part: Part) -> Fact:
    held = gathered.context.design.rollback
    plans = [n for n, p in (held.plans if held else {}).items() if part.id in p.of or "index" in p.restores]
    kept = gathered.get(f"{part.id} versions kept", *part.path, "retained_versions")
    for name in plans:
        kept = gathered.get(f"{name} versions kept", "rollback", "plans", name, "retained_versions") or kept
    at: Path = (*part.path, "blue_green")
    says = f"{part.id} is replaced in place"
    if kept is None:
        gathered.needs.append((*part.path, "retained_versions"))
        verdict, says = Verdict.UNKNOWN, f"{says}; whether an old version is kept is not said"
    elif amount(kept).high < 1:
        verdict, says = Verdict.FAILS, f"{says} and no old version is kept"
    else:
        enough = amount(kept).low >= 2
        verdict = Verdict.HOLDS if enough else Verdict.PLAUSIBLE
        says = f"{says}; old versions kept: {kept.text}" + ("" if enough else ", which may be bad as well")
    return gathered.fact(_ID, part.id, verdict, says, at, stated=kept, components=(part.id,))
