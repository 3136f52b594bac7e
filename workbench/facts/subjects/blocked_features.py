"""Whether an attribute that is blocked is used after all, and whether something looks for its stand-ins."""

from __future__ import annotations

import re
from collections.abc import Iterator

from workbench.design.features import FeatureSet
from workbench.errors import Path
from workbench.facts.closing import closed, missing
from workbench.facts.context import Context
from workbench.facts.fact import Fact
from workbench.facts.formula import fact

_ID = "blocked-attributes"
_WORDS = re.compile(r"[a-z]+|[0-9]+")


@fact(
    _ID,
    title="Attributes that may not be used",
    broken="A blocked attribute is used as a feature",
    formula="names of features, and fields they are made from, without any blocked attribute; a test for stand-ins",
    source="ML Test Score D4 and M7; deon D.1",
    blind="Stand-ins under an innocent name; only the test that is named could find them.",
)
def blocked_attributes(context: Context) -> Iterator[Fact]:
    """Yield one fact where attributes are blocked."""
    features = context.design.features
    if features is None or not features.blocked:
        return
    base: Path = ("features",)
    used = next((row for name, group in features.sets.items() for row in _used(context, name, group)
                 if _plain(row[0]) in {_plain(b) for b in features.blocked}), None)  # fmt: skip
    wrong = f"{used[0]} is blocked, and {used[1]} uses it" if used else ""
    lacks = missing(("what looks for stand-ins of it", features.proxies_tested_by, (*base, "proxies_tested_by")))
    lacks |= {f"the features of {name}": (*base, "sets", name, "names")
              for name, group in features.sets.items() if not group.names}  # fmt: skip
    by = features.proxies_tested_by
    good = f"none of the blocked attributes is used, and {by} looks for stand-ins"
    at: Path = used[2] if used else (*base, "blocked")
    parts = (by,) if by and by in context.graph.parts else ()
    yield closed(_ID, "blocked", at, good, lacks, wrong, components=parts)


def _plain(name: str) -> str:
    return "_".join(_WORDS.findall(name.lower()))


def _used(context: Context, name: str, group: FeatureSet) -> Iterator[tuple[str, str, Path]]:
    """Yield every name a feature set uses: its own, its features, and the fields that say they are for it."""
    path: Path = ("features", "sets", name)
    yield name, name, path
    yield from ((feature, name, (*path, "names")) for feature in group.names)
    for asset, held in context.design.data.items():
        fields = ((f, rule) for f, rule in held.fields.items() if name in rule.used_by)
        yield from ((field, name, ("data", asset, "fields", field)) for field, _ in fields)
