"""The JSON Schema of the language, so that editors complete and check a design file."""

from __future__ import annotations

from typing import Any

from workbench import catalog
from workbench.design.flows import Flow
from workbench.design.forms import Form, Row, groups, rows_of
from workbench.design.spec import Spec
from workbench.design.system import SystemDesign
from workbench.design.units import EXAMPLES
from workbench.reading import read

Schema = dict[str, Any]

_ID = "^[a-z][a-z0-9_]{0,59}$"
_SCALAR = ["string", "number", "boolean"]
_PLAIN: dict[str, Schema] = {
    "text": {"type": _SCALAR, "description": "Free words for people."},
    "name": {"type": _SCALAR, "maxLength": 120, "description": "A short name: a version, a key, a place."},
    "id": {"type": "string", "pattern": _ID, "description": "Small letters, digits and _."},
    "reference": {"type": _SCALAR, "pattern": r"^[A-Za-z0-9_.\-]{1,120}$", "description": "The id of something here."},
    "flag": {"enum": [True, False, "true", "false", "yes", "no"], "description": "Yes or no."},
    "day": {"type": "string", "pattern": r"^\d{4}-\d{2}-\d{2}$", "description": "A date such as 2026-11-23."},
    "span": {"type": "string", "description": "A moment or a span such as build-90d..build-35d, or a date."},
    "chain": {"type": "string", "pattern": "->", "description": "A chain such as gateway -> decision."},
    "left_out": {
        "description": "Nothing yet, or left out on purpose with the reason.",
        "anyOf": [
            {"type": "null"},
            {
                "type": "object",
                "properties": {"none": {"type": _SCALAR, "description": "Why it is left out."}},
                "required": ["none"],
                "additionalProperties": False,
            },
        ],
    },
}


def json_schema() -> Schema:
    """Return the schema of a design file (JSON Schema, draft 2020-12), the same on every run."""
    defs = {name: dict(plain) for name, plain in _PLAIN.items()}
    defs |= {"kind": _kind(), "product": _product()}
    defs |= {_number_name(dimension): _number(dimension) for dimension in EXAMPLES}
    defs |= {model.__name__: _group(model) for model in groups() if model is not SystemDesign}
    top = _fields(SystemDesign)
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": "ML Design Workbench: a design",
        "description": _first_line(SystemDesign),
        **top,
        "$defs": dict(sorted(defs.items())),
    }


def _group(model: type[Spec]) -> Schema:
    """A group of fields, or the one text it may be written as."""
    about = {"title": _title(model), "description": _first_line(model)}
    if model is Flow:
        return {**about, "anyOf": _flow_ways()}
    return {**about, "anyOf": [_short(model), _fields(model)]} if model.short else {**about, **_fields(model)}


def _fields(model: type[Spec], without: tuple[str, ...] = ()) -> Schema:
    rows = [row for row in rows_of(model) if row.key not in without]
    return {
        "type": "object",
        "properties": {row.key: _property(row) for row in rows},
        "additionalProperties": False,
    }


def _property(row: Row) -> Schema:
    written = _written(row.form)
    ways = written["anyOf"] if set(written) == {"anyOf"} else [written]
    left_out = [_ref("left_out")] if row.optional else []
    return {"description": row.meaning, "anyOf": [*ways, *left_out], "examples": [_value(row)]}


def _written(form: Form) -> Schema:
    if form.sort == "quantity":
        return _ref(_number_name(form.dimension))
    if form.sort == "word":
        return {"enum": [*form.words, *(int(word) for word in form.words if word.isdigit())]}
    if form.sort == "group" and form.model:
        return _ref(form.model.__name__)
    if form.inner and form.sort == "list":
        item = _written(form.inner)
        return {"anyOf": [item, {"type": "array", "items": item}]}
    if form.inner and form.keys:
        value = {"anyOf": [_written(form.inner), _ref("left_out")]}
        return {"type": "object", "propertyNames": _key(form.keys), "additionalProperties": value}
    return _ref(form.sort)


def _key(form: Form) -> Schema:
    """Keys are always text, so that numbers and truth values need not be allowed for."""
    return {"enum": list(form.words)} if form.sort == "word" else {"pattern": _PLAIN[form.sort].get("pattern", ".")}


def _short(model: type[Spec]) -> Schema:
    if "kind" in model.model_fields:
        return {"anyOf": [_ref("kind"), _ref("product")]}
    return {"type": _SCALAR, "examples": list(model.short)}


def _flow_ways() -> list[Schema]:
    """The ways to write a flow: the chain, the chain with what it carries or its facts, from and to."""
    names: Schema = {"anyOf": [_ref("id"), {"type": "array", "items": _ref("id")}]}
    ends = {"from": {**names, "description": "Where it starts."}, "to": {**names, "description": "Where it ends."}}
    facts = _fields(Flow, without=("steps",))
    payload = {"anyOf": [_ref("reference"), {"type": "array", "items": _ref("reference")}, {"type": "null"}, facts]}
    keyed = {"type": "object", "minProperties": 1, "maxProperties": 1, "patternProperties": {"->": payload}}
    full = {**facts, "properties": {**ends, **facts["properties"]}, "required": ["from", "to"]}
    return [_ref("chain"), {**keyed, "additionalProperties": False}, full]


def _number(dimension: str) -> Schema:
    """A number as text or as its full form with value or ends, source and date."""
    example, said = EXAMPLES[dimension]
    part = {"type": ["string", "number"]}
    source = {"enum": ["measured", "vendor", "estimate", "assumed"], "description": "Where it comes from."}
    full = {
        "type": "object",
        "properties": {"value": part, "low": part, "high": part, "source": source, "as_of": _ref("day")},
        "additionalProperties": False,
    }
    return {"description": f"{said[0].upper()}{said[1:]}.", "anyOf": [part, full], "examples": [example]}


def _number_name(dimension: str) -> str:
    return f"number_{dimension}"


def _kind() -> Schema:
    return {"enum": sorted(catalog.kinds()), "description": "A kind of component, from the catalogue."}


def _product() -> Schema:
    known = [name for provider in catalog.providers() for name in sorted(catalog.products(provider))]
    other = {"type": "string", "pattern": "^[a-z]+/", "description": "A product under a former name."}
    return {"anyOf": [{"enum": known}, other], "description": "A product of the catalogue: provider/name."}


def _value(row: Row) -> Any:
    return read(f"{row.key}: {row.example}\n").data[row.key]


def _ref(name: str) -> Schema:
    return {"$ref": f"#/$defs/{name}"}


def _first_line(model: type[Spec]) -> str:
    return (model.__doc__ or "").splitlines()[0]


def _title(model: type[Spec]) -> str:
    """`RollbackPlan` -> `Rollback plan`."""
    words = "".join(f" {letter.lower()}" if letter.isupper() else letter for letter in model.__name__).strip()
    return words[:1].upper() + words[1:]
