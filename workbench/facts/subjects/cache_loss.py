"""What the origin of a cache must take when the cache is lost."""

from __future__ import annotations

from collections.abc import Iterator

from workbench.design import Part
from workbench.facts import spans
from workbench.facts.context import Context
from workbench.facts.fact import Fact, Input, Verdict
from workbench.facts.formula import fact
from workbench.facts.loads import Load, loads
from workbench.facts.ranges import Span, at_most
from workbench.facts.request import is_call
from workbench.facts.show import number, rate

_ID = "cache-loss"


@fact(
    _ID,
    title="Losing a cache",
    broken="The origin cannot take the load when its cache is lost",
    formula="origin takes load x (1 - hit rate), and 1/(1 - hit rate) times that without the cache",
    source="arithmetic of a cache",
    number="Q18",
    blind="How fast a cold cache fills again, and a hit rate that differs at peak.",
)
def cache_loss(context: Context) -> Iterator[Fact]:
    """Yield one fact for every loaded cache that states its hit rate."""
    for name, load in loads(context).items():
        part = context.graph.parts[name]
        hits = context.take(f"{name} hit rate", *part.path, "cache", "hit_rate") if part.spec.cache else None
        if hits:
            yield _judge(context, part, load, hits)


def _judge(context: Context, part: Part, load: Load, hits: Input) -> Fact:
    share = spans.of(hits)
    missed = Span(1 - min(share.high, 1.0), 1 - min(share.middle, 1.0), 1 - min(share.low, 1.0))
    usual, times = spans.product(load.span, missed), spans.ratio(spans.exactly(1.0), missed)
    origins = _origins(context, part)
    full = [(n, i) for n, i in origins.items() if i and not _takes(i, load)]
    verdict, says, needs = _verdict(context, part, origins, full)
    told = rate(load.told(load.span))
    grows = f"without {part.id} its origin gets {told} instead of {rate(load.told(usual))}"
    return Fact(
        id=_ID, subject=part.id, verdict=verdict, says=f"{grows}{says}", at=hits.path,
        computed=f"{number(times.middle)} times" if times.middle < spans.MOST else "",
        value=times.middle if times.middle < spans.MOST else None,
        inputs=(*load.inputs, hits, *(i for i in origins.values() if i)), needs=needs,
        steps=(
            f"{told} x (1 - {hits.text}) = {rate(load.told(usual))} reach the origin",
            f"{told} reach it without the cache" + (f", {number(times.middle)} times as many" * (times.middle < 1e6)),
        ),
        components=(part.id, *origins),
    )  # fmt: skip


def _takes(capacity: Input, load: Load) -> bool:
    return at_most(spans.ratio(load.span, spans.of(capacity)), 1 + 1e-9) is not Verdict.FAILS


def _origins(context: Context, part: Part) -> dict[str, Input | None]:
    """Return what the cache itself asks when it misses, with its stated capacity."""
    names = [e.target for e in context.graph.out(part.id) if is_call(e)]
    return {n: context.take(f"{n} capacity", *context.graph.parts[n].path, "capacity") for n in dict.fromkeys(names)}


def _verdict(
    context: Context, part: Part, origins: dict[str, Input | None], full: list[tuple[str, Input]]
) -> tuple[Verdict, str, tuple[tuple[str | int, ...], ...]]:
    policy = part.spec.cache.on_loss if part.spec.cache else None
    if policy in ("shed", "stale"):
        held = "load is shed then" if policy == "shed" else "stale values are served then"
        return Verdict.HOLDS, f"; {held}", ()
    if full:
        name, capacity = full[0]
        verdict = Verdict.FAILS if policy == "origin" else Verdict.PLAUSIBLE
        return verdict, f"; {name} can take {capacity.text}", ()
    silent = [n for n, stated in origins.items() if stated is None]
    if silent:
        return Verdict.UNKNOWN, f"; {silent[0]} does not say what it can take", (
            (*context.graph.parts[silent[0]].path, "capacity"),
        )  # fmt: skip
    if origins:
        return Verdict.HOLDS, "; it can take that", ()
    # Asked beside its origin, not before it: which of the other calls it spares is not written down.
    return Verdict.PLAUSIBLE, "", ()
