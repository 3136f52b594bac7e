"""Words that compare groups of names: what must be covered, and by what."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from pydantic import Field

from workbench.checks.faults import Fault
from workbench.checks.judging import Answer, Judging
from workbench.checks.patterns import FieldPattern, form_at
from workbench.checks.prose import is_filled, is_prose
from workbench.checks.words.fields import Word, either, lacking, strange_fields
from workbench.checks.words.lists import strange_words
from workbench.design import SystemDesign
from workbench.design.declared import path_from
from workbench.design.forms import Form
from workbench.design.scalars import Count, Many, Text
from workbench.design.spec import said, some
from workbench.errors import Path


class Covers(Word):
    """Every name (key) of one group, or `at_least` so many of them, is named by some field of another."""

    names: FieldPattern = Field(description="Entries whose ids must be named.", examples=["evaluation.slices.*"])
    by: Many[FieldPattern] = Field(
        description="Fields that name them, alone, in a list or as keys.",
        examples=["monitoring.monitors.*.slices"],
        min_length=1,
    )
    at_least: Count | None = said("How many; all, when left out.", "1")
    has: Many[Many[Text]] = some(
        "Fields that what names them holds as well; a list inside means any of these.", "[[above, below], alerts]"
    )

    def faults(self) -> Iterator[Fault]:
        """Yield what the entries that name them could not hold."""
        for pattern in self.by:
            yield from strange_fields({}, self.has, SystemDesign, pattern.steps[:-1])

    def answer(self, judging: Judging) -> Answer:
        """Compare the two sets of names."""
        entries = {str(path[-1]): path for path, _ in judging.select(self.names)}
        naming = [(p, v) for p, v in judging.select(*self.by) if not lacking(judging.design.at(p[:-1]), self.has)]
        named = {name for _, value in naming for name in _names(value)}
        if not entries:
            return Answer(False, f"nothing under {self.names.told}", (self.names.place,))
        missing = [name for name in entries if name not in named]
        wanted = min(self.at_least.value, len(entries)) if self.at_least else len(entries)
        if len(entries) - len(missing) < wanted:
            where = either(p.told for p in self.by)
            where += f" with {', '.join(either(options) for options in self.has)}" if self.has else ""
            return Answer(False, f"{', '.join(missing[:3])} not named at {where}", tuple(entries[m] for m in missing))
        good = [name for name in entries if name in named]
        return Answer(True, f"named: {', '.join(good[:4])}", tuple(entries[name] for name in good))


class Settles(Word):
    """Dotted paths named at a field lead to something stated that is not free words; each place counts once."""

    field: Many[FieldPattern] = Field(
        description="Where paths are named.", examples=["requirements.clarified.*.settles"], min_length=1
    )
    at_least: Count | None = said("How many places.", "3")

    def answer(self, judging: Judging) -> Answer:
        """Follow the paths."""
        named = [(at, name) for at, value in judging.select(*self.field) for name in _names(value)]
        good = {name: at for at, name in named if _is_stated(name, judging.design)}
        wanted = self.at_least.value if self.at_least else 1
        if len(good) >= wanted:
            return Answer(True, f"settled: {', '.join(list(good)[:3])}", tuple(good.values()))
        places = (self.field[0].place, *(at for at, _ in named))
        count = f"{len(good)} of {wanted:g} settled" if named else "nothing"
        return Answer(False, f"{count} at {self.field[0].told}", places[-1:] if good else places[:1], near=len(good))


_ABOUT_THE_FILE = ("workbench", "scenario", "level", "stage")
"""Fields that say how the file is judged, not how the system is built."""


def _is_stated(name: str, design: SystemDesign) -> bool:
    steps = tuple(name.split("."))
    if steps[0] in _ABOUT_THE_FILE or "clarified" in steps:
        return False
    form = form_at(steps, SystemDesign)
    return isinstance(form, Form) and not is_prose(form) and is_filled(design.at(path_from(steps)))


class AnyWord(Word):
    """A field holds one of `words`, and all of `every`."""

    at: Many[FieldPattern] = Field(description="The field.", examples=["evaluation.splitting.by"], min_length=1)
    words: Many[Text] = some("Any of these.", "[time, group]")
    every: Many[Text] = some("All of these, together.", "[data, code]")

    def faults(self) -> Iterator[Fault]:
        """Yield words the field can never hold, and a question that asks for no word."""
        for pattern in self.at:
            for name, words in (("words", self.words), ("every", self.every)):
                yield from (f.below(name) for f in strange_words(pattern.steps, words, SystemDesign))
        if not self.words and not self.every:
            yield Fault("no word is asked for", expected="words, or every")

    def answer(self, judging: Judging) -> Answer:
        """Look at every value found."""
        found = judging.select(*self.at)
        for path, value in found:
            held = set(_names(value))
            if (not self.words or held & set(self.words)) and set(self.every) <= held:
                return Answer(True, ", ".join(sorted(held)), (path,))
        at: tuple[Path, ...] = (found[0][0],) if found else (self.at[0].place,)
        said_ = ", ".join(_names(found[0][1])) if found else "nothing"
        return Answer(
            False, f"{said_} at {either(p.told for p in self.at)}; wanted: {self._wanted()}", at, near=len(found)
        )

    def _wanted(self) -> str:
        return either(self.words) or " and ".join(self.every)


def _names(value: object) -> tuple[str, ...]:
    if isinstance(value, bool):
        return (str(value).lower(),)
    return tuple(map(str, value)) if isinstance(value, tuple | Mapping) else (str(value),)
