"""Whether the deadline of the decision asks for real time, or a batch would do, or could not."""

from __future__ import annotations

from collections.abc import Iterator

from workbench.design import Part
from workbench.design.capacity import PERCENTILES
from workbench.errors import Path
from workbench.facts.context import Context
from workbench.facts.fact import Fact, Input, Verdict
from workbench.facts.formula import fact
from workbench.facts.gather import Gathered, amount, assumed
from workbench.facts.ranges import at_most, span
from workbench.facts.show import seconds

_ID = "serving-mode"
_DEADLINE: Path = ("requirements", "decision", "deadline")


@fact(
    _ID,
    title="Real time, or a batch",
    broken="A batch is too slow for the decision",
    formula="batch: time between runs + run + propagation <= deadline; real time only where no scheduled run would do",
    source="Microsoft engineering playbook, model in production; AWS MLPERF05_BP01",
    blind="Data of the request itself, which a batch could not know; how old results in a store may be.",
)
def serving_mode(context: Context) -> Iterator[Fact]:
    """Yield one fact for everything that predicts in a batch nobody looks up, and one for real-time answers."""
    parts = [p for p in context.graph.with_trait("predicts") if not p.has("evaluates", "generates", "embeds")]
    batch = [p for p in parts if p.has("batches") and not _looked_up(context, p)]
    live = [p for p in parts if p.has("serves")]
    for part in batch if not live else ():
        yield _batch(Gathered(context), part)
    if live:
        yield _live(Gathered(context), live[0])


def _looked_up(context: Context, part: Part) -> bool:
    """True where results wait in a store to be asked for: then the batch need not meet the deadline."""
    reached = [context.graph.parts[name] for name in context.graph.reached([part.id])]
    return any(found.has("stores", "caches") and not found.has("logs") for found in reached)


def _batch(gathered: Gathered, part: Part) -> Fact:
    deadline = gathered.need("deadline", *_DEADLINE)
    cadence = gathered.need(f"{part.id} cadence", *part.path, "cadence")
    runtime = gathered.need(f"{part.id} runtime", *part.path, "runtime")
    later = gathered.get(f"{part.id} propagation", *part.path, "propagation")
    if not (deadline and cadence and runtime):
        missing = ", ".join(str(path[-1]) for path in gathered.needs)
        says = f"whether {part.id} is quick enough cannot be told without {missing}"
        return gathered.fact(_ID, part.id, Verdict.UNKNOWN, says, part.path, components=(part.id,))
    worst = span(lambda *times: sum(times), cadence, runtime, *([later] if later else []))
    verdict = at_most(worst, amount(deadline).low)
    says = f"{part.id} answers after {seconds(worst.high)} at worst; {deadline.text} is the latest useful answer"
    return gathered.fact(
        _ID, part.id, verdict, says, cadence.path, computed=seconds(worst.high), value=worst.high, stated=deadline,
        components=(part.id,),
        steps=(f"{' + '.join(t.text for t in (cadence, runtime, later) if t)} = {seconds(worst.high)}",),
    )  # fmt: skip


def _live(gathered: Gathered, part: Part) -> Fact:
    deadline = gathered.get("deadline", *_DEADLINE) or _promised(gathered)
    if deadline is None:
        gathered.needs.append(_DEADLINE)
        says = f"{part.id} answers in real time; the latest useful answer is not said"
        return gathered.fact(_ID, part.id, Verdict.UNKNOWN, says, part.path, components=(part.id,))
    shortest = gathered.note(assumed("deadline a scheduled run could meet", "1 h", "duration"))
    if amount(deadline).low < amount(shortest).value:
        verdict, says = Verdict.HOLDS, f"{part.id} answers in real time, as {deadline.text} asks for"
    else:
        verdict = Verdict.PLAUSIBLE
        says = f"{part.id} answers in real time although {deadline.text} would do; a scheduled run costs less"
    return gathered.fact(_ID, part.id, verdict, says, deadline.path, stated=deadline, components=(part.id,))


def _promised(gathered: Gathered) -> Input | None:
    """Return the first latency that is promised: it says as well how soon an answer is needed."""
    paths = (("slas", sla, "latency", share) for sla in gathered.context.design.slas for share in PERCENTILES)
    found = next((t for path in paths if (t := gathered.context.take(f"{path[1]} {path[3]}", *path))), None)
    return gathered.note(found) if found else None
