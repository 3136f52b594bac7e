"""Whether what arrives and is kept fits into the space that is provided."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from workbench.design import Edge, Part
from workbench.errors import Path
from workbench.facts import spans
from workbench.facts.context import Context
from workbench.facts.fact import Fact, Input, Verdict
from workbench.facts.formula import fact
from workbench.facts.ranges import Span
from workbench.facts.show import number

_ID = "storage-fits"
_KEEPS_ALL = (
    "data_lake", "warehouse", "object_store", "event_stream", "message_queue", "prediction_log", "log_store",
    "trace_store",
)  # fmt: skip
"""Kinds that keep every record until its time is over; others keep the latest, or only what was made of it."""
_DAY = 86_400.0


@dataclass(frozen=True, slots=True)
class _Arrival:
    """One asset that a store keeps: bytes it grows to, at least and at most, and what they follow from."""

    asset: str
    kept: Span
    inputs: tuple[Input, ...]
    line: str


@fact(
    _ID,
    title="Space for what is kept",
    broken="The store is too small for what is kept in it",
    formula="events a day x bytes x days kept x copies / compression",
    source="arithmetic of storage",
    number="Q19",
    blind="Indexes, logs of the store itself, and growth that is not stated.",
)
def storage_fits(context: Context) -> Iterator[Fact]:
    """Yield one fact for every store of whole records that states its size and gets data of known volume."""
    for part in (p for p in context.graph.parts.values() if p.kind in _KEEPS_ALL and p.spec.size):
        size = context.take(f"{part.id} size", *part.path, "size")
        if size:
            arriving = _assets(context, part)
            known = [a for a in arriving if _known(context, a)]
            if known:
                yield _judge(context, part, size, known)


def _assets(context: Context, part: Part) -> list[str]:
    brought = [a for e in context.graph.into(part.id) for a in e.flow.carries if _brings(e)]
    return [a for a in dict.fromkeys(brought) if a in context.design.data and not context.design.data[a].mutable]


def _brings(edge: Edge) -> bool:
    return edge.flow.kind not in ("control", "deploy", "feedback") and not edge.flow.share


def _known(context: Context, asset: str) -> bool:
    held = context.design.data[asset]
    return bool(held.volume and held.record)


def _judge(context: Context, part: Part, size: Input, assets: list[str]) -> Fact:
    own = context.take(f"{part.id} retention", *part.path, "retention")
    rows = [_grown(context, part, asset, own) for asset in assets]
    arrivals = [r for r in rows if isinstance(r, _Arrival)]
    missing = tuple(r for r in rows if not isinstance(r, _Arrival))
    copies = context.take(f"{part.id} copies", *part.path, "copies")
    packed = context.take(f"{part.id} compression", *part.path, "compression")
    raw = spans.total(*(a.kept for a in arrivals))
    one = spans.ratio(raw, spans.of(packed)) if packed and spans.of(packed).low > 0 else raw
    whole = spans.product(one, spans.of(copies)) if copies else one
    verdict, says = _verdict(one, whole, size, bool(packed))
    if verdict is Verdict.HOLDS and missing:
        verdict, says = Verdict.UNKNOWN, f"{says}, without {missing[0][1]}, of which no retention is stated"
    factors = "".join(f" {sign} {i.text} ({i.name.split()[-1]})" for sign, i in (("x", copies), ("/", packed)) if i)
    return Fact(
        id=_ID, subject=part.id, verdict=verdict, says=says, at=size.path, computed=_bytes(whole.middle),
        value=whole.middle, stated=size, needs=missing if verdict is Verdict.UNKNOWN else (), components=(part.id,),
        inputs=tuple(dict.fromkeys(i for i in (*(i for a in arrivals for i in a.inputs), copies, packed, size) if i)),
        steps=(*(a.line for a in arrivals), f"{_bytes(raw.middle)}{factors} = {_bytes(whole.middle)}"),
    )  # fmt: skip


def _grown(context: Context, part: Part, asset: str, own: Input | None) -> _Arrival | Path:
    names = {"volume": "volume", "record": "record size", "retention": "retention"}
    taken = {key: context.take(f"{asset} {name}", "data", asset, key) for key, name in names.items()}
    kept = own or taken["retention"]
    volume, record = taken["volume"], taken["record"]
    if kept is None or volume is None or record is None:
        return ("data", asset, "retention")
    sample = context.take(f"{part.id} sample", *part.path, "sample")
    whole = spans.product(spans.of(volume), spans.of(record), spans.of(kept))
    # The volume may already be that of the sample: the small reading contradicts, the large one holds.
    grown = Span(whole.middle * (spans.of(sample).middle if sample else 1.0), whole.middle, whole.high)
    day = number(spans.of(volume).middle * _DAY)
    line = f"{asset}: {day}/day x {record.text} x {kept.text} = {_bytes(grown.middle)}"
    line += f"; of a sample, at least {_bytes(grown.low)}" if sample else ""
    return _Arrival(asset, grown, (volume, record, kept, *([sample] if sample else [])), line)


def _verdict(one: Span, whole: Span, size: Input, packed: bool) -> tuple[Verdict, str]:
    room = spans.of(size)
    says = f"what arrives and is kept grows to {_bytes(whole.middle)}; there is room for {size.text}"
    if one.low > room.high * (1 + 1e-6):
        # Whoever says nothing of compression may still count on it.
        return (Verdict.FAILS, says) if packed else (Verdict.PLAUSIBLE, f"{says}, unless it is compressed")
    if whole.high > room.low * (1 + 1e-6):
        return Verdict.PLAUSIBLE, says
    return Verdict.HOLDS, says


def _bytes(value: float) -> str:
    for unit, scale in (("PB", 1e15), ("TB", 1e12), ("GB", 1e9), ("MB", 1e6), ("kB", 1e3)):
        if value >= scale:
            return f"{number(value / scale)} {unit}"
    return f"{number(value)} B"
