"""How many ways of going wrong are watched for each data set where it enters.

From `mon-data-quality` of the readiness catalogue.
"""

from __future__ import annotations

from collections.abc import Iterator

from workbench.errors import Path
from workbench.facts.context import Context
from workbench.facts.fact import Fact, Verdict
from workbench.facts.formula import fact
from workbench.facts.origins import carrying, entering, made_of
from workbench.facts.watching import monitors

_ID = "data-signals"
_SIGNALS = {
    "empty fields": ("nulls",),
    "types": ("types", "schema", "encoding"),
    "ranges": ("ranges", "size", "anomaly", "distribution", "nan"),
    "volume": ("volume",),
    "repeats": ("uniqueness", "duplicates"),
}
"""Five ways in which data goes wrong, each with the checks that see it."""
_WANTED = 4
_COUNTED = {"null_rate": "nulls", "count": "volume"}
"""Statistics that are themselves such a check."""


@fact(
    _ID,
    title="Signals watched for each data set that enters",
    broken="Data comes in that nobody watches",
    formula="of empty fields, types, ranges, volume and repeats, at least 4 are watched for each data set that enters",
    source="ML Test Score, Monitor 2; Rules of ML 10",
    blind="Thresholds, and checks that the code makes without the design saying so.",
)
def data_signals(context: Context) -> Iterator[Fact]:
    """Yield one fact where data enters and there are monitors."""
    names = entering(context.design)
    if names and any(True for _ in monitors(context)):
        yield _judge(context, {name: _seen(context, name) for name in names})


def _seen(context: Context, asset: str) -> set[str]:
    """Return the signals that a monitor watches of a data set, of what is made of it, or of what checks it."""
    names = made_of(context, asset) | {asset}
    arrows = [e for name in names if name in context.design.data for e in carrying(context, name)]
    passed = {end for e in arrows for end in (e.source, e.target, *e.flow.through)}
    checks: set[str] = set()
    for found in monitors(context):
        watched = set(found.monitor.watches)
        if watched & names:
            checks |= set(found.monitor.checks)
            checks |= {_COUNTED[s] for s in (found.monitor.statistic,) if s in _COUNTED}
        for name in watched & passed:
            part = context.graph.parts.get(name)
            checks |= set(part.spec.checks) if part and part.has("validates") else set()
    return {signal for signal, seen_by in _SIGNALS.items() if checks & set(seen_by)}


def _judge(context: Context, found: dict[str, set[str]]) -> Fact:
    short = [name for name, signals in found.items() if len(signals) < _WANTED]
    good = len(found) - len(short)
    verdict = Verdict.HOLDS if not short else Verdict.PLAUSIBLE if 2 * good >= len(found) else Verdict.UNKNOWN
    says = f"{good} of {len(found)} data sets that enter are watched for at least {_WANTED} of {len(_SIGNALS)} signals"
    if short:
        lacks = [signal for signal in _SIGNALS if signal not in found[short[0]]]
        says += f"; nobody watches {', '.join(lacks)} of {short[0]}"
    at: Path = ("monitoring", "monitors")
    source = context.graph.parts.get(context.design.data[short[0]].source or "") if short else None
    return Fact(
        id=_ID, subject="data", verdict=verdict, says=says, at=at, value=float(good), computed=str(good),
        needs=(at,) if verdict is Verdict.UNKNOWN else (), components=(source.id,) if source else (),
        steps=tuple(f"{name}: {', '.join(sorted(signals)) or 'nothing'}" for name, signals in found.items()),
    )  # fmt: skip
