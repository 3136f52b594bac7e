"""What answers when a language model is throttled or down: whether it is apart, and how good it is.

From `llm-alternate` of the readiness catalogue.
"""

from __future__ import annotations

from collections.abc import Iterator

from workbench.design import Part
from workbench.errors import Path
from workbench.facts.context import Context
from workbench.facts.fact import Fact, Verdict
from workbench.facts.formula import fact

_ID = "stand-in-model"


@fact(
    _ID,
    title="What stands in for a language model",
    broken="The stand-in shares the quota of what it stands in for",
    formula="the stand-in draws on another quota, and its quality was measured",
    source="Azure OpenAI service guide, reliability; AWS GENREL05_BP01; NIST AI RMF GOVERN 6.2",
    pattern="ap-fake-fallback",
    blind="Quality on the day it is needed; prompts tuned to the first model.",
)
def stand_in_model(context: Context) -> Iterator[Fact]:
    """Yield one fact for every component that stands in for one that generates."""
    seen: set[tuple[str, str]] = set()
    for part in context.graph.with_trait("generates"):
        for other in _stand_ins(context, part):
            # Two that stand in for each other are one pair.
            if (other.id, part.id) not in seen:
                seen.add((part.id, other.id))
                yield _judged(context, part, other)


def _stand_ins(context: Context, part: Part) -> list[Part]:
    llm = context.design.llm
    run = [llm.models[m] for m in part.spec.runs if llm and m in llm.models]
    names = [part.spec.fallback, *(e.flow.fallback for e in context.graph.into(part.id))]
    names += [m.quota.overflow for m in run if m.quota]
    found = (context.graph.parts.get(n or "") for n in dict.fromkeys(names))
    return [p for p in found if p and p.id != part.id]


def _judged(context: Context, part: Part, other: Part) -> Fact:
    mine, its = part.spec.quota_pool, other.spec.quota_pool
    needs: tuple[Path, ...] = ()
    at: Path = (*other.path, "quota_pool") if its else other.path
    if other.has("generates") and mine and mine == its:
        verdict, says = Verdict.FAILS, f"{other.id} stands in for {part.id} and draws on the same quota, {mine}"
    elif other.has("generates") and not (mine and its) and _rented(context, part) and _rented(context, other):
        verdict, silent = Verdict.UNKNOWN, part if not mine else other
        needs, says = ((*silent.path, "quota_pool"),), f"{silent.id} does not say which quota it draws on"
    elif not _measured(context, other) and not (part.spec.runs and set(other.spec.runs) <= set(part.spec.runs)):
        verdict, needs = Verdict.UNKNOWN, (("evaluation", "metrics"),)
        says = f"how good {other.id} answers in place of {part.id} is not stated"
    else:
        verdict, says = Verdict.HOLDS, f"{other.id} stands in for {part.id}, apart from it and measured"
    return Fact(
        id=_ID, subject=f"{part.id}->{other.id}", verdict=verdict, says=says, at=at, needs=needs,
        components=(part.id, other.id),
    )  # fmt: skip


def _rented(context: Context, part: Part) -> bool:
    """True for what someone else runs, under a quota; a model on machines of our own has none."""
    llm = context.design.llm
    run = [llm.models[m] for m in part.spec.runs if llm and m in llm.models]
    ours = part.spec.accelerator or (run and not any(m.provider or m.quota for m in run) and not part.spec.terms)
    return not ours


def _measured(context: Context, part: Part) -> bool:
    """True where a metric, a baseline or a degraded mode states how good its answers are."""
    evaluation, reliability = context.design.evaluation, context.design.reliability
    names = {part.id, *part.spec.runs}
    metrics = evaluation.metrics.values() if evaluation else ()
    baselines = evaluation.baselines.values() if evaluation else ()
    modes = reliability.modes.values() if reliability else ()
    return (
        any(m.of in names and m.value for m in metrics)
        or any(b.by in names and b.metrics for b in baselines)
        or any(m.serves == part.id and m.quality for m in modes)
    )
