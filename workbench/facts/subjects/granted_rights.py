"""Rights of an identity held against what the flows of its components need.

From `sec-least-privilege` of the readiness catalogue.
"""

from __future__ import annotations

from collections.abc import Iterator

from workbench.design.security import Identity
from workbench.errors import Path
from workbench.facts.context import Context
from workbench.facts.fact import Fact, Verdict
from workbench.facts.formula import fact
from workbench.facts.gather import Gathered, amount

_ID = "rights-needed"
_GRANTS = ("reads", "writes", "calls", "administers")


@fact(
    _ID,
    title="Rights that are needed",
    broken="An identity may touch everything of a kind",
    formula="what an identity may read, write, call and administer is joined by a flow to what uses it; no wildcard",
    source="AWS GENSEC01_BP01, MLSEC03_BP01; Azure ML service guide, security",
    blind="Rights that are inherited from groups or roles elsewhere.",
)
def rights_needed(context: Context) -> Iterator[Fact]:
    """Yield one fact for every identity."""
    security = context.design.security
    for name, identity in (security.identities if security else {}).items():
        yield _judged(Gathered(context), name, identity)


def _judged(gathered: Gathered, name: str, identity: Identity) -> Fact:
    path: Path = ("security", "identities", name)
    context = gathered.context
    wild = gathered.need(f"wildcards of {name}", *path, "wildcards")
    users = tuple(n for n in identity.used_by if n in context.graph.parts)
    needed = {n for user in users for n in _near(context, user)}
    extra = [(key, n) for key in _GRANTS for n in getattr(identity, key) if n not in needed]
    if not users:
        gathered.needs.append((*path, "used_by"))
    if wild and amount(wild).low > 0:
        verdict, says = Verdict.FAILS, f"{name} holds {wild.text} rights on everything of a kind"
    elif gathered.needs:
        what = str(gathered.needs[0][-1]).replace("_", " ")
        verdict, says = Verdict.UNKNOWN, f"{what} of {name} is not stated"
    elif extra:
        key, thing = extra[0]
        word = key.removesuffix("s")
        verdict, says = Verdict.PLAUSIBLE, f"{name} may {word} {thing}, and no flow of {users[0]} leads there"
    else:
        verdict, says = Verdict.HOLDS, f"{name} may do what its flows need, and nothing else"
    at: Path = (*path, extra[0][0]) if extra and verdict is Verdict.PLAUSIBLE else path
    return gathered.fact(_ID, name, verdict, says, at, components=users)


def _near(context: Context, user: str) -> Iterator[str]:
    """Yield what a component touches: both ends of its arrows, filters on them, what they carry, what it names."""
    for edge in (*context.graph.out(user), *context.graph.into(user)):
        yield from (edge.source, edge.target, *edge.flow.through, *edge.flow.carries, *edge.flow.returns)
        yield from filter(None, (edge.flow.fallback,))
    # A filter on an arrow stands between its two ends.
    for edge in context.graph.edges:
        if user in edge.flow.through:
            yield from (edge.source, edge.target, *edge.flow.carries, *edge.flow.returns)
    spec = context.graph.parts[user].spec
    named = (spec.fallback, spec.rejects_to, spec.approval, spec.embedded_by, spec.backup.to if spec.backup else None)
    yield from filter(None, (*named, *spec.runs, *spec.inputs))
