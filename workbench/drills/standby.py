"""What can be switched to when nothing answers by itself: degraded modes and ways off, and how soon."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass

from workbench.drills.passage import Loss, Passage
from workbench.drills.recovery import Took
from workbench.drills.result import Catch
from workbench.drills.scene import Promise, Scene
from workbench.errors import Path
from workbench.facts import spans
from workbench.facts.ranges import Span
from workbench.facts.show import seconds
from workbench.facts.spans import of


@dataclass(frozen=True, slots=True)
class Switch:
    """Something to switch to: what answers then, what it is called, and when it does."""

    name: str
    serves: str
    took: Took


@dataclass(frozen=True, slots=True)
class _Way:
    name: str
    serves: str
    within: Path
    when: tuple[str, ...]
    automatic: bool


def switches(
    scene: Scene, promise: Promise, passage: Passage, loss: Loss, failing: Collection[str], seen: Sequence[Catch]
) -> list[Switch]:
    """Return what requests of a promise can be switched to while `failing` boxes do not answer, the soonest first.

    Whoever answers must stand and be reached: once the box that requests come in at is gone, nothing behind it helps. A
    mode that names what starts it is meant for just that; one that does not is no help when it only keeps working what
    works anyway.
    """
    if promise.entry in loss.parts:
        return []
    found, taken = [], set(promise.boxes)
    for way in (*_modes(scene, promise), *_ways_off(scene, failing)):
        part = scene.graph.parts.get(way.serves)
        apart = part and all(loss.apart(scene.graph.parts[n], part).disjoint for n in loss.parts)
        meant = any(c.monitor in way.when for c in seen) if way.when else bool(way.within) or way.serves not in taken
        if meant and apart and part and part.id not in failing and passage.stands(part.id).answers:
            found.append(Switch(way.name, part.id, _starts(scene, way, seen)))
    return sorted(found, key=lambda s: (s.took.span is None, s.took.span.high if s.took.span else 0.0))


def _modes(scene: Scene, promise: Promise) -> Iterator[_Way]:
    held = scene.design.reliability.modes if scene.design.reliability else {}
    for name, mode in held.items():
        if mode.serves and mode.of in (promise.name, None):
            yield _Way(name, mode.serves, (), mode.when, bool(mode.automatic))


def _ways_off(scene: Scene, failing: Collection[str]) -> Iterator[_Way]:
    held = scene.design.rollback.kill_switch if scene.design.rollback else {}
    for name, switch in held.items():
        if switch.falls_to and set(failing) & set(switch.stops):
            yield _Way(name, switch.falls_to, ("rollback", "kill_switch", name, "within"), (), automatic=False)


def _starts(scene: Scene, way: _Way, seen: Sequence[Catch]) -> Took:
    """Return how soon it answers: by itself when its own monitor sees it, otherwise when someone who is told acts."""
    own = [c for c in seen if c.monitor in way.when]
    first = next(iter(own or seen), None)
    if first is None:
        return Took(None, f"nobody is told to switch to {way.serves}")
    if first.lag is None:
        return Took(None, f"how soon {first.monitor} tells is not stated", first.needs)
    noticed = spans.exactly(first.lag)
    if own and way.automatic:
        return Took(noticed, f"{way.name} starts by itself after {seconds(first.lag)} ({first.monitor})")
    return _by_hand(scene, way, first, noticed)


def _by_hand(scene: Scene, way: _Way, first: Catch, noticed: Span) -> Took:
    people = [n for n in first.tells if n in scene.design.people]
    acts = [t for n in people if (t := scene.context.take("time to respond", "people", n, "responds"))]
    if not acts:
        who = people[0] if people else ""
        needs: tuple[Path, ...] = (("people", who, "responds"),) if who else ((*first.path, "alerts"),)
        return Took(None, f"{way.name} waits for someone; how soon {who or 'anyone'} acts is not stated", needs)
    quickest = min(acts, key=lambda t: of(t).high)
    within = scene.context.take("within", *way.within) if way.within else None
    whole = spans.total(noticed, of(quickest), *([of(within)] if within else []))
    return Took(whole, f"{first.tells[0]} is told after {seconds(first.lag or 0.0)} and switches to {way.serves}")
