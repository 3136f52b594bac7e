"""New prompts, and new versions of rented models, that reach users past every gate."""

from __future__ import annotations

from collections.abc import Iterator

from workbench.design import Edge, Part
from workbench.facts.context import Context
from workbench.facts.fact import Fact, Verdict
from workbench.facts.formula import fact

_ID = "prompt-gated"
_USES = ("orchestrates", "generates", "plans", "requests")


@fact(
    _ID,
    title="A gate before every new prompt",
    broken="A new prompt or model reaches users past the gate",
    formula="every way from the registry of prompts, or the evaluation of rented models, to their use passes a gate",
    source="Azure Well-Architected for AI, prompts outside code; AWS GENOPS03-BP01",
    pattern="ap-ungated-retrain",
    blind="Prompts kept in code, which go out with it.",
)
def prompt_gated(context: Context) -> Iterator[Fact]:
    """Yield one fact for everything that prompts or rented models are rolled out to, where a gate is declared."""
    gates = _gates(context)
    for store in _stores(context) if gates else ():
        anyhow = context.graph.reached([store.id], _rolls_out)
        for part in (context.graph.parts[n] for n, led in anyhow.items() if led and led.flow.kind == "deploy"):
            if part.id not in gates and part.has(*_USES):
                yield _judge(context, store, part, gates)


def _stores(context: Context) -> list[Part]:
    """Return where new prompts come from; and, where nothing is trained, what evaluates the models of others."""
    trained = bool(context.graph.with_trait("trains"))
    parts = context.graph.parts.values()
    return [p for p in parts if p.kind == "prompt_registry" or (p.has("evaluates") and not trained and p.declared)]


def _rolls_out(edge: Edge) -> bool:
    return edge.flow.kind in ("deploy", "control")


def _gates(context: Context) -> frozenset[str]:
    evaluation = context.design.evaluation
    named = {gate.by for gate in evaluation.gates.values() if gate.by} if evaluation else set()
    return frozenset(p.id for p in context.graph.parts.values() if p.has("gates") or p.id in named)


def _judge(context: Context, store: Part, part: Part, gates: frozenset[str]) -> Fact:
    past = context.graph.path([store.id], part.id, _rolls_out, gates)
    way = past or context.graph.path([store.id], part.id, _rolls_out)
    boxes = (way[0].source, *(e.target for e in way))
    passed = next((n for n in boxes if n in gates), "")
    what = "new prompts" if store.kind == "prompt_registry" else "new versions"
    says = f"{what} for {part.id} pass {passed}"
    if past:
        says = f"{what} get from {store.id} to {part.id} past {next(iter(sorted(gates)))}"
    return Fact(
        id=_ID, subject=part.id, verdict=Verdict.FAILS if past else Verdict.HOLDS, says=says, at=way[-1].path,
        components=boxes, edges=tuple(e.id for e in way), broken=(way[-1].id,) if past else (),
        steps=(" -> ".join(boxes),),
    )  # fmt: skip
