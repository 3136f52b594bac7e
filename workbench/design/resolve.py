"""Names that lead nowhere: references, kinds, products and doubles, each with the nearest right word."""

from __future__ import annotations

from collections.abc import Collection, Iterator

from workbench import catalog
from workbench.design.declared import ARTICLES, Declared
from workbench.design.system import COMPONENT_SECTIONS, SystemDesign
from workbench.design.walk import Reference, references
from workbench.errors import Path, Problem, nearest_word

LOOSE = "sketch"
"""The stage at which a flow may name boxes and payloads that are declared nowhere."""


def unresolved(design: SystemDesign, lost: Collection[str] = ()) -> list[Problem]:
    """Return a problem for every name in `design` that nothing declares, or that is declared twice.

    A name in `lost` stood in something that could not be read, which is told already.
    """
    declared = Declared(design)
    problems = [
        _dangling(reference, declared)
        for reference in references(design)
        if not _excused(reference, design, lost) and declared.find(reference.name, reference.classes) is None
    ]
    return [*problems, *_doubles(design), *_kinds(design), *_own_fallbacks(design), *_options(design)]


def _excused(reference: Reference, design: SystemDesign, lost: Collection[str]) -> bool:
    if "path" in reference.classes:
        return any(step in lost for step in reference.name.split("."))
    return reference.name.rpartition(".")[2] in lost or (design.stage == LOOSE and reference.path[0] == "flows")


def _dangling(reference: Reference, declared: Declared) -> Problem:
    wanted = " or ".join(ARTICLES[kind] for kind in reference.classes[:4] if kind in ARTICLES)
    if "path" in reference.classes:
        return _dangling_path(reference, declared)
    known = [name for kind in reference.classes for name in declared.names(kind)]
    near = nearest_word(reference.name, known) or nearest_word(reference.name.rpartition(".")[2], known)
    return Problem(
        f"'{reference.name}' is declared nowhere in this file", reference.path, expected=wanted, nearest=near
    )


def _dangling_path(reference: Reference, declared: Declared) -> Problem:
    """Tell a path that leads nowhere at the step where it leaves the file, with the nearest right path."""
    steps = reference.name.split(".")
    for length, step in enumerate(steps):
        known = declared.steps_from(tuple(steps[:length]))
        if step not in known:
            near = nearest_word(step, known)
            return Problem(
                f"'{reference.name}' is not a field of this file",
                reference.path,
                expected="a dotted path such as requirements.load.peak",
                nearest=".".join([*steps[:length], near, *steps[length + 1 :]]) if near else "",
            )
    return Problem(f"'{reference.name}' is not filled in", reference.path, expected="a field that holds the answer")


def _doubles(design: SystemDesign) -> Iterator[Problem]:
    first: dict[str, Path] = {}
    groups: list[tuple[Path, list[str]]] = [
        (("outside",), list(design.outside)),
        (("components",), list(design.components)),
    ]
    for section in COMPONENT_SECTIONS:
        held = getattr(design, section)
        groups.append(((section, "components"), list(held.components) if held else []))
    for path, names in groups:
        for name in names:
            if name in first:
                yield Problem(f"a second component is called '{name}'", (*path, name), expected="a name of its own")
            first.setdefault(name, (*path, name))


def _kinds(design: SystemDesign) -> Iterator[Problem]:
    for part in design.parts.values():
        kind, product = part.spec.kind, part.spec.product
        if kind and kind not in catalog.kinds():
            yield Problem(
                f"'{kind}' is not a kind of component",
                (*part.path, "kind"),
                expected="a kind from `workbench schema --kinds`",
                nearest=catalog.nearest_kind(kind),
            )
        if product and catalog.product(product) is None:
            yield Problem(
                f"'{product}' is not a product of the catalogue",
                (*part.path, "product"),
                expected="provider/name, such as azure/event-hubs",
                nearest=catalog.nearest_product(product),
            )


def _own_fallbacks(design: SystemDesign) -> Iterator[Problem]:
    """Tell what is to answer for itself when it fails."""
    wanted = "something else that answers when this does not"
    for part in design.parts.values():
        if part.declared and part.spec.fallback == part.id:
            yield Problem(f"'{part.id}' cannot be its own fallback", (*part.path, "fallback"), expected=wanted)
    for position, flow in enumerate(design.flows):
        if flow.fallback and (flow.fallback,) in (flow.steps or ())[1:]:
            place = ("flows", position, "fallback")
            yield Problem(f"'{flow.fallback}' cannot be its own fallback", place, expected=wanted)


def _options(design: SystemDesign) -> Iterator[Problem]:
    for name, choice in design.decisions.items():
        if choice.chose and choice.options and choice.chose not in choice.options:
            yield Problem(
                f"'{choice.chose}' is not one of the options of this decision",
                ("decisions", name, "chose"),
                expected=" or ".join(choice.options),
                nearest=nearest_word(choice.chose, choice.options),
            )
