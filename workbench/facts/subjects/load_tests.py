"""Whether a load test went beyond the peak and kept the promise, and whether a batch fits its window twice.

From the catalogue items srv-load-test and srv-batch-window.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from workbench.design.serving import LoadTest
from workbench.errors import Path
from workbench.facts.context import Context
from workbench.facts.fact import Fact, Input, Verdict
from workbench.facts.formula import fact
from workbench.facts.gather import Gathered, amount
from workbench.facts.show import percent, rate, seconds

_TEST, _BATCH = "load-tested", "batch-in-window"
_BEYOND = 1.2
"""A test is to go this far beyond the peak (AWS GENPERF02; Azure Well-Architected, testing)."""
_PERCENTILES = ("p99", "p95", "p50")


@fact(
    _TEST,
    title="What a load test has shown",
    broken="The load test did not show what is promised",
    formula="rate of the last test >= 1.2 x peak, and its percentile <= the promised one",
    source="AWS Generative AI Lens GENPERF02; Azure Well-Architected for AI, testing",
    blind="Which requests the test used, and whether it ran on what runs in production.",
)
def load_tested(context: Context) -> Iterator[Fact]:
    """Yield one fact for every promise with a load test, by its last one."""
    serving = context.design.serving
    last: dict[str, tuple[str, LoadTest]] = {}
    for name, test in (serving.load_tests if serving else {}).items():
        if test.of and (test.of not in last or (test.on or date.min) >= (last[test.of][1].on or date.min)):
            last[test.of] = (name, test)
    for sla, (name, _) in last.items():
        yield _tested(context, sla, name)


def _tested(context: Context, sla: str, name: str) -> Fact:
    gathered = Gathered(context)
    path: Path = ("serving", "load_tests", name)
    reached = gathered.need(f"{name} rate", *path, "rate")
    peak = context.take(f"{sla} peak", "slas", sla, "load", "peak")
    peak = peak or context.take("peak load", "requirements", "load", "peak")
    if peak:
        gathered.note(peak)
    else:
        gathered.needs.append(("slas", sla, "load", "peak"))
    entry = context.design.slas[sla].entry if sla in context.design.slas else None
    parts = (entry,) if entry in context.graph.parts and entry else ()
    slow = _too_slow(gathered, sla, path)
    if reached and peak:
        found, wanted = amount(reached), amount(peak)
        if found.high < wanted.low:
            says = f"{name} reached {rate(found.value)}; the peak is {rate(wanted.value)}"
            return gathered.fact(_TEST, sla, Verdict.FAILS, says, (*path, "rate"), components=parts)
    if slow:
        return gathered.fact(_TEST, sla, Verdict.FAILS, slow, path, components=parts)
    if gathered.needs or not reached or not peak:
        return gathered.fact(_TEST, sla, Verdict.UNKNOWN, f"{name} does not say enough", path, components=parts)
    share = amount(reached).low / amount(peak).high if amount(peak).high else _BEYOND
    sure = share >= 0.999 * _BEYOND and _surely_quick(context, sla, path)
    verdict = Verdict.HOLDS if sure else Verdict.PLAUSIBLE
    says = f"{name} reached {percent(share)} of the peak within the promise; {percent(_BEYOND)} is wanted"
    return gathered.fact(_TEST, sla, verdict, says, (*path, "rate"), components=parts, value=share)


def _too_slow(gathered: Gathered, sla: str, path: Path) -> str:
    """Return what was slower than promised; note what would have to be stated to know."""
    promised = gathered.context.design.slas[sla].latency if sla in gathered.context.design.slas else None
    stated = [p for p in _PERCENTILES if promised is not None and getattr(promised, p, None) is not None]
    for name in stated[:1]:
        limit = gathered.need(f"{sla} {name}", "slas", sla, "latency", name)
        found = gathered.need(f"measured {name}", *path, name)
        if limit and found and amount(found).low > amount(limit).high:
            return f"{name} was {seconds(amount(found).value)} in the test; {seconds(amount(limit).value)} is promised"
    return ""


def _surely_quick(context: Context, sla: str, path: Path) -> bool:
    """True unless a range leaves open whether the test kept the promise."""
    for name in _PERCENTILES:
        limit = context.take(f"{sla} {name}", "slas", sla, "latency", name)
        found = context.take(f"measured {name}", *path, name)
        if limit and found and amount(found).high > amount(limit).low:
            return False
    return True


@fact(
    _BATCH,
    title="A batch within its window",
    broken="A failed batch cannot be run again in time",
    formula="2 x runtime <= window",
    source="Azure Machine Learning service guide, batch; arithmetic",
    blind="How the run time grows with the data.",
)
def batch_in_window(context: Context) -> Iterator[Fact]:
    """Yield one fact for every batch that has a window."""
    serving = context.design.serving
    for name, batch in (serving.batch if serving else {}).items():
        part = context.graph.parts.get(batch.by or "")
        if part is None:
            continue
        gathered = Gathered(context)
        runtime = gathered.need(f"{part.id} runtime", *part.path, "runtime")
        window = gathered.need(f"{name} window", "serving", "batch", name, "window")
        yield _fits(gathered, name, part.id, runtime, window)


def _fits(gathered: Gathered, name: str, part: str, runtime: Input | None, window: Input | None) -> Fact:
    path: Path = ("serving", "batch", name)
    if runtime is None or window is None:
        says = f"{name} does not say how long it runs or how long it may"
        return gathered.fact(_BATCH, name, Verdict.UNKNOWN, says, path, components=(part,))
    lasts, room = amount(runtime), amount(window)
    says = f"two runs of {name} take {seconds(2 * lasts.value)}; the window is {seconds(room.value)}"
    if 2 * lasts.low > room.high:
        verdict = Verdict.FAILS
    else:
        verdict = Verdict.HOLDS if 2 * lasts.high <= room.low else Verdict.PLAUSIBLE
    return gathered.fact(_BATCH, name, verdict, says, (*path, "window"), components=(part,), value=2 * lasts.value)
