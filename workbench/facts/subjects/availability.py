"""Availability of the hard path against the objective: a product, with redundancy and fallbacks counted."""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from workbench.design import Part
from workbench.errors import Path
from workbench.facts.context import Context
from workbench.facts.fact import Fact, Input, Verdict
from workbench.facts.formula import fact
from workbench.facts.needed import Needs, waited_for
from workbench.facts.request import Call
from workbench.facts.show import percent, percents, seconds
from workbench.facts.spans import of

_ID = "path-availability"


@dataclass(frozen=True, slots=True)
class _Ends:
    """An availability: at least, at most, and at most if whatever the tool assumed were perfect."""

    low: float = 1.0
    high: float = 1.0
    best: float = 1.0

    def times(self, other: _Ends) -> _Ends:
        """Both must work."""
        return _Ends(self.low * other.low, self.high * other.high, self.best * other.best)

    def backed(self, other: _Ends) -> _Ends:
        """The other answers when this one does not (Q05)."""
        low, high, best = (a + (1 - a) * b for a, b in zip(_three(self), _three(other), strict=True))
        return _Ends(low, high, best)


def _three(ends: _Ends) -> tuple[float, float, float]:
    return ends.low, ends.high, ends.best


@dataclass
class _Ledger:
    """What went into a product, line by line."""

    inputs: list[Input] = field(default_factory=list)
    steps: list[str] = field(default_factory=list)
    missing: list[Path] = field(default_factory=list)
    guessed: list[Path] = field(default_factory=list)
    """Places that would replace an assumed number."""

    def note(self, taken: Input) -> None:
        """Keep an input."""
        if taken not in self.inputs:
            self.inputs.append(taken)


@fact(
    _ID,
    title="Availability of the hard path",
    broken="The availability promise cannot hold",
    formula="product of a_i over the hard path; redundancy 1 - [((1-b)u)^n + b u]; fallback a + (1-a) f",
    source="serial availability; beta factor of common cause",
    number="Q02, Q04, Q05",
    pattern="ap-impossible-slo",
    blind="Failures that strike several boxes for one reason not stated, and failures of people.",
)
def path_availability(context: Context) -> Iterator[Fact]:
    """Yield one fact for every availability objective under slas."""
    for name, sla in context.design.slas.items():
        stated = context.take(f"{name} availability", "slas", name, "availability")
        if stated and sla.entry in context.graph.parts:
            yield _Product(context).judged(name, sla.entry or "", stated)


class _Product:
    """The product over one request path; a box counts once, however often it is called."""

    def __init__(self, context: Context) -> None:
        self._context = context
        self._needs = Needs(context.graph)
        self._ledger = _Ledger()
        self._counted: set[str] = set()

    def judged(self, sla: str, entry: str, stated: Input) -> Fact:
        """Return the fact for one objective."""
        ledger, root = self._ledger, self._needs.tree(entry)
        ledger.note(stated)
        # What nothing stands behind counts first, so that no fallback further down is credited with covering it.
        ends = self._each(dict.fromkeys(self._needs.of(root))).times(self._call(root))
        verdict, says = _verdict(ends, stated, ledger)
        if verdict is not Verdict.FAILS and not root.complete:
            verdict, says = Verdict.UNKNOWN, "the calls of one request branch too often to be followed"
        ledger.steps.append(
            f"product: {percent(ends.low)}" + (f" to {percent(ends.high)}" if ends.low != ends.high else "")
        )
        return Fact(
            id=_ID, subject=sla, verdict=verdict, says=says, at=stated.path, computed=percent(ends.low),
            value=ends.low, stated=stated, inputs=tuple(ledger.inputs), steps=tuple(ledger.steps),
            needs=tuple(ledger.missing or (ledger.guessed if verdict is Verdict.UNKNOWN else ())),
            components=tuple(n for n in dict.fromkeys(_hard(root)) if n in self._counted),
            edges=tuple(c.edge.id for c in root.walk() if c.edge and c.edge.hard),
        )  # fmt: skip

    def _each(self, names: Iterable[str]) -> _Ends:
        ends = _Ends()
        for name in names:
            if name not in self._counted:
                self._counted.add(name)
                ends = ends.times(self._alone(self._context.graph.parts[name]))
        return ends

    def _call(self, call: Call) -> _Ends:
        """Return the chance that a call is answered, given that all counted so far works."""
        behind = self._needs.backup(call)
        counted = len(self._counted)
        ends = self._each([*call.filters, call.part])
        for group in call.groups:
            inner = [c for c, _ in waited_for(Call(call.part, call.edge, (group,)))]
            parts = [self._call(c) for c in inner]
            ends = ends.times(_one_of(parts) if group.one_of and len(parts) > 1 else _all(parts))
        if behind is None or len(self._counted) == counted:
            return ends
        backed = ends.backed(self._fallback(call, behind))
        self._ledger.steps.append(f"{call.part}, with {behind.id} behind it: {percent(backed.low)}")
        return backed

    def _fallback(self, call: Call, behind: Part) -> _Ends:
        """Return the chance that a fallback answers well; only what it calls itself counts, not what stands behind."""
        part = self._context.graph.parts[call.part]
        works = self._context.take(f"{part.id} fallback works", *part.path, "fallback_works")
        assumed = works or self._context.assume("fallback_works")
        self._ledger.note(assumed)
        share = of(assumed)
        if assumed.assumed and part.declared:
            self._ledger.guessed.append((*part.path, "fallback_works"))
        known = _Ends(share.low, share.high, 1.0 if assumed.assumed else share.high)
        missing = list(self._ledger.missing)
        ends = self._each(dict.fromkeys(_hard(self._needs.tree(behind.id))))
        self._ledger.missing = missing  # how well it works is what is asked of a fallback, not its copies
        return known.times(ends)

    def _alone(self, part: Part) -> _Ends:
        own = _own(self._context, part, self._ledger)
        if own is None:
            if not part.has("user") and part.declared:
                self._ledger.missing.append((*part.path, "availability"))
            return _Ends()
        self._ledger.steps.append(f"{part.id}: {percent(own.low)}")
        return own


def _all(parts: Iterable[_Ends]) -> _Ends:
    ends = _Ends()
    for part in parts:
        ends = ends.times(part)
    return ends


def _one_of(parts: list[_Ends]) -> _Ends:
    """Each request goes to one of them: as bad as the worst, or as good as if each stood in for all others."""
    high, best = (1 - math.prod(1 - p for p in side) for side in zip(*((p.high, p.best) for p in parts), strict=True))
    return _Ends(min(p.low for p in parts), high, best)


def _hard(call: Call) -> Iterator[str]:
    """Yield the boxes a request waits for, whatever stands behind them."""
    yield from call.filters
    yield call.part
    for inner, _ in waited_for(call):
        yield from _hard(inner)


def _verdict(ends: _Ends, stated: Input, ledger: _Ledger) -> tuple[Verdict, str]:
    goal = of(stated)
    least, most, wanted = percents(ends.low, ends.high, goal.middle)
    promised = f"{wanted} is promised"
    month = 30 * 86_400
    if ends.best < goal.low:
        down = f"{seconds((1 - ends.high) * month)} down in 30 d"
        return Verdict.FAILS, f"the hard path reaches at most {most} ({down}); {promised}"
    if ledger.missing:
        return Verdict.UNKNOWN, f"{promised}, but {ledger.missing[0][-2]} states no availability"
    if ends.high < goal.low:
        return Verdict.UNKNOWN, f"with numbers assumed the hard path would reach {most}; {promised}"
    if ends.low >= goal.high:
        assumed = any(i.assumed for i in ledger.inputs)
        return (Verdict.PLAUSIBLE if assumed else Verdict.HOLDS), f"the hard path reaches {least}; {promised}"
    return Verdict.PLAUSIBLE, f"the hard path reaches {least} to {most}; {promised}"


def _own(context: Context, part: Part, ledger: _Ledger) -> _Ends | None:
    """Return the availability of a box by itself: stated, or from its replicas, or None when neither is known."""
    stated = context.take(f"{part.id} availability", *part.path, "availability")
    if stated and stated.quantity:
        ledger.note(stated)
        return _Ends(stated.quantity.low, stated.quantity.high, stated.quantity.high)
    replicas = context.take(f"{part.id} replicas", *part.path, "replicas")
    if not replicas or not replicas.quantity:
        return None
    down = context.assume("replica_unavailability")
    shared = context.take(f"{part.id} common cause", *part.path, "common_cause") or context.assume("common_cause")
    for taken in (replicas, down, shared):
        ledger.note(taken)
    u, beta = of(down), of(shared)
    low = redundant(u.high, beta.high, replicas.quantity.low)
    high = redundant(u.low, beta.low, replicas.quantity.high)
    if down.assumed:
        ledger.guessed.append((*part.path, "availability"))
    # How often a copy is down decides all of it: as long as that is our guess, the box may be as good as perfect.
    return _Ends(
        low,
        high,
        1.0 if down.assumed else redundant(u.low, 0.0 if shared.assumed else beta.low, replicas.quantity.high),
    )


def redundant(unavailability: float, beta: float, copies: float) -> float:
    """Availability of `copies` of a thing that share a part `beta` of their failures (Q04)."""
    alone = math.pow((1 - beta) * unavailability, max(copies, 1.0))
    return 1 - (alone + beta * unavailability)
