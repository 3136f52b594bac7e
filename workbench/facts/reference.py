"""The page about the facts: each with its formula, unit, source, a worked example and what it cannot see."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

from workbench.design import design_of
from workbench.design.cells import heads, line
from workbench.design.quantity import QuantityError, parse_quantity
from workbench.errors import dotted
from workbench.facts import Context, Fact, FactKind, Input, fact_kinds
from workbench.reading import Document, read

PAGE = "facts.md"
_INTRODUCTION = Path(__file__).parent / "introduction.md"
_UNITS: Mapping[str, str] = {
    "duration": "a time in seconds", "fraction": "a share", "bytes": "a size in bytes", "rate": "a rate per second",
    "throughput": "bytes per second", "money": "an amount of money", "spend": "money per second", "count": "a count",
}  # fmt: skip
"""How the value of a fact is kept, by what its text can be read as."""
_AROUND_BOXES = ("components", "outside")
"""Groups that only lead to components, whose fields are all told as `components.*`."""
_MOST_SHOWN = 2
_NEAR = 0.02


def facts_reference(examples: Mapping[str, str], reads: Mapping[str, Sequence[str]]) -> str:
    """Return the page as Markdown, from one small design and the fields read for each fact, by its id."""
    parts = [_INTRODUCTION.read_text(encoding="utf-8"), *_overview()]
    for kind in fact_kinds().values():
        parts += _fact(kind, examples.get(kind.id, ""), reads.get(kind.id, ()))
    return "\n".join(parts).rstrip() + "\n"


def _overview() -> Iterator[str]:
    yield from (f"## All {len(fact_kinds())} facts", "")
    yield from heads("fact", "what it computes", "fails as", "number", "anti-pattern")
    for kind in fact_kinds().values():
        pattern = f"`{kind.pattern}`" if kind.pattern else ""
        yield line(f"[`{kind.id}`](#{kind.id})", kind.title, kind.broken, kind.number, pattern)
    yield ""


def _fact(kind: FactKind, example: str, reads: Sequence[str]) -> Iterator[str]:
    yield from (f"### {kind.id}", "", f"**{kind.title}.** Fails as: {kind.broken}.", "")
    yield f"- Formula: {kind.formula}"
    document = read(example or "{}", "example.yaml")
    found = [f for f in kind.compute(Context(design_of(document))) if f.id == kind.id]
    yield f"- Gives: {unit_of(found)}"
    numbers = f"; {kind.number}" if kind.number else ""
    yield f"- Source: {kind.source}{numbers}{f'; `{kind.pattern}`' if kind.pattern else ''}"
    if kind.blind:
        yield f"- Cannot see: {kind.blind}"
    yield f"- Reads: {', '.join(f'`{place}`' for place in leaves(reads)) or 'nothing'}"
    yield ""
    if example:
        yield from ("```yaml", example.rstrip(), "```", "", "```", *_told(found, document), "```", "")


def leaves(places: Sequence[str]) -> list[str]:
    """Return the places that lead to no other of them: the fields themselves, without the groups around them."""
    found = [p for p in sorted(places) if p.rpartition(".")[2] not in _AROUND_BOXES]
    return [p for p in found if not any(other.startswith((f"{p}.", f"{p}.*.")) for other in found)]


def unit_of(facts: Sequence[Fact]) -> str:
    """Return how the value of a fact is kept, told from its text, or that it gives a verdict only."""
    known = next((f for f in facts if f.value is not None and f.computed), None)
    if known is None:
        return "a verdict"
    for dimension, said in _UNITS.items():
        if _reads_as(known, dimension):
            return f"{said}, and a verdict"
    return "a number, and a verdict"


def _reads_as(fact: Fact, dimension: str) -> bool:
    try:
        quantity = parse_quantity(fact.computed, dimension)
    except QuantityError:
        return False
    value = fact.value or 0.0
    return abs(quantity.value - value) <= _NEAR * max(abs(value), 1e-12)


def _told(facts: Sequence[Fact], document: Document) -> Iterator[str]:
    """Write what comes out, as `workbench facts --id` does."""
    for fact in facts[:_MOST_SHOWN]:
        yield f"{fact.subject}: {fact.verdict}"
        yield f"  {fact.says}"
        for taken in fact.inputs:
            yield f"    {_place(taken, document):<9} {taken.name}: {taken.text}"
        yield from (f"    = {step}" for step in fact.steps)
        yield from (f"    needs {dotted(path)}" for path in fact.needs)
    if len(facts) > _MOST_SHOWN:
        yield f"(and {len(facts) - _MOST_SHOWN} more)"


def _place(taken: Input, document: Document) -> str:
    return "assumed" if taken.assumed or not taken.path else f"line {document.mark(taken.path).line}"
