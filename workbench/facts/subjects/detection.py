"""How long a loss of quality goes unseen, and whether a monitor ever gets the rows it waits for."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from workbench.design import Quantity
from workbench.facts.context import Context
from workbench.facts.fact import Fact, Input, Verdict
from workbench.facts.formula import fact
from workbench.facts.gather import Gathered, amount, ratio
from workbench.facts.ranges import span
from workbench.facts.show import number, rate, seconds
from workbench.facts.watching import Watched, cadence, labelled_rate, monitors, parts_of, row_rate

_LAG, _ROWS = "detection-lag", "window-samples"
_QUICK = ("input", "output", "quality", "skew", "drift", "safety", "business")
_TESTS = ("psi", "ks", "js", "kl", "wasserstein", "chi2", "mmd")
_MANY_ROWS = ("ranking", "recommendation", "retrieval", "detection", "segmentation", "extraction", "speech")
_SLOW_ENDS = ("p95", "p99", "p90", "mean", "p50")


@dataclass(frozen=True, slots=True)
class _Lag:
    """From trouble to alarm, in seconds: `usual` at the stated delay of labels, `least` at its median."""

    least: float
    usual: float
    steps: tuple[str, ...]


def _lag(gathered: Gathered, found: Watched) -> _Lag | None:
    """Return the lag of a monitor, or None when its cadence or its rows are not stated."""
    every = cadence(gathered.context, found)
    if every is None:
        return None
    gathered.note(every)
    steps, least, usual = [], amount(every).low, amount(every).high
    delays = _delays(gathered, found.monitor.label) if found.monitor.label else None
    if found.monitor.label and delays is None:
        return None
    if delays:
        steps.append(f"labels arrive after {seconds(delays[1])}")
        least, usual = least + delays[0], usual + delays[1]
    waiting = _waiting(gathered, found)
    if waiting is None:
        return None
    steps += [f"rows take {seconds(waiting)} to gather"] if waiting else []
    steps.append(f"the next value is at most {every.text} away")
    return _Lag(least + waiting, usual + waiting, tuple(steps))


def _delays(gathered: Gathered, label: str) -> tuple[float, float] | None:
    """Return the shortest and the stated delay of a label."""
    path = ("labels", "sets", label, "delay")
    taken = {p: gathered.context.take(f"{label} delay {p}", *path, p) for p in _SLOW_ENDS}
    slow = next((t for t in taken.values() if t), None)
    if slow is None:
        return None
    gathered.note(slow)
    median = taken["p50"]
    low = amount(gathered.note(median) if median else slow).low
    return min(low, amount(slow).low), amount(slow).high


def _waiting(gathered: Gathered, found: Watched) -> float | None:
    """Return the time in which the fewest rows of a value gather; its window where a rate is not stated."""
    rows = gathered.get(f"{found.name} fewest rows", *found.path, "min_samples")
    arriving = labelled_rate(gathered.context, found) if found.monitor.label else row_rate(gathered.context, found)[0]
    if rows and arriving:
        gathered.note(arriving)
        return ratio(amount(rows).high, amount(arriving).low)
    window = gathered.get(f"{found.name} window", *found.path, "window")
    return amount(window).high if window else None


@fact(
    _LAG,
    title="Time until a loss of quality is seen",
    broken="Trouble is seen after the harm is done",
    formula="label delay + fewest rows / rate of labelled rows + cadence",
    source="delayed labels (CS329S)",
    number="Q25",
    pattern="ap-label-lag",
    blind="A loss in a part of the traffic too small to move the whole.",
)
def detection_lag(context: Context) -> Iterator[Fact]:
    """Yield one fact for every monitor with labels, and for others of quality where a longest exposure is stated."""
    known = {m.name: m for m in monitors(context)}
    monitoring = context.design.monitoring
    limited = bool(monitoring and monitoring.max_exposure)
    for found in known.values():
        if found.monitor.label or (limited and (found.monitor.proxy_for or found.monitor.for_ == "quality")):
            yield _seen(context, found, known)


def _seen(context: Context, found: Watched, known: dict[str, Watched]) -> Fact:
    gathered = Gathered(context)
    lag = _lag(gathered, found)
    allowed = gathered.need("longest exposure", "monitoring", "max_exposure")
    if lag is None:
        verdict, says = _without(gathered, found)
    else:
        says = f"{found.name} sees trouble after {seconds(lag.usual)}"
        verdict = Verdict.UNKNOWN
    if lag and allowed:
        verdict, more = _in_time(gathered, found, lag, (amount(allowed), known))
        says += f"; {allowed.text} is the most that is accepted{more}"
    return gathered.fact(
        _LAG, found.name, verdict, says, found.path, value=lag.usual if lag else None,
        computed=seconds(lag.usual) if lag else "", stated=allowed, steps=lag.steps if lag else (),
        components=parts_of(context, found),
    )  # fmt: skip


def _without(gathered: Gathered, found: Watched) -> tuple[Verdict, str]:
    """Say what is missing for the lag of a monitor."""
    label = found.monitor.label
    if cadence(gathered.context, found) is None:
        gathered.needs.append((*found.path, "cadence"))
    elif label and _delays(gathered, label) is None:
        gathered.needs.append(("labels", "sets", label, "delay"))
    else:
        gathered.needs.append((*found.path, "min_samples"))
    return Verdict.UNKNOWN, f"{found.name} does not say how soon it could see trouble"


def _in_time(
    gathered: Gathered, found: Watched, lag: _Lag, rest: tuple[Quantity, dict[str, Watched]]
) -> tuple[Verdict, str]:
    allowed, known = rest
    if lag.usual <= allowed.low:
        return Verdict.HOLDS, ""
    if lag.least <= allowed.high or not found.monitor.label:
        return Verdict.PLAUSIBLE, ""
    named = _stand_ins(found, known, gathered.context)
    if named:
        lags = {n: _lag(Gathered(gathered.context), known[n]) for n in named}
        soon = next((n for n, one in lags.items() if one and one.least <= allowed.high), "")
        if soon:
            return Verdict.HOLDS, f", and {soon} stands in for it"
        if None in lags.values():
            return Verdict.PLAUSIBLE, f", and {named[0]} stands in for it, how fast is not stated"
        return Verdict.FAILS, f", and what stands in for it ({', '.join(named)}) is too late as well"
    others = [m for m in known.values() if not m.monitor.label and m is not found and _quick(m)]
    if others:
        return Verdict.PLAUSIBLE, f", and no monitor is named that stands in for it; {others[0].name} might"
    return Verdict.FAILS, ", and no monitor stands in for it"


def _quick(found: Watched) -> bool:
    return found.monitor.for_ in _QUICK or found.monitor.statistic in _TESTS


def _stand_ins(found: Watched, known: dict[str, Watched], context: Context) -> list[str]:
    """Return the monitors that stand in for one, directly or through another, or that watch its early signal."""
    labels = context.design.labels
    label = labels.sets.get(found.monitor.label or "") if labels else None
    names: list[str] = []
    wanted = [found.name]
    while wanted:
        for_ = wanted.pop()
        more = [n for n, m in known.items() if m.monitor.proxy_for == for_ and n not in (*names, found.name)]
        names += more
        wanted += more
    if label and label.early_signal:
        early = label.early_signal
        names += [n for n, m in known.items() if early in m.monitor.watches and n not in (*names, found.name)]
    return names


@fact(
    _ROWS,
    title="Rows in one window of a monitor",
    broken="A monitor never gets the rows it waits for",
    formula="rate of rows x window >= fewest rows for a value",
    source="arithmetic",
    number="Q25",
    pattern="ap-label-lag",
    blind="Rows that do not come evenly, such as none at night.",
)
def window_samples(context: Context) -> Iterator[Fact]:
    """Yield one fact for every monitor with a window and a fewest number of rows whose rate of rows is known."""
    for found in monitors(context):
        gathered = Gathered(context)
        rows = context.take(f"{found.name} fewest rows", *found.path, "min_samples")
        window = context.take(f"{found.name} window", *found.path, "window")
        arriving, sure = row_rate(context, found)
        if rows and window and arriving:
            for taken in (rows, window, arriving):
                gathered.note(taken)
            yield _filled(gathered, found, (rows, window, arriving), sure=sure)


def _filled(gathered: Gathered, found: Watched, taken: tuple[Input, Input, Input], *, sure: bool) -> Fact:
    rows, window, arriving = taken
    there = span(lambda per, time: per * time, arriving, window)
    fewest = amount(rows)
    verdict = Verdict.HOLDS if there.low >= fewest.high else Verdict.PLAUSIBLE
    if there.high < 0.99 * fewest.low and (sure or _one_row_each(gathered, found, amount(window), fewest)):
        verdict = Verdict.FAILS
    says = f"{found.name} sees {number(there.middle)} rows in {window.text}; it waits for {rows.text}"
    return gathered.fact(
        _ROWS, found.name, verdict, says, rows.path, value=there.middle, computed=number(there.middle), stated=rows,
        steps=(f"{arriving.name}: {rate(amount(arriving).value)} x {window.text} = {number(there.middle)}",),
        components=parts_of(gathered.context, found),
    )  # fmt: skip


def _one_row_each(gathered: Gathered, found: Watched, window: Quantity, fewest: Quantity) -> bool:
    """Return True when even three rows for every request at peak are too few, and a request is one row.

    A request for a ranking is many rows, so that its load says nothing about them.
    """
    needs = gathered.context.design.requirements
    load = needs.load if needs else None
    many = needs.decision and needs.decision.task in _MANY_ROWS if needs else True
    if many or not load or not load.mean or found.monitor.statistic not in _TESTS:
        return False
    return 3 * max(q.high for q in (load.mean, load.peak) if q) * window.high < fewest.low
