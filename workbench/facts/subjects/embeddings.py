"""Vectors of questions and of passages: from one model, and as protected as the text they were made from.

From `llm-embed-match` and `prv-embedding-class` of the readiness catalogue.
"""

from __future__ import annotations

from collections.abc import Iterator

from workbench.design import Part
from workbench.design.words import PROTECTED
from workbench.errors import Path
from workbench.facts.context import Context
from workbench.facts.fact import Fact, Input, Verdict
from workbench.facts.formula import fact
from workbench.facts.lineage import classes_of

_SAME, _CLASS = "one-embedding", "index-class"


@fact(
    _SAME,
    title="One embedding for questions and passages",
    broken="Questions and passages are embedded by different models",
    formula="model and version that embed questions = model and version that embedded the index",
    source="Azure Well-Architected, AI workloads: grounding data; Azure AI landing zone AI.1",
    blind="Models of the same name that differ in settings, such as how text is cut or prefixed.",
)
def one_embedding(context: Context) -> Iterator[Fact]:
    """Yield one fact where an index is searched with embedded questions."""
    llm = context.design.llm
    retrieval = llm.retrieval if llm else None
    part = context.graph.parts.get((retrieval.index if retrieval else None) or "")
    if retrieval is None or part is None or retrieval.method == "sparse":
        return
    asked, held = retrieval.queries_embedded_by, part.spec.embedded_by
    if not asked and not held:
        return
    asked_at, held_at = ("llm", "retrieval", "queries_embedded_by"), (*part.path, "embedded_by")
    verdict, says, needs = _compared(context, part.id, asked, held, (asked_at, held_at))
    inputs = [Input("questions embedded by", asked_at, asked)] if asked else []
    inputs += [Input(f"{part.id} embedded by", held_at, held)] if held else []
    yield Fact(
        id=_SAME, subject=part.id, verdict=verdict, says=says, at=asked_at if asked else held_at,
        inputs=tuple(inputs), needs=needs, components=(part.id,),
    )  # fmt: skip


def _compared(
    context: Context, index: str, asked: str | None, held: str | None, places: tuple[Path, Path]
) -> tuple[Verdict, str, tuple[Path, ...]]:
    if not (asked and held):
        missing = places[1] if asked else places[0]
        who = f"{index} does not say what embedded it" if asked else "what embeds the questions is not stated"
        return Verdict.UNKNOWN, who, (missing,)
    if asked == held:
        path = _version_place(context, asked)
        if path:
            return Verdict.UNKNOWN, f"{asked} embeds both sides, and its version is not stated", (path,)
        return Verdict.HOLDS, f"{asked} embeds questions and passages", ()
    (first, first_version), (second, second_version) = _named(context, asked), _named(context, held)
    if first == second and first_version == second_version and first and first_version:
        return Verdict.HOLDS, f"{asked} and {held} are the same model, {first} {first_version}", ()
    says = f"questions are embedded by {asked} and {index} by {held}"
    if first and second and first_version and second_version and first_version != second_version:
        says = f"questions are embedded by {first} {first_version} and {index} by {second} {second_version}"
        return Verdict.FAILS, says, ()
    llm = context.design.llm
    other = [n for n in (asked, held) if llm and n in llm.models and llm.models[n].task not in (None, "embed")]
    if other:
        return Verdict.FAILS, f"{says}; {other[0]} is there to {llm.models[other[0]].task if llm else ''}", ()
    return Verdict.PLAUSIBLE, f"{says}; only two halves of one model make vectors that can be compared", ()


def _named(context: Context, model: str) -> tuple[str, str]:
    llm = context.design.llm
    found = llm.models.get(model) if llm else None
    return ((found.model or ""), (found.version or "")) if found else ("", "")


def _version_place(context: Context, model: str) -> Path:
    """Return where the version of a rented model is missing; models trained here are pinned elsewhere."""
    llm = context.design.llm
    found = llm.models.get(model) if llm else None
    open_ = found is not None and found.version in (None, "", "latest")
    return ("llm", "models", model, "version") if open_ else ()


@fact(
    _CLASS,
    title="Indexes as protected as their text",
    broken="An index is less protected than the text in it",
    formula="classes of what an index is made from are among the classes it is approved for, and not everyone may read",
    source="OWASP LLM08 (2025), ML03 and ML04 (2023); AML.T0024",
    pattern="ap-pii-log",
    blind="What can be told back from vectors that were to hold nothing personal.",
)
def index_class(context: Context) -> Iterator[Fact]:
    """Yield one fact for every index that holds anything protected."""
    classes = classes_of(context.design)
    taken_out: frozenset[str] = frozenset(c for p in context.graph.parts.values() for c in p.spec.redacts)
    for part in context.graph.with_trait("indexes"):
        held = {name: classes.get(name, frozenset()) & PROTECTED for name in _contents(context, part)}
        inside = frozenset(c for found in held.values() for c in found)
        if part.declared and inside:
            yield _guarded(part, inside, taken_out)


def _contents(context: Context, part: Part) -> list[str]:
    """Return what stands in an index: what is put in, what comes out of it, and what retrieval says it is made of."""
    llm = context.design.llm
    retrieval = llm.retrieval if llm else None
    found = list(retrieval.from_) if retrieval and retrieval.index == part.id else []
    for edge in context.graph.into(part.id):
        found += edge.flow.returns or (edge.flow.carries if edge.call != "sync" else ())
    return list(dict.fromkeys(found))


def _guarded(part: Part, inside: frozenset[str], taken_out: frozenset[str]) -> Fact:
    approved = frozenset(part.spec.classes)
    at = (*part.path, "classes")
    needs: tuple[Path, ...] = ()
    if not approved:
        verdict, needs = Verdict.UNKNOWN, (at,)
        says = f"{part.id} is made from {', '.join(sorted(inside))} and does not say what it is approved for"
    elif inside - approved:
        lacking = ", ".join(sorted(inside - approved))
        # What something takes out elsewhere may be out before it arrives here.
        verdict = Verdict.PLAUSIBLE if inside - approved <= taken_out else Verdict.FAILS
        says = f"{part.id} is made from {lacking} but is approved for {', '.join(sorted(approved))} only"
    elif part.spec.access and part.spec.access.default == "allow":
        verdict, at = Verdict.FAILS, (*part.path, "access", "default")
        says = f"{part.id} is made from {', '.join(sorted(inside))}, and everyone may read it"
    else:
        verdict, says = Verdict.HOLDS, f"{part.id} is approved for all that is in it"
    return Fact(
        id=_CLASS, subject=part.id, verdict=verdict, says=says, at=at if approved else part.path, needs=needs,
        inputs=(Input(f"{part.id} classes", (*part.path, "classes"), ", ".join(sorted(approved))),) if approved else (),
        components=(part.id,),
    )  # fmt: skip
