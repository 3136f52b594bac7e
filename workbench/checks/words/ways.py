"""Words about ways along flows, and about what fields refer to."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from pydantic import Field

from workbench.checks.faults import Fault
from workbench.checks.judging import Answer, Judging
from workbench.checks.patterns import FieldPattern
from workbench.checks.words.boxes import Boxes
from workbench.checks.words.fields import Word, among_all, either, is_among, lacking, strange_fields
from workbench.design import Edge, SystemDesign
from workbench.design.scalars import Flag, Many, Text
from workbench.design.spec import keyed, said, some
from workbench.errors import dotted


class Reaches(Word):
    """Some way along flows leads from one sort of component to another."""

    start: Boxes = Field(description="Where the way starts.", examples=["{trait: [source]}"])
    to: Boxes = Field(description="Where it ends.", examples=["{trait: [trains]}"])
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

    start: Boxes = Field(description="Where ways start.", examples=["{trait: [trains]}"])
    to: Boxes = Field(description="Where they end.", examples=["{trait: [serves]}"])
    by: Boxes = Field(description="What each must pass.", examples=["{trait: [gates]}"])
    call: Many[Text] = some("Only along flows carried like this.", "[sync]")

    def answer(self, judging: Judging) -> Answer:
        """Look for a way that gets round every guard; a design without any way does not hold."""
        graph = judging.context.graph
        guards = frozenset(p.id for p in self.by.pick(judging))
        goals = [p.id for p in self.to.pick(judging)]
        starts = [p.id for p in self.start.pick(judging) if p.id not in guards]
        joined = [g for g in goals if g in graph.reached(starts, self._kept) and g not in starts]
        if not joined:
            return Answer(
                False, f"no flow leads from {self.start.told()} to {self.to.told()}", components=tuple(starts[:2])
            )
        for goal in joined:
            open_way = graph.path(starts, goal, self._kept, avoid=guards)
            if open_way:
                found = f"{_way(open_way)} does not pass {self.by.told()}"
                return Answer(False, found, (open_way[-1].path,), (goal,), tuple(e.id for e in open_way))
        return Answer(
            True,
            f"every way to {', '.join(joined)} passes {', '.join(sorted(guards))}",
            components=tuple(sorted(guards)),
        )

    def _kept(self, edge: Edge) -> bool:
        return not self.call or edge.call in self.call


class Refers(Word):
    """A field names a component of the wanted sort, in an entry that holds what is asked of it."""

    field: Many[FieldPattern] = Field(
        description="The field.", examples=["requirements.kpis.*.decided_by"], min_length=1
    )
    to: Boxes = Field(description="What it must name.", examples=["{trait: [predicts, decides]}"])
    where: dict[str, Many[Text]] = keyed("Only in entries whose words are among these.", "{for: [security]}")
    has: Many[Many[Text]] = some("Fields the entry holds as well; a list inside means any of these.", "[window]")
    each: Flag | None = said("Every such component is named, not only one of them.", "true")

    def faults(self) -> Iterator[Fault]:
        """Yield what the entries that hold the field could not hold."""
        for pattern in self.field:
            yield from strange_fields(self.where, self.has, SystemDesign, pattern.steps[:-1])

    def answer(self, judging: Judging) -> Answer:
        """Follow the references found."""
        found = [(p, _names(v)) for p, v in judging.select(*self.field)]
        good = [(path, names) for path, names in found if self._holds(judging.design.at(path[:-1]))]
        wanted = [p.id for p in self.to.pick(judging)]
        named = {name: path for path, names in reversed(good) for name in names if name in wanted}
        if self.each and named and set(wanted) - set(named):
            missing = [name for name in wanted if name not in named]
            at = tuple(judging.context.graph.parts[name].path for name in missing)
            return Answer(False, f"{', '.join(missing[:3])} not named at {self.field[0].told}", at, tuple(missing))
        if named:
            names = tuple(name for name in wanted if name in named)
            return Answer(True, ", ".join(names[:4]), tuple(dict.fromkeys(named[n] for n in names)), names)
        if good:
            return Answer(
                False, f"{', '.join(good[0][1][:3])} at {self.field[0].told}; wanted: {self.to.told()}", (good[0][0],)
            )
        if found:
            path = found[0][0][:-1]
            return Answer(False, f"{dotted(path)} lacks {self._lacking(judging.design.at(path))}", (path,))
        return Answer(False, f"nothing at {self.field[0].told}", (self.field[0].place,))

    def _lacking(self, entry: Any) -> str:
        words = [f"{f} {either(words)}" for f, words in self.where.items() if not is_among(entry, f, words)]
        return ", ".join([*words, *lacking(entry, self.has)])

    def _holds(self, entry: Any) -> bool:
        return among_all(entry, self.where) and not lacking(entry, self.has)


def _names(value: Any) -> tuple[str, ...]:
    """Names in a reference, in a list of them, or in the keys of a group."""
    return (value,) if isinstance(value, str) else tuple(map(str, value))


def _way(edges: tuple[Edge, ...]) -> str:
    return " -> ".join([edges[0].source, *(e.target for e in edges)]) if edges else ""
