"""Whether a replay or a late event can be counted twice, or be lost, in steps that keep counts over time."""

from __future__ import annotations

from collections.abc import Iterator

from workbench.design import Part
from workbench.errors import Path
from workbench.facts import spans
from workbench.facts.closing import closed
from workbench.facts.context import Context
from workbench.facts.fact import Fact, Input
from workbench.facts.formula import fact

_ID = "replay-safe"
_LATE = ("p99", "p998", "p999", "p9995", "p95")


@fact(
    _ID,
    title="Replays and late events",
    broken="Late events are missed",
    formula="stream step: repeats recognised or writes idempotent; its watermark >= lateness of its events at p99",
    source="AWS MLREL02_BP02; Azure WAF for AI, testing of ingestion",
    blind="Effects outside the stream, such as a mail sent twice.",
)
def replay_safe(context: Context) -> Iterator[Fact]:
    """Yield one fact for every step of a stream that keeps something over time."""
    for part in context.graph.parts.values():
        if part.declared and part.has("streams") and part.has("computes", "predicts") and part.has("holds_state"):
            yield _judge(context, part)


def _judge(context: Context, part: Part) -> Fact:
    carried = dict.fromkeys(
        a for e in context.graph.into(part.id) for a in e.flow.carries if a in context.design.data
    )  # fmt: skip
    lacks: dict[str, Path] = {}
    keys = bool(carried) and all(context.design.data[a].dedup_key for a in carried)
    if not (part.spec.idempotent or part.spec.dedup_key or keys):
        lacks["how it recognises a repeat"] = (*part.path, "dedup_key")
    wait = context.take(f"{part.id} watermark", *part.path, "watermark")
    if wait is None:
        lacks["how long it waits for late events"] = (*part.path, "watermark")
    late = [(a, _lateness(context, a)) for a in carried]
    if not any(taken for _, taken in late):
        name = next(iter(carried), "")
        lacks["how late its events arrive"] = ("data", name, "lateness") if name else ("data",)
    wrong = next((_missed(part, wait, a, t) for a, t in late if wait and t and _is_late(wait, t)), "")
    latest = max((t for _, t in late if t), key=lambda t: spans.of(t).middle, default=None)
    good = (
        f"{part.id} waits {wait.text if wait else ''} for events that are at most {latest.text if latest else ''} late"
    )
    at = wait.path if wait else part.path
    partly = any(wait and t and spans.of(wait).low < spans.of(t).high * (1 - 1e-9) for _, t in late)
    return closed(_ID, part.id, at, good, lacks, wrong, components=(part.id,), stated=wait, partly=partly,
                  inputs=tuple(i for i in (wait, latest) if i))  # fmt: skip


def _lateness(context: Context, asset: str) -> Input | None:
    taken = (context.take(f"{asset} lateness", "data", asset, "lateness", p) for p in _LATE)
    return next((t for t in taken if t), None)


def _is_late(wait: Input, late: Input) -> bool:
    return spans.of(wait).high < spans.of(late).low * (1 - 1e-9)


def _missed(part: Part, wait: Input, asset: str, late: Input) -> str:
    return f"{part.id} waits {wait.text} for late events; {asset} arrives up to {late.text} late ({late.path[-1]})"
