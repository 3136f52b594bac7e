"""What a loss does to one promise: who answers, whether they can carry it, what notices, when it is over."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from workbench.design import Part
from workbench.drills.catch import OUTAGE, STOOD_IN, Sight, catches, unseen
from workbench.drills.change import Detour, Facts, facts_of, newly, rewired
from workbench.drills.passage import NOTHING, Answer, Loss, Passage
from workbench.drills.recovery import Took, repair, spent, unspent
from workbench.drills.result import Outcome, PromiseRow, Recovery
from workbench.drills.scene import Promise, Scene, place
from workbench.drills.standby import switches
from workbench.errors import Path
from workbench.facts import Context, Fact, Verdict
from workbench.facts.fact import BUSY
from workbench.facts.loads import peak_of
from workbench.facts.ranges import Span

CARRYING = (
    "replicas-cover-peak", "requests-in-flight", "capacity-covers-peak", "generation-replicas", "token-quota",
)  # fmt: skip
"""Facts that say whether a box can take what comes."""


@dataclass(frozen=True, slots=True)
class Struck:
    """One promise after a loss: its row, and the way requests take now (None where they find none)."""

    row: PromiseRow
    answer: Answer
    way: Context | None


def strike(
    scene: Scene, promise: Promise, passage: Passage, loss: Loss, *, sight: Sight = OUTAGE, lasts: Took | None = None
) -> Struck:
    """Return what a loss does to a promise; `lasts` is how long it takes, where the drill itself says so."""
    answer = passage.answer(promise)
    if answer.outcome is Outcome.SURVIVES:
        row = PromiseRow(promise.name, promise.path, Outcome.SURVIVES, "nothing it waits for is touched")
        return Struck(row, answer, scene.context)
    if not answer.outcome.answers:
        return Struck(_unanswered(scene, promise, passage, loss, answer, sight, lasts), answer, None)
    detour = Detour(answer.detours, answer.heirs, (promise.name, answer.entry))
    way = rewired(scene.context, loss.parts, detour)
    return Struck(_degraded(scene, promise, loss, answer, way, sight, lasts), answer, way)


def targets_of(scene: Scene, promise: Promise, parts: Sequence[str], *, failing: bool) -> tuple[str, ...]:
    """Return what a monitor may watch to see trouble with some boxes on the way of a promise.

    The promise itself shows it only while requests are `failing`; what it says of quality shows it either way.
    """
    boxes = [scene.graph.parts[n] for n in parts]
    flows = [e.flow.id for e in scene.graph.edges if e.flow.id and {e.source, e.target} & set(parts)]
    hit = (promise, *scene.hitting(frozenset(parts)))
    held = {n: i for p in hit for n, i in scene.design.slas[p.name].indicators.items()}
    good = [n for n, i in held.items() if i.kind not in ("freshness", "groundedness")]
    found = [*parts, *(m for p in boxes for m in p.spec.runs), *flows, *good]
    found += [promise.name] if failing else []
    return tuple(dict.fromkeys(found))


def _row(scene: Scene, promise: Promise, loss: Loss, answer: Answer, sight: Sight, outcome: Outcome) -> PromiseRow:
    failing = not outcome.answers
    replaced = [s.instead_of for s in answer.stand_ins if s.disjoint]
    parts = dict.fromkeys((*sorted_parts(scene, loss), *replaced, *answer.callers))
    targets = targets_of(scene, promise, tuple(parts), failing=failing)
    outage = promise.name if outcome is Outcome.DOWN else ""
    sight = sight if failing or sight is not OUTAGE else STOOD_IN
    seen = catches(scene, targets, sight, dead=loss.parts, outage=outage)
    return PromiseRow(
        promise.name, promise.path, outcome, "", callers=answer.callers, without=answer.without,
        stand_ins=answer.stand_ins, catches=seen, unseen="" if seen else unseen(scene, targets, sight, loss.parts),
        needs=answer.needs,
    )  # fmt: skip


def sorted_parts(scene: Scene, loss: Loss) -> tuple[str, ...]:
    """Return what is lost, in file order."""
    return tuple(n for n in scene.graph.parts if n in loss.parts)


def _unanswered(
    scene: Scene, promise: Promise, passage: Passage, loss: Loss, answer: Answer, sight: Sight, lasts: Took | None
) -> PromiseRow:
    row = _row(scene, promise, loss, answer, sight, answer.outcome)
    why = _why(answer)
    if answer.outcome is Outcome.UNKNOWN:
        return replace(row, says=f"whether it is answered cannot be told: {why}")
    took = lasts or repair(scene, sorted_parts(scene, loss), row.catches)
    down = spent(promise, took)
    failing = {*loss.parts, *answer.callers}
    for switch in switches(scene, promise, passage, loss, failing, row.catches)[:1]:
        if switch.took.span is None or took.span is None or switch.took.span.high < took.span.high:
            says = f"no answer until {switch.name}, then {switch.serves} answers ({why})"
            outcome = Outcome.DOWN if switch.took.span is None else Outcome.DEGRADED
            return replace(row, outcome=outcome, says=says, recovery=spent(promise, switch.took))
    return replace(row, says=f"no answer: {why}", recovery=down)


def _why(answer: Answer) -> str:
    """Say why nothing answers: what stood closest to the loss, and that what stands further up does not help."""
    if not answer.reasons:
        return "what it waits for may be gone"
    bare = [r for r in answer.reasons if r.startswith(NOTHING)]
    told = [r for r in answer.reasons if r not in bare][:2] or bare[:1]
    return "; ".join(told) + (", nor of what needs it" if told == bare[:1] and len(bare) > 1 else "")


def _degraded(
    scene: Scene, promise: Promise, loss: Loss, answer: Answer, way: Context, sight: Sight, lasts: Took | None
) -> PromiseRow:
    used = _used(answer)
    after = facts_of(way, (*CARRYING, "request-latency"))
    broken = [f for f in newly(after, scene.facts) if _about(scene, f, used, promise)]
    slow = [f for f in broken if f.id == "request-latency"]
    full = [f for f in broken if overfull(f)]
    row = _row(scene, promise, loss, answer, sight, Outcome.DOWN if full else Outcome.DEGRADED)
    took = lasts or repair(scene, sorted_parts(scene, loss), row.catches)
    says = _says(scene, loss, answer)
    if full:
        return replace(row, says=f"{says}, but cannot carry the peak: {full[0].says}", recovery=spent(promise, took))
    notes = (*(f"too slow then: {f.says}" for f in slow), *_unguarded(scene, loss, answer))
    needs = _open(scene, promise, used, after)
    if needs:
        notes = (*notes, f"whether {needs[0][0]} carries the whole peak is not stated")
    return replace(
        row,
        says=says,
        notes=notes,
        recovery=_lost_share(scene, promise, answer, took),
        needs=tuple(p for _, p in needs),
    )


def _used(answer: Answer) -> tuple[str, ...]:
    return tuple(dict.fromkeys(n for n in (*answer.detours.values(), answer.entry) if n))


def overfull(fact: Fact) -> bool:
    """True for a fact that says of a box that more comes than it can take; over what was planned is not over that."""
    busy = [g.value for g in fact.figures if g.what == BUSY]
    return fact.id in CARRYING and fact.verdict is Verdict.FAILS and (not busy or max(busy) > 1)


def _about(scene: Scene, fact: Fact, used: Sequence[str], promise: Promise) -> bool:
    """True for a fact about what answers now, about a model it runs, or about the promise itself."""
    models = {m for n in used for m in scene.graph.parts[n].spec.runs}
    if fact.id == "request-latency":
        return fact.subject == promise.name
    return fact.subject in used or fact.subject in models


def _says(scene: Scene, loss: Loss, answer: Answer) -> str:
    taken = {*answer.detours.values(), answer.entry}
    pairs = dict.fromkeys((s.part, s.instead_of) for s in answer.stand_ins if s.part in taken and s.disjoint)
    lost = ", ".join(sorted_parts(scene, loss)[:3])
    told = []
    for part, failed in pairs:
        needs = f", which needs {lost}" if failed not in loss.parts and lost else ""
        perhaps = "at worst, " if failed in loss.doubtful else ""
        told.append(f"{perhaps}{part} answers in place of {failed}{needs}{_well(scene, failed)}")
    if answer.without:
        told.append(f"answered without {', '.join(answer.without)}")
    return "; ".join(told) or "answered by what is left"


def _unguarded(scene: Scene, loss: Loss, answer: Answer) -> Iterator[str]:
    """Say which protection is gone around: nobody says that what answers instead is reached through another."""
    guards = [p for n in loss.parts if (p := scene.graph.parts[n]).has("authorises", "redacts", "filters")]
    for part in guards:
        around = [s.part for s in answer.stand_ins if s.instead_of != part.id and s.part in answer.detours.values()]
        if around:
            yield f"{around[0]} is then reached past {part.id}, with nothing else in its place"


def _well(scene: Scene, failed: str) -> str:
    works = scene.graph.parts[failed].spec.fallback_works
    return f" ({works.text} of cases)" if works else ""


def _open(scene: Scene, promise: Promise, used: Sequence[str], after: Facts) -> list[tuple[str, Path]]:
    """Return what answers now without saying what it can carry, each with the path that would tell."""
    if used and peak_of(scene.context, promise.name) is None:
        return [(used[0], ("requirements", "load", "peak"))]
    found = []
    for name in used:
        part = scene.graph.parts[name]
        about = [f for f in after.values() if f.id in CARRYING and f.subject in (name, *part.spec.runs)]
        if all(f.verdict is Verdict.UNKNOWN for f in about):
            found.append((name, _capacity(scene, part)))
    return found


def _capacity(scene: Scene, part: Part) -> Path:
    """Return where what a box can carry would stand: in the quota of its model, or at the box."""
    held = scene.design.llm.models if scene.design.llm else {}
    model = next((m for m in part.spec.runs if m in held and held[m].provider), "")
    return ("llm", "models", model, "quota") if model else place(part, "capacity")


def _lost_share(scene: Scene, promise: Promise, answer: Answer, took: Took) -> Recovery:
    """Return the recovery of what a stand-in handles in part: the rest is spent from the budget while it lasts."""
    taken = set(_used(answer))
    failed = [scene.graph.parts[s.instead_of] for s in answer.stand_ins if s.part in taken]
    works = [p.spec.fallback_works for p in failed if p.spec.fallback_works]
    if not works:
        return unspent(took)
    least = min(works, key=lambda q: q.low)
    return spent(promise, took, Span(1 - least.high, 1 - least.value, 1 - least.low))
