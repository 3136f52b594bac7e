"""Words about numbers: whether two of an entry differ or keep each other, whether one keeps a limit."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Literal

from pydantic import Field

from workbench.checks.faults import Fault
from workbench.checks.judging import Answer, Judging
from workbench.checks.patterns import FieldPattern, misstep
from workbench.checks.words.fields import Entries, Word, field_of, lacking, none_of
from workbench.design import Quantity, SystemDesign
from workbench.design.scalars import Measure, Text
from workbench.design.spec import said
from workbench.errors import Path, dotted


class Pair(Entries):
    """Entries in which two numbers are looked at together."""

    left: Text = Field(description="One field.", examples=["baseline"])
    right: Text = Field(description="The other.", examples=["target"])

    def faults(self) -> Iterator[Fault]:
        """Yield what no entry of the group could hold, the two numbers included."""
        yield from super().faults()
        for pattern in self.of:
            for side, name in (("left", self.left), ("right", self.right)):
                wrong = misstep((*pattern.steps, *name.split(".")), SystemDesign)
                if wrong:
                    yield wrong.below(side)

    def stated(self, judging: Judging) -> list[tuple[Path, Quantity, Quantity]]:
        """Return the entries that hold everything and state both numbers."""
        rows = [(p, field_of(e, self.left), field_of(e, self.right), e) for p, e in self.entries(judging)]
        return [
            (path, left, right)
            for path, left, right, entry in rows
            if isinstance(left, Quantity) and isinstance(right, Quantity) and not lacking(entry, self.has)
        ]

    def unstated(self, judging: Judging) -> Answer:
        """Return the miss of a group in which no entry states both."""
        entries = self.entries(judging)
        more = [name for _, e in entries[:1] for name in lacking(e, (*self.has, (self.left,), (self.right,)))]
        if not entries:
            return none_of(self)
        return Answer(False, f"{dotted(entries[0][0])} lacks {', '.join(more)}", (entries[0][0],))


class Differ(Pair):
    """In some entry two numbers are stated and differ."""

    def answer(self, judging: Judging) -> Answer:
        """Look for an entry in which both stand and are not the same."""
        stated = self.stated(judging)
        for path, left, right in stated:
            if left.value != right.value:
                return Answer(True, f"{dotted(path)}: {left} against {right}", (path,))
        if not stated:
            return self.unstated(judging)
        path, left, _ = stated[0]
        return Answer(False, f"{dotted(path)}: {self.left} and {self.right} are both {left}", (path,))


class Compare(Pair):
    """In some entry two numbers are stated, and wherever both are, one keeps the other as its limit."""

    is_: Literal["at_least", "at_most"] = Field(
        description="How `left` stands to `right`.", examples=["at_most"], alias="is"
    )

    def answer(self, judging: Judging) -> Answer:
        """Compare the unfavourable ends of the two; entries that state only one of them are passed over."""
        stated = self.stated(judging)
        broken = next((row for row in stated if not self._keeps(row[1], row[2])), None)
        if broken:
            path, left, right = broken
            limit = f"{self.is_.replace('_', ' ')} {self.right} ({right})"
            return Answer(False, f"{dotted(path)}: {self.left} {left} is not {limit}", (path,))
        if not stated:
            return self.unstated(judging)
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

    at: FieldPattern = Field(description="Where it stands.", examples=["rollback.plans.*.retained_versions"])
    at_least: Measure | None = said("Not less than.", "2")
    at_most: Measure | None = said("Not more than.", "180 d")

    def faults(self) -> Iterator[Fault]:
        """Yield a missing limit."""
        if self.at_least is None and self.at_most is None:
            yield Fault("this number has no limit to keep", expected="at_least or at_most")

    def answer(self, judging: Judging) -> Answer:
        """Compare every number found; one that keeps the limit is enough."""
        found = [(p, v) for p, v in judging.select(self.at) if isinstance(v, Quantity)]
        for path, value in found:
            if self._keeps(value):
                return Answer(True, f"{dotted(path)} is {value}", (path,))
        if not found:
            return Answer(False, f"no number at {self.at.told}", (self.at.place,))
        limit = f"at least {self.at_least}" if self.at_least else f"at most {self.at_most}"
        return Answer(False, f"{dotted(found[0][0])} is {found[0][1]}, {limit} is wanted", (found[0][0],))

    def _keeps(self, value: Quantity) -> bool:
        low = self.at_least is None or value.low >= self.at_least.value
        return low and (self.at_most is None or value.high <= self.at_most.value)
