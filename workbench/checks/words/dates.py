"""A word about days: how long ago something was done, how far ahead something is due."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from pydantic import Field

from workbench.checks.faults import Fault
from workbench.checks.judging import Answer, Judging
from workbench.checks.patterns import FieldPattern
from workbench.checks.words.fields import Word
from workbench.design import Quantity
from workbench.design.scalars import Measure
from workbench.design.spec import said
from workbench.design.units import DAY
from workbench.errors import dotted


class Dated(Word):
    """A day at a path is recent enough, or far enough ahead, seen from the day judged by."""

    at: FieldPattern = Field(description="Where the day stands.", examples=["rollback.plans.*.drill.on"])
    within: Measure | None = said("Not longer ago than this, and not still to come.", "180 d")
    ahead: Measure | None = said("At least so far in the future.", "90 d")

    def faults(self) -> Iterator[Fault]:
        """Yield a question without a limit, and limits that are no time."""
        if (self.within is None) == (self.ahead is None):
            yield Fault("this day has no limit to keep", expected="within, or ahead")
        for name, limit in (("within", self.within), ("ahead", self.ahead)):
            if limit is not None and limit.dimension != "duration":
                yield Fault(f"'{limit}' is not a time", (name,), expected="a time such as 180 d")

    def answer(self, judging: Judging) -> Answer:
        """Look at every day found; one that keeps the limit is enough."""
        found = [(path, day) for path, day in judging.select(self.at) if isinstance(day, date)]
        if not found:
            return Answer(False, f"no day at {self.at.told}", (self.at.place,))
        if judging.as_of is None:
            return Answer(False, "there is no day to judge by", (found[0][0],))
        for path, day in found:
            if self._keeps((judging.as_of - day).days):
                return Answer(True, f"{dotted(path)} is {day}", (path,))
        path, day = found[0]
        limit = f"within {self.within}" if self.within else f"at least {self.ahead} ahead"
        return Answer(False, f"{dotted(path)} is {day}; seen from {judging.as_of}, {limit} is wanted", (path,))

    def _keeps(self, age: int) -> bool:
        if self.within is not None:
            return 0 <= age <= _days(self.within)
        return self.ahead is not None and -age >= _days(self.ahead)


def _days(limit: Quantity) -> float:
    return limit.value / DAY
