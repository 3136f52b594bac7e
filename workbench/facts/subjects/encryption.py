"""Whether personal data is encrypted on its way and where it rests, and who holds the keys.

From `prv-encryption` of the readiness catalogue.
"""

from __future__ import annotations

from collections.abc import Iterator

from workbench.design import Edge, Part
from workbench.design.keeping import Encryption
from workbench.errors import Path
from workbench.facts.arrivals import personal_arrivals
from workbench.facts.context import Context
from workbench.facts.fact import Fact, Verdict
from workbench.facts.formula import fact

_ID = "personal-data-encrypted"
_KEEPING = ("stores", "logs", "indexes", "caches")


@fact(
    _ID,
    title="Personal data under encryption",
    broken="Personal data is not encrypted",
    formula="every flow with personal data, and every store that keeps it, is encrypted, and its keys have an owner",
    source="GDPR Art 32; AWS MLSEC02_BP01; AML.M0012",
    blind="Data in use, and who else holds a key.",
)
def encrypted(context: Context) -> Iterator[Fact]:
    """Yield one fact for all flows with personal data, and one for all stores that keep it."""
    arrivals = personal_arrivals(context)
    if not arrivals:
        return
    yield _on_the_way(context, list({a.edge.id: a.edge for a in arrivals}.values()))
    kept = {a.part.id: a.part for a in arrivals if a.part.declared and a.part.has(*_KEEPING)}
    own = [part for part in kept.values() if not part.has("third_party")]
    if own:
        yield _at_rest(context, own)


def _on_the_way(context: Context, edges: list[Edge]) -> Fact:
    security = context.design.security
    usual = security.network.tls if security and security.network else None
    stated = {edge: usual if edge.flow.encrypted is None else edge.flow.encrypted for edge in edges}
    bare = [edge for edge, how in stated.items() if how is False]
    quiet = [edge for edge, how in stated.items() if how is None]
    if bare:
        return _fact("way", Verdict.FAILS, f"{bare[0].id} carries personal data in the open", bare[0].path, bare)
    if quiet:
        says = f"whether {quiet[0].id}, which carries personal data, is encrypted is not stated"
        return _fact("way", Verdict.UNKNOWN, says, quiet[0].path, quiet, (("security", "network", "tls"),))
    return _fact("way", Verdict.HOLDS, f"all {len(edges)} flows with personal data are encrypted", edges[0].path, ())


def _at_rest(context: Context, parts: list[Part]) -> Fact:
    usual = context.design.security.encryption if context.design.security else None
    held = [(part, part.spec.encryption or usual) for part in parts]
    bare = next((p for p, how in held if how and how.at_rest is False), None)
    if bare:
        says = f"{bare.id} keeps personal data, and what it keeps is not encrypted"
        return _fact("rest", Verdict.FAILS, says, bare.path, (), parts=(bare.id,))
    open_ = next(((p, how) for p, how in held if not (how and how.at_rest and how.key_owner)), None)
    if open_:
        part, how = open_
        says, need = _unsaid(part, how)
        return _fact("rest", Verdict.UNKNOWN, says, part.path, (), (need,), (part.id,))
    says = f"all {len(parts)} places that keep personal data are encrypted, and their keys have an owner"
    return _fact("rest", Verdict.HOLDS, says, parts[0].path, ())


def _unsaid(part: Part, how: Encryption | None) -> tuple[str, Path]:
    base: Path = (*part.path, "encryption") if part.spec.encryption else ("security", "encryption")
    if how and how.at_rest:
        return f"{part.id} is encrypted, and who holds the key is not stated", (*base, "key_owner")
    return f"{part.id} keeps personal data, and whether it is encrypted is not stated", (*base, "at_rest")


def _fact(
    subject: str,
    verdict: Verdict,
    says: str,
    at: Path,
    edges: list[Edge] | tuple[()],
    needs: tuple[Path, ...] = (),
    parts: tuple[str, ...] = (),
) -> Fact:
    ids = tuple(edge.id for edge in edges)
    return Fact(
        id=_ID, subject=subject, verdict=verdict, says=says, at=at, needs=needs, components=parts, edges=ids,
        broken=ids if verdict is Verdict.FAILS else (),
    )  # fmt: skip
