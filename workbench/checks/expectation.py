"""A number of a scenario: where a design may state it, and how the two are compared."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Literal

from pydantic import Field, field_validator

from workbench import catalog
from workbench.checks.dimensions import dimension_of
from workbench.checks.faults import Checked, Fault
from workbench.checks.item import ItemId
from workbench.checks.patterns import FieldPattern, Pattern
from workbench.checks.words.lists import strange_words
from workbench.design import Quantity, SystemDesign
from workbench.design.quantity import QuantityError, parse_quantity
from workbench.design.scalars import Fraction, Many, Name, Text, complain
from workbench.design.spec import said
from workbench.errors import nearest_word

EVERYWHERE = "components"
"""First step of a path that stands for the components of every section."""
_TOLD = {"at_least": "at least", "at_most": "at most", "about": "about", "equals": "exactly", "one_of": "one of"}


class Expectation(Checked):
    """A number (or word) of the scenario that the design should agree with."""

    id: ItemId = Field(description="Stable id.", examples=["cf-load-peak"])
    title: Text = Field(description="What it is.", examples=["Peak load"])
    at: Many[FieldPattern] = Field(
        description="Fields it may stand in, any of them counts; `components.*` is a component of any section.",
        examples=["requirements.load.peak"],
        min_length=1,
    )
    of: Text | None = said("Only components of this kind.", "human_review")
    is_: Literal["at_least", "at_most", "about", "equals", "one_of"] = Field(
        description="How the design's value stands to the scenario's.", examples=["about"], alias="is"
    )
    value: Many[Name] = Field(description="The scenario's value; words for a field of words.", examples=["3472/s"])
    within: Fraction | None = said("How far `about` may be off.", "15%")
    why: Text | None = said("Where the number is from.", "five times the average")

    @field_validator("of")
    @classmethod
    def _is_a_kind(cls, kind: str | None) -> str | None:
        if kind and kind not in catalog.kinds():
            raise complain(
                f"'{kind}' is not a kind of component", "a kind of the catalogue", catalog.nearest_kind(kind)
            )
        return kind

    def faults(self) -> Iterator[Fault]:
        """Yield what could never agree: a unit the field does not take, a word it does not know, a wrong comparison."""
        for pattern in self.at:
            yield from self._unfit(pattern, dimension_of(pattern.steps))
        if self.within and self.is_ != "about":
            yield Fault("'within' belongs to 'about'", ("within",), "is: about")
        if self.of and not any(p.steps[0] == EVERYWHERE for p in self.at):
            yield Fault("'of' picks among components", ("of",), "a field that begins with components.*", EVERYWHERE)

    def _unfit(self, pattern: Pattern, dimension: str) -> Iterator[Fault]:
        if not dimension:
            yield from (fault.below("value") for fault in strange_words(pattern.steps, self.value, SystemDesign))
            if self.is_ not in ("equals", "one_of"):
                yield Fault(
                    f"{pattern} holds words, not a number", ("is",), "equals or one_of", nearest_word(self.is_, _TOLD)
                )
            return
        if len(self.value) != 1 or self.is_ == "one_of":
            yield Fault(f"{pattern} holds a number", ("value",), "one number, with at_least, at_most, about or equals")
            return
        try:
            parse_quantity(self.value[0], dimension)
        except QuantityError as error:
            yield Fault(error.message, ("value",), error.expected)

    def wanted(self, pattern: Pattern) -> Quantity | None:
        """Return the scenario's value as a quantity of the field's dimension, or None for a field of words."""
        dimension = dimension_of(pattern.steps)
        return parse_quantity(self.value[0], dimension) if dimension else None

    @property
    def told(self) -> str:
        """The comparison in words: `at least 99.99%`."""
        return f"{_TOLD[self.is_]} {', '.join(self.value)}"
