"""Whether data is only used for what it may be used for: its purposes, its licence, its legal basis."""

from __future__ import annotations

from collections.abc import Iterator

from workbench.design import Edge, Part
from workbench.design.words import PERSONAL
from workbench.errors import Path
from workbench.facts.closing import closed, missing
from workbench.facts.context import Context
from workbench.facts.fact import Fact
from workbench.facts.formula import fact
from workbench.facts.origins import carrying, entering, made_straight

_ID = "allowed-uses"
_NO_DATA = ("control", "deploy")


@fact(
    _ID,
    title="Purposes and licences of data",
    broken="Data is used for what it may not be used for",
    formula="each receiver's purpose is one of the data's; its licence allows to train, evaluate, serve or index",
    source="GDPR 5(1)(b) and 6; ISO/IEC 42001 A.7.3; OWASP LLM03; AWS MLSEC01_BP01",
    blind="Uses that no flow draws; whether a purpose in other words means the same.",
)
def allowed_uses(context: Context) -> Iterator[Fact]:
    """Yield one fact for every data set that enters, and for every other one that is used beyond what is allowed.

    Nothing is yielded where no data set says what it may be used for.
    """
    if not any(a.purposes or a.allows or a.basis or a.licence for a in context.design.data.values()):
        return
    starts = entering(context.design)
    for name, asset in context.design.data.items():
        path: Path = ("data", name)
        wrong = _widened(context, name) or next(_beyond(context, name), "")
        lacks: dict[str, Path] = {}
        if name in starts:
            personal = bool(PERSONAL & set(asset.classes))
            lacks = missing(
                ("what it may be used for", asset.purposes, (*path, "purposes")),
                ("what its licence or contract allows", asset.allows, (*path, "allows")),
                ("its legal basis", asset.basis or not personal, (*path, "basis")),
            )
        if wrong or name in starts:
            good = f"{name} is used for {', '.join(asset.purposes)} only, as it is allowed to {', '.join(asset.allows)}"
            yield closed(_ID, name, path, good, lacks, wrong)


def _widened(context: Context, name: str) -> str:
    """Return what is wrong when data made from other data claims a purpose that its sources do not have."""
    asset = context.design.data[name]
    if asset.source or asset.declassified or asset.consent:
        return ""
    for up in asset.from_:
        held = context.design.data.get(up)
        more = [p for p in asset.purposes if held and held.purposes and p not in held.purposes]
        if more and not (held and held.declassified):
            return f"{name} is for {more[0]}, but is made from {up}, which is not"
    return ""


def _beyond(context: Context, name: str) -> Iterator[str]:
    """Yield every use of data, and of features made straight from it, that it is not allowed."""
    asset = context.design.data[name]
    features = context.design.features.sets if context.design.features else {}
    carried = {name, *(f for f in made_straight(context).get(name, ()) if f in features)}
    arrows = {e.id: e for one in carried for e in carrying(context, one) if carried & set(e.flow.carries)}
    for edge in sorted(arrows.values(), key=lambda e: (e.path[-1], e.position)):
        if edge.flow.kind not in _NO_DATA:
            yield from _at(context.graph.parts[edge.target], edge, name, (asset.purposes, asset.allows))
    learned = _learned(context, carried)
    if learned and asset.allows and "train" not in asset.allows:
        yield f"{learned} learns from {name}, which may be used to {', '.join(asset.allows)} only"


def _at(part: Part, edge: Edge, name: str, may: tuple[tuple[str, ...], tuple[str, ...]]) -> Iterator[str]:
    purposes, allows = may
    if edge.flow.purpose and purposes and edge.flow.purpose not in purposes:
        yield f"{name} goes to {part.id} for {edge.flow.purpose}; it may be used for {', '.join(purposes)}"
    if part.spec.purposes and purposes and not set(part.spec.purposes) & set(purposes):
        yield f"{part.id} works for {', '.join(part.spec.purposes)}; {name} may be used for {', '.join(purposes)}"
    use = _use(part, edge)
    if use and allows and use not in allows:
        yield f"{part.id} is there to {use}, and {name} may be used to {', '.join(allows)} only"


def _use(part: Part, edge: Edge) -> str:
    """Return what a receiver surely does with data, as a licence would call it; nothing where that is not plain."""
    if part.has("trains"):
        return "train"
    if part.has("evaluates"):
        return "evaluate"
    if part.has("indexes") and edge.call != "sync":
        return "index"
    return "serve" if part.has("serves", "generates") and edge.call == "sync" else ""


def _learned(context: Context, carried: set[str]) -> str:
    """Return a model that learns from one of these."""
    training = context.design.training
    models = training.models if training else {}
    return next((name for name, model in models.items() if carried & set(model.from_)), "")
