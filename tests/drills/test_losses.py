"""Losing a component: what answers instead, what it must be apart from, and what is said when nothing does."""

from __future__ import annotations

from tests.drills.helpers import result, row, scene
from workbench.drills import Outcome
from workbench.drills.passage import Loss, Passage

BARE = """
requirements: {load: {peak: 100/s}}
slas: {ask: {entry: gateway, availability: 99.9%, window: 30 d}}
components:
  gateway: api_gateway
  api: {kind: backend_service}
  store: {kind: online_store}
  ranker: {kind: ranker, service_time: 10 ms, slots: 4, replicas: 4}
  rules: {kind: rules_engine, service_time: 10 ms, slots: 4, replicas: 4}
outside: {app: client}
flows:
  - app -> gateway -> api: {call: sync}
  - api -> store: {call: sync, need: soft}
  - api -> ranker: {call: sync}
"""


def with_fallback(of: str, what: str, more: str = "") -> str:
    """Return the design in which `what` stands behind `of`."""
    return BARE.replace(f"{of}: {{", f"{of}: {{fallback: {what}, ") + more


def test_without_a_stand_in_the_promise_is_down() -> None:
    """The closest reason is told, and that nothing further up helps."""
    found = row(BARE, "component-loss:ranker")
    assert found.outcome is Outcome.DOWN
    assert found.says == "no answer: nothing answers in place of ranker, nor of what needs it"
    assert set(found.callers) == {"api", "gateway"}


def test_a_stand_in_degrades() -> None:
    """A fallback that lives without what was lost answers, and is named."""
    found = row(with_fallback("ranker", "rules"), "component-loss:ranker")
    assert found.outcome is Outcome.DEGRADED
    assert "rules answers in place of ranker" in found.says
    assert [(s.part, s.disjoint) for s in found.stand_ins] == [("rules", True)]


def test_a_stand_in_that_needs_what_was_lost_is_none() -> None:
    """A fallback that calls the lost box dies with it, and that is the reason given."""
    text = with_fallback("ranker", "rules", "  - rules -> ranker: {call: sync}\n")
    found = row(text, "component-loss:ranker")
    assert found.outcome is Outcome.DOWN
    assert "rules would answer instead, but cannot answer without what is lost" in found.says
    assert [s.disjoint for s in found.stand_ins] == [False]


def test_two_that_only_hold_each_other_up_hold_nothing_up() -> None:
    """With both lost, mutual fallbacks do not save each other."""
    text = with_fallback("ranker", "rules").replace("rules: {kind", "rules: {fallback: ranker, kind")
    found = scene(text)
    loss = Loss(frozenset(("ranker", "rules")))
    assert Passage(found, loss).answer(found.promises[0]).outcome is Outcome.DOWN
    assert row(text, "component-loss:ranker").outcome is Outcome.DEGRADED


def test_a_stand_in_is_followed_to_what_stands_behind_it() -> None:
    """When the first fallback is lost as well, the next one answers."""
    text = with_fallback("ranker", "rules").replace("rules: {kind", "rules: {fallback: gateway, kind")
    text = text.replace("gateway: api_gateway", "gateway: api_gateway\n  limits: rules_engine").replace(
        "fallback: gateway", "fallback: limits"
    )
    found = scene(text)
    answer = Passage(found, Loss(frozenset(("ranker", "rules")))).answer(found.promises[0])
    assert answer.outcome is Outcome.DEGRADED
    assert dict(answer.detours) == {"api->ranker": "limits"}


def test_what_is_soft_is_done_without() -> None:
    """Losing everything a request can do without leaves it degraded, and says without what."""
    found = scene(BARE)
    answer = Passage(found, Loss(frozenset(("store",)))).answer(found.promises[0])
    assert answer.outcome is Outcome.DEGRADED
    assert answer.without == ("store",)


def test_a_stand_in_asked_beside_the_lost_one_passes_the_same_filter() -> None:
    """Two models behind one guard both fall silent with the guard, even if each stands in for the other."""
    text = """
    slas: {ask: {entry: api}}
    components:
      api: backend_service
      guard: validator
      a: {kind: ranker, fallback: b}
      b: {kind: ranker, fallback: a}
    flows:
      - api -> [a, b]: {call: sync, need: hard, through: guard}
    """
    assert row(text, "component-loss:guard").outcome is Outcome.DOWN
    assert row(text, "component-loss:a").outcome is Outcome.DEGRADED


def test_a_filter_may_have_another_behind_it() -> None:
    """A lost guardrail with a second one behind it lets requests through, and starves nobody."""
    text = """
    slas: {ask: {entry: api}}
    components: {api: backend_service, guard: {kind: guardrail, fallback: own}, own: guardrail, llm: llm}
    outside: {app: client}
    flows: [{app -> api: {call: sync}}, {api -> llm: {call: sync, through: guard}}]
    """
    found = result(text, "component-loss:guard")
    assert found.outcome is Outcome.DEGRADED
    assert found.starved == ()


def test_going_round_a_protection_is_said() -> None:
    """A fallback that is reached past a lost access filter is noted: nothing says that rights still hold."""
    text = """
    slas: {ask: {entry: api}}
    components: {api: backend_service, rights: access_filter, index: vector_index, second: vector_index}
    flows: [{api -> index: {call: sync, through: rights, fallback: second}}]
    """
    found = row(text, "component-loss:rights")
    assert found.notes[0] == "second is then reached past rights, with nothing else in its place"


def test_a_stand_in_must_carry_the_peak() -> None:
    """A fallback with too few replicas for all of the load leaves the promise down, with the arithmetic."""
    small = with_fallback("ranker", "rules").replace(
        "rules: {kind: rules_engine, service_time: 10 ms, slots: 4, replicas: 4}",
        "rules: {kind: rules_engine, service_time: 10 ms, slots: 1, replicas: 1}",
    )
    enough = row(with_fallback("ranker", "rules"), "component-loss:ranker")
    found = row(small.replace("peak: 100/s", "peak: 150/s"), "component-loss:ranker")
    assert enough.outcome is Outcome.DEGRADED
    assert enough.needs == ()
    assert found.outcome is Outcome.DOWN
    assert "cannot carry the peak: the peak needs 3 replicas of 1" in found.says


def test_what_a_stand_in_carries_is_not_guessed() -> None:
    """Without a capacity the place to state it is named, and whether the promise holds stays open."""
    text = with_fallback("ranker", "rules").replace(", service_time: 10 ms, slots: 4, replicas: 4}", "}")
    text += (
        "monitoring: {monitors: {m: {watches: ranker, statistic: heartbeat, below: 1, window: 1 min, alerts: me}}}\n"
    )
    found = row(text + "people: {me: {}}\n", "component-loss:ranker")
    assert found.outcome is Outcome.DEGRADED
    assert found.needs == (("components", "rules", "capacity"),)
    assert found.held is None


def test_the_caller_may_name_what_to_call_instead_of_the_door() -> None:
    """A fallback on the arrow into the entry answers when the entry is lost."""
    text = BARE.replace("app -> gateway -> api: {call: sync}", "app -> gateway: {call: sync, fallback: rules}")
    text += "  - gateway -> api: {call: sync}\n"
    found = row(text, "component-loss:gateway")
    assert found.outcome is Outcome.DEGRADED
    assert "rules answers in place of gateway" in found.says


def test_one_of_several_takes_over() -> None:
    """Behind a splitter the others go on answering when one is lost; losing all of them is down."""
    text = """
    slas: {ask: {entry: split}}
    components: {split: traffic_splitter, a: online_endpoint, b: online_endpoint}
    flows:
      - split -> [a, b]: {call: sync}
    """
    found = scene(text)
    promise = found.promises[0]
    assert Passage(found, Loss(frozenset(("a",)))).answer(promise).outcome is Outcome.DEGRADED
    assert Passage(found, Loss(frozenset(("a", "b")))).answer(promise).outcome is Outcome.DOWN


def test_the_blast_radius_is_what_nothing_reaches_any_more() -> None:
    """Boxes fed through the lost one only are starved; those with another source are not."""
    text = """
    slas: {ask: {entry: api}}
    components: {api: backend_service, stream: event_stream, lake: data_lake, job: batch_processor, other: data_source}
    outside: {app: client}
    flows: [app -> api -> stream -> lake -> job, other -> job]
    """
    assert result(text, "component-loss:api").starved == ("stream", "lake")


def test_a_switch_that_starts_by_itself_ends_the_outage() -> None:
    """A degraded mode answers from the moment its own monitor sees the loss; the time until then is spent."""
    text = (
        BARE
        + """
people: {me: {responds: 5 min}}
monitoring:
  monitors: {errors: {watches: ranker, statistic: error_rate, above: 50%, window: 2 min, cadence: 1 min, alerts: me}}
reliability: {modes: {plain: {of: ask, when: errors, serves: rules, automatic: true}}, incidents: {mitigate: 2 h}}
"""
    )
    found = row(text, "component-loss:ranker")
    assert found.outcome is Outcome.DEGRADED
    assert found.recovery
    assert found.recovery.seconds == 120
    assert found.held is True
    by_hand = row(text.replace("automatic: true", "automatic: false"), "component-loss:ranker")
    assert by_hand.recovery
    assert by_hand.recovery.seconds == 120 + 300


def test_no_switch_helps_once_the_door_is_gone() -> None:
    """What stands behind the entry cannot answer requests that do not come in."""
    text = (
        BARE
        + """
people: {me: {}}
monitoring: {monitors: {errors: {watches: gateway, statistic: error_rate, above: 50%, window: 2 min, alerts: me}}}
reliability: {modes: {plain: {of: ask, when: errors, serves: rules, automatic: true}}}
"""
    )
    assert row(text, "component-loss:gateway").outcome is Outcome.DOWN
