"""Whether every promise to users, and the spending, has limits that are numbers and do not contradict the load."""

from __future__ import annotations

from collections.abc import Iterator

from workbench.errors import Path
from workbench.facts.context import Context
from workbench.facts.fact import Fact, Input, Verdict
from workbench.facts.formula import fact
from workbench.facts.gather import Gathered, amount
from workbench.facts.loads import peak_of

_ID = "hard-limits"
_TIMES = ("latency", "first_token")
_TAILS = ("p90", "p95", "p99", "p998", "p999", "p9995")


@fact(
    _ID,
    title="Limits that are numbers",
    broken="A limit cannot be kept as it is stated",
    formula="a slow percentile, a peak and a share of errors for each promise; a cap on spending; throughput >= peak",
    source="machine-learning model checklist of the engineering playbook (hard limits)",
    blind="Whether the numbers are the right ones for the users.",
)
def hard_limits(context: Context) -> Iterator[Fact]:
    """Yield one fact for every promise, and one for the spending where anything is promised, run or paid for."""
    for name in context.design.slas:
        yield _promise(Gathered(context), name)
    batches = context.design.serving.batch if context.design.serving else {}
    if not context.design.slas:
        for name in batches:
            yield _batch(Gathered(context), name)
    if context.design.slas or batches or context.design.cost:
        yield _spending(Gathered(context))


def _promise(gathered: Gathered, name: str) -> Fact:
    context, base = gathered.context, ("slas", name)
    peak = peak_of(context, name)
    throughput = gathered.get(f"{name} throughput", *base, "throughput")
    if peak:
        gathered.note(peak)
    elif not throughput:
        gathered.needs.append(("requirements", "load", "peak"))
    tails = [context.take(f"{name} {t} {p}", *base, t, p) for t in _TIMES for p in _TAILS]
    tail = next((t for t in tails if t), None) or context.take("deadline", "requirements", "decision", "deadline")
    if tail:
        gathered.note(tail)
    else:
        gathered.needs.append((*base, "latency"))
    errors = gathered.get(f"{name} errors", *base, "error_rate") or gathered.get(
        f"{name} availability", *base, "availability"
    )
    if not errors:
        gathered.needs.append((*base, "error_rate"))
    return _told(gathered, name, base, (tail, throughput, peak, errors))


def _told(gathered: Gathered, name: str, base: Path, taken: tuple[Input | None, ...]) -> Fact:
    tail, throughput, peak, errors = taken
    if throughput and peak and amount(throughput).high < amount(peak).low * (1 - 1e-9):
        says = f"{name} is promised up to {throughput.text}, below its own peak of {peak.text}"
        return gathered.fact(_ID, name, Verdict.FAILS, says, throughput.path, stated=throughput)
    if gathered.needs:
        says = f"{name} does not state {_names(gathered)}"
        return gathered.fact(_ID, name, Verdict.UNKNOWN, says, base)
    limits = ", ".join(i.text for i in (tail, throughput or peak, errors) if i)
    partly = throughput and peak and amount(throughput).low < amount(peak).high * (1 - 1e-9)
    verdict = Verdict.PLAUSIBLE if partly else Verdict.HOLDS
    return gathered.fact(_ID, name, verdict, f"{name} is held to numbers: {limits}", base)


def _batch(gathered: Gathered, name: str) -> Fact:
    base: Path = ("serving", "batch", name)
    window = gathered.need(f"{name} window", *base, "window")
    says = (
        f"{name} does not state {_names(gathered)}" if gathered.needs else f"{name} has {window.text if window else ''}"
    )
    return gathered.fact(_ID, name, Verdict.UNKNOWN if gathered.needs else Verdict.HOLDS, says, base)


def _spending(gathered: Gathered) -> Fact:
    cap = gathered.need("cap", "cost", "budget", "monthly_cap")
    planned = gathered.get("projected cost", "cost", "projected")
    if cap is None:
        return gathered.fact(_ID, "spending", Verdict.UNKNOWN, "spending has no cap", ("cost", "budget"))
    same = planned is not None and amount(planned).currency == amount(cap).currency
    if planned and same and amount(planned).low > amount(cap).high * (1 + 1e-9):
        says = f"a month is to cost {planned.text}, above its own cap of {cap.text}"
        return gathered.fact(_ID, "spending", Verdict.FAILS, says, cap.path, stated=cap)
    partly = planned and same and amount(planned).high > amount(cap).low * (1 + 1e-9)
    verdict = Verdict.PLAUSIBLE if partly else Verdict.HOLDS
    return gathered.fact(_ID, "spending", verdict, f"spending is capped at {cap.text}", cap.path, stated=cap)


def _names(gathered: Gathered) -> str:
    words = {
        "latency": "a slow percentile of its latency",
        "peak": "its peak load",
        "error_rate": "its share of errors",
    }
    return ", ".join(words.get(str(p[-1]), str(p[-1])) for p in gathered.needs)
