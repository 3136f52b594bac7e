"""Profiles: the same evidence under other weights, or for a narrower sort of system. They are data."""

from __future__ import annotations

import pathlib
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from types import MappingProxyType

from pydantic import Field

from workbench import catalog
from workbench.checks import READINESS, Finding, Item, Outcome, bundled_checklist
from workbench.checks.faults import Checked, Fault, typed
from workbench.checks.item import ItemId
from workbench.design.scalars import Count, Flag, Text
from workbench.design.spec import keyed, said
from workbench.errors import InputError, Problem, nearest_word
from workbench.library import checklists_folder
from workbench.reading.files import read_file
from workbench.scoring.minimum import MinimumRule
from workbench.scoring.readiness import section_of

DEFAULT = "enterprise"


@dataclass(frozen=True, slots=True)
class Narrowed:
    """The items a profile asks, and findings for those it leaves out, each with the reason."""

    items: tuple[Item, ...]
    left_out: tuple[Finding, ...]


class Profile(Checked):
    """What a sort of system is asked, and what weighs more for it."""

    id: ItemId = Field(description="Its name.", examples=["startup-pilot"])
    title: Text = Field(description="Who it is for, in a few words.", examples=["A start-up's first pilot"])
    summary: Text = Field(description="What is different and why.", examples=["Audit items wait; cost weighs double."])
    checklist: Text = Field(default=READINESS, description="Checklist it asks.", examples=["readiness"])
    weight: dict[Text, Count] = keyed("Factor on the weights of a section, by id prefix.", "{prv: 2, cst: 0.5}")
    leaves_out: dict[Text, Text] = keyed(
        "Sections (by prefix) or items it does not ask, each with the reason.",
        "{exp: batch output has no live traffic}",
    )
    minimum: MinimumRule | None = said("The score is the least of several sums instead of a level.", "{groups: {...}}")
    waivers_lift: Flag | None = said("A waived blocker does not hold a level down.", "true")

    @property
    def weights(self) -> Mapping[str, float]:
        """Factor by section; 1 where none is given."""
        return MappingProxyType({name: factor.value for name, factor in self.weight.items()})

    def faults(self) -> Iterator[Fault]:
        """Yield sections and items that do not exist."""
        prefixes = {row.prefix for row in catalog.sections().values()}
        for name in self.weight:
            if name not in prefixes:
                yield Fault(
                    f"'{name}' is not a section", ("weight", name), "a prefix such as prv", nearest_word(name, prefixes)
                )
        known = prefixes | {item.id for item in bundled_checklist(self.checklist).items}
        for name in self.leaves_out:
            if name not in known:
                near = nearest_word(name, known)
                yield Fault(f"'{name}' is no section and no item", ("leaves_out", name), "an id or a prefix", near)

    def narrowed(self, items: Iterable[Item]) -> Narrowed:
        """Split items into those asked and those left out."""
        asked, left_out = [], []
        for item in items:
            why = self.leaves_out.get(item.id) or self.leaves_out.get(section_of(item.id))
            if why:
                left_out.append(_left_out(item, f"left out by profile {self.id}: {why}"))
            else:
                asked.append(item)
        return Narrowed(tuple(asked), tuple(left_out))


def _left_out(item: Item, why: str) -> Finding:
    return Finding(
        item.id, item.title, item.section, item.severity, Outcome.NOT_APPLICABLE, 0.0, item.advice, why, (item.section,)
    )


def load_profile(path: pathlib.Path) -> Profile:
    """Read a profile file. Raises InputError with every problem in it."""
    return typed(read_file(path), Profile)


def profile_names() -> tuple[str, ...]:
    """Return the names of the profiles we ship."""
    return tuple(sorted(p.stem for p in (checklists_folder() / "profiles").glob("*.yaml")))


@cache
def bundled_profile(name: str) -> Profile:
    """Return a profile we ship. Raises InputError with the nearest name when there is none."""
    if name not in profile_names():
        near = nearest_word(name, profile_names())
        raise InputError("profile", [Problem(f"there is no profile '{name}'", nearest=near)])
    return load_profile(checklists_folder() / "profiles" / f"{name}.yaml")
