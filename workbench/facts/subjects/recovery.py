"""Recovery after a loss: how much is gone, and how long it takes until a store works again."""

from __future__ import annotations

from collections.abc import Iterator

from workbench.design import Part
from workbench.facts import spans
from workbench.facts.context import Context
from workbench.facts.fact import Fact, Input, Verdict
from workbench.facts.formula import fact
from workbench.facts.once import needs_of
from workbench.facts.ranges import Span, at_most
from workbench.facts.show import seconds

_REPLICATED = 60.0
"""Objectives below a minute are met by copies that run, not by restoring a backup."""
_FILLED = 0.5
"""Share of its space a store is taken to fill at least when a contradiction is claimed."""


@fact(
    "recovery-point",
    title="Data lost with a store",
    broken="More data can be lost than promised",
    formula="backup interval + time until a backup is complete <= RPO",
    source="AWS REL13-BP02",
    number="Q47",
    blind="Backups that cannot be read.",
)
def recovery_point(context: Context) -> Iterator[Fact]:
    """Yield one fact for every component with backups and a promise of how much may be lost."""
    for part in (p for p in context.graph.parts.values() if p.spec.backup and p.spec.rpo):
        promise = context.take(f"{part.id} RPO", *part.path, "rpo")
        every = context.take(f"{part.id} backup interval", *part.path, "backup", "every")
        lag = context.take(f"{part.id} backup lag", *part.path, "backup", "lag")
        if promise:
            yield _point(part, promise, every, lag)


def _point(part: Part, promise: Input, every: Input | None, lag: Input | None) -> Fact:
    stated = tuple(i for i in (every, lag) if i)
    lost = spans.total(*(spans.of(i) for i in stated))
    limit = f"{promise.text} is promised"
    if every is None:
        verdict, says = Verdict.UNKNOWN, f"{limit}, but how often {part.id} is backed up is not stated"
    else:
        verdict = _against(part, lost, promise)
        says = f"up to {seconds(lost.middle)} of data are lost with {part.id}; {limit}"
        says += _copies(part, promise) if verdict is Verdict.PLAUSIBLE else ""
    return Fact(
        id="recovery-point", subject=part.id, verdict=verdict, says=says, at=promise.path,
        computed=seconds(lost.middle) if every else "", value=lost.middle if every else None, stated=promise,
        inputs=(promise, *stated), needs=() if every else ((*part.path, "backup", "every"),), components=(part.id,),
        steps=(f"{' + '.join(i.text for i in stated)} = {seconds(lost.middle)}",) if stated else (),
    )  # fmt: skip


def _against(part: Part, found: Span, promise: Input) -> Verdict:
    verdict = at_most(found, spans.of(promise))
    return Verdict.PLAUSIBLE if verdict is Verdict.FAILS and _copies(part, promise) else verdict


def _copies(part: Part, promise: Input) -> str:
    """Say what stands in for the backup where a promise is too tight to be meant of one."""
    several = [n for n in (part.spec.copies, part.spec.replicas, part.spec.zones) if n and n.low >= 2]
    return ", which its running copies would have to keep" if several and spans.of(promise).high < _REPLICATED else ""


@fact(
    "recovery-time",
    title="Time until a store works again",
    broken="Recovery takes longer than promised",
    formula="detect + provision + bytes / restore speed + rebuild + warm up <= RTO",
    source="AWS REL13-BP02",
    number="Q47",
    blind="People who have to be found first, and steps that wait for others.",
)
def recovery_time(context: Context) -> Iterator[Fact]:
    """Yield one fact for every component with backups and an RTO, and for those slower than the promise they carry."""
    for part in (p for p in context.graph.parts.values() if p.spec.backup and p.spec.rto):
        promise = context.take(f"{part.id} RTO", *part.path, "rto")
        if promise:
            yield _time(context, part, promise)
    yield from _slower(context)


def _time(context: Context, part: Part, promise: Input) -> Fact:
    backup = (*part.path, "backup")
    places = {
        "time to detect": ("reliability", "incidents", "detect"), "provisioning": (*backup, "provision"),
        "rebuild": (*backup, "rebuild"), "warm up": (*part.path, "warm_up"),
    }  # fmt: skip
    times = [i for i in (context.take(f"{part.id} {word}", *path) for word, path in places.items()) if i]
    size, speed = context.take(f"{part.id} size", *part.path, "size"), context.take("restore speed", *backup, "restore")
    copies = context.take(f"{part.id} copies", *part.path, "copies")
    restore = _restore(size, speed, copies)
    whole = spans.total(*(spans.of(i) for i in times), *([restore] if restore else []))
    known = bool(restore or (part.spec.backup and part.spec.backup.rebuild))
    verdict = _against(part, Span(whole.low, whole.low, whole.high), promise)
    verdict = verdict if known or verdict is Verdict.FAILS else Verdict.UNKNOWN
    says = f"{part.id} is back after {seconds(whole.high)}; {promise.text} is promised"
    if verdict is Verdict.UNKNOWN:
        says = f"{promise.text} is promised, but how fast {part.id} is restored or rebuilt is not stated"
    lines = [f"{i.name.removeprefix(f'{part.id} ')}: {i.text}" for i in times]
    if restore and size and speed:
        lines.append(f"restore {size.text} at {speed.text}: {seconds(restore.high)} when full")
    needs = tuple((*part.path, *k) for k, v in ((("size",), size), (("backup", "restore"), speed)) if v is None)
    return Fact(
        id="recovery-time", subject=part.id, verdict=verdict, says=says, at=promise.path,
        computed=seconds(whole.high) if known else "", value=whole.high if known else None, stated=promise,
        inputs=tuple(i for i in (promise, *times, size, speed, copies) if i), components=(part.id,),
        steps=(*lines, f"together {seconds(whole.high)}"), needs=needs if verdict is Verdict.UNKNOWN else (),
    )  # fmt: skip


def _restore(size: Input | None, speed: Input | None, copies: Input | None) -> Span | None:
    """Return seconds of restoring: at least one copy of a store half full, at most all of its space."""
    if size is None or speed is None:
        return None
    full = spans.ratio(spans.of(size), spans.of(speed))
    one = max(spans.of(copies).high, 1.0) if copies else 1.0
    return Span(full.low * _FILLED / one, full.middle, full.high)


def _slower(context: Context) -> Iterator[Fact]:
    """A part that a promised request cannot do without should not need longer; each may be meant of other losses."""
    needs = needs_of(context)
    for name, sla in context.design.slas.items():
        promise = context.take(f"{name} RTO", "slas", name, "rto")
        if not promise or sla.entry not in context.graph.parts:
            continue
        for part in dict.fromkeys(needs.of(needs.tree(sla.entry or ""))):
            own = context.take(f"{part} RTO", *context.graph.parts[part].path, "rto")
            if own and spans.of(own).low > spans.of(promise).high * (1 + 1e-9):
                yield Fact(
                    id="recovery-time", subject=f"{part} for {name}", verdict=Verdict.PLAUSIBLE, at=own.path,
                    says=f"{part} may take {own.text} to come back; {name} hangs on it and promises {promise.text}",
                    computed=own.text, value=spans.of(own).low, stated=promise, inputs=(promise, own),
                    components=(part,), steps=(f"nothing answers in place of {part}",),
                )  # fmt: skip
