"""The register of what others supply: who answers for it here, which version, under which terms, and what if it ends.

From `rai-supplier-register` of the readiness catalogue.
"""

from __future__ import annotations

from collections.abc import Iterator

from workbench.design import Part
from workbench.errors import Path
from workbench.facts.context import Context
from workbench.facts.fact import Fact, Verdict
from workbench.facts.formula import fact

_ID = "supplier-register"


@fact(
    _ID,
    title="Register of what others supply",
    broken="What should take a supplier's place is that supplier",
    formula="each part run by others: who answers for it here, its version, its licence, and what takes its place",
    source="NIST AI RMF GOVERN 6.1, 6.2; ISO/IEC 42001 A.10; OWASP LLM03",
    blind="Suppliers of suppliers, and parts that stand in no design.",
)
def supplier_register(context: Context) -> Iterator[Fact]:
    """Yield one fact for every declared part that others run."""
    for part in context.graph.with_trait("third_party"):
        if part.declared:
            yield _judge(context, part)


def _judge(context: Context, part: Part) -> Fact:
    terms = part.spec.terms
    held = {
        "who answers for it here": (part.spec.owner or context.design.owner, "owner"),
        "its version": (_version(context, part), "version"),
        "its licence": (_licence(context, part), "terms"),
        "what takes its place": (_place(context, part), "terms"),
    }
    lacks = [told for told, (value, _) in held.items() if not value]
    needs: tuple[Path, ...] = tuple(dict.fromkeys((*part.path, key) for value, key in held.values() if not value))
    verdict, says = Verdict.HOLDS, f"{part.id}: owner, version, licence and what takes its place are known"
    if lacks:
        # One blank is a register in part; more of them is none.
        verdict = Verdict.PLAUSIBLE if len(lacks) == 1 else Verdict.UNKNOWN
        says = f"{part.id}: not stated: {', '.join(lacks)}"
    if terms and terms.exit_to and terms.exit_to in _own(context, part):
        verdict, says = Verdict.FAILS, f"{part.id} would be replaced by {terms.exit_to}, which it supplies itself"
    return Fact(
        id=_ID, subject=part.id, verdict=verdict, says=says, at=part.path, components=(part.id,),
        needs=needs if verdict is Verdict.UNKNOWN else (),
    )  # fmt: skip


def _own(context: Context, part: Part) -> set[str]:
    """Return the part itself and the models that only it runs."""
    models = context.design.llm.models if context.design.llm else {}
    elsewhere = {m for p in context.graph.parts.values() if p.id != part.id for m in p.spec.runs}
    return {part.id} | {name for name, model in models.items() if model.provider == part.id} - elsewhere


def _supplied(context: Context, part: Part) -> list[str]:
    return [name for name, asset in context.design.data.items() if asset.source == part.id]


def _models(context: Context, part: Part) -> list[str]:
    models = context.design.llm.models if context.design.llm else {}
    return [name for name, model in models.items() if model.provider == part.id or name in part.spec.runs]


def _version(context: Context, part: Part) -> bool:
    design = context.design
    models = [design.llm.models[m].version for m in _models(context, part)] if design.llm else []
    data = [design.data[a].version or design.data[a].schema_version for a in _supplied(context, part)]
    return bool(part.spec.version) or (bool(models or data) and all([*models, *data]))


def _licence(context: Context, part: Part) -> bool:
    design = context.design
    models = [design.llm.models[m].licence for m in _models(context, part)] if design.llm else []
    data = [design.data[a].licence for a in _supplied(context, part)]
    return bool(part.spec.terms and part.spec.terms.licence) or (bool(models or data) and all([*models, *data]))


def _place(context: Context, part: Part) -> bool:
    """True where something takes its place: agreed with it, behind it, behind the call, or for its data."""
    design, terms = context.design, part.spec.terms
    calls = [e for e in context.graph.into(part.id) if e.flow.kind not in ("control", "deploy")]
    data = [design.data[a].on_missing for a in _supplied(context, part)]
    return (
        bool((terms and terms.exit_to) or part.spec.fallback)
        or (bool(calls) and all(e.flow.fallback or e.flow.on_missing for e in calls))
        or (bool(data) and all(data))
    )
