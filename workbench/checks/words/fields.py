"""Words about fields: whether they are filled, and what entries hold."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Literal, TypeVar

from pydantic import model_validator

from workbench.checks.judging import Answer, Judging
from workbench.checks.patterns import FieldPattern, Pattern, check_steps, is_filled
from workbench.design import Quantity, SystemDesign
from workbench.design.scalars import Count, Many, Measure, Text
from workbench.design.spec import Spec, said, some
from workbench.errors import Path, dotted


class Word(Spec):
    """A condition that can be asked of a design."""

    def answer(self, judging: Judging) -> Answer:
        """Return whether the condition holds, and where."""
        raise NotImplementedError


class Filled(Word):
    """At least one value stands at the path (or at one of the paths)."""

    path: Many[FieldPattern] = some("Where to look; any of them counts.", "monitoring.monitors.*")
    at_least: Count | None = said("How many values.", "2")

    @model_validator(mode="before")
    @classmethod
    def _short(cls, value: Any) -> Any:
        return {"path": value} if isinstance(value, str | list) else value

    def answer(self, judging: Judging) -> Answer:
        """Count the values."""
        found = [hit for pattern in self.path for hit in pattern.select(judging.design)]
        wanted = self.at_least.value if self.at_least else 1
        if len(found) >= wanted:
            return Answer(True, _told(found), tuple(path for path, _ in found))
        names = " or ".join(str(p) for p in self.path)
        return Answer(
            False, f"{len(found)} of {wanted:g} at {names}" if found else f"nothing at {names}", (self.path[0].place,)
        )


class Entries(Word):
    """Entries of a group and what each must hold."""

    of: Many[FieldPattern] = some("The entries.", "monitoring.monitors.*")
    where: dict[str, Many[Text]] = said("Only entries whose words are among these.", "{for: [quality]}")
    has: Many[Many[Text]] = some("Fields each holds; a list inside means any of these.", "[window, [above, below]]")

    @model_validator(mode="before")
    @classmethod
    def _no_where(cls, value: Any) -> Any:
        return {**value, "where": value.get("where") or {}} if isinstance(value, Mapping) else value

    @model_validator(mode="after")
    def _fields_exist(self) -> Entries:
        for pattern in self.of:
            for name in (*self.where, *(f for options in self.has for f in options)):
                check_steps((*pattern.steps, *name.split(".")), SystemDesign)
        return self

    def entries(self, judging: Judging) -> list[tuple[Path, Any]]:
        """Return the entries that `where` lets through."""
        found = [hit for pattern in self.of for hit in pattern.select(judging.design)]
        return [
            (path, entry) for path, entry in found if all(is_among(entry, f, words) for f, words in self.where.items())
        ]

    def lacks(self, entry: Any) -> tuple[str, ...]:
        """Return the fields an entry does not hold, alternatives joined by `or`."""
        return tuple(" or ".join(o) for o in self.has if not any(value_of(entry, name) for name in o))


class Each(Entries):
    """There is at least one entry, and every one holds the fields."""

    def answer(self, judging: Judging) -> Answer:
        """Look at all entries; on a miss tell the first that lacks something."""
        entries = self.entries(judging)
        if not entries:
            return Answer(False, f"nothing at {self.of[0]}", (self.of[0].place,))
        missing = [(path, self.lacks(entry)) for path, entry in entries if self.lacks(entry)]
        if missing:
            path, fields = missing[0]
            return Answer(False, f"{dotted(path)} lacks {', '.join(fields)}", tuple(p for p, _ in missing))
        return Answer(True, _told(entries), tuple(p for p, _ in entries))


class Some(Entries):
    """At least one entry (or `at_least` many) holds the fields."""

    at_least: Count | None = said("How many.", "1")

    def answer(self, judging: Judging) -> Answer:
        """Count the entries that hold everything; on a miss tell the one that comes nearest."""
        entries = self.entries(judging)
        good = [path for path, entry in entries if not self.lacks(entry)]
        wanted = self.at_least.value if self.at_least else 1
        if len(good) >= wanted:
            return Answer(True, _told([(p, None) for p in good]), tuple(good))
        if not entries:
            return Answer(False, f"nothing at {self.of[0]}", (self.of[0].place,))
        rest = [(path, self.lacks(entry)) for path, entry in entries if self.lacks(entry)]
        if not rest:
            return Answer(False, f"{len(good)} of {wanted:g} at {self.of[0]}", (self.of[0].place,))
        path, fields = min(rest, key=lambda row: len(row[1]))
        return Answer(False, f"{dotted(path)} lacks {', '.join(fields)}", (path,))


class Differ(Entries):
    """In some entry two numbers are stated and differ."""

    left: Text = said("One field.", "baseline")
    right: Text = said("The other.", "target")

    @model_validator(mode="after")
    def _sides_exist(self) -> Differ:
        return _with_fields(self, self.left, self.right)

    def answer(self, judging: Judging) -> Answer:
        """Look for an entry in which both stand and are not the same."""
        for path, entry in self.entries(judging):
            left, right = _field(entry, self.left), _field(entry, self.right)
            if (
                isinstance(left, Quantity)
                and isinstance(right, Quantity)
                and left.value != right.value
                and not self.lacks(entry)
            ):
                return Answer(True, f"{dotted(path)}: {left} against {right}", (path,))
        entries = self.entries(judging)
        at = entries[0][0] if entries else self.of[0].place
        return Answer(False, f"no entry states a {self.left} and a different {self.right}", (at,))


class Compare(Entries):
    """In some entry two numbers are stated, and wherever both are, one keeps the other as its limit."""

    left: Text = said("The number that is limited.", "disparity")
    is_: Literal["at_least", "at_most"] = said("How it stands to the other.", "at_most", key="is")
    right: Text = said("Its limit.", "bound")

    @model_validator(mode="after")
    def _sides_exist(self) -> Compare:
        return _with_fields(self, self.left, self.right)

    def answer(self, judging: Judging) -> Answer:
        """Compare the unfavourable ends of the two; entries that state only one of them are passed over."""
        entries = self.entries(judging)
        pairs = [(path, _field(e, self.left), _field(e, self.right)) for path, e in entries if not self.lacks(e)]
        stated = [(p, a, b) for p, a, b in pairs if isinstance(a, Quantity) and isinstance(b, Quantity)]
        broken = next((row for row in stated if not self._keeps(row[1], row[2])), None)
        if broken:
            path, left, right = broken
            limit = f"{self.is_.replace('_', ' ')} {self.right} ({right})"
            return Answer(False, f"{dotted(path)}: {self.left} {left} is not {limit}", (path,))
        if not stated:
            at = entries[0][0] if entries else self.of[0].place
            return Answer(False, f"no entry states both {self.left} and {self.right}", (at,))
        return Answer(
            True, "; ".join(f"{dotted(p)}: {a} against {b}" for p, a, b in stated[:2]), tuple(p for p, _, _ in stated)
        )

    def _keeps(self, left: Quantity, right: Quantity) -> bool:
        if left.dimension != right.dimension and "number" not in (left.dimension, right.dimension):
            return False
        slack = 1e-9 * max(abs(left.value), abs(right.value))
        return left.low >= right.high - slack if self.is_ == "at_least" else left.high <= right.low + slack


class NumberAt(Word):
    """A number at a path keeps a limit."""

    at: FieldPattern = said("Where it stands.", "rollback.plans.*.retained_versions")
    at_least: Measure | None = said("Not less than.", "2")
    at_most: Measure | None = said("Not more than.", "180 d")

    def answer(self, judging: Judging) -> Answer:
        """Compare every number found; one that keeps the limit is enough."""
        found = [(p, v) for p, v in self.at.select(judging.design) if isinstance(v, Quantity)]
        for path, value in found:
            if self._keeps(value):
                return Answer(True, f"{dotted(path)} is {value}", (path,))
        if not found:
            return Answer(False, f"no number at {self.at}", (self.at.place,))
        limit = f"at least {self.at_least}" if self.at_least else f"at most {self.at_most}"
        return Answer(False, f"{dotted(found[0][0])} is {found[0][1]}, {limit} is wanted", (found[0][0],))

    def _keeps(self, value: Quantity) -> bool:
        low = self.at_least is None or value.low >= self.at_least.value
        return low and (self.at_most is None or value.high <= self.at_most.value)


E = TypeVar("E", bound=Entries)


def _with_fields(word: E, *names: str) -> E:
    for pattern in word.of:
        for name in names:
            check_steps((*pattern.steps, *name.split(".")), SystemDesign)
    return word


def value_of(entry: Any, name: str) -> bool:
    """True when the entry holds something at a dotted field."""
    return is_filled(_field(entry, name))


def _field(entry: Any, name: str) -> Any:
    found = Pattern(tuple(name.split("."))).select(entry) if not isinstance(entry, str | Quantity) else []
    return found[0][1] if found else None


def is_among(entry: Any, name: str, words: tuple[str, ...]) -> bool:
    """True when the word (or one of the words) at a dotted field is one of `words`."""
    value = _field(entry, name)
    held = value if isinstance(value, tuple) else (str(value).lower() if isinstance(value, bool) else value,)
    return any(str(word) in words for word in held)


def _told(found: list[tuple[Path, Any]]) -> str:
    names = list(dict.fromkeys(dotted(path) for path, _ in found))
    return ", ".join(names[:3]) + (f" and {len(names) - 3} more" if len(names) > 3 else "")
