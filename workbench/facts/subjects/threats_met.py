"""Whether what stands against a threat to data ever meets that data."""

from __future__ import annotations

from collections.abc import Iterator

from workbench.design import Edge
from workbench.errors import Path
from workbench.facts.context import Context
from workbench.facts.fact import Fact, Input, Verdict
from workbench.facts.formula import fact

_ID = "threat-met"
_STOPPING = ("validates", "filters", "redacts", "authorises")


@fact(
    _ID,
    title="Threats to data are met on its way",
    broken="What stands against a threat never meets the data it threatens",
    formula="something that checks or filters, named against a threat to data, lies on a way of that data",
    source="MITRE ATLAS; domination in flow graphs",
    blind="Whether every way of the data passes it; data under another name.",
)
def threat_met(context: Context) -> Iterator[Fact]:
    """Yield one fact for every threat to data that only components which check or filter stand against."""
    threats = context.design.security.threats if context.design.security else {}
    for name, threat in threats.items():
        parts = [context.graph.parts.get(n) for n in threat.mitigated_by]
        if parts and all(p is not None and p.has(*_STOPPING) for p in parts):
            for asset in (n for n in threat.at if n in context.design.data):
                yield from _judge(context, name, asset, threat.mitigated_by)


def _judge(context: Context, threat: str, asset: str, guards: tuple[str, ...]) -> Iterator[Fact]:
    edges = [e for e in context.graph.edges if asset in (*e.flow.carries, *e.flow.returns)]
    met = _met(context, asset, edges, guards)
    if not met:
        return
    meets = next((g for g in guards if g in met), "")
    # What a box on the way asks may see the data as well, whatever its arrow says it carries.
    beside = {n for e in context.graph.edges for n in (e.source, e.target) if {e.source, e.target} & met}
    near = next((g for g in guards if g in beside), "")
    verdict = Verdict.HOLDS if meets else Verdict.PLAUSIBLE if near else Verdict.FAILS
    says = f"{meets} meets {asset} on its way" if meets else f"{asset} never passes {' or '.join(guards)}"
    says += f", but what it passes asks {near}" if near and not meets else ""
    path: Path = ("security", "threats", threat)
    yield Fact(
        id=_ID, subject=f"{threat} of {asset}", verdict=verdict, says=f"{says}, against {threat}",
        at=(*path, "mitigated_by"), components=guards, edges=tuple(e.id for e in edges),
        inputs=(Input(f"against {threat}", (*path, "mitigated_by"), ", ".join(guards)),),
        steps=(f"{asset} goes along {', '.join(e.id for e in edges)}",),
    )  # fmt: skip


def _met(context: Context, asset: str, edges: list[Edge], guards: tuple[str, ...]) -> set[str]:
    """Return every box and filter the data comes to from where it enters; nothing where no flow carries it."""
    steps = [(e.source, e.target, e) for e in edges if asset in e.flow.carries]
    steps += [(e.target, e.source, e) for e in edges if asset in e.flow.returns]
    source, entered = context.design.data[asset].source, {there for _, there, _ in steps}
    starts = {source} if source in {here for here, _, _ in steps} else {h for h, _, _ in steps if h not in entered}
    found = {n for n in starts if n} - set(guards) or {here for here, _, _ in steps}
    while more := {n for h, t, e in steps if h in found for n in (t, *e.flow.through)} - found:
        found |= more
    return found
