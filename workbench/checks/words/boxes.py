"""Words about components and the ways between them. They ask for traits, so that a new kind meets the old items."""

from __future__ import annotations

from typing import Any

from pydantic import model_validator

from workbench import catalog
from workbench.checks.judging import Answer, Judging
from workbench.checks.patterns import FieldPattern, check_steps
from workbench.checks.words.fields import Word, is_among, value_of
from workbench.design import COMPONENT_SECTIONS, Edge, Part, SystemDesign
from workbench.design.component import Component
from workbench.design.scalars import Count, Flag, Many, Text, complain
from workbench.design.spec import Spec, keyed, said, some
from workbench.errors import dotted, nearest_word


class Boxes(Spec):
    """Picks components: by trait, kind or section (any of each list), or by what a field refers to."""

    trait: Many[Text] = some("Any of these traits.", "[serves, predicts]")
    kind: Many[Text] = some("Any of these kinds.", "[llm]")
    section: Many[Text] = some("In any of these sections.", "[serving]")
    named_at: Many[FieldPattern] = some("Named by one of these fields.", "slas.*.entry")

    @model_validator(mode="after")
    def _words_exist(self) -> Boxes:
        for given, known, what in (
            (self.trait, catalog.traits(), "trait"),
            (self.kind, catalog.kinds(), "kind"),
            (self.section, (*COMPONENT_SECTIONS, "outside"), "section"),
        ):
            for word in given:
                if word not in known:
                    raise complain(f"'{word}' is not a {what}", f"a {what} of the catalogue", nearest_word(word, known))
        return self

    def pick(self, judging: Judging) -> list[Part]:
        """Return the components picked, in reading order; undeclared boxes are never picked."""
        named = {v for pattern in self.named_at for _, v in pattern.select(judging.design) if isinstance(v, str)}
        return [p for p in judging.context.graph.parts.values() if p.declared and self._fits(p, named)]

    def _fits(self, part: Part, named: set[Any]) -> bool:
        return (
            (not self.trait or part.has(*self.trait))
            and (not self.kind or part.kind in self.kind)
            and (not self.section or part.section in self.section)
            and (not self.named_at or part.id in named)
        )

    def told(self) -> str:
        """Say in words what is picked."""
        words = [*(f"{t}" for t in self.trait), *self.kind, *(f"named at {p}" for p in self.named_at)]
        return " or ".join(words) or " or ".join(self.section) or "component"


class OneBox(Boxes, Word):
    """Some component is picked, holds the fields, and (unless `loose`) is joined to another by a flow."""

    has: Many[Many[Text]] = some("Fields it holds; a list inside means any of these.", "[replicas, zones]")
    loose: Flag | None = said("It need not be joined by a flow.", "true")
    at_least: Count | None = said("How many.", "1")

    @model_validator(mode="after")
    def _fields_exist(self) -> OneBox:
        for name in (f for options in self.has for f in options):
            check_steps(tuple(name.split(".")), Component)
        return self

    def answer(self, judging: Judging) -> Answer:
        """Count the components that are joined and hold everything."""
        picked = self.pick(judging)
        good = [part for part in picked if self._joined(part, judging) and not self._lacks(part)]
        wanted = self.at_least.value if self.at_least else 1
        if len(good) >= wanted:
            return Answer(
                True, ", ".join(p.id for p in good[:4]), tuple(p.path for p in good), tuple(p.id for p in good)
            )
        return self._miss([part for part in picked if part not in good], judging)

    def _miss(self, rest: list[Part], judging: Judging) -> Answer:
        if not rest:
            return Answer(False, f"no component with trait {self.told()}" if self.trait else f"no {self.told()}")
        part = rest[0]
        lacks = self._lacks(part)
        found = f"{part.id} lacks {', '.join(lacks)}" if lacks else f"no flow leads to or from {part.id}"
        return Answer(False, found, tuple(p.path for p in rest), tuple(p.id for p in rest))

    def _lacks(self, part: Part) -> list[str]:
        return [" or ".join(options) for options in self.has if not any(value_of(part.spec, name) for name in options)]

    def _joined(self, part: Part, judging: Judging) -> bool:
        graph = judging.context.graph
        through = any(part.id in edge.flow.through for edge in graph.edges)
        return bool(self.loose or graph.out(part.id) or graph.into(part.id) or through)


class EachBox(OneBox):
    """There is such a component, and every one of them holds the fields."""

    def answer(self, judging: Judging) -> Answer:
        """Look at all of them."""
        picked = self.pick(judging)
        bad = [part for part in picked if not self._joined(part, judging) or self._lacks(part)]
        if picked and not bad:
            return Answer(
                True, ", ".join(p.id for p in picked[:4]), tuple(p.path for p in picked), tuple(p.id for p in picked)
            )
        return self._miss(bad, judging)


class Reaches(Word):
    """Some way along flows leads from one sort of component to another."""

    start: Boxes = said("Where the way starts.", "{trait: [source]}")
    to: Boxes = said("Where it ends.", "{trait: [trains]}")
    call: Many[Text] = some("Only along flows carried like this.", "[sync]")

    def answer(self, judging: Judging) -> Answer:
        """Look for one way and show it."""
        graph = judging.context.graph
        goals = {p.id for p in self.to.pick(judging)}
        for part in self.start.pick(judging):
            hits = [g for g in graph.reached([part.id], self._kept) if g in goals and g != part.id]
            if hits:
                way = graph.path([part.id], hits[0], self._kept)
                return Answer(True, _way(way), components=(part.id, hits[0]), edges=tuple(e.id for e in way))
        return Answer(
            False, f"no flow leads from {self.start.told()} to {self.to.told()}", components=tuple(sorted(goals))[:3]
        )

    def _kept(self, edge: Edge) -> bool:
        return not self.call or edge.call in self.call


class Guarded(Word):
    """Every way from one sort of component to another passes a third (domination, not mere presence)."""

    start: Boxes = said("Where ways start.", "{trait: [trains]}")
    to: Boxes = said("Where they end.", "{trait: [serves]}")
    by: Boxes = said("What each must pass.", "{trait: [gates]}")

    def answer(self, judging: Judging) -> Answer:
        """Look for a way that gets round every guard; a design without any way does not hold."""
        graph = judging.context.graph
        guards = frozenset(p.id for p in self.by.pick(judging))
        goals = [p.id for p in self.to.pick(judging)]
        starts = [p.id for p in self.start.pick(judging) if p.id not in guards]
        joined = [g for g in goals if g in graph.reached(starts) and g not in starts]
        if not joined:
            return Answer(
                False, f"no flow leads from {self.start.told()} to {self.to.told()}", components=tuple(starts[:2])
            )
        for goal in joined:
            open_way = graph.path(starts, goal, avoid=guards)
            if open_way:
                found = f"{_way(open_way)} passes no {self.by.told()}"
                return Answer(False, found, (open_way[-1].path,), (goal,), tuple(e.id for e in open_way))
        return Answer(
            True,
            f"every way to {', '.join(joined)} passes {', '.join(sorted(guards))}",
            components=tuple(sorted(guards)),
        )


class Refers(Word):
    """A field names a component of the wanted sort, in an entry that holds what is asked of it."""

    field: Many[FieldPattern] = some("The field.", "requirements.kpis.*.decided_by")
    to: Boxes = said("What it must name.", "{trait: [predicts, decides]}")
    where: dict[str, Many[Text]] = keyed("Only in entries whose words are among these.", "{for: [security]}")
    has: Many[Many[Text]] = some("Fields the entry holds as well; a list inside means any of these.", "[window]")
    each: Flag | None = said("Every such component is named, not only one of them.", "true")

    @model_validator(mode="after")
    def _fields_exist(self) -> Refers:
        for pattern in self.field:
            for name in (*self.where, *(f for options in self.has for f in options)):
                check_steps((*pattern.steps[:-1], *name.split(".")), SystemDesign)
        return self

    def answer(self, judging: Judging) -> Answer:
        """Follow the references found."""
        found = [(p, _names(v)) for pattern in self.field for p, v in pattern.select(judging.design)]
        good = [(path, names) for path, names in found if self._holds(judging.design.at(path[:-1]))]
        wanted = [p.id for p in self.to.pick(judging)]
        named = {name: path for path, names in reversed(good) for name in names if name in wanted}
        if self.each and named and set(wanted) - set(named):
            missing = [name for name in wanted if name not in named]
            at = tuple(judging.context.graph.parts[name].path for name in missing)
            return Answer(False, f"{', '.join(missing[:3])} not named at {self.field[0]}", at, tuple(missing))
        if named:
            names = tuple(name for name in wanted if name in named)
            return Answer(True, ", ".join(names[:4]), tuple(dict.fromkeys(named[n] for n in names)), names)
        if good:
            return Answer(
                False, f"{', '.join(good[0][1][:3])} at {self.field[0]}; wanted: {self.to.told()}", (good[0][0],)
            )
        if found:
            path = found[0][0][:-1]
            return Answer(False, f"{dotted(path)} lacks {self._lacking(judging.design.at(path))}", (path,))
        return Answer(False, f"nothing at {self.field[0]}", (self.field[0].place,))

    def _lacking(self, entry: Any) -> str:
        lacks = [" or ".join(options) for options in self.has if not any(value_of(entry, name) for name in options)]
        words = [f"{f} {' or '.join(words)}" for f, words in self.where.items() if not is_among(entry, f, words)]
        return ", ".join([*words, *lacks])

    def _holds(self, entry: Any) -> bool:
        among = all(is_among(entry, field, words) for field, words in self.where.items())
        return among and all(any(value_of(entry, name) for name in options) for options in self.has)


def _names(value: Any) -> tuple[str, ...]:
    """Names in a reference, in a list of them, or in the keys of a group."""
    return (value,) if isinstance(value, str) else tuple(map(str, value))


def _way(edges: tuple[Edge, ...]) -> str:
    return " -> ".join([edges[0].source, *(e.target for e in edges)]) if edges else ""
