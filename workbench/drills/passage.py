"""What becomes of a request when boxes are lost: which calls fail, what answers instead, what is done without."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field

from workbench.design import Part
from workbench.drills.apart import Apart, Fit, in_general
from workbench.drills.result import Outcome, StandIn, worst
from workbench.drills.scene import Promise, Scene
from workbench.errors import Path
from workbench.facts.request import Call, Group, is_call

THROUGH = "through "
"""What the name of a filter follows in the detours of an answer."""
NOTHING = "nothing answers in place of"
SURVIVES, DEGRADED, UNKNOWN, DOWN = Outcome.SURVIVES, Outcome.DEGRADED, Outcome.UNKNOWN, Outcome.DOWN


def _no_more(_: Part) -> tuple[str, ...]:
    return ()


@dataclass(frozen=True, slots=True)
class Loss:
    """What is gone, what may be gone (with the paths that would tell), and what a stand-in must be apart from."""

    parts: frozenset[str]
    doubtful: Mapping[str, tuple[Path, ...]] = field(default_factory=dict)
    apart: Apart = in_general
    more: Callable[[Part], tuple[str, ...]] = _no_more
    """Further stand-ins of a box, for this kind of loss only."""


@dataclass(frozen=True, slots=True)
class Answer:
    """What became of the requests of one promise."""

    outcome: Outcome
    stand_ins: tuple[StandIn, ...]
    detours: Mapping[str, str]
    entry: str
    """The box requests now come in at, where it is not the promised one."""
    callers: tuple[str, ...]
    without: tuple[str, ...]
    reasons: tuple[str, ...]
    needs: tuple[Path, ...]

    @property
    def heirs(self) -> Mapping[str, str]:
        """Lost boxes whose calls their stand-in makes."""
        return {s.instead_of: s.part for s in self.stand_ins if s.twin}

    @property
    def replaced(self) -> tuple[str, ...]:
        """Lost boxes through which everything goes on: filters with another in their place, and those with an heir."""
        return (*self.heirs, *(key.removeprefix(THROUGH) for key in self.detours if key.startswith(THROUGH)))


class Passage:
    """What becomes of every call of a design with a loss in it.

    Two things are looked for at once. What a box calls fails only if something below it does, so boxes start as
    answering and are looked at until none gets worse. What stands in for others may itself need a stand-in, so those
    start as lost and are looked at until none gets better: what only holds itself up stays down.
    """

    def __init__(self, scene: Scene, loss: Loss) -> None:
        self._scene, self._loss = scene, loss
        parts = scene.graph.parts
        names = [n for p in parts.values() for n in (p.spec.fallback, *loss.more(p))]
        names += [e.flow.fallback for e in scene.graph.edges]
        standing = dict.fromkeys((n for n in names if n in parts and n), DOWN)
        self._groups = self._calls((*(p.entry for p in scene.promises), *standing))
        while True:
            below = self._settled(standing)
            found = {n: self._alone(n, below) for n in standing}
            if found == standing:
                break
            standing = found
        self._standing, self._below = standing, below

    def answer(self, promise: Promise) -> Answer:
        """Return what becomes of the requests of a promise."""
        walk = _Walk(self._scene, self._loss, self._standing, self._below)
        outcome = walk.follow(promise, self._groups)
        return Answer(
            outcome, tuple(walk.stand_ins.values()), walk.detours, walk.entry, tuple(walk.callers), tuple(walk.without),
            tuple(dict.fromkeys(walk.reasons)), tuple(dict.fromkeys(walk.needs)) if outcome is UNKNOWN else (),
        )  # fmt: skip

    def stands(self, name: str) -> Outcome:
        """Return whether a box answers by itself with this loss in the design."""
        return self._standing[name] if name in self._standing else self._alone(name, self._below)

    def _calls(self, starts: Iterable[str]) -> dict[str, tuple[Group, ...]]:
        """Return what each box calls that requests or stand-ins can come to."""
        found: dict[str, tuple[Group, ...]] = {}
        queue = list(dict.fromkeys(starts))
        while queue:
            name = queue.pop(0)
            if name not in found:
                found[name] = self._scene.needs.tree(name).groups
                queue += [call.part for group in found[name] for call in group.calls]
        return found

    def _settled(self, standing: Mapping[str, Outcome]) -> dict[str, Outcome]:
        """Return the outcome of what each box calls, once nothing gets worse any more."""
        below = dict.fromkeys(self._groups, SURVIVES)
        walk = _Walk(self._scene, self._loss, standing, below)
        changed = True
        while changed:
            changed = False
            for name in reversed(self._groups):
                outcome = worst(walk.step(group) for group in self._groups[name])
                changed = changed or outcome is not below[name]
                below[name] = outcome
        return below

    def _alone(self, name: str, below: Mapping[str, Outcome]) -> Outcome:
        return _Walk(self._scene, self._loss, {}, below).alone(name)


class _Walk:
    """One look at the calls of a design, given what is known of them, with what it meets on its way."""

    def __init__(self, scene: Scene, loss: Loss, standing: Mapping[str, Outcome], below: Mapping[str, Outcome]) -> None:
        self._parts, self._graph, self._loss = scene.graph.parts, scene.graph, loss
        self._standing, self._below = standing, below
        self._telling = False
        self.stand_ins: dict[str, StandIn] = {}
        self.detours: dict[str, str] = {}
        self.entry = ""
        self.callers: dict[str, None] = {}
        self.without: dict[str, None] = {}
        self.reasons: list[str] = []
        self.needs: list[Path] = []

    def follow(self, promise: Promise, groups: Mapping[str, tuple[Group, ...]]) -> Outcome:
        """Return the outcome for requests that enter as promised, meeting every call once, the deepest first."""
        self._telling = True
        for name in reversed((promise.entry, *_under(promise.entry, groups))):
            if name in self._loss.parts:
                continue
            if worst(self.step(group) for group in groups[name]) is DOWN:
                self.callers.setdefault(name)
        # Callers of the entry may name something to call instead.
        arrows = [e.flow.fallback for e in self._graph.into(promise.entry) if is_call(e)]
        outcome = self.call(Call(promise.entry, None, groups[promise.entry]), tuple(n for n in arrows if n))
        if self.detours.get("") and outcome.answers:
            self.entry = self.detours.pop("")
        return outcome

    def call(self, call: Call, more: tuple[str, ...] = ()) -> Outcome:
        """Return the outcome of one call; `more` are further boxes that may answer instead."""
        own = worst((self.alone(call.part), *(self._filter(name) for name in call.filters)))
        if own.answers:
            return own
        flow = call.edge.flow.fallback if call.edge else None
        part = self._parts[call.part]
        names = self._chain([flow, part.spec.fallback, *more, *self._loss.more(part)])
        return self._backed(call, own, names, call.edge.id if call.edge else "")

    def alone(self, name: str) -> Outcome:
        """Return the outcome of a box by itself, with nothing to answer instead of it."""
        return worst((self._box(name), self._below.get(name, SURVIVES)))

    def step(self, group: Group) -> Outcome:
        """Return the outcome of the calls of one step."""
        found = []
        for call in group.calls:
            outcome = self.call(call)
            if call.edge and call.edge.flow.need == "soft":
                if outcome is DOWN:
                    self.without.setdefault(call.part)
                outcome = DEGRADED if outcome.rank > DEGRADED.rank else outcome
            found.append(outcome)
        best = min(found, key=lambda o: o.rank)
        if group.one_of and best.answers and worst(found) is not best:
            return DEGRADED  # the others take over
        return best if group.one_of else worst(found)

    def _chain(self, names: Iterable[str | None]) -> list[str]:
        """Return what may answer instead, followed by what may answer instead of that."""
        found = dict.fromkeys(n for n in names if n in self._parts)
        queue = list(found)
        for name in queue:
            behind = self._parts[name or ""].spec.fallback
            if behind in self._parts and behind not in found:
                found[behind] = None
                queue.append(behind)
        return [n for n in found if n]

    def _box(self, name: str) -> Outcome:
        if name in self._loss.parts:
            return DOWN
        self.needs += self._loss.doubtful.get(name, ())
        return UNKNOWN if name in self._loss.doubtful else SURVIVES

    def _filter(self, name: str) -> Outcome:
        """Return the outcome of passing a filter; another may stand in for it."""
        own = self._box(name)
        behind = self._parts[name].spec.fallback
        if own is SURVIVES or not behind or behind not in self._parts:
            return own
        return self._backed(Call(name, None, ()), own, self._chain([behind]), THROUGH + name)

    def _backed(self, call: Call, own: Outcome, names: Iterable[str], key: str) -> Outcome:
        """Return the outcome once what may answer instead is counted; the first that surely does is taken."""
        failed, best, tried = self._parts[call.part], own, False
        for found in (self._parts[name] for name in names if name != failed.id):
            tried = True
            twin = _twins(failed, found) and bool(call.groups) and not self._graph.out(found.id)
            outcome = worst((self._standing.get(found.id, DOWN), self._led_to(call, found)))
            outcome = worst((outcome, self._below.get(failed.id, SURVIVES))) if twin else outcome
            if outcome is DOWN and not self._telling:
                continue
            fit = self._loss.apart(failed, found)
            outcome = self._apart(found, outcome, fit)
            disjoint = {DOWN: False, UNKNOWN: None}.get(outcome, fit.disjoint)
            self.stand_ins[f"{key} {found.id}"] = StandIn(found.id, failed.id, disjoint, fit.shares, twin)
            if outcome.answers:
                self.detours[key] = found.id
                return DEGRADED
            if outcome is UNKNOWN:
                best = UNKNOWN
                self.needs += (*fit.needs, *self._loss.doubtful.get(found.id, ()))
        if not tried and own is DOWN:
            self.reasons.append(f"{NOTHING} {failed.id}")
        return best

    def _apart(self, found: Part, outcome: Outcome, fit: Fit) -> Outcome:
        """Return the outcome of a stand-in that must be apart from what failed, and note why it does not help."""
        instead = f"{found.id} would answer instead, but"
        if fit.disjoint is False:
            self.reasons.append(f"{instead} {fit.why}")
            return DOWN
        if outcome is DOWN:
            gone = "is lost as well" if found.id in self._loss.parts else "cannot answer without what is lost"
            self.reasons.append(f"{instead} {gone}")
        elif fit.disjoint is None:
            self.reasons.append(f"{instead} {fit.why}")
            return worst((outcome, UNKNOWN))
        return outcome

    def _led_to(self, call: Call, found: Part) -> Outcome:
        """Return the outcome of reaching a stand-in; one that the caller asks anyway is reached as ever."""
        arrows = self._graph.out(call.edge.source) if call.edge else []
        ways = [e.flow.through for e in arrows if e.target == found.id and is_call(e)]
        return min((worst(self._filter(n) for n in way) for way in ways), key=lambda o: o.rank, default=SURVIVES)


def _twins(failed: Part, found: Part) -> bool:
    return found.kind == failed.kind and bool(found.kind)


def _under(name: str, groups: Mapping[str, tuple[Group, ...]]) -> Iterator[str]:
    """Yield the boxes below one, each before what it calls in turn."""
    queue, seen = [name], {name}
    while queue:
        for group in groups[queue.pop(0)]:
            for call in group.calls:
                if call.part not in seen:
                    seen.add(call.part)
                    queue.append(call.part)
                    yield call.part
