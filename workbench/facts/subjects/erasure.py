"""Whether a person's data is gone everywhere in the time promised."""

from __future__ import annotations

from collections.abc import Iterator

from workbench.errors import Path
from workbench.facts import spans
from workbench.facts.arrivals import personal_arrivals
from workbench.facts.context import Context
from workbench.facts.fact import Fact, Input, Verdict
from workbench.facts.formula import fact
from workbench.facts.ranges import at_most
from workbench.facts.show import seconds

_ID = "erasure-reach"
_BASE: Path = ("privacy", "erasure")
_KEEPING = ("stores", "logs", "indexes", "caches")


@fact(
    _ID,
    title="Erasure everywhere in time",
    broken="Erasure takes longer than promised",
    formula="largest time to be gone, over every store that personal data reaches, <= time promised",
    source="GDPR Art 17; ML Test Score D5",
    number="Q48",
    blind="Copies that no flow draws: exports, laptops, caches of others.",
)
def erasure_reach(context: Context) -> Iterator[Fact]:
    """Yield one fact where erasure is described."""
    erasure = context.design.privacy.erasure if context.design.privacy else None
    if erasure is None or not (erasure.reaches or erasure.within):
        return
    within = context.take("time promised", *_BASE, "within")
    taken = {name: context.take(f"gone from {name}", *_BASE, "reaches", name) for name in erasure.reaches}
    times = {name: found for name, found in taken.items() if found}
    open_places = tuple(_open(context, taken))
    yield _judge(within, times, open_places)


def _open(context: Context, taken: dict[str, Input | None]) -> Iterator[Path]:
    """Yield where a time is missing: named stores without one, and stores personal data reaches that are not named."""
    yield from ((*_BASE, "reaches", name) for name, found in taken.items() if found is None)
    reached: dict[str, bool] = {}
    for arrival in personal_arrivals(context):
        if arrival.part.declared and arrival.part.has(*_KEEPING) and not arrival.part.has("third_party"):
            reached[arrival.part.id] = reached.get(arrival.part.id, True) and arrival.asset in taken
    within = context.take("time promised", *_BASE, "within")
    for name, covered in reached.items():
        if name not in taken and not covered and not _fades(context, name, within):
            yield (*_BASE, "reaches", name)


def _fades(context: Context, name: str, within: Input | None) -> bool:
    """True where everything is gone by itself in that time."""
    kept = context.take(f"{name} retention", *context.graph.parts[name].path, "retention")
    return bool(kept and within and spans.of(kept).high <= spans.of(within).low * (1 + 1e-9))


def _judge(within: Input | None, times: dict[str, Input], missing: tuple[Path, ...]) -> Fact:
    slowest = max(times, key=lambda n: spans.of(times[n]).middle, default="")
    longest = spans.of(times[slowest]) if slowest else None
    verdict, says, needs = Verdict.UNKNOWN, "", missing
    if within is None:
        says, needs = "the time promised is not stated", ((*_BASE, "within"), *missing)
    elif longest is None:
        says = f"{within.text} is promised, but no store says when it is gone there"
        needs = missing or ((*_BASE, "reaches"),)
    else:
        verdict = at_most(longest, spans.of(within))
        says = f"data of a person is gone from {slowest} after {times[slowest].text}; {within.text} is promised"
        if verdict is not Verdict.FAILS and missing:
            verdict = Verdict.UNKNOWN
            says = f"{says}; of {missing[0][-1]}, which it reaches, nothing is said"
    return Fact(
        id=_ID, subject="erasure", verdict=verdict, says=says,
        at=times[slowest].path if slowest and verdict is Verdict.FAILS else within.path if within else _BASE,
        computed=seconds(longest.middle) if longest else "", value=longest.middle if longest else None, stated=within,
        inputs=(*((within,) if within else ()), *times.values()),
        needs=needs if verdict is Verdict.UNKNOWN else (), steps=tuple(f"{n}: {t.text}" for n, t in times.items()),
    )  # fmt: skip
