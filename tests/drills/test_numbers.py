"""Drills in which nothing is lost: load, labels, schemas, bad models, old data, personal data."""

from __future__ import annotations

import pytest

from tests.drills.helpers import reason, result, row
from workbench.drills import Outcome

LOAD = """
requirements: {{load: {{peak: 100/s}}}}
slas: {{ask: {{entry: api, availability: 99.9%}}}}
components:
  api: {{kind: backend_service, capacity: 1k/s}}
  model: {{kind: online_endpoint, {model}}}
  desk: {{kind: human_review, cases: {{people: 10, minutes: 10 min, hours: 6 h}}}}
serving: {{load_tests: {{t: {{of: ask, rate: {test}}}}}}}
flows: [{{api -> model: {{call: sync}}}}, {{api -> desk: {{call: async, volume: {cases}}}}}]
"""


def test_twice_the_load() -> None:
    """What is carried is told with the busiest box; what is not stated is asked for; what is full is down."""
    fits = row(LOAD.format(model="capacity: 250/s", test="1/s", cases="10/day"), "double-load")
    assert fits.outcome is Outcome.SURVIVES
    full = row(LOAD.format(model="capacity: 150/s", test="1/s", cases="10/day"), "double-load")
    assert full.outcome is Outcome.DOWN
    assert "200/s arrive at model at peak; it can take 150/s" in full.says
    silent = row(LOAD.format(model="replicas: 2", test="1/s", cases="10/day"), "double-load")
    assert silent.outcome is Outcome.UNKNOWN
    assert silent.needs == (("components", "model", "capacity"),)


def test_a_load_test_settles_what_is_not_stated() -> None:
    """A test that reached twice the peak speaks for boxes without a capacity; one below it does not."""
    assert (
        row(LOAD.format(model="replicas: 2", test="200/s", cases="10/day"), "double-load").outcome is Outcome.SURVIVES
    )
    assert row(LOAD.format(model="replicas: 2", test="199/s", cases="10/day"), "double-load").outcome is Outcome.UNKNOWN


def test_cases_pile_up_with_the_load() -> None:
    """People who can just do the cases of today cannot do twice as many."""
    found = row(LOAD.format(model="capacity: 1k/s", test="1/s", cases="300/day"), "double-load")
    assert found.outcome is Outcome.DEGRADED
    assert "600 cases a day take 167% of the working time" in found.says


LABELS = """
slas: {{ask: {{entry: model}}}}
components: {{model: {{kind: online_endpoint, runs: net}}, trainer: trainer}}
labels: {{sets: {{fraud: {{{label}}}}}}}
training: {{models: {{net: {{by: trainer, label: fraud, window: build-200d..build-{end}}}}}}}
people: {{duty: {{}}}}
monitoring: {{monitors: {{m: {{watches: fraud, statistic: count, below: 10, window: 1 d, alerts: duty}}}}}}
"""


def test_labels_three_times_as_late() -> None:
    """Examples that are old enough for 30 d are not for 90 d, whatever age was agreed to wait for."""
    tight = LABELS.format(label="delay: {p95: 30 d}, mature_after: 30 d", end="40d")
    found = row(tight, "label-delay")
    assert found.outcome is Outcome.DEGRADED
    assert "labels are final after 3 x 30 d" in found.says
    assert found.held is True
    assert row(tight.replace("build-40d", "build-95d"), "label-delay").outcome is Outcome.SURVIVES
    silent = row(LABELS.format(label="entity: card", end="40d"), "label-delay")
    assert (silent.outcome, silent.needs) == (Outcome.UNKNOWN, (("labels", "sets", "fraud", "delay"),))


def test_half_of_the_labels() -> None:
    """A span of 160 d with 100 cases a day holds 16000; half of them are short of 10000 and not of 7000."""
    text = LABELS.format(label="delay: {p95: 30 d}, volume: 100/day, needed: 10k", end="40d")
    found = row(text, "label-volume")
    assert found.outcome is Outcome.DEGRADED
    assert "net learns from 8000 labelled cases; 10k are needed" in found.says
    assert row(text.replace("10k", "7k"), "label-volume").outcome is Outcome.SURVIVES
    silent = row(LABELS.format(label="delay: {p95: 30 d}", end="40d"), "label-volume")
    assert (silent.outcome, silent.needs) == (Outcome.UNKNOWN, (("labels", "sets", "fraud", "volume"),))


SCHEMA = """
data: {{events: {{source: app{asset}}}}}
slas: {{ask: {{entry: model}}}}
components:
  model: {{kind: online_endpoint, runs: net}}
  stream: event_stream
  gate: {{kind: validator, checks: {checks}, on_reject: quarantine, rejects_to: bin}}
  bin: quarantine
  counters: stream_processor
outside: {{app: client}}
features: {{sets: {{velocity: {{from: events, by: counters}}}}}}
training: {{models: {{net: {{from: velocity}}}}}}
flows: [{{app -> stream -> {way}counters: {{call: stream, carries: events}}}}]
"""


def test_a_new_schema_is_stopped_by_a_gate_on_every_way() -> None:
    """Behind a gate that checks the shape nothing new arrives; past one, or past another check, it gets in unseen."""
    kept = row(
        SCHEMA.format(asset=", on_missing: last_known", checks="[schema]", way="gate -> "), "source-schema:events"
    )
    assert kept.says == "gate keeps it in bin; for counters: what was there before"
    for checks, way in (("[schema]", ""), ("[volume]", "gate -> ")):
        found = row(SCHEMA.format(asset="", checks=checks, way=way), "source-schema:events")
        assert found.says == "the new shape gets into counters unchecked"
        assert found.held is False


def test_a_gate_at_the_door_turns_requests_away() -> None:
    """A request gate that rejects what it does not know is as good as lost, unless it answers with a default."""
    text = """
    data: {asked: {source: app}}
    slas: {ask: {entry: api}}
    components: {api: api_gateway, gate: {kind: validator, on_reject: halt}, model: online_endpoint}
    outside: {app: client}
    flows: [{app -> api: asked}, {api -> model: {call: sync, through: gate, carries: asked}}]
    """
    assert row(text, "source-schema:asked").outcome is Outcome.DOWN
    softer = row(text.replace("halt", "default"), "source-schema:asked")
    assert (softer.outcome, softer.says) == (Outcome.DEGRADED, "gate answers with a default instead")


BAD = """
requirements: {{guardrails: {{declines: {{limit: 1%}}}}}}
slas: {{ask: {{entry: model, availability: 99.9%, window: 30 d}}}}
components: {{model: {{kind: online_endpoint, runs: net}}, trainer: trainer}}
training: {{models: {{net: {{by: trainer}}}}}}
people: {{duty: {{}}}}
monitoring:
  monitors:
    m: {{watches: declines, for: output, statistic: rate, above: 1%, window: 20 min, cadence: 5 min, {tells}}}
{more}
"""
CANARY = "experimentation: {rollouts: {canary: {of: net, stages: [10% for 1 h, 100%]}}}\n"
PLAN = "rollback: {plans: {back: {of: net, automatic: true, takes: 5 min}}}\n"


def test_a_bad_model_reaches_those_it_is_shown_to() -> None:
    """Half an hour at a tenth of the traffic is three minutes of the budget; at all of it, thirty."""
    staged = row(BAD.format(tells="alerts: duty", more=CANARY + PLAN), "bad-model:net")
    assert staged.outcome is Outcome.DEGRADED
    assert staged.recovery
    assert staged.recovery.seconds == pytest.approx(1800)
    assert staged.recovery.share == pytest.approx(3 / 43.2)
    at_once = row(BAD.format(tells="alerts: duty", more=PLAN), "bad-model:net")
    assert at_once.outcome is Outcome.DOWN
    assert at_once.recovery
    assert at_once.recovery.share == pytest.approx(30 / 43.2)
    assert at_once.held is True


def test_without_a_way_back_a_bad_model_stays() -> None:
    """Without a plan nothing decides when it is gone; without a monitor nobody knows that it is there."""
    found = row(BAD.format(tells="alerts: duty", more=CANARY), "bad-model:net")
    assert found.outcome is Outcome.DOWN
    assert "no plan under rollback takes net back" in found.says
    assert found.held is None
    blind = BAD.format(tells="note: a dashboard", more=PLAN)
    assert row(blind, "bad-model:net").held is False


INDEX = """
data: {{docs: {{}}}}
slas: {{ask: {{entry: api{fresh}}}}}
components:
  api: backend_service
  index: {{kind: vector_index, fallback: second}}
  second: vector_index
  job: batch_processor
people: {{duty: {{}}}}
monitoring:
  monitors: {{lag: {{watches: index, for: freshness, statistic: lag, above: 1 h, window: 10 min, {tells}}}}}
flows: [{{api -> index: {{call: sync}}}}, {{job -> index: {{call: batch, carries: docs}}}}, job -> second]
"""


def test_an_index_grows_old() -> None:
    """Answers go on; who notices decides, and a second index with the same writer is just as old."""
    text = INDEX.format(fresh=", freshness: {index: 2 h}", tells="alerts: duty")
    found = row(text, "stale-index:index")
    assert found.outcome is Outcome.DEGRADED
    assert found.says == "answers rest on what index held when job stopped; 2 h is promised"
    assert found.notes == ("second, which stands behind it, is written by the same job and is just as old",)
    assert found.held is True
    assert row(INDEX.format(fresh="", tells="alerts: duty"), "stale-index:index").held is None
    assert row(INDEX.format(fresh="", tells="note: x"), "stale-index:index").held is False


TEXT = """
data: {{questions: {{classes: [{classes}]}}}}
slas: {{ask: {{entry: api}}}}
components:
  api: backend_service
  mask: {{kind: redactor, redacts: [pii_direct], {recall}}}
  model: {{kind: llm, {model}}}
outside: {{app: client}}
flows:
  - app -> api: {{call: sync, carries: questions}}
  - api -> model: {{call: sync, carries: questions{through}}}
"""


def test_a_name_in_free_text() -> None:
    """It leaves without agreement, or is agreed, or is taken out as far as the redactor finds it."""
    vendor, agreed = "product: oss/openai", "terms: {dpa: true, region: eu, no_training: true, retention: 0 d}"
    plain = {"classes": "internal", "recall": "note: x", "through": ""}
    leak = row(TEXT.format(model=vendor, **plain), "free-text")
    assert leak.outcome is Outcome.DOWN
    assert "goes to model, a third party" in leak.says
    assert leak.held is False
    assert row(TEXT.format(model=f"{vendor}, {agreed}", **plain), "free-text").outcome is Outcome.SURVIVES
    masked = TEXT.format(model=vendor, classes="internal", recall="recall: 97%", through=", through: mask")
    assert row(masked, "free-text").says == "mask misses 3% of what it should take out"
    assert row(masked.replace("recall: 97%", "note: x"), "free-text").outcome is Outcome.UNKNOWN


def test_what_does_not_apply_says_why() -> None:
    """Each drill names what it would strike and does not find."""
    bare = "slas: {ask: {entry: api}}\ncomponents: {api: backend_service}\n"
    assert "labels.sets" in reason(bare, "label-delay")
    assert "runs: MODEL" in reason(bare, "bad-model")
    assert "text that people write" in reason(bare, "free-text")
    assert "data.NAME.source" in reason(bare, "source-schema")
    assert "slas.NAME.entry" in reason("title: x\n", "component-loss")
    assert result(bare, "component-loss:api").outcome is Outcome.DOWN
