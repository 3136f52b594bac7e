"""A word about days that need preparing for: whether each is still far enough away for the time that takes."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from pydantic import Field

from workbench.checks.faults import Fault
from workbench.checks.judging import Answer, Judging
from workbench.checks.patterns import misstep
from workbench.checks.words.fields import Entries, field_of, lacking, none_of
from workbench.design import Quantity, SystemDesign
from workbench.design.scalars import Text
from workbench.design.units import DAY
from workbench.errors import dotted


class Ahead(Entries):
    """Every entry that states a day states the time it needs as well, and the day is at least so far away."""

    day: Text = Field(description="The field that holds the day.", examples=["retires"])
    lead: Text = Field(description="The field that holds the time needed.", examples=["migration_lead"])

    def faults(self) -> Iterator[Fault]:
        """Yield what no entry of the group could hold, the two fields included."""
        yield from super().faults()
        for pattern in self.of:
            for side, name in (("day", self.day), ("lead", self.lead)):
                wrong = misstep((*pattern.steps, *name.split(".")), SystemDesign)
                if wrong:
                    yield wrong.below(side)

    def answer(self, judging: Judging) -> Answer:
        """Look at every day; the first that is too near, or has no time beside it, is told."""
        entries = self.entries(judging)
        dated = [(path, e, day) for path, e in entries if isinstance(day := field_of(e, self.day), date)]
        if not dated:
            lacks = f"{dotted(entries[0][0])} lacks {self.day}" if entries else ""
            return Answer(False, lacks, (entries[0][0],)) if entries else none_of(self)
        if judging.as_of is None:
            return Answer(False, "there is no day to judge by", (dated[0][0],))
        for path, entry, day in dated:
            missing = lacking(entry, ((self.lead,), *self.has))
            lead = field_of(entry, self.lead)
            if missing or not isinstance(lead, Quantity):
                return Answer(False, f"{dotted(path)} lacks {', '.join(missing or (self.lead,))}", (path,))
            left = (day - judging.as_of).days
            if left < lead.high / DAY:
                says = f"{dotted(path)}: {self.day} is {day}, {left} d from {judging.as_of}; {lead} is needed"
                return Answer(False, says, (path,))
        path, _, day = min(dated, key=lambda row: row[2])
        return Answer(True, f"{dotted(path)}: {self.day} is {day}", tuple(p for p, _, _ in dated))
