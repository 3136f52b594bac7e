"""Ways from one trust zone into another, and the threats that are expected there.

From `sec-threat-model` of the readiness catalogue.
"""

from __future__ import annotations

from collections.abc import Iterator

from workbench.design import Edge, Part
from workbench.errors import Path
from workbench.facts.context import Context
from workbench.facts.fact import Fact, Verdict
from workbench.facts.formula import fact

_ID = "border-threats"
_NO_DATA = ("control", "deploy")
_OUTSIDE = "outside"
Pair = tuple[str, str]


@fact(
    _ID,
    title="Threats at the borders",
    broken="A border without a threat",
    formula="for every two trust zones that data goes between, a threat strikes there and something stands against it",
    source="Azure AI landing zone AI.38, AI.40; NIST AI RMF MEASURE 2.7; MITRE ATLAS",
    blind="Threats inside one zone, and whether what stands against a threat is enough.",
)
def border_threats(context: Context) -> Iterator[Fact]:
    """Yield one fact where threats are stated. A border that none is expected at is half of an answer, no mistake."""
    security = context.design.security
    met = [t for t in security.threats.values() if t.at and t.mitigated_by] if security else []
    if not met:
        return
    borders = _borders(context)
    places = {name for threat in met for name in threat.at}
    open_ = [pair for pair, edges in borders.items() if not any(places & _places(e) for e in edges)]
    at: Path = ("security", "threats")
    if not borders:
        yield Fact(
            id=_ID, subject="borders", verdict=Verdict.UNKNOWN, at=at, needs=_untrusted(context),
            says="threats are stated, and no component says which trust zone it runs in",
        )  # fmt: skip
    elif open_:
        edge = borders[open_[0]][0]
        told = ", ".join(f"{a} to {b}" for a, b in open_[:3])
        yield Fact(
            id=_ID, subject="borders", verdict=Verdict.PLAUSIBLE, at=at, components=(edge.source, edge.target),
            says=f"{len(borders) - len(open_)} of {len(borders)} borders have a threat; none is expected from {told}",
            edges=(edge.id,), value=float(len(open_)), computed=f"{len(open_)} without",
        )  # fmt: skip
    else:
        says = f"each of {len(borders)} borders between trust zones has a threat that something stands against"
        yield Fact(id=_ID, subject="borders", verdict=Verdict.HOLDS, at=at, says=says)


def _untrusted(context: Context) -> tuple[Path, ...]:
    parts = (p for p in context.graph.parts.values() if p.declared and not p.has("user"))
    return tuple((*p.path, "trust") for p in parts)[:3]


def _borders(context: Context) -> dict[Pair, list[Edge]]:
    """Return the arrows that lead from one zone into another, by the two zones."""
    found: dict[Pair, list[Edge]] = {}
    for edge in context.graph.edges:
        zones = tuple(_zone(context.graph.parts[name]) for name in (edge.source, edge.target))
        if edge.flow.kind not in _NO_DATA and all(zones) and zones[0] != zones[1]:
            found.setdefault((zones[0], zones[1]), []).append(edge)
    return found


def _zone(part: Part) -> str:
    """Return the zone a box stands in; who uses the system, and what others run, stands outside."""
    return part.spec.trust or (_OUTSIDE if part.has("user", "third_party") else "")


def _places(edge: Edge) -> set[str]:
    return {edge.id, edge.flow.id or "", edge.source, edge.target, *edge.flow.through, *edge.flow.carries} - {""}
