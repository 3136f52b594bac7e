"""Which signals of the serving path someone watches: what comes in, what goes out, how good it is, and every part.

From `mon-coverage` of the readiness catalogue. The parts are read off the calls of a promised request.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from workbench.design import Part
from workbench.errors import Path
from workbench.facts.context import Context
from workbench.facts.fact import Fact, Verdict
from workbench.facts.formula import fact
from workbench.facts.needed import waited_for
from workbench.facts.once import needs_of
from workbench.facts.request import Call
from workbench.facts.show import percent
from workbench.facts.watching import Watched, monitors

_ID = "watched-signals"
_ENOUGH = 0.9
"""Share of signals that has to be watched; what a request can do without may be missing up to that."""
_SORTS: dict[str, tuple[tuple[str, ...], tuple[str, ...]]] = {
    "what comes in": (("input", "data_quality", "drift", "skew"), ("null_rate", "reject_rate", "match_rate")),
    "what goes out": (("output", "safety"), ("refusal_rate", "no_answer_rate", "block_rate")),
    "how good it is": (
        ("quality",),
        ("auc_pr", "recall", "precision", "calibration_error", "groundedness", "quality", "thumbs_down_rate"),
    ),
}
"""Each sort of signal with what monitors are for, and the statistics, that show it."""
_FEW = 3


@dataclass(frozen=True, slots=True)
class _Path:
    """The boxes of all promised requests: those they wait for, and all they call."""

    entries: tuple[str, ...]
    hard: tuple[str, ...]
    called: tuple[str, ...]


@fact(
    _ID,
    title="Signals of the serving path that are watched",
    broken="Parts of the serving path are watched by nobody",
    formula="watched / (inputs, outputs, quality, and each box a request calls) >= 0.9, none missing that it waits for",
    source="NIST AI RMF MEASURE 2.4; AWS MLOPS06-BP02",
    blind="Whether a threshold is a sensible one; an alarm on the promise stands for every part it waits for.",
)
def watched_signals(context: Context) -> Iterator[Fact]:
    """Yield one fact where there are monitors and something that answers or predicts."""
    ringing = [w for w in monitors(context) if w.monitor.above or w.monitor.below or w.monitor.checks]
    path = _path(context)
    if path.hard and any(True for _ in monitors(context)):
        yield _judge(context, path, ringing)


def _path(context: Context) -> _Path:
    """Return the boxes on the way of promised requests; where nothing is promised, of whatever predicts."""
    graph = context.graph
    entries = [s.entry for s in context.design.slas.values() if s.entry in graph.parts]
    if not entries:
        entries = [p.id for p in graph.with_trait("serves", "predicts", "generates") if not p.has("evaluates")]
    trees = [needs_of(context).tree(entry) for entry in dict.fromkeys(e for e in entries if e)]
    return _Path(
        tuple(tree.part for tree in trees),
        tuple(_ours(context, (name for tree in trees for name in _hard(tree)))),
        tuple(_ours(context, (n for tree in trees for call in tree.walk() for n in (*call.filters, call.part)))),
    )


def _hard(call: Call) -> Iterator[str]:
    yield from call.filters
    yield call.part
    for inner, _ in waited_for(call):
        yield from _hard(inner)


def _ours(context: Context, names: Iterable[str]) -> Iterator[str]:
    """Yield each box once that can be watched: declared, and no person."""
    found: dict[str, Part | None] = {name: context.graph.parts.get(name) for name in names}
    yield from (name for name, part in found.items() if part and part.declared and not part.has("user"))


def _judge(context: Context, path: _Path, ringing: list[Watched]) -> Fact:
    watched = {name for w in ringing for name in w.monitor.watches}
    sorts = [sort for sort in _SORTS if not any(_shows(context, path, w, sort) for w in ringing)]
    promised = _promised(context, path) & watched
    hard = [name for name in path.hard if not promised and name not in watched]
    soft = [name for name in path.called if name not in path.hard and name not in watched]
    every = len(_SORTS) + len(set(path.hard) | set(path.called))
    missing = [*sorts, *hard, *soft]
    share = 1 - len(missing) / every
    verdict = Verdict.UNKNOWN if sorts else Verdict.HOLDS if share >= _ENOUGH and not hard else Verdict.PLAUSIBLE
    says = f"{every - len(missing)} of {every} signals of the serving path are watched ({percent(share)})"
    if missing:
        more = f" and {len(missing) - _FEW} more" if len(missing) > _FEW else ""
        says += f"; nobody watches {', '.join(missing[:_FEW])}{more}"
    at: Path = ("monitoring", "monitors")
    return Fact(
        id=_ID, subject="serving path", verdict=verdict, says=says, at=at, value=share, computed=percent(share),
        needs=(at,) if verdict is Verdict.UNKNOWN else (), components=(*hard, *soft)[:_FEW],
        steps=tuple(f"{sort}: {'nobody' if sort in sorts else 'watched'}" for sort in _SORTS),
    )  # fmt: skip


def _promised(context: Context, path: _Path) -> set[str]:
    """Return the names by which a promise is watched as a whole: its own, and the box it enters at."""
    return {name for name, sla in context.design.slas.items() if sla.entry in path.entries} | set(path.entries)


def _shows(context: Context, path: _Path, found: Watched, sort: str) -> bool:
    """True when a monitor shows this sort of signal, of something that is not known to stand beside the path."""
    purposes, statistics = _SORTS[sort]
    monitor, parts = found.monitor, context.graph.parts
    fits = monitor.for_ in purposes or (monitor.for_ is None and monitor.statistic in statistics)
    if sort == "what comes in":
        return bool(monitor.watches) and (fits or (monitor.for_ is None and bool(monitor.checks)))
    return fits and any(name not in parts or name in (*path.called, *path.entries) for name in monitor.watches)
