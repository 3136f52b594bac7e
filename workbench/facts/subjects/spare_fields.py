"""Whether every personal field that is taken in has a use that its data can get to."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from workbench.design.data import Asset, FieldRule
from workbench.design.words import PERSONAL
from workbench.errors import Path
from workbench.facts.closing import closed
from workbench.facts.context import Context
from workbench.facts.fact import Fact
from workbench.facts.formula import fact
from workbench.facts.origins import data_reaches, entering, is_joined

_ID = "personal-fields-used"


@fact(
    _ID,
    title="Uses of personal fields",
    broken="A personal field never gets to what should use it",
    formula="each personal field names a feature, label or component, and flows lead its data there",
    source="GDPR 5(1)(c); AWS MLSEC03_BP05; deon A.3",
    blind="Uses inside the code of a box; fields that nobody listed.",
)
def personal_fields_used(context: Context) -> Iterator[Fact]:
    """Yield one fact for every data set that enters with personal data in it."""
    for name in entering(context.design):
        asset = context.design.data[name]
        personal = {f: r for f, r in asset.fields.items() if _is_personal(r, asset)}
        if personal or PERSONAL & set(asset.classes):
            yield _used(context, name, asset, personal)


def _is_personal(rule: FieldRule, asset: Asset) -> bool:
    """True for a field of a personal class; a field of none has the classes of its data, unless others have some."""
    named = any(r.classes for r in asset.fields.values())
    return bool(PERSONAL & set(rule.classes or (() if named else asset.classes)))


def _used(context: Context, name: str, asset: Asset, personal: Mapping[str, FieldRule]) -> Fact:
    path: Path = ("data", name, "fields")
    lacks: dict[str, Path] = {} if personal else {"its personal fields, and what needs each": path}
    wrong = ""
    reached = data_reaches(context, [asset.source]) if asset.source and is_joined(context, asset.source) else None
    for field, rule in personal.items():
        users = [u for used in rule.used_by for u in _boxes(context, used)]
        if not rule.used_by:
            lacks[f"what needs {field}"] = (*path, field, "used_by")
        elif reached is not None and users and not reached & set(users):
            wrong = wrong or f"{field} of {name} is for {rule.used_by[0]}; no flow leads from {asset.source} to it"
    good = f"every personal field of {name} has a use: {', '.join(personal)}"
    return closed(_ID, name, path if personal else ("data", name), good, lacks, wrong)


def _boxes(context: Context, used: str) -> tuple[str, ...]:
    """Return the boxes at which a component, a feature set or a label set uses a field; none when it does not say."""
    design, parts = context.design, context.graph.parts
    if used in parts:
        return (used,)
    group = design.features.sets.get(used) if design.features else None
    if group:
        return tuple(n for n in (*group.by, group.serves, group.trains) if n and n in parts)
    label = design.labels.sets.get(used) if design.labels else None
    by = label.join.by if label and label.join else None
    return (by,) if by and by in parts else ()
