"""Guards that the file names for a task, and whether anything passes them."""

from __future__ import annotations

from collections.abc import Iterator

from workbench.errors import Path
from workbench.facts.context import Context
from workbench.facts.fact import Fact, Input, Verdict
from workbench.facts.formula import fact
from workbench.facts.once import calls_of

_ID = "named-guard"
_ASKED: tuple[tuple[Path, str], ...] = (
    (("serving", "contract", "validated_by"), "checks requests"),
    (("serving", "output_guard"), "checks what is served"),
    (("llm", "safety", "input"), "filters what comes in"),
    (("llm", "safety", "output"), "filters what goes out"),
)
"""Fields that name what every request passes, and what for."""
_GUARDING = ("validates", "filters", "redacts", "gates")
_FED: tuple[tuple[Path, str], ...] = ((("retraining", "poison_guard"), "screens what is learned from"),)


@fact(
    _ID,
    title="Guards that stand on the way",
    broken="A guard is named that no request passes",
    formula="what is named to check or filter requests lies on the way of one; what is named to screen data is drawn",
    source="domination in flow graphs; OWASP LLM01, LLM05 (2025)",
    blind="Whether every way passes it, and how good it is; other facts judge both.",
)
def named_guard(context: Context) -> Iterator[Fact]:
    """Yield one fact for every guard the file names, in a design whose flows are drawn."""
    if not context.graph.edges:
        return
    drawn = {n for e in context.graph.edges for n in (e.source, e.target, *e.flow.through, e.flow.fallback)}
    drawn |= {p.spec.fallback for p in context.graph.parts.values()}
    passed = _passed(context)
    named: set[str] = set()
    for path, does, asked in _named(context):
        name = context.design.at(path)
        if isinstance(name, str) and name in context.graph.parts:
            named.add(name)
            yield _judge(path, name, does, (name in drawn, not asked or not passed or name in passed))
    for part in context.graph.with_trait(*_GUARDING):
        if part.declared and part.id not in (*named, *drawn) and not part.spec.optional:
            yield _judge(part.path, part.id, "is there to stop what must not pass", (False, False))


def _named(context: Context) -> Iterator[tuple[Path, str, bool]]:
    """Yield where the file names a guard, what it does, and whether every request is to pass it."""
    yield from ((path, does, True) for path, does in _ASKED)
    yield from ((path, does, False) for path, does in _FED)
    gates = context.design.evaluation.gates if context.design.evaluation else {}
    yield from ((("evaluation", "gates", gate, "by"), f"stops what fails {gate}", False) for gate in gates)


def _passed(context: Context) -> set[str]:
    """Return what lies on the way of some promised request, or stands in a flow as its filter."""
    entries = [s.entry for s in context.design.slas.values() if s.entry in context.graph.parts]
    calls = [c for entry in entries for c in calls_of(context, entry or "").walk()]
    found = {n for c in calls for n in (c.part, *c.filters)}
    return found | {n for e in context.graph.edges for n in e.flow.through} if found else found


def _judge(path: Path, name: str, does: str, seen: tuple[bool, bool]) -> Fact:
    drawn, passed = seen
    named = Input(does, path, name)
    if not drawn:
        return Fact(
            _ID, name, Verdict.UNKNOWN, f"{name} {does}, as the file says; no flow shows where", path,
            inputs=(named,), needs=(("flows",),), components=(name,),
        )  # fmt: skip
    says = f"{name} {does}" + ("" if passed else ", as the file says; no promised request passes it")
    verdict = Verdict.HOLDS if passed else Verdict.FAILS
    return Fact(_ID, name, verdict, says, path, inputs=(named,), components=(name,))
