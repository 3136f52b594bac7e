"""How the numbers of a design agree with those of its scenario."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from pydantic import BaseModel

from workbench import catalog
from workbench.checks.expectation import EVERYWHERE, Expectation
from workbench.checks.patterns import ANY, Pattern
from workbench.design import COMPONENT_SECTIONS, Part, Quantity, SystemDesign
from workbench.design.system import attribute_of
from workbench.errors import Path

_USUAL = 0.05
"""How far `about` may be off when an expectation does not say."""
_EXACT = 1e-9


class Fit(StrEnum):
    """How a design agrees with one number of its scenario."""

    AGREES = "agrees"
    DIFFERS = "differs"
    NOT_STATED = "not stated"


@dataclass(frozen=True, slots=True)
class FitRow:
    """One number of the scenario beside the design's."""

    id: str
    title: str
    fit: Fit
    expected: str
    found: str
    at: Path
    why: str


@dataclass(frozen=True, slots=True)
class _Compared:
    """One value a design states where a number of the scenario could stand, and how far off it is."""

    path: Path
    value: Any
    agrees: bool
    off: float


def fit_all(expects: Iterable[Expectation], design: SystemDesign) -> tuple[FitRow, ...]:
    """Hold a design against all numbers of its scenario.

    Where two numbers may stand in the same group, a value that is the one does not differ from the other.
    """
    everything = tuple(expects)
    rows = []
    for one in everything:
        others = [e for e in everything if e is not one and set(e.at) & set(one.at)]
        taken = frozenset(s.path for e in others for s in _all_compared(e, design) if s.agrees)
        rows.append(fit_of(one, design, taken))
    return tuple(rows)


def fit_of(expectation: Expectation, design: SystemDesign, taken: frozenset[Path] = frozenset()) -> FitRow:
    """Hold a design against one number of its scenario; of several stated values the nearest counts.

    Values at `taken` are other numbers of the scenario: they may agree, but do not differ.
    """
    stated = [s for s in _all_compared(expectation, design) if s.agrees or s.path not in taken]
    best = min(stated, key=lambda s: (not s.agrees, s.off), default=None)
    fit = Fit.NOT_STATED if best is None else Fit.AGREES if best.agrees else Fit.DIFFERS
    at = best.path if best else _place(expectation, design)
    found = _shown(best.value) if best else "nothing"
    return FitRow(expectation.id, expectation.title, fit, expectation.told, found, at, expectation.why or "")


def _all_compared(expectation: Expectation, design: SystemDesign) -> list[_Compared]:
    return [_compared(expectation, p, *hit) for p in expectation.at for hit in _hits(expectation, p, design)]


def _hits(expectation: Expectation, pattern: Pattern, design: SystemDesign) -> Iterator[tuple[Path, Any]]:
    if pattern.steps[0] != EVERYWHERE:
        yield from _stated(design, pattern.steps, ())
        return
    for part in _fitting(expectation, design):
        yield from _stated(part.spec, pattern.steps[2:], part.path)


def _fitting(expectation: Expectation, design: SystemDesign) -> list[Part]:
    return [p for p in design.parts.values() if p.declared and expectation.of in (None, p.kind)]


def _stated(value: Any, steps: tuple[str, ...], path: Path) -> Iterator[tuple[Path, Any]]:
    """Yield what stands at `steps` below a value. Unlike evidence, a flag that says `false` is a statement here."""
    if not steps:
        if value not in (None, (), {}):
            yield path, value
        return
    head, rest = steps[0], steps[1:]
    if head == ANY:
        items = value.items() if isinstance(value, Mapping) else enumerate(value or ())
        for key, item in items:
            yield from _stated(item, rest, (*path, key))
    elif isinstance(value, BaseModel):
        yield from _stated(getattr(value, attribute_of(type(value), head)), rest, (*path, head))
    elif isinstance(value, Mapping):
        yield from _stated(value.get(head), rest, (*path, head))


def _compared(expectation: Expectation, pattern: Pattern, path: Path, value: Any) -> _Compared:
    wanted = expectation.wanted(pattern)
    if wanted is None or not isinstance(value, Quantity):
        agrees = bool(set(_words(value)) & set(expectation.value))
        return _Compared(path, value, agrees, 0.0 if agrees else 1.0)
    off = abs(value.value - wanted.value) / abs(wanted.value or 1.0)
    return _Compared(path, value, _same_unit(value, wanted) and _keeps(expectation, value, wanted), off)


def _same_unit(value: Quantity, wanted: Quantity) -> bool:
    alike = value.dimension == wanted.dimension or "number" in (value.dimension, wanted.dimension)
    return alike and value.currency == wanted.currency


def _keeps(expectation: Expectation, value: Quantity, wanted: Quantity) -> bool:
    """True when the value, or a part of its range, stands to the wanted one as asked."""
    about = expectation.within.value if expectation.within else _USUAL
    slack = abs(wanted.value) * (about if expectation.is_ == "about" else _EXACT)
    low_enough = expectation.is_ == "at_least" or value.low <= wanted.high + slack
    high_enough = expectation.is_ == "at_most" or value.high >= wanted.low - slack
    return low_enough and high_enough


def _words(value: Any) -> tuple[str, ...]:
    if isinstance(value, bool):
        return (str(value).lower(),)
    return tuple(map(str, value)) if isinstance(value, tuple) else (str(value),)


def _shown(value: Any) -> str:
    return ", ".join(_words(value))


def _place(expectation: Expectation, design: SystemDesign) -> Path:
    """Return where the number could be written; a place of its own goes before any component at all."""
    places = [_place_of(pattern, expectation, design) for pattern in expectation.at]
    return next((place for place in places if place != (EVERYWHERE,)), places[0])


def _place_of(pattern: Pattern, expectation: Expectation, design: SystemDesign) -> Path:
    """Return the place of a pattern; for `components.*` the component it belongs to, or the group of such ones."""
    if pattern.steps[0] != EVERYWHERE:
        return pattern.place
    rest = pattern.steps[2:]
    fitting = _fitting(expectation, design)
    holding = [p for p in fitting if next(_stated(p.spec, rest[:1], ()), None)]
    part = next(iter(holding or (fitting if expectation.of else ())), None)
    if part:
        return (*part.path, *Pattern(rest).place)
    kind = catalog.kinds().get(expectation.of or "")
    return (kind.section, EVERYWHERE) if kind and kind.section in COMPONENT_SECTIONS else (EVERYWHERE,)
