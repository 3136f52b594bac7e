"""Which model runs where, how many tokens one call takes, and how many calls there are."""

from __future__ import annotations

from dataclasses import dataclass

from workbench.design import Edge, Part
from workbench.design.llm import LlmModel
from workbench.errors import Path
from workbench.facts.context import Context
from workbench.facts.fact import Input
from workbench.facts.gather import Gathered, amount
from workbench.facts.ranges import Span
from workbench.facts.request import is_call
from workbench.facts.spans import exactly, of, product

BYTES = {"fp32": 4.0, "tf32": 4.0, "bf16": 2.0, "fp16": 2.0, "fp8": 1.0, "int8": 1.0, "int4": 0.5, "nf4": 0.5}
"""Bytes of one number by format; four-bit formats add a few percent for their scales."""
_READS = ("system", "history", "question", "tools")


def models(context: Context) -> dict[str, LlmModel]:
    """Return the language models of a design by name."""
    llm = context.design.llm
    return llm.models if llm else {}


def runners(context: Context, model: str) -> list[Part]:
    """Return the components that run a model, in reading order."""
    return [part for part in context.graph.parts.values() if model in part.spec.runs]


@dataclass(frozen=True, slots=True)
class Tokens:
    """Tokens of one call at the size that must still fit, and what they were added up from."""

    taken_in: float
    given_out: float
    most: float
    """All of it at the upper ends of what is stated."""
    steps: tuple[str, ...]
    complete: bool
    """False when a part of the sum is missing."""


def tokens_of(gathered: Gathered, name: str, model: LlmModel) -> Tokens | None:
    """Return the largest call of a model, or None where no token is stated for it.

    Passages count for models without a budget of their own; an answer is as long as the budget, or else the model, lets
    it be.
    """
    own: Path = ("llm", "models", name)
    path: Path = (*own, "tokens") if model.tokens else ("llm", "tokens")
    read = [t for t in (gathered.get(key, *path, key) for key in _READS) if t]
    given = gathered.get("output", *path, "output") or gathered.get("longest answer", *own, "max_output")
    passages, complete = (None, True) if model.tokens else _passages(gathered)
    if not read and passages is None:
        return None
    if given is None:
        gathered.needs.append((*path, "output"))
    steps = [f"{t.name} {t.text}" for t in read]
    taken_in, most = sum(amount(t).value for t in read), sum(amount(t).high for t in read)
    if passages:
        found, chunk = passages
        steps.append(f"{found.text} passages of {chunk.text}")
        taken_in += amount(found).value * amount(chunk).value
        most += amount(found).high * amount(chunk).high
    given_out = amount(given).value if given else 0.0
    most += amount(given).high if given else 0.0
    steps += [f"answer {given.text}"] if given else []
    return Tokens(taken_in, given_out, most, tuple(steps), complete and given is not None)


def _passages(gathered: Gathered) -> tuple[tuple[Input, Input] | None, bool]:
    llm = gathered.context.design.llm
    if not llm or not llm.retrieval:
        return None, True
    k = gathered.need("passages", "llm", "retrieval", "k")
    chunk = gathered.need("tokens of a passage", "llm", "retrieval", "chunk")
    return ((k, chunk), True) if k and chunk else (None, False)


def peak_load(context: Context) -> Input | None:
    """Return the highest rate of requests: that of the system, or of its only promise."""
    whole = context.take("peak load", "requirements", "load", "peak")
    names = list(context.design.slas)
    only = context.take(f"{names[0]} peak load", "slas", names[0], "load", "peak") if len(names) == 1 else None
    return only or whole


def calls_to(context: Context, places: list[Part]) -> Span | None:
    """Return calls of some boxes for one request, or None when nothing waits for them.

    Without any flow in the design each request is one call.
    """
    if not context.graph.edges:
        return exactly(1.0)
    names = {p.id for p in places}
    edges = [e for e in context.graph.edges if e.target in names and is_call(e)]
    if not edges:
        return None
    made = [product(_share(e), _times(e)) for e in edges]
    return Span(max(m.low for m in made), max(m.middle for m in made), max(m.high for m in made))


def _share(edge: Edge) -> Span:
    found = edge.flow.share
    return Span(found.low, found.value, found.high) if found else exactly(1.0)


def _times(edge: Edge) -> Span:
    found = edge.flow.calls
    return Span(*(max(n, 1.0) for n in (found.low, found.value, found.high))) if found else exactly(1.0)


def answered_by_caches(context: Context) -> Span:
    """Return the largest share of requests that a cache on the way may answer."""
    rates = [p.spec.cache.hit_rate for p in context.graph.parts.values() if p.spec.cache and p.spec.cache.hit_rate]
    rows = ([r.low for r in rates], [r.value for r in rates], [r.high for r in rates])
    return Span(*(min(max(row, default=0.0), 1.0) for row in rows))


def weight_bytes(gathered: Gathered, path: Path, name: str) -> Span | None:
    """Return the bytes of a model's weights: stated, or by its number format."""
    stated = gathered.get(f"{name} weights in memory", *path, "weight_bytes")
    if stated:
        return of(stated)
    count = gathered.get(f"{name} parameters", *path, "parameters")
    model = gathered.context.design.at(path)
    size = BYTES.get(getattr(model, "precision", None) or "")
    if count is None or size is None:
        gathered.needs.append((*path, "parameters" if count is None else "precision"))
        return None
    gathered.note(Input(f"{name} precision", (*path, "precision"), str(model.precision)))
    return product(of(count), exactly(size))
