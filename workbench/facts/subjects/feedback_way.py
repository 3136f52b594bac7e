"""Whether what users say is checked, limited and tied to someone on every way on which it gets into training."""

from __future__ import annotations

from collections.abc import Iterator

from workbench.design import Edge, Part
from workbench.errors import Path
from workbench.facts.closing import closed
from workbench.facts.context import Context
from workbench.facts.fact import Fact
from workbench.facts.formula import fact

_ID = "feedback-screened"
_SCREENS = ("anomaly", "provenance", "duplicates", "distribution", "injection")
_KNOWN = ("none", "network_only", None)


@fact(
    _ID,
    title="Feedback on its way into training",
    broken="Feedback gets into training unscreened",
    formula="every way from feedback to training passes a check for planted records; callers are known and limited",
    source="OWASP ML08; MITRE ATLAS AML.T0020 and AML.T0059; OWASP LLM04",
    pattern="ap-ungated-retrain",
    blind="Planted feedback that looks honest.",
)
def feedback_screened(context: Context) -> Iterator[Fact]:
    """Yield one fact for every place that takes in feedback from which a model learns."""
    graph = context.graph
    for part in graph.with_trait("feeds_back"):
        trainer = next((n for n in graph.reached([part.id], _is_data) if graph.parts[n].has("trains")), "")
        if part.declared and trainer:
            yield _judge(context, part, trainer)


def _is_data(edge: Edge) -> bool:
    return edge.flow.kind not in ("control", "deploy")


def _judge(context: Context, part: Part, trainer: str) -> Fact:
    graph = context.graph
    screens = frozenset(p.id for p in graph.parts.values() if p.declared and _screens(p))
    lacks: dict[str, Path] = {}
    way = graph.path([part.id], trainer, _is_data, screens)
    told = " -> ".join([part.id, *(e.target for e in way)])
    screened = bool(screens & set(graph.reached([part.id], _is_data)))
    wrong = f"feedback from {part.id} is screened, but also gets to {trainer} unscreened: {told}" if way else ""
    if way and not screened:
        lacks[f"what screens it on {told}"], wrong = ("flows",), ""
    into = graph.into(part.id)
    if part.spec.authn in _KNOWN and not (into and all(e.flow.authn not in _KNOWN for e in into)):
        lacks["how it knows who gives feedback"] = (*part.path, "authn")
    limited = part.spec.rate_limit or any(graph.parts[e.source].spec.rate_limit for e in into)
    if not (limited and (part.spec.rate_limit is None or part.spec.rate_limit.per_principal)):
        lacks["how much one person may give"] = (*part.path, "rate_limit")
    good = f"feedback from {part.id} is authenticated, limited, and screened on every way to {trainer}"
    return closed(_ID, part.id, part.path, good, lacks, wrong, components=(part.id, trainer),
                  broken=tuple(e.id for e in way) if wrong else ())  # fmt: skip


def _screens(part: Part) -> bool:
    return part.has("filters", "reviews") or (part.has("validates") and bool(set(part.spec.checks) & set(_SCREENS)))
