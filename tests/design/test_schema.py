"""The JSON Schema accepts what the language accepts, as editors read it, and points at what is wrong."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import yaml
from jsonschema import Draft202012Validator  # type: ignore[import-untyped]  # the package ships no types

from tests.language.snippets import snippets
from workbench import catalog
from workbench.design.schema import json_schema
from workbench.library import scenarios_folder
from workbench.reading import read
from workbench.reading.dump import dump

SCHEMA = json_schema()
VALIDATOR = Draft202012Validator(SCHEMA)
REAL = Path(__file__).parents[1] / "designs"
SHIPPED = sorted([*scenarios_folder().glob("*/[!s]*.yaml"), *REAL.rglob("*.yaml")])
SNIPPETS = snippets()


class Typing12(yaml.SafeLoader):
    """Types scalars the way YAML 1.2 editors do: only true and false are truth values, days are text."""


Typing12.yaml_implicit_resolvers = {
    first: [(tag, pattern) for tag, pattern in resolvers if not tag.endswith((":bool", ":timestamp", ":int"))]
    for first, resolvers in yaml.SafeLoader.yaml_implicit_resolvers.items()
}
Typing12.add_implicit_resolver("tag:yaml.org,2002:bool", re.compile("^(?:true|false)$"), list("tf"))
Typing12.add_implicit_resolver("tag:yaml.org,2002:int", re.compile("^[-+]?[0-9]+$"), list("-+0123456789"))


def typed(text: str) -> Any:
    """Return a design as an editor sees it: numbers and truth values typed."""
    return yaml.load(text, Loader=Typing12)  # noqa: S506 - a safe loader with fewer resolvers


def wrong(data: Any) -> list[str]:
    """Return what the schema has against a design, by place."""
    return [f"{error.json_path}: {error.message[:200]}" for error in VALIDATOR.iter_errors(data)]


def test_is_a_schema() -> None:
    """What we hand out is a valid JSON Schema of draft 2020-12, and plain JSON."""
    Draft202012Validator.check_schema(SCHEMA)
    assert json.loads(json.dumps(SCHEMA)) == SCHEMA


@pytest.mark.parametrize("path", SHIPPED, ids=lambda path: f"{path.parent.name}/{path.name}")
def test_shipped_designs(path: Path) -> None:
    """Every design in the repository is accepted, read by us and read by an editor."""
    data = read(path.read_text(encoding="utf-8"), path.name).data
    assert wrong(data) == []
    # Written anew, because PyYAML stumbles over a question mark before a comma, which YAML 1.2 allows.
    assert wrong(typed(dump(data))) == []


@pytest.mark.parametrize("name", SNIPPETS)
def test_snippets(name: str) -> None:
    """Every snippet of the language tests is accepted, read by us and read by an editor."""
    assert wrong(SNIPPETS[name]) == []
    assert wrong(typed(dump(SNIPPETS[name]))) == []


@pytest.mark.parametrize(
    "text",
    [
        "requirments: {}",
        "stage: live",
        "components: {Api: online_endpoint}",
        "components: {api: {kind: online_endpont}}",
        "components: {api: nonsense}",
        "components: {api: {replicas: [3]}}",
        "serving: {components: {api: {zone: 3}}}",
        "flows: [gateway]",
        "flows: [{from: gateway}]",
        "flows: [{a -> b: {call: sometimes}}]",
        "requirements: {load: {peak: {amount: 3/s}}}",
        "privacy: {assessment: {on: soon}}",
        "requirements: {load: {none: [why]}}",
        "monitoring: {monitors: {m: {for: vibes}}}",
    ],
)
def test_refuses(text: str) -> None:
    """A wrong field, word, id, kind, shape or date is marked in the editor."""
    assert wrong(typed(text)) != []


@pytest.mark.parametrize(
    "text",
    [
        "components: {api: online_endpoint, bus: azure/event-hubs, store: {kind: online_store}}",
        "flows: a -> b",
        "flows: ['a -> [b, c] -> d', {a -> b: x}, {a -> b: [x, y]}, {a -> b: {call: sync}}, {from: a, to: [b, c]}]",
        "serving: {components: {api: {fallback: {none: nothing else could answer}}}}",
        "requirements: {none: an exercise in serving only}",
        "requirements:",
        "data:\n  events:",
        "requirements: {load: {peak: {low: 3/s, high: 5/s, source: estimate}, mean: 12/s}}",
        "serving: {components: {api: {replicas: 3, availability: 0.999, title: true}}}",
        "experimentation: {rollouts: {canary: {stages: [5% for 2 h, 100%]}}}",
        "workbench: 1",
    ],
)
def test_accepts_short_ways(text: str) -> None:
    """One word for a component, one item for a list, a reason for an absence, nothing yet: all are accepted."""
    assert wrong(typed(text)) == []


def test_offers() -> None:
    """An editor can offer every kind and product, and explain every field."""
    assert set(SCHEMA["$defs"]["kind"]["enum"]) == set(catalog.kinds())
    assert set(SCHEMA["$defs"]["product"]["anyOf"][0]["enum"]) == set(catalog.products())
    unexplained = [place for place, about in _properties(SCHEMA, "$") if not about.get("description")]
    assert unexplained == []


def _properties(schema: Any, place: str) -> Iterator[tuple[str, dict[str, Any]]]:
    if isinstance(schema, dict):
        for key, value in schema.items():
            inside = schema.get("properties") is value and isinstance(value, dict)
            # The parts of a number are explained together, at the number.
            if inside and set(value) != {"value", "low", "high", "source", "as_of"}:
                yield from ((f"{place}.{name}", about) for name, about in value.items())
            if key != "examples":
                yield from _properties(value, f"{place}.{key}")
    elif isinstance(schema, list):
        for number, value in enumerate(schema):
            yield from _properties(value, f"{place}[{number}]")
