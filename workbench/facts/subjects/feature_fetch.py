"""Whether reading features takes no longer than its share of the latency, all the reads of one request counted."""

from __future__ import annotations

from collections.abc import Iterator

from workbench.design import Part
from workbench.design.features import FeatureSet
from workbench.errors import Path
from workbench.facts import spans
from workbench.facts.closing import closed
from workbench.facts.context import Context
from workbench.facts.fact import Fact, Input, Verdict
from workbench.facts.formula import fact
from workbench.facts.gather import Gathered
from workbench.facts.quantiles import STATED, own_time
from workbench.facts.ranges import Span
from workbench.facts.show import percent, seconds

_ID = "feature-fetch"
_MOST = 1e6


@fact(
    _ID,
    title="Time to read features",
    broken="Reading features takes longer than its share",
    formula="calls x own time at the percentile p^(1/reads) <= share, since of n reads at once the slowest counts",
    source="ML Test Score D3; The Tail at Scale",
    number="Q11",
    blind="Reads that are slow together, and large values.",
)
def feature_fetch(context: Context) -> Iterator[Fact]:
    """Yield one fact for every store that features are read from while a request waits, for each share of a promise."""
    features = context.design.features
    sets = features.sets if features else {}
    for store in dict.fromkeys(g.serves for g in sets.values() if g.serves in context.graph.parts and g.serves):
        asked = any(e.call == "sync" for e in context.graph.into(store))
        if asked:
            yield from _of(context, context.graph.parts[store], [g for g in sets.values() if g.serves == store])


def _of(context: Context, store: Part, groups: list[FeatureSet]) -> Iterator[Fact]:
    shares = {name: ("slas", name, "latency_budget", store.id) for name in context.design.slas}
    stated = [(name, context.take(f"share of {store.id}", *path)) for name, path in shares.items()]
    given = [(name, share) for name, share in stated if share]
    for name, share in given:
        yield _judge(Gathered(context), store, (name, share), groups)
    if not given:
        path = next(iter(shares.values()), ("slas",))
        lacks: dict[str, Path] = {f"its share of the latency ({'.'.join(str(s) for s in path)})": path}
        yield closed(_ID, store.id, store.path, "", lacks, components=(store.id,))


def _judge(gathered: Gathered, store: Part, promise: tuple[str, Input], groups: list[FeatureSet]) -> Fact:
    name, share = promise
    gathered.note(share)
    own = own_time(gathered.context, (*store.path, "latency"), store.spec.latency, store.id)
    if own is None:
        gathered.needs.append((*store.path, "latency"))
        says = f"{store.id} has {share.text} of {name}, but states no time of its own"
        return gathered.fact(_ID, store.id, Verdict.UNKNOWN, says, share.path, stated=share, components=(store.id,))
    reads, calls = _reads(groups, store), _calls(gathered.context, store)
    wanted = _percentile(gathered.context, name)
    slow, by = own.bound(wanted ** (1 / reads))
    quick = own.floor(wanted)
    for taken in own.inputs:
        gathered.note(taken)
    worst = calls.high * slow
    best = calls.low * quick
    verdict = Verdict.HOLDS if by and worst <= spans.of(share).low * (1 + 1e-9) else Verdict.PLAUSIBLE
    if best > spans.of(share).high * (1 + 1e-9):
        verdict = Verdict.FAILS
    told = seconds(best if verdict is Verdict.FAILS else worst)
    says = f"reading features from {store.id} takes {told} at {percent(wanted)}; {share.text} is its share of {name}"
    return gathered.fact(
        _ID, store.id, verdict, says, share.path, stated=share, value=worst, computed=told, components=(store.id,),
        steps=(
            f"{reads:g} reads at once: each has to keep {percent(wanted ** (1 / reads))}, {seconds(slow)}",
            f"{calls.high:g} calls, one after another",
        ),
    )  # fmt: skip


def _reads(groups: list[FeatureSet], store: Part) -> float:
    lookups = sum(g.lookups.high if g.lookups else 1.0 for g in groups)
    return min(max(lookups, 1.0) * (store.spec.shards.high if store.spec.shards else 1.0), _MOST) or 1.0


def _calls(context: Context, store: Part) -> Span:
    counts = [e.flow.calls for e in context.graph.into(store.id) if e.call == "sync"]
    most = max(counts, key=lambda c: c.high if c else 1.0, default=None)
    return Span(max(most.low, 1.0), most.value, max(most.high, 1.0)) if most else spans.exactly(1.0)


def _percentile(context: Context, promise: str) -> float:
    """Return the percentile a promise speaks of; the one it is usual to promise where it states none."""
    latency = context.design.slas[promise].latency
    stated = [p for word, p in STATED.items() if latency and getattr(latency, word, None)]
    return max(stated, default=0.99)
