"""The clock after a leak of personal data."""

from __future__ import annotations

from collections.abc import Iterator

from workbench.errors import Path
from workbench.facts import spans
from workbench.facts.context import Context
from workbench.facts.fact import Fact, Input, Verdict
from workbench.facts.formula import fact
from workbench.facts.ranges import at_most
from workbench.facts.show import seconds

_ID = "breach-clock"
_BASE: Path = ("privacy", "breach")
_LIMIT = 72 * 3600.0


@fact(
    _ID,
    title="Notice of a breach within 72 h",
    broken="A breach cannot be notified in time",
    formula="detect + triage + notify <= 72 h; by law the 72 h start when one becomes aware",
    source="GDPR Art 33(1)",
    number="Q49",
    blind="Whether a breach would be noticed at all in the time stated.",
)
def breach_clock(context: Context) -> Iterator[Fact]:
    """Yield one fact where the time after a breach is described."""
    breach = context.design.privacy.breach if context.design.privacy else None
    if breach is None:
        return
    taken = {key: context.take(f"time to {key}", *_BASE, key) for key in ("detect", "triage", "notify")}
    part = context.graph.parts.get(breach.detected_by or "")
    cadence = context.take(f"{part.id} cadence", *part.path, "cadence") if part else None
    yield _judge({k: v for k, v in taken.items() if v}, cadence, tuple((*_BASE, k) for k, v in taken.items() if not v))


def _judge(times: dict[str, Input], cadence: Input | None, missing: tuple[Path, ...]) -> Fact:
    whole = spans.total(*(spans.of(i) for i in times.values()))
    verdict, says = _verdict(times, cadence, missing)
    return Fact(
        id=_ID, subject="breach", verdict=verdict, says=says, at=next((i.path for i in times.values()), _BASE),
        computed=seconds(whole.middle), value=whole.middle, needs=missing if verdict is Verdict.UNKNOWN else (),
        inputs=(*times.values(), *((cadence,) if cadence else ())),
        steps=(f"{' + '.join(i.text for i in times.values())} = {seconds(whole.middle)}",) if times else (),
    )  # fmt: skip


def _verdict(times: dict[str, Input], cadence: Input | None, missing: tuple[Path, ...]) -> tuple[Verdict, str]:
    whole = spans.total(*(spans.of(i) for i in times.values()))
    aware = spans.total(*(spans.of(i) for k, i in times.items() if k != "detect"))
    if at_most(aware, _LIMIT * (1 + 1e-9)) is Verdict.FAILS:
        return Verdict.FAILS, f"notice goes out {seconds(aware.middle)} after a breach is noticed; the law gives 72 h"
    detect = times.get("detect")
    if cadence and detect and spans.of(cadence).low / 2 > spans.of(detect).high:
        # Even on average, what happens between two runs waits for half of the time between them.
        return Verdict.FAILS, f"a breach is to be noticed in {detect.text} by what runs every {cadence.text}"
    if missing:
        return Verdict.UNKNOWN, f"the time to {missing[0][-1]} is not stated"
    says = f"from leak to notice {seconds(whole.middle)}"
    if at_most(whole, _LIMIT * (1 + 1e-9)) is not Verdict.HOLDS:
        return Verdict.PLAUSIBLE, f"{says}, more than 72 h; the law counts from the moment it is noticed"
    if cadence and detect and spans.of(cadence).high > spans.of(detect).low:
        return Verdict.PLAUSIBLE, f"{says}, but what notices it runs only every {cadence.text}"
    return Verdict.HOLDS, f"{says} of 72 h"
