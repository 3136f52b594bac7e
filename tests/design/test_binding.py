"""From a document to a design: every problem at once, at its line, in words of our own; absences lifted."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.design.helpers import bound, design, lines, only
from tests.strategies import designs, nested
from workbench.design import bind, design_of
from workbench.errors import InputError
from workbench.reading import read
from workbench.reading.dump import dump

SAMPLE = """\
workbench: 1
title: Card-payment fraud screening
scenario: card-fraud
level: senior
stage: production
requirements:
  goal: Stop fraudulent card payments without turning honest customers away.
  kpis:
    fraud_loss: {kind: business, unit: bps, baseline: 9.5, target: 6.0, window: 28 d, decided_by: decision}
  guardrails:
    false_declines: {baseline: 0.35%, limit: 0.40%, watched_by: decline_rate}
  load: {mean: 694/s, peak: 3.5k/s, growth: 30%/year}
  error_costs: {false_positive: 5 USD, false_negative: 200 USD}
  clarified:
    - ask: Who decides in doubt?
      answer: Analysts, at most 4000 cases a day.
      settles: serving.components.review_desk.capacity
slas:
  authorise: {entry: gateway, latency: {p99: 100 ms}, availability: 99.95%, window: 30 d, freshness: {velocity: 5 s}}
data:
  authorisations: {classes: [pii_quasi, confidential], event_time: authorised_at, volume: 60M/day, record: 1.2 kB}
ingestion:
  components:
    auth_stream: {kind: event_stream, product: azure/event-hubs, zones: 3, capacity: 20k/s, latency: {p99: 30 ms}}
    schema_gate: {kind: validator, rejects_to: quarantine}
    quarantine: quarantine
features:
  components: {online_store: online_store}
  sets: {velocity: {from: authorisations}}
serving:
  components:
    gateway: api_gateway
    decision: {kind: online_endpoint, replicas: 12, zones: 3, slots: 8, availability: 99.95%, fallback: rules}
    rules: rules_engine
    review_desk: {kind: human_review, capacity: 4000/day}
monitoring:
  monitors:
    decline_rate: {watches: decision, statistic: rate, above: 0.40%, alerts: fraud_oncall, action: rollback.model}
rollback:
  plans: {model: {of: decision}}
  kill_switch: {none: the rules answer by themselves}
people: {fraud_oncall: {on_call: true}}
outside: {pos: client}
flows:
  - pos -> gateway -> decision: {call: sync, carries: authorisations, timeout: 90 ms}
  - auth_stream -> schema_gate -> online_store: authorisations
"""


def test_sample() -> None:
    """A round design binds, and its facts are typed."""
    found = design(SAMPLE)
    assert found.requirements is not None
    assert found.requirements.load is not None
    assert found.requirements.load.peak is not None
    assert found.requirements.load.peak.value == 3500
    assert found.parts["auth_stream"].has("streams")
    assert found.parts["quarantine"].kind == "quarantine"
    assert found.at(("slas", "authorise", "latency", "p99")).value == 0.1
    assert [edge.id for edge in found.edges][:2] == ["pos->gateway", "gateway->decision"]


def test_ten_lines() -> None:
    """A title, a few components and chains are a valid design."""
    found = design("""\
        title: A sketch
        components: {api: online_endpoint, bus: azure/event-hubs}
        flows:
          - user -> api -> store
          - bus -> trainer -> api
        """)
    assert set(found.parts) == {"api", "bus", "user", "store", "trainer"}
    assert not found.parts["store"].declared
    assert found.parts["bus"].section == "ingestion"


def test_everything_at_once() -> None:
    """Unknown fields, words, units, kinds, products and dangling names are told together, each at its line."""
    _, problems = bound("""\
        stage: pilot
        level: boss
        requirments: {}
        requirements:
          load: {peak: 5 ms, mean: fast}
          kpis: {loss: {direction: downwards, decided_by: decsion}}
        data:
          Card Events: {classes: [pii]}
        serving:
          components:
            decision: {kind: online_endpont, replicas: many, product: azure/event-hubz}
        flows:
          - decision -> decison
          - decision -> B
        """)
    assert [problem.mark.line for problem in problems] == [2, 3, 5, 5, 6, 6, 8, 8, 11, 11, 11, 13, 14]
    nearest = {problem.nearest for problem in problems if problem.nearest}
    assert {"requirements", "decision", "card_events", "online_endpoint", "azure/event-hubs", "b"} <= nearest


def test_one_wrong_fact_of_a_flow_hides_no_other() -> None:
    """What stands beside a misspelt fact is read and told too, whichever way the flow is written."""
    for flow in ("{a -> b: {timout: 3 ms, carries: nope}}", "{from: a, to: b, timout: 3 ms, carries: nope}"):
        _, problems = bound(f"""\
            stage: pilot
            components: {{a: web_app, b: llm}}
            flows:
              - {flow}
            """)
        assert [problem.message.split("'")[1] for problem in problems] == ["timout", "nope"]


def test_raises_everything() -> None:
    """The strict way raises one error that carries every problem as `file:line:column: sentence`."""
    with pytest.raises(InputError) as caught:
        design_of(read("stage: live\ntitel: x\n", "d.yaml"))
    assert len(caught.value.problems) == 2
    assert "d.yaml:2:1: 'titel' is not a field of a design; did you mean 'title'?" in str(caught.value)


@pytest.mark.parametrize(
    ("text", "message", "nearest"),
    [
        ("stge: pilot", "'stge' is not a field of a design", "stage"),
        ("stage: piolt", "'piolt' is not a word this field knows", "pilot"),
        ("components: {a: online_endpont}", "'online_endpont' is not a kind of component", "online_endpoint"),
        (
            "components: {a: azure/event-hubz}",
            "'azure/event-hubz' is not a product of the catalogue",
            "azure/event-hubs",
        ),
        ("components: {a: {latency: {p98: 3 ms}}}", "'p98' is not a field of latency", "p998"),
        ("components: {a: {checks: schem}}", "'schem' is not a word this field knows", "schema"),
        ("components: {a: {checks: [nulls, schem]}}", "'schem' is not a word this field knows", "schema"),
        ("components: {Api: trainer}", "'Api' cannot be an id", "api"),
        ("requirements: {goal: {a: b}}", "this must be one piece of text", ""),
        ("requirements: [a]", "a group of fields belongs here, not a list", ""),
        ("requirements: soon", "a group of fields belongs here, not 'soon'", ""),
        ("flows: {a: {b: c}}", "this flow does not say from where to where", ""),
        ("privacy: {assessment: {on: May}}", "'May' is not a day", ""),
        ("privacy: {minimised: perhaps}", "this is a yes-or-no field", ""),
        ("privacy: {none: }", "'none' stands alone, with the reason behind it", ""),
        ("privacy: {none: why, launch: x}", "'none' stands alone, with the reason behind it", ""),
        ("requirements: {load: {peak: {low: 3/s}}}", "this number has no value, or more than one", ""),
        ("requirements: {load: {peak: {value: 3/s, source: gues}}}", "'gues' is not a source of numbers", ""),
        ("requirements: {load: {peak: {value: 3/s, as_of: 2026-01-01}}}", "'as_of' needs a source", ""),
        ("requirements: {load: {peak: {value: 3/s, from: x}}}", "'from' is not part of a number", ""),
        ("requirements: {load: {peak: [3/s]}}", "this is not a number with its unit", ""),
        ("experimentation: {experiments: {a: {mde: 0.1 pp}}}", "is a difference, not a share", ""),
        ("responsible_ai: {post_market: {reports: {crit: 2 d}}}", "'crit' is not a word this field knows", "critical"),
        ("decisions: {a: {chose: strem, options: {stream: {}}}}", "is not one of the options", "stream"),
    ],
)
def test_messages(text: str, message: str, nearest: str) -> None:
    """Each slip is told in a sentence of our own, with the nearest right word and never in a library's words."""
    _, problems = bound(text)
    problem = next(p for p in problems if message in p.message)
    assert problem.nearest == nearest or problem.expected


def test_lines_behind_a_wrong_item() -> None:
    """What stands behind a list item that cannot be read keeps its own line."""
    _, problems = bound("""\
        stage: pilot
        waivers:
          - soon
          - {item: a, at: serving.nowhere}
        flows:
          - {from: a}
          - 3
          - api -> nowhere
          - api -> nowhere_else: {call: sync}
        serving: {components: {api: online_endpoint}}
        """)
    assert [problem.mark.line for problem in problems] == [3, 4, 6, 7, 8, 9]
    assert problems[1].path == ("waivers", 1, "at")
    assert problems[4].path[:2] == ("flows", 2)


def test_doubles() -> None:
    """An id that two sections give to a component is told at the second."""
    problem = only("""\
        serving: {components: {api: online_endpoint}}
        llm: {components: {api: llm}}
        """)
    assert "a second component is called 'api'" in problem.message
    assert problem.path == ("llm", "components", "api")


@pytest.mark.parametrize(
    "text",
    [
        "labels: {none: nobody learns the outcome}",
        "requirements: {load: {growth: {none: the market is full}}}",
        "components: {api: {kind: trainer, fallback: {none: nothing could}}}",
        "monitoring: {monitors: {drift: {none: too few rows}}}",
        "flows: [a -> b, {b -> c: {none: they must not meet}}, c -> d]",
        "flows: [{a -> b: {fallback: {none: the call is cheap}}}]",
    ],
)
def test_absences(text: str) -> None:
    """`{none: why}` may stand at any key: it is lifted out with its path and its reason, and leaves nothing behind."""
    found = design(text)
    ((path, why),) = found.absences.items()
    assert len(why) > 5
    assert found.at(path) in (None, ())


def test_absent_flow_keeps_positions() -> None:
    """A flow left out on purpose draws no arrow, and those behind it keep their place."""
    found = design("flows: [a -> b, {b -> c: {none: they must not meet}}, c -> d]")
    assert [(edge.id, edge.path) for edge in found.edges] == [("a->b", ("flows", 0)), ("c->d", ("flows", 2))]


@pytest.mark.parametrize("text", ["requirements:", "data:", "flows:", "slas:\n  a:", "components:\n  api:", "owner:"])
def test_nothing_yet(text: str) -> None:
    """A key with nothing behind it is left out, not an error; an entry with nothing behind it is declared."""
    found = design(text)
    assert found.absences == {}


def test_empty_entry_is_declared() -> None:
    """An asset without a fact may be referred to."""
    design("data:\n  events:\nfeatures: {sets: {velocity: {from: events}}}")


@pytest.mark.parametrize("text", ["- a\n- b\n", "just words\n"])
def test_not_a_design(text: str) -> None:
    """A list or a word is told to be no design."""
    assert only(text).message == "this is not a design"


def test_too_many_components() -> None:
    """A design has at most a few hundred components; more are refused with the number."""
    names = ", ".join(f"c{number}: trainer" for number in range(501))
    assert "501 components" in only(f"components: {{{names}}}").message


def test_frozen() -> None:
    """A design cannot be changed once it is read."""
    with pytest.raises(ValueError, match="frozen"):
        design("title: x").title = "y"  # type: ignore[misc]  # that it cannot be set is the point


@given(designs())
@settings(suppress_health_check=[HealthCheck.too_slow], deadline=None)
def test_designs_bind(data: dict[str, Any]) -> None:
    """Small valid designs bind without a problem, and binding twice gives the same design."""
    document = read(dump(data), "d.yaml")
    found, problems = bind(document)
    assert lines(problems) == []
    assert found == bind(document)[0]


@given(nested() | st.dictionaries(st.sampled_from(["flows", "data", "slas", "serving", "llm", "title"]), nested()))
@settings(suppress_health_check=[HealthCheck.too_slow], deadline=None)
def test_never_raises(data: Any) -> None:
    """Binding any nested data gives a design and problems, never an exception, and nothing in a library's words."""
    try:
        document = read(dump(data), "d.yaml")
    except InputError:
        return
    _, problems = bind(document)
    told = "\n".join(problem.line("d.yaml") for problem in problems)
    assert "pydantic" not in told
    assert "validator" not in told


@given(designs(), st.data())
@settings(suppress_health_check=[HealthCheck.too_slow], deadline=None)
def test_one_wrong_value(data: dict[str, Any], drawn: st.DataObject) -> None:
    """One wrong value in a valid design is one problem, at its own place."""
    name = drawn.draw(st.sampled_from(sorted(data["serving"]["components"])))
    data["serving"]["components"][name] = {"kind": "trainer", "replicas": "many"}
    data["stage"] = "sketch"
    _, problems = bind(read(dump(data), "d.yaml"))
    assert [problem.path for problem in problems] == [("serving", "components", name, "replicas")]
