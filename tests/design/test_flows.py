"""Flows: every way of writing one means the same arrows, and what is wrong with one is told."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic_core import PydanticCustomError

from tests.design.helpers import bound, design, lines, only
from tests.strategies import ids
from workbench.design.flows import Flow, read_chain


@given(st.lists(st.lists(ids(), min_size=1, max_size=3, unique=True), min_size=2, max_size=5))
def test_chains(steps: list[list[str]]) -> None:
    """A chain is read as its steps, one id or several in brackets, whatever blanks stand around."""
    written = [names[0] if len(names) == 1 else f"[ {', '.join(names)} ]" for names in steps]
    assert read_chain("  ->   ".join(written)) == tuple(tuple(names) for names in steps)
    assert read_chain("->".join(written)) == tuple(tuple(names) for names in steps)


def test_fan_out() -> None:
    """Every id of a step is joined to every id of the next, and parallel targets know each other."""
    edges = design("flows: ['a -> [b, c] -> d']").edges
    assert [(e.source, e.target) for e in edges] == [("a", "b"), ("a", "c"), ("b", "d"), ("c", "d")]
    assert edges[0].parallel == ("b", "c")
    assert edges[2].parallel == ()


@pytest.mark.parametrize(
    "text",
    [
        "- a -> b: {carries: x, call: sync}",
        "- a -> b:\n    carries: [x]\n    call: sync",
        "- {from: a, to: b, carries: x, call: sync}",
        "- {from: [a], to: [b], carries: [x], call: sync}",
        "- {steps: a -> b, carries: x, call: sync}",
    ],
)
def test_full_forms(text: str) -> None:
    """The chain with its facts behind it, and from and to, are the same flow."""
    (flow,) = design(f"flows:\n{text}").flows
    assert flow == Flow.model_validate({"steps": "a -> b", "carries": "x", "call": "sync"})


@pytest.mark.parametrize("text", ["a -> b", "a -> b: x", "a -> b: [x]", "a -> b:"])
def test_shorthand(text: str) -> None:
    """One line is enough: the chain, with what it carries behind it or nothing."""
    (flow,) = design(f"flows:\n  - {text}").flows
    assert flow.steps == (("a",), ("b",))
    assert flow.carries == (("x",) if "x" in text else ())


def test_one_flow_needs_no_list() -> None:
    """A single flow may stand where the list does."""
    assert len(design("flows: a -> b").flows) == 1


def test_ids_of_arrows() -> None:
    """An arrow is called by its ends, the second between the same ends with a number."""
    found = design("flows: [a -> b -> a, {a -> b: {id: second}}]")
    assert [edge.id for edge in found.edges] == ["a->b", "b->a", "a->b#2"]
    assert found.edges[2].flow.id == "second"


def test_through_makes_boxes() -> None:
    """A filter named only in `through` is a box of the sketch, and is passed by every arrow of the flow."""
    found = design("flows: [{a -> b: {through: acl_filter, returns: passages}}]")
    assert set(found.parts) == {"a", "b", "acl_filter"}
    assert found.edges[0].flow.through == ("acl_filter",)
    assert found.edges[0].call == "sync"


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("a", "is not a flow"),
        ("a ->", "has an empty end"),
        ("-> b", "has an empty end"),
        ("a -> -> b", "has an empty end"),
        ("a -> [] -> b", "cannot be an id"),
        ("a -> [b, b]", "twice"),
        ("a -> Card Store", "cannot be an id"),
        ("a -> [b, c", "cannot be an id"),
        ("a --> b", "cannot be an id"),
    ],
)
def test_bad_chains(text: str, why: str) -> None:
    """A chain that cannot be read says which part of it is wrong, at its line."""
    with pytest.raises(PydanticCustomError, match=why):
        read_chain(text)
    problem = only(f"title: x\nflows:\n  - x -> y\n  - '{text}'")
    assert why in problem.message
    assert problem.mark.line == 4


def test_nearest_id_is_offered() -> None:
    """A name that is no id is mended for the author."""
    assert only("flows: ['a -> Card-Store']").nearest == "card_store"


@pytest.mark.parametrize("text", ["{from: a}", "{to: a}", "{from: [], to: b}", "{call: sync}", "{}"])
def test_missing_ends(text: str) -> None:
    """A flow that does not say from where to where is refused."""
    assert only(f"flows: [{text}]").message


def test_facts_beside_the_chain() -> None:
    """The commonest slip of indentation is named: facts that stand beside the chain instead of below it."""
    problem = only("flows:\n  - a -> b:\n    call: sync\n    timeout: 90 ms")
    assert "'call' stands beside the chain 'a -> b'" in problem.message


def test_all_facts_are_told() -> None:
    """Every wrong fact of a flow is told, at its own line, together with a wrong chain."""
    _, problems = bound("""\
        flows:
          - a -> B:
              call: sometimes
              timeout: 5m
              volume: 3 ms
              tiemout: 1 s
        """)
    assert [line.partition(":")[0] for line in lines(problems)] == ["2", "3", "4", "5", "6"]
    assert problems[4].nearest == "timeout"


@pytest.mark.parametrize(
    ("text", "call"),
    [
        ("flows: [{a -> b: {cadence: 1 h}}]", "batch"),
        ("flows: [{a -> b: {timeout: 90 ms}}]", "sync"),
        ("flows: [bus -> b]\ncomponents: {bus: event_stream}", "stream"),
        ("flows: [user -> api]\ncomponents: {user: client, api: online_endpoint}", "sync"),
        ("flows: [job -> lake]\ncomponents: {job: trainer, lake: data_lake}", "batch"),
        ("flows: [a -> b]", "async"),
        ("flows: [{bus -> b: {call: sync}}]\ncomponents: {bus: event_stream}", "sync"),
    ],
)
def test_call_is_told_from_the_kinds(text: str, call: str) -> None:
    """How an arrow is carried is what the author says, else what its ends and facts say."""
    assert design(text).edges[0].call == call


def test_hard_or_soft() -> None:
    """A synchronous arrow is hard unless it is called soft or something is called instead."""
    found = design("""\
        components: {rules: rules_engine}
        flows:
          - a -> b: {call: sync}
          - a -> c: {call: sync, fallback: rules}
          - a -> d: {call: async}
          - a -> e: {call: async, need: hard}
        """)
    assert [edge.hard for edge in found.edges] == [True, False, False, True]
