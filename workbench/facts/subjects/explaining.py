"""Whether something in the design makes the explanation, is asked for it, keeps it, and is quick enough."""

from __future__ import annotations

from collections.abc import Iterator

from workbench.design import Part
from workbench.design.responsible_ai import Explanation
from workbench.errors import Path
from workbench.facts import spans
from workbench.facts.closing import closed, missing
from workbench.facts.context import Context
from workbench.facts.fact import Fact, Input
from workbench.facts.formula import fact
from workbench.facts.origins import data_reaches
from workbench.facts.show import seconds

_ID = "explanation-made"
_BASE: Path = ("responsible_ai", "explanation")
_TAILS = ("p99", "p95", "p998", "p999", "p9995", "p90")


@fact(
    _ID,
    title="How an explanation is made",
    broken="The explanation takes longer than its share of the time",
    formula="decision -> explainer -> record; its slow requests within its share of the latency where someone waits",
    source="EU AI Act Article 13; Microsoft Responsible AI Standard T1; AWS MLOPS01_BP02",
    blind="Whether an explanation is true to the model, and understood.",
)
def explanation_made(context: Context) -> Iterator[Fact]:
    """Yield one fact where something is said about how decisions are explained."""
    section = context.design.responsible_ai
    told = section.explanation if section else None
    if told and told.depth != "none":
        maker = context.graph.parts.get(told.by or "")
        late = _late(context, maker) if maker else ""
        good = f"{told.by} explains what was decided, and {told.kept_in} keeps it"
        parts = tuple(n for n in (told.by, told.kept_in) if n and n in context.graph.parts)
        yield closed(_ID, "explanation", _BASE, good, _lacks(context, told, maker), late, components=parts)


def _lacks(context: Context, told: Explanation, maker: Part | None) -> dict[str, Path]:
    lacks = missing(
        ("how deep it goes", told.depth, (*_BASE, "depth")),
        ("what makes it", told.by, (*_BASE, "by")),
        ("who gets it", told.to, (*_BASE, "to")),
        ("where it is kept", told.kept_in, (*_BASE, "kept_in")),
    )
    if maker is None:
        return lacks
    asked = any(context.graph.parts[e.source].has("decides", "predicts", "serves", "orchestrates")
                for e in context.graph.into(maker.id))  # fmt: skip
    if not asked and not maker.has("predicts", "generates", "decides"):
        lacks[f"a flow from the decision to {maker.id}"] = ("flows",)
    if told.kept_in and told.kept_in not in data_reaches(context, [maker.id]):
        lacks[f"a flow from {maker.id} to {told.kept_in}"] = ("flows",)
    if _waited_for(context, maker) and _slow(context, maker) is None:
        lacks[f"how long {maker.id} takes at p99"] = (*maker.path, "latency")
    return lacks


def _waited_for(context: Context, maker: Part) -> bool:
    return any(e.call == "sync" for e in context.graph.into(maker.id))


def _slow(context: Context, maker: Part) -> Input | None:
    taken = (context.take(f"{maker.id} {p}", *maker.path, "latency", p) for p in _TAILS)
    return next((t for t in taken if t), None)


def _late(context: Context, maker: Part) -> str:
    """Return what is wrong where a caller waits longer for the explainer than its share, or the promise, allows."""
    slow = _slow(context, maker)
    if slow is None or not _waited_for(context, maker):
        return ""
    for name in context.design.slas:
        limit = context.take("its share", "slas", name, "latency_budget", maker.id)
        if limit and spans.of(slow).low > spans.of(limit).high * (1 + 1e-9):
            return (
                f"{maker.id} takes {seconds(spans.of(slow).middle)} ({slow.name}); {limit.text} of {name} is its share"
            )
    return ""
