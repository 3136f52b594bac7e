"""Personal data on its way to a third party, or into a store not approved for it."""

from __future__ import annotations

from collections.abc import Iterator

from workbench.design import Part
from workbench.design.words import PERSONAL
from workbench.errors import Path
from workbench.facts.arrivals import Arrival, personal_arrivals
from workbench.facts.context import Context
from workbench.facts.fact import Fact, Input, Verdict
from workbench.facts.formula import fact
from workbench.facts.lineage import held_classes, said

_TERMS = ("dpa", "region", "no_training", "retention")
_KEEPING = ("stores", "logs", "indexes", "caches")


@fact(
    "personal-data-to-third-party",
    title="Personal data and third parties",
    broken="Personal data leaves without agreement",
    formula="every way of personal data to a third party passes a redactor, or agreement, region, no training and "
    "retention are all agreed",
    source="GDPR Art 28; OWASP LLM02 (2025)",
    pattern="ap-pii-vendor",
    blind="Personal data inside free text or images that no class names; what a vendor does with it in the end.",
)
def third_party(context: Context) -> Iterator[Fact]:
    """Yield one fact for every asset with personal data that arrives at a third party."""
    for arrival in personal_arrivals(context):
        if arrival.part.has("third_party"):
            yield _terms_judged(context, arrival)
    yield from _unsaid(context)


def _terms_judged(context: Context, arrival: Arrival) -> Fact:
    part, path = _holder_of_terms(context, arrival.part)
    terms = part.spec.terms
    found = {name: getattr(terms, name, None) for name in _TERMS}
    missing = [name for name, value in found.items() if value in (None, (), False)]
    carried = f"{arrival.asset} ({said(arrival.classes)}) goes to {arrival.part.id}"
    needs: tuple[Path, ...] = tuple((*path, "terms", n) for n in missing)
    if not missing:
        verdict, says = Verdict.HOLDS, f"{carried} under agreed terms"
    elif arrival.unless:
        verdict, says, needs = (
            Verdict.UNKNOWN,
            f"{carried}, a third party; {_quiet(arrival)}",
            _silence(context, arrival),
        )
    else:
        verdict = Verdict.FAILS
        open_terms = ", ".join(m.replace("_", " ") for m in missing)
        says = f"{carried}, a third party: no redactor on the way, and not agreed: {open_terms}"
    inputs = tuple(
        Input(f"{part.id} {n}", (*path, "terms", n), str(v)) for n, v in found.items() if v not in (None, ())
    )
    return Fact(
        id="personal-data-to-third-party", subject=f"{arrival.asset}->{arrival.part.id}", verdict=verdict, says=says,
        at=arrival.edge.path, inputs=inputs, needs=needs, components=(arrival.part.id,), edges=(arrival.edge.id,),
        broken=(arrival.edge.id,) if verdict is Verdict.FAILS else (), steps=(str(arrival.way),),
    )  # fmt: skip


def _quiet(arrival: Arrival) -> str:
    verb = "does" if len(arrival.unless) == 1 else "do"
    return f"{', '.join(arrival.unless)} {verb} not say what classes it takes out"


def _silence(context: Context, arrival: Arrival) -> tuple[Path, ...]:
    return tuple((*context.graph.parts[name].path, "redacts") for name in arrival.unless)


def _holder_of_terms(context: Context, part: Part) -> tuple[Part, Path]:
    """Terms may stand at the component, or at the provider of the model it runs."""
    if part.spec.terms is None and context.design.llm:
        for name in part.spec.runs:
            model = context.design.llm.models.get(name)
            provider = context.graph.parts.get(model.provider or "") if model else None
            if provider and provider.spec.terms:
                return provider, provider.path
    return part, part.path


def _unsaid(context: Context) -> Iterator[Fact]:
    """An arrow to a third party that does not say what it carries, out of a box that personal data reaches."""
    personal = {n for n, c in held_classes(context).items() if c & PERSONAL}
    holding = {a.part.id for a in personal_arrivals(context)}
    holding |= {e.source for e in context.graph.edges if personal & set(e.flow.carries)}
    for edge in context.graph.edges:
        target = context.graph.parts[edge.target]
        if (
            target.has("third_party")
            and edge.source in holding
            and not (edge.flow.carries or edge.flow.kind == "deploy")
        ):
            yield Fact(
                id="personal-data-to-third-party", subject=edge.id, verdict=Verdict.UNKNOWN,
                says=f"{edge.source} handles personal data and hides what it sends to {edge.target}, a third party",
                at=edge.path, needs=((*edge.path, "carries"),), components=(edge.target,), edges=(edge.id,),
            )  # fmt: skip


@fact(
    "personal-data-in-weaker-store",
    title="Personal data in stores approved for it",
    broken="Personal data in a store not approved for it",
    formula="classes of what arrives, after redaction, are among the classes the store is approved for",
    source="GDPR Art 32; Azure review checklist AI.59",
    pattern="ap-pii-log",
    blind="Personal data inside free text or images that no class names; flows that say nothing of what they carry.",
)
def weaker_store(context: Context) -> Iterator[Fact]:
    """Yield one fact for every store, log or index that personal data arrives at."""
    grouped: dict[str, list[Arrival]] = {}
    for arrival in personal_arrivals(context):
        if arrival.part.declared and arrival.part.has(*_KEEPING) and not arrival.part.has("third_party"):
            grouped.setdefault(arrival.part.id, []).append(arrival)
    for name, arrivals in grouped.items():
        yield _store_judged(context, context.graph.parts[name], arrivals)


def _store_judged(context: Context, part: Part, arrivals: list[Arrival]) -> Fact:
    approved = frozenset(part.spec.classes)
    at = (*part.path, "classes")
    over = [a for a in arrivals if a.classes - approved]
    wrong = [a for a in over if not a.unless]
    needs: tuple[Path, ...] = ()
    if not approved:
        brought = said(frozenset(c for a in arrivals for c in a.classes))
        verdict, needs = Verdict.UNKNOWN, (at,)
        says = f"{part.id} keeps {brought} and does not say what it is approved for"
    elif wrong:
        kept = said(frozenset(c for a in wrong for c in a.classes - approved))
        whence = ", ".join(dict.fromkeys(a.asset for a in wrong))
        verdict = Verdict.FAILS
        says = f"{part.id} keeps {kept} from {whence} but is approved for {', '.join(sorted(approved))} only"
    elif over:
        verdict, needs = Verdict.UNKNOWN, _silence(context, over[0])
        says = f"{part.id} may keep {said(over[0].classes - approved)} from {over[0].asset}; {_quiet(over[0])}"
    else:
        verdict, says = Verdict.HOLDS, f"{part.id} is approved for the personal data it keeps"
    return Fact(
        id="personal-data-in-weaker-store", subject=part.id, verdict=verdict, says=says,
        at=at if approved else part.path,
        inputs=tuple(Input(f"{part.id} classes", at, ", ".join(sorted(approved))) for _ in (1,) if approved),
        needs=needs, components=(part.id,), edges=tuple(a.edge.id for a in arrivals),
        broken=tuple(a.edge.id for a in wrong) if verdict is Verdict.FAILS else (),
        steps=tuple(f"{a.asset} arrives with {said(a.classes)}" for a in arrivals),
    )  # fmt: skip
