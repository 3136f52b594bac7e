"""Names a checklist may use, each type with its own list: traits, kinds, sections, facts and their verdicts."""

from __future__ import annotations

from collections.abc import Callable, Collection
from typing import Annotated

from pydantic import AfterValidator

from workbench import catalog
from workbench.design import COMPONENT_SECTIONS
from workbench.design.scalars import Text, complain
from workbench.errors import nearest_word
from workbench.facts import Verdict, fact_kinds

SECTIONS = ("requirements", "slas", "data", *COMPONENT_SECTIONS, "decisions", "outside", "people", "flows")
"""Sections an item may belong to, in reading order."""


def _one_of(what: str, where: str, known: Callable[[], Collection[str]]) -> AfterValidator:
    def check(word: str) -> str:
        words = known()
        if word not in words:
            raise complain(f"'{word}' is not a {what}", f"a {what} of {where}", nearest_word(word, words))
        return word

    return AfterValidator(check)


def _kind(word: str) -> str:
    if word not in catalog.kinds():
        near = catalog.nearest_kind(word)
        raise complain(f"'{word}' is not a kind of component", "a kind of the catalogue", near)
    return word


TraitName = Annotated[Text, _one_of("trait", "the catalogue", catalog.traits)]
KindName = Annotated[Text, AfterValidator(_kind)]
SectionName = Annotated[Text, _one_of("section", "the language", lambda: SECTIONS)]
HomeName = Annotated[
    Text, _one_of("section", "the language that holds components", lambda: (*COMPONENT_SECTIONS, "outside"))
]
"""A section that holds components."""
FactName = Annotated[Text, _one_of("fact", "this engine", fact_kinds)]
VerdictName = Annotated[Text, _one_of("verdict", f"these: {', '.join(Verdict)}", lambda: [str(v) for v in Verdict])]
