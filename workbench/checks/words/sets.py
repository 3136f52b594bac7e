"""Words that compare groups of names: what must be covered, and by what."""

from __future__ import annotations

from workbench.checks.judging import Answer, Judging
from workbench.checks.patterns import FieldPattern
from workbench.checks.words.fields import Word
from workbench.design.scalars import Many, Text
from workbench.design.spec import said, some
from workbench.errors import Path


class Covers(Word):
    """Every name (key) of one group is named by some field of another."""

    names: FieldPattern = said("Entries whose ids must be named.", "evaluation.slices.*")
    by: Many[FieldPattern] = some("Fields that name them.", "monitoring.monitors.*.slices")

    def answer(self, judging: Judging) -> Answer:
        """Compare the two sets of names."""
        entries = {str(path[-1]): path for path, _ in self.names.select(judging.design)}
        named = {name for pattern in self.by for _, value in pattern.select(judging.design) for name in _names(value)}
        if not entries:
            return Answer(False, f"nothing at {self.names}", (self.names.place,))
        missing = [name for name in entries if name not in named]
        if missing:
            return Answer(
                False, f"{', '.join(missing[:3])} not named at {self.by[0]}", tuple(entries[m] for m in missing)
            )
        return Answer(True, f"all of {', '.join(entries)}", tuple(entries.values()))


class AnyWord(Word):
    """A field holds one of the words (or, for a list, every one of `all`)."""

    at: Many[FieldPattern] = some("The field.", "evaluation.splitting.by")
    words: Many[Text] = some("Any of these.", "[time, group]")
    every: Many[Text] = some("All of these, together.", "[data, code]")

    def answer(self, judging: Judging) -> Answer:
        """Look at every value found."""
        found = [hit for pattern in self.at for hit in pattern.select(judging.design)]
        for path, value in found:
            held = set(_names(value))
            if (not self.words or held & set(self.words)) and set(self.every) <= held:
                return Answer(True, ", ".join(sorted(held)), (path,))
        at: tuple[Path, ...] = (found[0][0],) if found else (self.at[0].place,)
        said_ = ", ".join(_names(found[0][1])) if found else "nothing"
        return Answer(False, f"{said_} at {self.at[0]}", at)


def _names(value: object) -> tuple[str, ...]:
    if isinstance(value, bool):
        return (str(value).lower(),)
    return tuple(map(str, value)) if isinstance(value, tuple) else (str(value),)
