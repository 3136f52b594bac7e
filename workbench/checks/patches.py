"""Filling in a patch for one design: `$names` become things of that design, or new things beside it."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping
from copy import deepcopy
from dataclasses import dataclass
from typing import Any

from workbench.checks.item import OWN, Item, PatchSpec
from workbench.checks.judging import Judging
from workbench.errors import Path

Puts = tuple[tuple[Path, object], ...]
_NAME = re.compile(r"\$([a-z_]+)")


@dataclass(frozen=True, slots=True)
class Stand:
    """What a `$name` stands for: how it is found in a design, and what may be declared when there is none."""

    what: str
    """Said in words."""
    find: Callable[[Judging], str]
    invented: str = ""
    """Id to use when nothing is found; without one the patch is not offered."""
    at: Path = ()
    """Where the invented thing is declared; empty when the patch itself declares it."""
    put: object = None


def _with_trait(*traits: str) -> Stand:
    what = f"the first component with the first of these traits that any has: {', '.join(traits)}"
    return Stand(what, lambda judging: _component(judging, traits))


def _component(judging: Judging, traits: Iterable[str]) -> str:
    """Return the first declared component with the first of the traits that any has; a user only counts as a source."""
    parts = [part for part in judging.context.graph.parts.values() if part.declared]
    for trait in traits:
        for part in parts:
            if part.has(trait) and (trait in ("user", "requests") or not part.has("user")):
                return part.id
    return ""


def _entry(judging: Judging) -> str:
    stated = (sla.entry for sla in judging.design.slas.values() if sla.entry)
    return next(stated, "") or _component(judging, ("routes", "serves", "generates", "predicts"))


def _first(path: str, invented: str, put: object = None) -> Stand:
    """Return the first entry of a group, or an id for a new one, which `put` declares where a patch does not."""
    steps: Path = tuple(path.split("."))

    def find(judging: Judging) -> str:
        table = judging.design.at(steps)
        return str(next(iter(table))) if table else ""

    return Stand(f"the first entry of {path}", find, invented, () if put is None else (*steps, invented), put)


def _person(judging: Judging) -> str:
    people = judging.design.people
    return next((name for name, p in people.items() if p.on_call), next(iter(people), ""))


NAMES: Mapping[str, Stand] = {
    "serving": _with_trait("serves", "predicts", "generates", "decides"),
    "entry": Stand("the component where requests come in, by `slas` or by its trait", _entry),
    "trainer": _with_trait("trains"),
    "llm": _with_trait("generates"),
    "index": _with_trait("indexes", "retrieves"),
    "store": _with_trait("stores"),
    "source": _with_trait("source", "streams", "user", "requests", "stores"),
    "sink": _with_trait("trains", "indexes", "keeps_features", "labels", "predicts"),
    "person": Stand("someone on call, or anyone", _person, "on_call", ("people", "on_call"), {"on_call": "true"}),
    "asset": _first("data", "events", {}),
    "kpi": _first("requirements.kpis", "main_outcome", {}),
    "sla": _first("slas", "answer"),
    "feature": _first("features.sets", "history"),
    "label": _first("labels.sets", "outcome"),
    "trained": _first("training.models", "main_model"),
    "model": _first("llm.models", "generator"),
    "prompt": _first("llm.prompts", "answer_prompt"),
    "metric": _first("evaluation.metrics", "main_metric"),
    "golden": _first("llm.golden_sets", "golden_cases"),
    "experiment": _first("experimentation.experiments", "first_test"),
    "rollout": _first("experimentation.rollouts", "canary"),
    "plan": _first("rollback.plans", "version_before"),
}
"""What each `$name` of a patch stands for."""


def puts_of(item: Item, judging: Judging) -> Puts:
    """Return the values an item's patch puts into this design, or nothing when a thing it speaks of is not there.

    A name that nothing knows is a thing that is not there; `checklists lint` tells it.
    """
    found: dict[str, str] = {}
    extra: list[tuple[Path, object]] = []
    for name in dict.fromkeys(_NAME.findall(str([(p.at, p.put) for p in item.patch]))):
        stand = NAMES.get(name)
        hit = stand.find(judging) if stand else ""
        if stand is None or not (hit or stand.invented):
            return ()
        if not hit and stand.at:
            extra.append((stand.at, stand.put))
        found[name] = hit or stand.invented
    filled = tuple(_filled(spec, found, judging) for spec in item.patch)
    return (*extra, *filled) if all(path for path, _ in filled) else ()


def _filled(spec: PatchSpec, found: Mapping[str, str], judging: Judging) -> tuple[Path, object]:
    """Return where and what a patch puts; nowhere when it starts at a component that is not there."""
    first, *rest = _named(spec.at, found).split(".")
    if not spec.at.startswith(OWN):
        return (first, *rest), _inside(spec.put, found)
    part = judging.context.graph.parts.get(first)
    return (*part.path, *rest) if part else (), _inside(spec.put, found)


def _named(text: str, found: Mapping[str, str]) -> str:
    return _NAME.sub(lambda m: found.get(m[1], m[0]), text)


def _inside(value: Any, found: Mapping[str, str]) -> Any:
    if isinstance(value, str):
        return _named(value, found)
    if isinstance(value, Mapping):
        return {_named(str(key), found): _inside(item, found) for key, item in value.items()}
    return [_inside(item, found) for item in value] if isinstance(value, list) else value


def applied(data: Any, puts: Puts) -> Any:
    """Return a copy of a design's plain data with the values put in.

    What is there already stays; only a list that the patch itself puts makes a list of the design longer.
    """
    data = deepcopy(data) if isinstance(data, dict) else {}
    for path, value in puts:
        place = data
        for key in path[:-1]:
            inner = place.get(key)
            if not isinstance(inner, dict) or _absent(inner):
                inner = place[key] = _opened(inner)
            place = inner
        held = place.get(path[-1])
        if isinstance(value, list) and held is not None and not _absent(held):
            listed = held if isinstance(held, list) else [held]
            place[path[-1]] = [*listed, *(deepcopy(item) for item in value if item not in listed)]
        else:
            _merge(place, path[-1], value)
    return data


def _opened(value: object) -> dict[str, object]:
    """Return the full form of a component written as one word; anything else gives way."""
    return {"product" if "/" in value else "kind": value} if isinstance(value, str) else {}


def _absent(value: object) -> bool:
    return isinstance(value, Mapping) and set(value) == {"none"}


def _merge(place: dict[Any, Any], key: Any, value: object) -> None:
    held = place.get(key)
    if isinstance(value, Mapping):
        inner = place[key] = held if isinstance(held, dict) and not _absent(held) else _opened(held)
        for name, item in value.items():
            _merge(inner, name, item)
    elif held is None or _absent(held):
        place[key] = deepcopy(value)


def unknown_names(items: Iterable[Item]) -> list[str]:
    """Return `$names` in patches that nothing knows; a test keeps this empty."""
    used = {n for item in items for p in item.patch for n in _NAME.findall(f"{p.at} {p.put}")}
    return sorted(used - set(NAMES))


def only_new(data: Any, puts: Puts) -> Puts:
    """Return the values without what a design already holds, so that a patch shows just what it adds.

    A component written as one word is shown in its full form, since that word has to give way to a group.
    """
    kept = (_shown(data, path, value) for path, value in puts)
    return tuple((path, value) for path, value in kept if value is not None)


def _shown(data: Any, path: Path, value: Any) -> tuple[Path, Any]:
    """Return where a value is put and what of it is new; a word on the way is opened at its own place."""
    held = data
    for length, key in enumerate(path, start=1):
        held = held.get(key) if isinstance(held, Mapping) else None
        if isinstance(held, str) and length < len(path):
            inner = value
            for step in reversed(path[length:]):
                inner = {step: inner}
            return path[:length], _missing(held, inner)
    if isinstance(value, list) and held is not None and not _absent(held):
        listed = held if isinstance(held, list) else [held]
        return path, [item for item in value if item not in listed] or None
    return path, _missing(held, value)


def _missing(held: Any, value: Any) -> Any:
    if held is None or _absent(held):
        return value
    if isinstance(held, str) and isinstance(value, Mapping):
        return {**_opened(held), **value}
    if isinstance(held, Mapping) and isinstance(value, Mapping):
        inner = {key: _missing(held.get(key), item) for key, item in value.items()}
        return {key: item for key, item in inner.items() if item is not None} or None
    return None
