"""Fine-tuning before the cheaper ways were measured."""

from __future__ import annotations

from collections.abc import Iterator

from workbench.errors import Path
from workbench.facts.context import Context
from workbench.facts.fact import Fact, Verdict
from workbench.facts.formula import fact
from workbench.facts.gather import Gathered

_ID = "tuning-earned"
_AT: Path = ("llm", "ladder")


@fact(
    _ID,
    title="Tuning after the cheaper ways",
    broken="A model is tuned although nobody measured what prompting and retrieval reach",
    formula="a tuned language model comes with the score of prompting alone and the score with retrieval",
    source="Azure AI landing zone AI.149; AWS GENOPS05_BP01",
    blind="Tuning for a form or a tone, that no score of facts would show; what each step gained is judged beside it.",
)
def tuning_earned(context: Context) -> Iterator[Fact]:
    """Yield one fact where a language model is tuned."""
    llm = context.design.llm
    rung = llm.ladder.tuning if llm and llm.ladder else None
    if llm is None or not (llm.tuning or (rung and rung.used)):
        return
    gathered = Gathered(context)
    places = {way: (*_AT, way, "score") for way in ("prompt", "retrieval")}
    open_ways = [way for way, place in places.items() if gathered.get(f"score of {way}", *place) is None]
    # Retrieval that is left out on purpose, with its reason, need not be measured.
    open_ways = [way for way in open_ways if (*_AT, way) not in context.design.absences]
    tuned = next(iter(llm.tuning), "the model")
    why = context.design.absences.get(_AT)
    if why is not None:
        verdict, says = Verdict.FAILS, f"{tuned} is tuned and no cheaper way was measured: {why}"
    elif open_ways:
        verdict, says = Verdict.UNKNOWN, f"{tuned} is tuned; the score of {' and of '.join(open_ways)} is not stated"
        gathered.needs += [places[way] for way in open_ways]
    else:
        verdict, says = Verdict.HOLDS, f"{tuned} is tuned, and the cheaper ways were measured"
    at: Path = ("llm", "tuning", tuned) if tuned in llm.tuning else _AT
    yield gathered.fact(_ID, tuned, verdict, says, at)
