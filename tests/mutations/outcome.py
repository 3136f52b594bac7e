"""What the facts say of a changed design that they did not say of the reference."""

from __future__ import annotations

import functools
from dataclasses import dataclass

from tests.mutations.cases import Case, reference
from workbench.design import design_of
from workbench.errors import dotted
from workbench.facts import Context, Fact, Verdict, compute, fact_kinds
from workbench.reading import Document


@dataclass(frozen=True)
class Outcome:
    """One case with the facts that newly fail, and those that newly cannot be told."""

    case: Case
    failing: tuple[Fact, ...]
    unknown: tuple[Fact, ...]

    @property
    def missed(self) -> tuple[str, ...]:
        """The facts that should have noticed and did not, or noticed somewhere else."""
        seen = self.unknown if self.case.verdict is Verdict.UNKNOWN else self.failing
        there = {f.id for f in seen if any(stands(f, place) for place in self.case.at)}
        return tuple(kind for kind in self.case.facts if kind not in there)

    @property
    def noticed(self) -> bool:
        """True when any fact newly fails or cannot be told, wherever."""
        return bool(self.failing or self.unknown)


def stands(fact: Fact, place: str) -> bool:
    """True when a fact points at a component or an arrow, or stands at or below a path of the file."""
    at = dotted(fact.at)
    return place in (*fact.components, *fact.edges, *fact.broken, at) or at.startswith((f"{place}.", f"{place}["))


def facts_of(document: Document, kinds: tuple[str, ...] = ()) -> tuple[Fact, ...]:
    """Return every fact that follows from a document, or those of some kinds. Raises InputError for no valid design."""
    design = design_of(document)
    if not kinds:
        return compute(design)[1]
    context = Context(design)
    return tuple(fact for kind in kinds for fact in fact_kinds()[kind].compute(context))


@functools.cache
def before(design: str) -> dict[tuple[str, str], set[Verdict]]:
    """Return the verdicts of a reference by fact and subject."""
    found: dict[tuple[str, str], set[Verdict]] = {}
    for fact in facts_of(reference(design)):
        found.setdefault((fact.id, fact.subject), set()).add(fact.verdict)
    return found


def outcome(case: Case, *, whole: bool = True) -> Outcome:
    """Return what a case leads to: in all facts, or only in those that must notice it."""
    known = before(case.design)
    asked = () if whole else case.facts
    fresh = [f for f in facts_of(case.document(), asked) if f.verdict not in known.get((f.id, f.subject), set())]
    return Outcome(
        case,
        tuple(f for f in fresh if f.verdict is Verdict.FAILS),
        tuple(f for f in fresh if f.verdict is Verdict.UNKNOWN),
    )
