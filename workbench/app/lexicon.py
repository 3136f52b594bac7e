"""The JSON Schema of the language made small: what the editor needs to complete a word and to explain one."""

from __future__ import annotations

import json
from collections.abc import Iterator
from functools import cache
from typing import Any

from workbench import catalog
from workbench.design.schema import Schema, json_schema

ROOT = "Design"
_ABSENCES = ("none", "left_out")
_SORTS = {"kind": "kind", "product": "product", "reference": "ref"}
Entry = dict[str, Any]


@cache
def lexicon() -> Entry:
    """Return the groups of the language by name, its kinds and its products.

    A group maps a key to `doc`, an example `eg`, and what may stand behind it: `words`, another group `in`, a `map`
    of ids to such a value, `ref` (a name declared in the file), `kind` or `product`. `any` stands for any key.
    """
    schema = json_schema()
    groups = {ROOT: _fields(schema, schema)}
    groups |= {name: _fields(schema, plain) for name, plain in schema["$defs"].items()}
    kinds = {k.id: {"doc": f"{k.title}. {k.summary}", "home": k.section} for k in catalog.kinds().values()}
    products = {p.id: {"doc": p.title, "kinds": list(p.kinds)} for p in catalog.products().values()}
    return {"root": ROOT, "groups": {n: g for n, g in groups.items() if g}, "kinds": kinds, "products": products}


def _fields(schema: Schema, plain: Schema) -> Entry:
    """Return the keys of a group, from every form it may be written in."""
    found: Entry = {}
    for way in _ways(schema, plain, frozenset()):
        for key, value in way.get("properties", {}).items():
            found.setdefault(key, _entry(schema, value))
        for value in way.get("patternProperties", {}).values():
            found.setdefault("any", _entry(schema, value))
    return {key: value for key, value in found.items() if key != "none"}


def _entry(schema: Schema, plain: Schema) -> Entry:
    made: Entry = {"doc": plain.get("description", "")}
    examples = plain.get("examples")
    if examples:
        made["eg"] = _written(examples[0])
    for name, value in _meanings(schema, plain):
        if name == "words":
            made["words"] = [*made.get("words", ()), *value]
        else:
            made.setdefault(name, value)
    return made


def _meanings(schema: Schema, plain: Schema) -> Iterator[tuple[str, Any]]:
    """Yield what may stand behind a key, the reference names kept where they tell more than their target."""
    yield from _named(schema, plain.get("$ref", "").rpartition("/")[2])
    if "enum" in plain:
        yield "words", [w for w in plain["enum"] if isinstance(w, str)]
    if "items" in plain:
        yield from _meanings(schema, plain["items"])
    if isinstance(plain.get("additionalProperties"), dict):
        yield "map", _entry(schema, plain["additionalProperties"])
    for way in plain.get("anyOf", ()):
        yield from _meanings(schema, way)


def _named(schema: Schema, name: str) -> Iterator[tuple[str, Any]]:
    if not name or name in _ABSENCES:
        return
    if name in _SORTS:
        yield _SORTS[name], True
    elif _has_fields(schema, name):
        yield "in", name
    else:
        yield from _meanings(schema, schema["$defs"][name])


def _has_fields(schema: Schema, name: str) -> bool:
    return any("properties" in w or "patternProperties" in w for w in _ways(schema, schema["$defs"][name], frozenset()))


def _ways(schema: Schema, plain: Schema, seen: frozenset[str]) -> Iterator[Schema]:
    """Yield the forms a value may take, references followed once each."""
    name = plain.get("$ref", "").rpartition("/")[2]
    if name and name not in seen and name not in _ABSENCES:
        yield from _ways(schema, schema["$defs"][name], seen | {name})
    if "properties" in plain or "patternProperties" in plain:
        yield plain
    for way in plain.get("anyOf", ()):
        yield from _ways(schema, way, seen)


def _written(example: Any) -> str:
    """Write an example on one line, the way YAML reads it without quotes where they are not needed."""
    if isinstance(example, str):
        return example
    text = json.dumps(example, ensure_ascii=False)
    return text.replace('"', "")
