"""Filling in a patch for one design: `$names` become things of that design, or new things beside it."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping
from copy import deepcopy
from typing import Any

from workbench.checks.item import Item, PatchSpec
from workbench.checks.judging import Judging
from workbench.errors import Path

Puts = tuple[tuple[Path, object], ...]
_NAME = re.compile(r"\$([a-z_]+)")


def _with_trait(*traits: str) -> Callable[[Judging], str]:
    def find(judging: Judging) -> str:
        for trait in traits:
            hit = next(
                (
                    p.id
                    for p in judging.context.graph.parts.values()
                    if p.declared and p.has(trait) and not p.has("user")
                ),
                "",
            )
            if hit:
                return hit
        return ""

    return find


def _first(*paths: str) -> Callable[[Judging], str]:
    def find(judging: Judging) -> str:
        tables = (judging.design.at(tuple(path.split("."))) for path in paths)
        return next((str(next(iter(table))) for table in tables if table), "")

    return find


def _person(judging: Judging) -> str:
    people = judging.design.people
    return next((name for name, p in people.items() if p.on_call), next(iter(people), ""))


NAMES: Mapping[str, tuple[Callable[[Judging], str], str, Path, object]] = {
    "serving": (_with_trait("serves", "predicts", "answers"), "", (), None),
    "entry": (_with_trait("routes", "serves", "answers"), "", (), None),
    "trainer": (_with_trait("trains"), "", (), None),
    "llm": (_with_trait("generates"), "", (), None),
    "index": (_with_trait("indexes"), "", (), None),
    "store": (_with_trait("stores"), "", (), None),
    "vendor": (_with_trait("third_party"), "", (), None),
    "reviewer": (_with_trait("reviews"), "", (), None),
    "person": (_person, "on_call", ("people", "on_call"), {"on_call": "true"}),
    "model": (_first("training.models", "llm.models"), "", (), None),
    "asset": (_first("data"), "", (), None),
    "feature": (_first("features.sets"), "", (), None),
    "label": (_first("labels.sets"), "", (), None),
    "kpi": (_first("requirements.kpis"), "", (), None),
    "metric": (_first("evaluation.metrics"), "", (), None),
    "sla": (_first("slas"), "", (), None),
    "monitor": (_first("monitoring.monitors", "drift.monitors"), "", (), None),
    "plan": (_first("rollback.plans"), "", (), None),
    "gate": (_first("evaluation.gates"), "", (), None),
    "golden": (_first("llm.golden_sets"), "", (), None),
}
"""`$name` to: how it is found, and (where we may invent it) its id, the path it is put at, and what is put there."""


def puts_of(item: Item, judging: Judging) -> Puts:
    """Return the values an item's patch puts into this design, or nothing when a thing it speaks of is not there."""
    found: dict[str, str] = {}
    extra: list[tuple[Path, object]] = []
    for name in dict.fromkeys(_NAME.findall(str([(p.at, p.put) for p in item.patch]))):
        find, invented, path, value = NAMES.get(name, (None, "", (), None))
        hit = find(judging) if find else ""
        if not hit and not invented:
            return ()
        if not hit:
            extra.append((path, value))
        found[name] = hit or invented
    return (*extra, *(_filled(spec, found) for spec in item.patch))


def _filled(spec: PatchSpec, found: Mapping[str, str]) -> tuple[Path, object]:
    return tuple(_named(spec.at, found).split(".")), _inside(spec.put, found)


def _named(text: str, found: Mapping[str, str]) -> str:
    return _NAME.sub(lambda m: found.get(m[1], m[0]), text)


def _inside(value: Any, found: Mapping[str, str]) -> Any:
    if isinstance(value, str):
        return _named(value, found)
    if isinstance(value, Mapping):
        return {_named(str(key), found): _inside(item, found) for key, item in value.items()}
    return [_inside(item, found) for item in value] if isinstance(value, list) else value


def applied(data: Any, puts: Puts) -> Any:
    """Return a copy of a design's plain data with the values put in; what is there already stays."""
    data = deepcopy(data) if isinstance(data, dict) else {}
    for path, value in puts:
        place = data
        for key in path[:-1]:
            inner = place.get(key)
            if not isinstance(inner, dict) or set(inner) == {"none"}:
                inner = place[key] = {"kind": inner} if isinstance(inner, str) and key != path[0] else {}
            place = inner
        _merge(place, path[-1], value)
    return data


def _merge(place: dict[Any, Any], key: Any, value: object) -> None:
    held = place.get(key)
    if isinstance(held, dict) and isinstance(value, Mapping) and set(held) != {"none"}:
        for inner, item in value.items():
            _merge(held, inner, item)
    elif isinstance(held, list) and isinstance(value, list):
        place[key] = [*held, *value]
    elif held is None or (isinstance(held, dict) and set(held) == {"none"}):
        place[key] = deepcopy(value)


def unknown_names(items: Iterable[Item]) -> list[str]:
    """Return `$names` in patches that nothing knows; a test keeps this empty."""
    used = {n for item in items for p in item.patch for n in _NAME.findall(f"{p.at} {p.put}")}
    return sorted(used - set(NAMES))
