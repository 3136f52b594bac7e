"""What data is made from: the classes of every asset and feature set, its own and those of all behind it."""

from __future__ import annotations

from collections import deque
from collections.abc import Mapping
from functools import cache
from types import MappingProxyType

from workbench.design import SystemDesign
from workbench.design.data import Asset
from workbench.design.features import FeatureSet
from workbench.facts.context import Context
from workbench.facts.once import once


def made_from(design: SystemDesign) -> Mapping[str, tuple[str, ...]]:
    """Return what every asset, feature set and label set says it is made from; assets first, in file order."""
    features = design.features.sets if design.features else {}
    labels = design.labels.sets if design.labels else {}
    made: dict[str, Asset | FeatureSet] = {**features, **design.data}
    ordered = {name: made[name].from_ for name in (*design.data, *features)}
    return ordered | {name: labels[name].from_ for name in labels if name not in ordered}


@once
def sources_of(context: Context) -> Mapping[str, tuple[str, ...]]:
    """Return `made_from` of the design, worked out once."""
    return made_from(context.design)


def behind(context: Context, names: tuple[str, ...]) -> Mapping[str, str]:
    """Return all that `names` are made from, they themselves included, each with what led there (or nothing)."""
    sources = sources_of(context)
    found = dict.fromkeys(names, "")
    queue = deque(found)
    while queue:
        here = queue.popleft()
        for up in sources.get(here, ()):
            if up not in found:
                found[up] = here
                queue.append(up)
    return found


def descent(found: Mapping[str, str], goal: str) -> tuple[str, ...]:
    """Return how `goal` was reached by `behind`, from it down to where the search began."""
    line = [goal]
    while found.get(line[-1]):
        line.append(found[line[-1]])
    return tuple(line)


def own_classes(made: Asset | FeatureSet | None) -> frozenset[str]:
    """Return the classes something states itself, those of its fields included."""
    if not isinstance(made, Asset):
        return frozenset()
    return frozenset(made.classes) | {c for rule in made.fields.values() for c in rule.classes}


def classes_of(
    design: SystemDesign, more: Mapping[str, frozenset[str]] = MappingProxyType({})
) -> Mapping[str, frozenset[str]]:
    """Return the classes of every asset and feature set: its own (and `more` of them), and those of all behind it."""
    features = design.features.sets if design.features else {}
    made: dict[str, Asset | FeatureSet] = {**features, **design.data}
    found: dict[str, frozenset[str]] = dict.fromkeys((*design.data, *features), frozenset())
    below: dict[str, list[str]] = {}
    for name in found:
        for up in made[name].from_:
            below.setdefault(up, []).append(name)
    # Classes only spread, so this settles, also where data is made from itself.
    queue = deque(found)
    while queue:
        name = queue.popleft()
        inherited = frozenset(c for up in made[name].from_ for c in found.get(up, ()))
        held = _left(made[name], own_classes(made[name]) | more.get(name, frozenset()), inherited)
        if held != found[name]:
            found[name] = held
            queue.extend(below.get(name, ()))
    return found


@once
def held_classes(context: Context) -> Mapping[str, frozenset[str]]:
    """Return `classes_of` the design, worked out once."""
    return classes_of(context.design)


def _left(made: Asset | FeatureSet, own: frozenset[str], inherited: frozenset[str]) -> frozenset[str]:
    if made.declassified is None:
        return own | inherited
    dropped = frozenset(made.declassified.drops) or inherited - own
    return (own | inherited) - dropped


def dropped_by(context: Context, name: str) -> tuple[str, frozenset[str]]:
    """Return the box that takes classes out of what is made here, and which it takes; nothing where none is named."""
    features = context.design.features.sets if context.design.features else {}
    made = context.design.data.get(name) or features.get(name)
    lost = made.declassified if made else None
    return (lost.by, frozenset(lost.drops)) if lost and lost.by else ("", frozenset())


@cache
def said(classes: frozenset[str]) -> str:
    """Write classes of data in words."""
    words = {"pii_direct": "direct identifiers", "pii_quasi": "indirect identifiers", "special": "special categories"}
    return " and ".join(words.get(c, c) for c in sorted(classes))
