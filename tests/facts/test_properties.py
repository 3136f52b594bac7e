"""What every fact keeps on every design: it never raises, never says nonsense, and ends."""

from __future__ import annotations

import math
import time
from itertools import pairwise
from typing import Any

from hypothesis import given, settings

from tests import strategies
from tests.facts.helpers import design
from workbench.design import SystemDesign
from workbench.facts import compute
from workbench.reading.dump import dump


def sound(of: SystemDesign) -> None:
    """Assert that every fact of a design is fit to be shown."""
    for fact in compute(of)[1]:
        assert fact.says
        assert "nan" not in fact.says
        assert fact.value is None or math.isfinite(fact.value)
        assert all(of.at(i.path) is not None for i in fact.inputs if i.path)
        assert fact.at
        assert set(fact.components) <= set(of.parts)
        assert all(f.of in of.parts and f.text and math.isfinite(f.value) and f.value >= 0 for f in fact.figures)
        assert {*fact.edges, *fact.broken} <= {e.id for e in of.edges}


@settings(max_examples=60, deadline=None)
@given(strategies.designs())
def test_facts_are_sound_on_every_design(data: dict[str, Any]) -> None:
    """No exception, no NaN, every input stands where it says."""
    sound(design(dump(data)))


def test_a_request_that_doubles_at_every_layer_ends() -> None:
    """Twenty layers of two would be a million calls; they are cut off, and that is said."""
    layers = [f"[a{n}, b{n}]" for n in range(20)]
    names = ", ".join(f"{x}{n}: {{kind: backend_service, latency: {{p99: 1 ms}}}}" for n in range(20) for x in "ab")
    rows = [f"      - '{a} -> {b}': {{call: sync}}" for a, b in pairwise(layers)]
    text = f"""
    slas: {{x: {{entry: front, latency: {{p99: 1 s}}, availability: 99.9%}}}}
    components: {{front: api_gateway, {names}}}
    flows:
      - front -> {layers[0]}: {{call: sync}}
{chr(10).join(rows)}
    """
    start = time.process_time()
    found = {f.id: f for f in compute(design(text))[1]}
    assert time.process_time() - start < 5
    assert "too often" in found["request-latency"].says


def test_derivations_that_double_at_every_step_end() -> None:
    """Data made from the two before it, a hundred times over, settles at once."""
    rows = "\n".join(f"      a{n}: {{from: [a{n - 1}, a{n - 2}]}}" for n in range(2, 100))
    found = design(f"    data:\n      a0: {{classes: [special]}}\n      a1: {{classes: [public]}}\n{rows}\n")
    sound(found)


def test_extreme_numbers_stay_numbers() -> None:
    """The largest and smallest numbers a file may hold give a verdict, not an error."""
    text = """
    slas: {x: {entry: a, latency: {p50: 1 ns, p99: 9000000000000000 years}, availability: 0%}}
    components:
      a: {kind: api_gateway, latency: {p50: 1 ns, p99: 10000000000000000 d}, replicas: 90000T}
      b: {kind: online_endpoint, latency: {p99: 1 ns}, availability: 100%}
    flows:
      - a -> b: {call: sync, calls: 900T}
    """
    sound(design(text))
