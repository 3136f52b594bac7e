"""How much of the promised peak arrives at each component: at least and at most."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from workbench.design import Edge
from workbench.facts.context import Context
from workbench.facts.fact import Input
from workbench.facts.once import calls_of, once
from workbench.facts.ranges import Span
from workbench.facts.request import Call, is_call
from workbench.facts.spans import MOST, of


@dataclass(frozen=True, slots=True)
class Load:
    """Requests a second at one component while a promise, or the system where none is stated, is at its peak.

    `low` and `middle` count what surely arrives: what a cache answers, what only a fallback would get and what goes to
    one of several is left out. `high` counts all of it.
    """

    sla: str
    span: Span
    inputs: tuple[Input, ...]

    @property
    def peak(self) -> Input:
        """The peak it follows from."""
        return self.inputs[0]

    def told(self, span: Span) -> float:
        """Return the number to tell of a range that follows from this load: of what is on standby, the most."""
        return span.middle if self.span.middle else span.high


@dataclass(frozen=True, slots=True)
class _Share:
    """How many calls one request makes, at least and at most, and what says so."""

    least: float
    most: float
    inputs: tuple[Input, ...] = ()

    def plus(self, other: _Share) -> _Share:
        """Both kinds of calls are made."""
        inputs = tuple(dict.fromkeys((*self.inputs, *other.inputs)))
        return _Share(self.least + other.least, min(self.most + other.most, MOST), inputs)

    def times(self, least: float, most: float, *inputs: Input | None) -> _Share:
        """Each call makes this many further ones."""
        return _Share(self.least * least, min(self.most * most, MOST), (*self.inputs, *(i for i in inputs if i)))


def peak_of(context: Context, sla: str) -> Input | None:
    """Return the peak load of one promised flow: its own, or that of the whole system."""
    own = context.take(f"{sla} peak load", "slas", sla, "load", "peak")
    return own or context.take("peak load", "requirements", "load", "peak")


@once
def loads(context: Context) -> Mapping[str, Load]:
    """Return the load of every component a request passes; of several promises the one that brings most."""
    standby = {p.spec.fallback for p in context.graph.parts.values()} | {e.flow.fallback for e in context.graph.edges}
    found: dict[str, Load] = {}
    for name, entry, sure in _entries(context):
        peak = peak_of(context, name)
        root = calls_of(context, entry) if peak else None
        if root is None or peak is None or not root.complete:
            continue
        rate, whole = of(peak), _Share(1.0 if sure else 0.0, 1.0)
        for part, share in _shares(context, root, whole, frozenset(filter(None, standby))).items():
            span = Span(rate.low * share.least, rate.middle * share.least, min(rate.high * share.most, MOST))
            if part not in found or (span.middle, span.high) > (found[part].span.middle, found[part].span.high):
                found[part] = Load(name, span, (peak, *share.inputs))
    return found


def _entries(context: Context) -> Iterator[tuple[str, str, bool]]:
    """Yield each promise and where it enters, and whether all of its load does; without promises, where calls begin."""
    promised = [(n, s.entry) for n, s in context.design.slas.items() if s.entry in context.graph.parts]
    if promised:
        yield from ((name, entry or "", True) for name, entry in promised)
        return
    called = {e.target for e in context.graph.edges if is_call(e)}
    calling = dict.fromkeys(e.source for e in context.graph.edges if is_call(e))
    starts = [n for n in calling if n not in called]
    if not calling:
        starts = [p.id for p in context.graph.parts.values() if p.has("answers") and not context.graph.into(p.id)]
    yield from (("", name, len(starts) == 1) for name in starts)


def _shares(context: Context, root: Call, whole: _Share, standby: frozenset[str]) -> dict[str, _Share]:
    found: dict[str, _Share] = {}
    for part, share in _walk(context, root, whole, standby):
        found[part] = found[part].plus(share) if part in found else share
    return found


def _walk(context: Context, call: Call, share: _Share, standby: frozenset[str]) -> Iterator[tuple[str, _Share]]:
    yield call.part, share
    made = [(inner, group.one_of) for group in call.groups for inner in group.calls]
    # What a cache answers goes no further: not below it, and perhaps not to what its caller asks beside it.
    found = {inner.part: _hit_rate(context, inner.part) for inner, _ in made}
    caches = {name: rate for name, rate in found.items() if rate}
    below = _missed(share, _hit_rate(context, call.part))
    for inner, one_of in made:
        reach = _taken(context, call, inner, below)
        for name, rate in caches.items():
            if name != inner.part:
                reach = reach.times(1 - min(of(rate).high, 1.0), 1.0, rate)
        if one_of or _waits(context, call, inner, standby):
            reach = reach.times(0.0, 1.0)
        for filter_ in inner.filters:
            yield filter_, reach
        yield from _walk(context, inner, reach, standby)


def _waits(context: Context, call: Call, inner: Call, standby: frozenset[str]) -> bool:
    """True for what is called only when something else failed, or not before it is switched on."""
    edge = inner.edge
    if context.graph.parts[inner.part].spec.optional:
        return True
    if inner.part not in standby or edge is None or edge.flow.share or edge.parallel:
        return False
    # Called before what it stands in for, it has a part of its own in every request.
    asked = [e for e in context.graph.out(call.part) if is_call(e)]
    primaries = [n for n, e in enumerate(asked) if inner.part in (_fallback(context, e), e.flow.fallback)]
    return not primaries or asked.index(edge) > min(primaries)


def _fallback(context: Context, edge: Edge) -> str | None:
    return context.graph.parts[edge.target].spec.fallback


def _hit_rate(context: Context, part: str) -> Input | None:
    found = context.graph.parts[part]
    return context.take(f"{part} hit rate", *found.path, "cache", "hit_rate") if found.spec.cache else None


def _missed(share: _Share, rate: Input | None) -> _Share:
    return share.times(1 - min(of(rate).high, 1.0), 1 - min(of(rate).low, 1.0), rate) if rate else share


def _taken(context: Context, call: Call, inner: Call, reach: _Share) -> _Share:
    """Apply the share of requests that take an arrow, and how often it is called; both once for a whole chain."""
    edge = inner.edge
    fewest, most = inner.times
    if edge is None or (call.edge and call.edge.path == edge.path):
        return reach.times(1.0, most)
    arrow = f"{edge.source} -> {edge.target}"
    share = context.take(f"share {arrow}", *edge.path, "share") if edge.flow.share else None
    calls = context.take(f"calls {arrow}", *edge.path, "calls") if edge.flow.calls else None
    part = of(share) if share else None
    return reach.times(fewest * (part.low if part else 1.0), most * (part.high if part else 1.0), share, calls)
