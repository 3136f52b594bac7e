"""Measured qualities of answers and tuned models held against the limits the design sets for them.

From `llm-groundedness`, `llm-retrieval-quality`, `llm-filters` and `llm-ft-safety` of the readiness catalogue.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from workbench.errors import Path
from workbench.facts import spans
from workbench.facts.context import Context
from workbench.facts.fact import Fact, Input, Verdict
from workbench.facts.formula import fact
from workbench.facts.gather import Gathered, amount
from workbench.facts.ranges import Span, at_least, at_most

_GROUNDED, _FOUND, _FILTERS, _SAFETY = "grounding-floor", "retrieval-targets", "filter-rates", "tuning-loss"


@dataclass(frozen=True, slots=True)
class _Pair:
    """One measured number and the limit it keeps: what it is called, and the keys of both below one group."""

    subject: str
    what: str
    value: str
    limit: str
    keeps: Callable[[Span, Span], Verdict]


def _judge(context: Context, kind: str, base: Path, pair: _Pair) -> Iterator[Fact]:
    """Yield one fact where the number or its limit is stated; with one of them alone it is unknown."""
    gathered = Gathered(context)
    value = gathered.need(pair.what, *base, pair.value)
    limit = gathered.need(f"limit of {pair.what}", *base, pair.limit)
    stated = value or limit
    if stated is None:
        return
    if value is None or limit is None or amount(value).dimension != amount(limit).dimension:
        yield gathered.fact(kind, pair.subject, Verdict.UNKNOWN, _silent(pair, value, limit), stated.path)
        return
    verdict = pair.keeps(spans.of(value), spans.of(limit))
    says = f"{pair.what} is {value.text}; the limit is {limit.text}"
    yield gathered.fact(
        kind, pair.subject, verdict, says, value.path, value=amount(value).value, computed=value.text, stated=limit
    )


def _silent(pair: _Pair, value: Input | None, limit: Input | None) -> str:
    if value and limit:
        return f"{pair.what} ({value.text}) and its limit ({limit.text}) are not in the same unit"
    return f"{pair.what} has no limit" if value else f"{pair.what} has a limit and was not measured"


@fact(
    _GROUNDED,
    title="Claims supported by passages",
    broken="Fewer claims are supported than the floor asks for",
    formula="share of supported claims on the golden set >= floor",
    source="OWASP LLM09 (2025); NIST AI 600-1 MS-2.5-003; Ragas, faithfulness",
    blind="Claims that a passage supports although the passage is wrong or old.",
)
def grounding_floor(context: Context) -> Iterator[Fact]:
    """Yield one fact where the share of supported claims, or its floor, is stated."""
    pair = _Pair("grounding", "share of supported claims", "offline", "floor", at_least)
    yield from _judge(context, _GROUNDED, ("llm", "grounding"), pair)


@fact(
    _FOUND,
    title="Retrieval against its targets",
    broken="Retrieval misses its own target",
    formula="recall at k >= its target; precision at k >= its target",
    source="AWS GENPERF04_BP01; Ragas, context precision and recall",
    blind="Questions to which no passage has the answer.",
)
def retrieval_targets(context: Context) -> Iterator[Fact]:
    """Yield one fact for recall and one for precision of retrieval, where stated."""
    for word in ("recall", "precision"):
        pair = _Pair(word, f"{word} of retrieval", f"{word}_at_k", f"{word}_target", at_least)
        yield from _judge(context, _FOUND, ("llm", "retrieval"), pair)


@fact(
    _FILTERS,
    title="Misses and false blocks of the filters",
    broken="The filters miss, or block, more than is accepted",
    formula="miss rate <= its bound; false-block rate <= its bound",
    source="NIST AI 600-1 MS-2.6-006; AWS RAISP03_BP03",
    blind="Attacks unlike those in the test set.",
)
def filter_rates(context: Context) -> Iterator[Fact]:
    """Yield one fact for misses and one for false blocks, where stated."""
    for subject, what in (("miss", "share of harm let through"), ("false_block", "share of good requests blocked")):
        pair = _Pair(subject, what, f"{subject}_rate", f"{subject}_bound", at_most)
        yield from _judge(context, _FILTERS, ("llm", "safety"), pair)


@fact(
    _SAFETY,
    title="What tuning lost",
    broken="Tuning lost more than is accepted",
    formula="change against the base >= minus the loss accepted, for safety and for general ability",
    source="NIST AI 600-1 MS-2.7-008, MS-2.6-003",
    blind="Abilities that nobody tested before.",
)
def tuning_loss(context: Context) -> Iterator[Fact]:
    """Yield one fact for safety and one for general ability of every tuning that states them."""
    llm = context.design.llm
    for name in llm.tuning if llm else ():
        for word, what in (("safety", "safety"), ("general", "general ability")):
            pair = _Pair(f"{name} {word}", f"change of {what} by {name}", f"{word}_change", f"{word}_bound", _no_worse)
            yield from _judge(context, _SAFETY, ("llm", "tuning", name), pair)


def _no_worse(change: Span, bound: Span) -> Verdict:
    """A loss accepted may be written with or without its sign; a gain is never a loss."""
    accepted = sorted(-abs(end) for end in (bound.low, bound.high))
    return at_least(change, Span(accepted[0], (accepted[0] + accepted[1]) / 2, accepted[1]))
