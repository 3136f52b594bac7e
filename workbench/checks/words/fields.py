"""Words about fields: whether they are filled, and what entries hold."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from functools import cache
from typing import Any

from pydantic import BaseModel, Field, model_validator

from workbench.checks.faults import Checked, Fault
from workbench.checks.judging import Answer, Judging
from workbench.checks.patterns import FieldPattern, Pattern, misstep
from workbench.checks.prose import is_filled
from workbench.checks.words.lists import strange_words
from workbench.design import SystemDesign
from workbench.design.scalars import Count, Many, Text
from workbench.design.spec import Spec, keyed, said, some
from workbench.errors import Path, dotted

Wanted = tuple[tuple[str, ...], ...]
_FEW = 3


class Word(Checked):
    """A condition that can be asked of a design."""

    def answer(self, judging: Judging) -> Answer:
        """Return whether the condition holds, and where."""
        raise NotImplementedError


class Filled(Word):
    """At least one value stands at the path (or at one of the paths)."""

    path: Many[FieldPattern] = Field(
        description="Where to look; any of them counts.", examples=["monitoring.monitors.*"], min_length=1
    )
    at_least: Count | None = said("How many values.", "2")

    @model_validator(mode="before")
    @classmethod
    def _short(cls, value: Any) -> Any:
        return {"path": value} if isinstance(value, str | list) else value

    def answer(self, judging: Judging) -> Answer:
        """Count the values."""
        found = judging.select(*self.path)
        wanted = self.at_least.value if self.at_least else 1
        if len(found) >= wanted:
            return Answer(True, told(found), tuple(path for path, _ in found))
        names = either(p.told for p in self.path)
        count = f"{len(found)} of {wanted:g}" if found else "nothing"
        return Answer(False, f"{count} at {names}", (self.path[0].place,), near=len(found))


class Entries(Word):
    """Entries of a group and what each must hold."""

    of: Many[FieldPattern] = Field(description="The entries.", examples=["monitoring.monitors.*"], min_length=1)
    where: dict[str, Many[Text]] = keyed("Only entries whose words are among these.", "{for: [quality]}")
    has: Many[Many[Text]] = some("Fields each holds; a list inside means any of these.", "[window, [above, below]]")

    def faults(self) -> Iterator[Fault]:
        """Yield what no entry of the group could hold."""
        for pattern in self.of:
            yield from strange_fields(self.where, self.has, SystemDesign, pattern.steps)

    def entries(self, judging: Judging) -> list[tuple[Path, Any]]:
        """Return the entries that `where` lets through."""
        return [(path, entry) for path, entry in judging.select(*self.of) if among_all(entry, self.where)]


class Each(Entries):
    """There is at least one entry, and every one holds the fields."""

    def answer(self, judging: Judging) -> Answer:
        """Look at all entries; on a miss tell the first that lacks something."""
        entries = self.entries(judging)
        if not entries:
            return none_of(self)
        missing = [(path, lacks) for path, entry in entries if (lacks := lacking(entry, self.has))]
        if missing:
            path, fields = missing[0]
            return Answer(False, f"{dotted(path)} lacks {', '.join(fields)}", tuple(p for p, _ in missing), near=1)
        return Answer(True, told(entries), tuple(p for p, _ in entries))


class Some(Entries):
    """At least one entry (or `at_least` many) holds the fields."""

    at_least: Count | None = said("How many.", "1")

    def answer(self, judging: Judging) -> Answer:
        """Count the entries that hold everything; on a miss tell the one that comes nearest."""
        entries = [(path, lacking(entry, self.has)) for path, entry in self.entries(judging)]
        rest = [row for row in entries if row[1]]
        good = [path for path, lacks in entries if not lacks]
        wanted = self.at_least.value if self.at_least else 1
        if len(good) >= wanted:
            return Answer(True, told([(p, None) for p in good]), tuple(good))
        if not entries:
            return none_of(self)
        if not rest:
            return Answer(False, f"{len(good)} of {wanted:g} at {self.of[0]}", (self.of[0].place,), near=len(good))
        path, fields = min(rest, key=lambda row: len(row[1]))
        return Answer(False, f"{dotted(path)} lacks {', '.join(fields)}", (path,), near=1 + len(good))


def none_of(word: Entries) -> Answer:
    """Return the miss of a word that finds no entry at all."""
    words = "".join(f" with {field} {either(of)}" for field, of in word.where.items())
    return Answer(False, f"nothing under {either(p.told for p in word.of)}{words}", (word.of[0].place,))


def strange_fields(
    where: Mapping[str, tuple[str, ...]], has: Wanted, root: type[Spec], above: tuple[str, ...] = ()
) -> Iterator[Fault]:
    """Yield a fault for every field (and listed word) that does not exist below `above` in `root`."""
    for name, words in where.items():
        steps = (*above, *name.split("."))
        wrong = misstep(steps, root)
        faults: Iterable[Fault] = [wrong] if wrong else strange_words(steps, words, root)
        yield from (fault.below("where", name) for fault in faults)
    for position, options in enumerate(has):
        for place, name in enumerate(options):
            wrong = misstep((*above, *name.split(".")), root)
            if wrong:
                yield wrong.below("has", position, place)


def lacking(entry: Any, has: Wanted) -> tuple[str, ...]:
    """Return the fields an entry does not hold, alternatives joined by `or`."""
    return tuple(either(options) for options in has if not any(holds(entry, name) for name in options))


def either(words: Iterable[str]) -> str:
    """Join alternatives for a sentence; of many, the first few stand for all."""
    listed = list(words)
    return " or ".join(listed[:_FEW]) + (" ..." if len(listed) > _FEW else "")


def holds(entry: Any, name: str) -> bool:
    """True when the entry holds something at a dotted field."""
    return is_filled(field_of(entry, name))


def field_of(entry: Any, name: str) -> Any:
    """Return the first filled value at a dotted field of an entry, or None."""
    return _below(name).first(entry) if isinstance(entry, BaseModel) else None


@cache
def _below(name: str) -> Pattern:
    return Pattern(tuple(name.split(".")))


def among_all(entry: Any, where: Mapping[str, tuple[str, ...]]) -> bool:
    """True when every dotted field holds (one of) its words."""
    return all(is_among(entry, field, words) for field, words in where.items())


def is_among(entry: Any, name: str, words: tuple[str, ...]) -> bool:
    """True when the word (or one of the words) at a dotted field is one of `words`."""
    value = field_of(entry, name)
    held = value if isinstance(value, tuple) else (str(value).lower() if isinstance(value, bool) else value,)
    return any(str(word) in words for word in held)


def told(found: list[tuple[Path, Any]]) -> str:
    """Name what was found: three places, and how many more."""
    names = list(dict.fromkeys(dotted(path) for path, _ in found))
    return ", ".join(names[:3]) + (f" and {len(names) - 3} more" if len(names) > 3 else "")
