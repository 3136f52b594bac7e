"""Words about components: that there is one, that each holds something.

They ask for traits, so that a new kind meets the old items.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from workbench.checks.faults import Checked, Fault
from workbench.checks.judging import Answer, Judging
from workbench.checks.names import HomeName, KindName, TraitName
from workbench.checks.patterns import FieldPattern
from workbench.checks.words.fields import Word, among_all, either, lacking, strange_fields
from workbench.design import Part
from workbench.design.component import Component
from workbench.design.scalars import Count, Flag, Many, Text
from workbench.design.spec import keyed, said, some


class Boxes(Checked):
    """Picks components: by trait, kind or section (any of each list), by what a field refers to, by what they hold."""

    trait: Many[TraitName] = some("Any of these traits.", "[serves, predicts]")
    kind: Many[KindName] = some("Any of these kinds.", "[llm]")
    section: Many[HomeName] = some("In any of these sections.", "[serving]")
    named_at: Many[FieldPattern] = some("Named by one of these fields.", "slas.*.entry")
    where: dict[str, Many[Text]] = keyed("Its words are among these.", "{authn: [oidc, mtls]}")
    has: Many[Many[Text]] = some("Fields it holds; a list inside means any of these.", "[replicas, zones]")

    def faults(self) -> Iterator[Fault]:
        """Yield every field and listed word that no component can have."""
        yield from strange_fields(self.where, self.has, Component)

    def among(self, judging: Judging) -> list[Part]:
        """Return the declared components picked, in reading order, whatever fields they hold."""
        named = {v for _, v in judging.select(*self.named_at) if isinstance(v, str)}
        sort = (self.trait, self.kind, self.section, self.named_at)
        # Many items ask for the same sort of component; what each is asked beyond that differs.
        found = judging.picked(sort, lambda part: self._fits(part, named))
        return [part for part in found if among_all(part.spec, self.where)] if self.where else found

    def pick(self, judging: Judging) -> list[Part]:
        """Return the components picked that hold all fields asked for."""
        return [part for part in self.among(judging) if not lacking(part.spec, self.has)]

    def _fits(self, part: Part, named: set[Any]) -> bool:
        return (
            (not self.trait or part.has(*self.trait))
            and (not self.kind or part.kind in self.kind)
            and (not self.section or part.section in self.section)
            and (not self.named_at or part.id in named)
        )

    def told(self) -> str:
        """Say in words what is picked."""
        sorts = [
            f"something that {either(t.replace('_', ' ') for t in self.trait)}" if self.trait else "",
            either(k.replace("_", " ") for k in self.kind),
            f"what {either(p.told for p in self.named_at)} names" if self.named_at else "",
            f"a component in {either(self.section)}" if self.section else "",
        ]
        words = [f"{field} {either(of)}" for field, of in self.where.items()]
        words += [either(options) for options in self.has]
        return (" or ".join(filter(None, sorts)) or "a component") + (f" with {', '.join(words)}" if words else "")


class OneBox(Boxes, Word):
    """Some component is picked, holds the fields, and (unless `loose`) is joined to another by a flow."""

    loose: Flag | None = said("It need not be joined by a flow.", "true")
    at_least: Count | None = said("How many.", "1")

    def answer(self, judging: Judging) -> Answer:
        """Count the components that are joined and hold everything."""
        picked = self.among(judging)
        good = [part for part in picked if self._joined(part, judging) and not lacking(part.spec, self.has)]
        wanted = self.at_least.value if self.at_least else 1
        if len(good) >= wanted:
            return _hit(good)
        names = {part.id for part in good}
        return self._miss([part for part in picked if part.id not in names], judging)

    def _miss(self, rest: list[Part], judging: Judging) -> Answer:
        if not rest:
            return Answer(False, f"missing: {self.told()}")
        part = next((p for p in rest if self._joined(p, judging)), rest[0])
        lacks = lacking(part.spec, self.has)
        found = f"{part.id} lacks {', '.join(lacks)}" if lacks else f"no flow leads to or from {part.id}"
        first = [part, *(p for p in rest if p is not part)]
        return Answer(False, found, tuple(p.path for p in first), tuple(p.id for p in first), near=1)

    def _joined(self, part: Part, judging: Judging) -> bool:
        return bool(self.loose) or part.id in judging.joined


class EachBox(OneBox):
    """There is such a component, and every one of them holds the fields."""

    def answer(self, judging: Judging) -> Answer:
        """Look at all of them."""
        picked = self.among(judging)
        bad = [part for part in picked if not self._joined(part, judging) or lacking(part.spec, self.has)]
        return _hit(picked) if picked and not bad else self._miss(bad, judging)


def _hit(good: list[Part]) -> Answer:
    return Answer(True, ", ".join(p.id for p in good[:4]), tuple(p.path for p in good), tuple(p.id for p in good))
