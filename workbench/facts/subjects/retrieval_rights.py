"""Retrieved content on its way to a model, and the rights of whoever asks."""

from __future__ import annotations

from collections.abc import Iterator

from workbench.design import Part
from workbench.design.component import Acl
from workbench.design.words import PROTECTED
from workbench.errors import Path
from workbench.facts.context import Context
from workbench.facts.fact import Fact, Verdict
from workbench.facts.formula import fact
from workbench.facts.gather import Gathered
from workbench.facts.once import once
from workbench.facts.spread import Node, spread_of
from workbench.facts.ways import Way

_ID = "retrieval-rights"
_TRIMMED = ("in_query", "after_query", "per_user_index")


@fact(
    _ID,
    title="Retrieval within the rights of who asks",
    broken="Retrieval ignores what the caller may read",
    formula="every way of content that is not public to a model is trimmed to the rights of the caller",
    source="OWASP LLM08 (2025); Azure Well-Architected for AI, security trimming",
    pattern="ap-acl-hole",
    blind="Systems in which everyone who asks may read everything; whether the rights themselves are right.",
)
def retrieval_rights(context: Context) -> Iterator[Fact]:
    """Yield one fact for every index, or searcher without one, whose content gets to a model that people ask."""
    models = [p.id for p in context.graph.with_trait("generates")]
    if not models or not _asked_by_people(context, models):
        return
    for part in context.graph.with_trait("indexes", "retrieves"):
        behind = (context.graph.parts[edge.target] for edge in context.graph.out(part.id))
        if part.has("indexes") or not any(other.has("indexes") for other in behind):
            yield from _found(Gathered(context), part, frozenset(models))


def _asked_by_people(context: Context, models: list[str]) -> bool:
    """True unless people are drawn and none of them reaches a model: then nobody's rights are at stake."""
    people = [p.id for p in context.graph.with_trait("user")]
    return not people or any(model in context.graph.reached(people) for model in models)


def _found(gathered: Gathered, part: Part, models: frozenset[str]) -> Iterator[Fact]:
    spread, filters = spread_of(gathered.context), _filters(gathered.context)
    everywhere = spread.onward(part.id, frozenset())
    reached = [node for node in everywhere if node[0] in models and node[0] != part.id]
    if not reached:
        yield from _unsaid(gathered, part, models)
        return
    by_filter = "yes" if filters.get(part.id) else "no"
    bare = everywhere if filters.get(part.id) else spread.onward(part.id, frozenset(filters))
    if by_filter == "no" and not any(node in bare for node in reached):
        bare = spread.onward(part.id, frozenset(name for name, sure in filters.items() if sure))
        by_filter = "perhaps" if any(node in bare for node in reached) else "yes"
    at_stake = _worst(gathered.context, [node for node in reached if node in bare] or reached)
    way = spread.back(bare if at_stake in bare else everywhere, at_stake)
    yield _judge(gathered, part, by_filter, (at_stake[1], way))


@once
def _filters(context: Context) -> dict[str, bool]:
    """Return the boxes that trim content to someone's rights, with whether these are surely those of the caller."""
    found: dict[str, bool] = {}
    for part in context.graph.parts.values():
        acl, authz = part.spec.acl, part.spec.authz
        trims = part.has("authorises", "indexes", "retrieves")
        if _by_caller(acl) or (trims and not _ignores(acl) and authz in ("caller_rights", "resource", "attribute")):
            found[part.id] = True
        elif (part.has("authorises") and authz != "none" and not _ignores(acl)) or authz == "caller_rights":
            found[part.id] = False
    return found


def _by_caller(acl: Acl | None) -> bool:
    return bool(acl and acl.enforced in _TRIMMED and (acl.identity == "caller" or acl.enforced == "per_user_index"))


def _ignores(acl: Acl | None) -> bool:
    """True for a typed rule that is none: nobody's rights, those of the service, or a request to the model itself."""
    return bool(acl and (acl.identity == "service" or acl.enforced in ("none", "in_prompt")))


def _worst(context: Context, nodes: list[Node]) -> Node:
    spread = spread_of(context)
    return max(nodes, key=lambda node: len(spread.classes(node[1]) & PROTECTED))


def _judge(gathered: Gathered, part: Part, by_filter: str, found: tuple[str, Way]) -> Fact:
    name, way = found
    held = spread_of(gathered.context).classes(name)
    verdict, says = _trimmed(gathered, part, by_filter, way)
    if verdict is not Verdict.HOLDS:
        verdict, says = _weighed(gathered, (verdict, says), (name, held))
    kinds = ", ".join(sorted(held & PROTECTED)) or ", ".join(sorted(held)) or "of a class nobody states"
    says = f"{name} ({kinds}) goes from {part.id} to {way.boxes[-1]}; {says}"
    failed = verdict is Verdict.FAILS
    acl: Path = (*part.path, "acl") if part.spec.acl else part.path
    return gathered.fact(
        _ID, part.id, verdict, says, acl, steps=(str(way),),
        components=tuple(dict.fromkeys(way.boxes)), edges=way.ids, broken=way.ids[:1] if failed else (),
    )  # fmt: skip


def _trimmed(gathered: Gathered, part: Part, by_filter: str, way: Way) -> tuple[Verdict, str]:
    acl, filters = part.spec.acl, _filters(gathered.context)
    on_way = next((box for box in way.boxes if box in filters and box != part.id), "a filter")
    if by_filter == "yes":
        return Verdict.HOLDS, f"trimmed to the rights of who asks by {part.id if _by_caller(acl) else on_way}"
    if _ignores(acl) and acl:
        if acl.identity == "service":
            return Verdict.FAILS, f"{part.id} applies the rights of the service, not of who asks"
        return (
            Verdict.FAILS,
            "rights stand in the prompt only" if acl.enforced == "in_prompt" else "no rights are applied",
        )
    if acl:
        key, what = ("identity", "whose") if acl.enforced else ("enforced", "where")
        gathered.needs.append((*part.path, "acl", key))
        return Verdict.UNKNOWN, f"{what} rights are applied is not said"
    if by_filter == "perhaps":
        return Verdict.PLAUSIBLE, f"{on_way} is taken to apply the rights of who asks"
    gathered.needs.append((*part.path, "acl"))
    return Verdict.FAILS, "nothing on the way looks at who asks"


def _weighed(gathered: Gathered, told: tuple[Verdict, str], content: tuple[str, frozenset[str]]) -> tuple[Verdict, str]:
    """Weigh missing rights by what is at stake: nothing that is public, and what is internal only perhaps."""
    name, held = content
    verdict, says = told
    if held == {"public"}:
        return Verdict.HOLDS, "it is public"
    if held & PROTECTED or verdict is not Verdict.FAILS:
        return verdict, says
    if held:
        return Verdict.PLAUSIBLE, f"{says}; that is sound where everyone who asks may read it"
    gathered.needs.append(("data", name, "classes"))
    return Verdict.UNKNOWN, says


def _unsaid(gathered: Gathered, part: Part, models: frozenset[str]) -> Iterator[Fact]:
    """Ask what an index gives to those who also call a model, where its replies say nothing."""
    graph = gathered.context.graph
    for edge in graph.into(part.id):
        also = [e for e in graph.out(edge.source) if e.target in models]
        if also and edge.call == "sync" and not edge.flow.returns and not _by_caller(part.spec.acl):
            gathered.needs.append((*edge.path, "returns"))
            says = f"what {part.id} gives {edge.source}, which asks {also[0].target}, is not said"
            yield gathered.fact(_ID, part.id, Verdict.UNKNOWN, says, edge.path, components=(part.id,), edges=(edge.id,))
            return
