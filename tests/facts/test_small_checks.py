"""Labels that count as final too soon, alarms that always ring, timeouts nothing meets, first words that come late."""

from __future__ import annotations

import pytest

from tests.facts.helpers import fact, facts
from workbench.facts import Verdict

HOLDS, PLAUSIBLE, FAILS, UNKNOWN = Verdict.HOLDS, Verdict.PLAUSIBLE, Verdict.FAILS, Verdict.UNKNOWN


@pytest.mark.parametrize(
    ("final", "verdict"),
    [("10 d", FAILS), ("30 d", PLAUSIBLE), ("90 d", HOLDS), ("20..40 d", PLAUSIBLE), ("120 d", HOLDS)],
)
def test_labels_are_final_once_they_are_known(final: str, verdict: Verdict) -> None:
    """Before half of them are known contradicts; before 95% are is a choice that costs."""
    text = f"labels: {{sets: {{fraud: {{mature_after: {final}, delay: {{p50: 25 d, p95: 90 d}}}}}}}}"
    assert fact(text, "label-final").verdict is verdict


AGED = """
training: {{models: {{m: {{}}}}}}
monitoring: {{monitors: {{old: {{watches: m, statistic: age, above: {above}}}}}}}
retraining: {{triggers: {{weekly: {{kind: schedule, every: 7 d, of: m}}{more}}}}}
"""


def test_an_alarm_on_age_is_quiet_while_all_goes_to_plan() -> None:
    """Three weeks for a weekly model are quiet, three days never are; one that makes the model anew may be short."""
    assert fact(AGED.format(above="21 d", more=""), "age-alarm").verdict is HOLDS
    assert fact(AGED.format(above="3 d", more=""), "age-alarm").verdict is FAILS
    assert fact(AGED.format(above="5..9 d", more=""), "age-alarm").verdict is PLAUSIBLE
    assert facts(AGED.format(above="3 d", more=", soon: {kind: metric, on: [old], of: m}"), "age-alarm") == []


@pytest.mark.parametrize(
    ("timeout", "verdict"), [("10 ms", FAILS), ("50 ms", PLAUSIBLE), ("90 ms", HOLDS), ("10..90 ms", PLAUSIBLE)]
)
def test_a_timeout_leaves_room_for_the_call(timeout: str, verdict: Verdict) -> None:
    """Below the median half of all calls fail; below the p99 some do."""
    text = f"""
    components: {{a: api_gateway, b: {{kind: online_endpoint, latency: {{p50: 20 ms, p99: 80 ms}}}}}}
    flows: [{{a -> b: {{call: sync, timeout: {timeout}}}}}]
    """
    found = fact(text, "timeout-room")
    assert (found.verdict, found.edges) == (verdict, ("a->b",))


def test_data_is_there_when_its_freshness_is_promised() -> None:
    """What can be used after 20 s is not 5 s old."""
    text = "slas: {{rank: {{freshness: {{posts: {0}}}}}}}\ndata: {{posts: {{available_after: 20 s}}}}"
    for promise, verdict in (("60 s", HOLDS), ("10..30 s", PLAUSIBLE), ("5 s", FAILS)):
        assert fact(text.format(promise), "data-freshness").verdict is verdict


ASKED = """
slas: {{answer: {{entry: gate, first_token: {{p95: {promise}}}}}}}
components:
  gate: {{kind: api_gateway, latency: {{p50: 5 ms, p99: 20 ms, p999: 30 ms}}}}
  find: {{kind: vector_index, latency: {{p50: 80 ms, p99: 200 ms, p999: 300 ms}}}}
  model: {{kind: llm, latency: {{p50: 5 s, p99: 10 s}}{generation}}}
flows:
  - gate -> find: {{call: sync}}
  - gate -> model: {{call: sync}}
"""
FIRST = ", generation: {first_token: {p50: 400 ms, p95: 700 ms, p999: 1.2 s}}"


@pytest.mark.parametrize(
    ("promise", "generation", "verdict"),
    [("2 s", FIRST, HOLDS), ("1 s", FIRST, PLAUSIBLE), ("600 ms", FIRST, FAILS), ("400 ms", FIRST, FAILS),
     ("600 ms", "", UNKNOWN)],
)  # fmt: skip
def test_the_first_word(promise: str, generation: str, verdict: Verdict) -> None:
    """All calls before the model and its time to a first token; without that time nothing is said."""
    found = fact(ASKED.format(promise=promise, generation=generation), "first-token")
    assert found.verdict is verdict
    if verdict is UNKNOWN:
        assert found.needs == (("components", "model", "generation", "first_token"),)


def test_a_cache_that_answers_most_hides_the_model() -> None:
    """With nine answers in ten from a cache, the p95 of all says little about the model."""
    text = ASKED.format(promise="600 ms", generation=FIRST).replace(
        "{kind: vector_index", "{kind: cache, cache: {hit_rate: 90%}"
    )
    assert fact(text, "first-token").verdict is PLAUSIBLE


def test_what_a_redactor_does_not_take_out_stays() -> None:
    """Data is said to have lost direct identifiers in a redactor that takes out something else."""
    text = """
    data:
      calls: {{classes: [pii_direct, confidential]}}
      notes: {{from: calls, classes: [confidential], declassified: {{by: mask, method: masked, drops: [pii_direct]}}}}
    components: {{mask: {{kind: redactor, redacts: [{redacts}]}}}}
    """
    assert fact(text.format(redacts="pii_direct"), "class-lowered").verdict is HOLDS
    found = fact(text.format(redacts="special"), "class-lowered")
    assert (found.verdict, found.components) == (FAILS, ("mask",))


def test_values_cannot_be_there_before_they_are_computed() -> None:
    """A job of two hours gives nothing after one; and logging is no help to a model that reads another store."""
    text = """
    components:
      job: {{kind: feature_pipeline, runtime: 2 h, propagation: 30 min}}
      history: offline_store
      log: prediction_log
    features: {{sets: {{f: {{by: job, trains: history, {more}}}}}}}
    """
    for more, verdict in (
        ("available_after: 3 h, join_lag: 3 h", HOLDS), ("available_after: 1 h, join_lag: 1 h", FAILS),
        ("join: latest, logged: 100%, logged_to: log", FAILS),
    ):  # fmt: skip
        assert fact(text.format(more=more), "point-in-time").verdict is verdict
    logged = text.format(more="join: latest, logged: 100%, logged_to: log").replace("trains: history", "trains: log")
    assert fact(logged, "point-in-time").verdict is PLAUSIBLE


def test_passages_are_counted_from_what_they_are_cut_from() -> None:
    """An index of passages holds what its documents make, not what the passages are said to be."""
    text = """
    data: {{documents: {{items: 1M, tokens: 2000}}, passages: {{from: documents, items: 5M, tokens: 450}}}}
    llm:
      components: {{index: {{kind: vector_index, vectors: 5M}}}}
      retrieval: {{index: index, from: [passages], chunk: 450, overlap: {overlap}}}
    """
    assert fact(text.format(overlap=50), "index-vectors").verdict is HOLDS
    assert fact(text.format(overlap=300), "index-vectors").verdict is FAILS


def test_what_the_file_plans_it_keeps() -> None:
    """Replicas busy beyond the utilisation the file plans with contradict it; beyond the one assumed they do not."""
    text = """
    requirements: {{load: {{peak: 100/s}}}}
    slas: {{x: {{entry: a}}}}
    components: {{a: {{kind: online_endpoint, replicas: 5, slots: 1, service_time: 40 ms}}}}
    {plan}
    flows: [{{user -> a: {{call: sync}}}}]
    """
    assert fact(text.format(plan=""), "replicas-cover-peak").verdict is PLAUSIBLE
    assert fact(text.format(plan="assumptions: {utilisation: 70%}"), "replicas-cover-peak").verdict is FAILS


GUARDED = """
slas: {{x: {{entry: gate, availability: 99%}}}}
components: {{gate: api_gateway, guard: guardrail, model: llm, metrics: metrics_store}}
llm: {{safety: {{input: guard}}}}
flows:
  - gate -> model: {{call: sync{through}}}
{more}
"""


def test_a_named_guard_stands_on_the_way() -> None:
    """A guard that only sends its metrics guards nothing; one that no flow shows is asked for."""
    for through, more, verdict in (
        (", through: [guard]", "", HOLDS), ("", "  - guard -> metrics: {call: async}", FAILS), ("", "", UNKNOWN),
    ):  # fmt: skip
        found = fact(GUARDED.format(through=through, more=more), "named-guard")
        assert (found.verdict, found.components) == (verdict, ("guard",))


PROMPTS = """
components: {{prompts: prompt_registry, gate: release_gate, assistant: orchestrator}}
flows:
  - prompts -> gate -> assistant: {{kind: deploy}}
{more}
"""


def test_prompts_pass_the_gate() -> None:
    """A second way of new prompts past the gate contradicts it; reading a prompt while answering does not."""
    assert fact(PROMPTS.format(more=""), "prompt-gated").verdict is HOLDS
    assert fact(PROMPTS.format(more="  - assistant -> prompts: {call: sync}"), "prompt-gated").verdict is HOLDS
    found = fact(PROMPTS.format(more="  - prompts -> assistant: {kind: deploy}"), "prompt-gated")
    assert (found.verdict, found.broken) == (FAILS, ("prompts->assistant",))
    assert facts(PROMPTS.format(more="").replace("gate: release_gate, ", ""), "prompt-gated") == []


def test_vectors_go_back_with_what_made_them() -> None:
    """Taking back the model that embeds, and not the index, leaves vectors of the new model."""
    text = """
    components: {{index: {{kind: vector_index, embedded_by: towers}}}}
    training: {{models: {{towers: {{}}}}}}
    rollback: {{plans: {{back: {{of: towers, restores: [{restores}]}}}}}}
    """
    assert fact(text.format(restores="model, index"), "way-back").verdict is HOLDS
    assert fact(text.format(restores="model"), "way-back").verdict is FAILS


@pytest.mark.parametrize(
    ("baseline", "target", "direction", "verdict"),
    [
        ("14", "9", "down", HOLDS), ("14", "18", "down", FAILS), ("3.4", "3.5", "up", HOLDS),
        ("3.4", "3.3", "up", FAILS), ("12..16", "13", "down", PLAUSIBLE), ("14", "14", "down", PLAUSIBLE),
    ],
)  # fmt: skip
def test_a_target_is_better_than_today(baseline: str, target: str, direction: str, verdict: Verdict) -> None:
    """By the direction stated, a target lies ahead; without one nothing is said."""
    row = f"baseline: {baseline}, target: {target}"
    text = f"requirements: {{kpis: {{k: {{{row}, direction: {direction}}}}}}}"
    assert fact(text, "goal-direction").verdict is verdict
    assert facts(f"requirements: {{kpis: {{k: {{{row}}}}}}}", "goal-direction") == []


def test_a_limit_is_kept_today() -> None:
    """A guardrail that is broken before anything changes guards nothing; one just met is kept."""
    text = "requirements: {{guardrails: {{hides: {{baseline: {0}, limit: 0.065%, direction: down}}}}}}"
    for baseline, verdict in (("0.060%", HOLDS), ("0.065%", HOLDS), ("0.07%", FAILS), ("0.06..0.07%", PLAUSIBLE)):
        assert fact(text.format(baseline), "goal-direction").verdict is verdict


def test_a_monitor_of_something_else_compares_nothing() -> None:
    """Parity is the word of a monitor that watches the features, their job or their stores."""
    text = """
    components: {{store: online_store, job: feature_pipeline}}
    features: {{sets: {{f: {{by: job, serves: store, transform: {{offline: a, online: b}}, parity: same}}}}}}
    monitoring: {{monitors: {{same: {{watches: {watches}, statistic: match_rate, below: 99%}}}}}}
    """
    assert fact(text.format(watches="f"), "one-transform").verdict is HOLDS
    assert fact(text.format(watches="store"), "one-transform").verdict is HOLDS
    assert fact(text.format(watches="[]"), "one-transform").verdict is HOLDS
    other = text.format(watches="api").replace("components: {", "components: {api: api_gateway, ")
    assert fact(other, "one-transform").verdict is FAILS


def test_a_rented_model_passes_the_gate_too() -> None:
    """Where nothing is trained, what is evaluated and then rolled out past the gate contradicts it."""
    text = """
    components: {{evals: evaluator, gate: release_gate, splitter: traffic_splitter, api: llm}}
    flows:
      - evals -> {way}splitter: {{kind: control}}
      - splitter -> api: {{kind: deploy}}
      - prompts -> gate: {{kind: deploy}}
    """
    assert fact(text.format(way="gate -> "), "prompt-gated").verdict is HOLDS
    assert fact(text.format(way=""), "prompt-gated").verdict is FAILS


def test_a_way_back_too_slow_by_what_is_stated() -> None:
    """Two hours of taking back are over a budget of minutes, however soon the trouble is noticed."""
    text = """
    slas: {{x: {{entry: a, availability: 99.9%, window: 30 d}}}}
    components: {{a: {{kind: online_endpoint, runs: m}}}}
    training: {{models: {{m: {{}}}}}}
    rollback: {{plans: {{undo: {{of: m, takes: {takes}}}}}}}
    """
    assert fact(text.format(takes="2 h"), "rollback-time").verdict is FAILS
    assert fact(text.format(takes="1 min"), "rollback-time").verdict is UNKNOWN


def test_a_model_that_writes_does_not_embed() -> None:
    """Questions embedded by a model that is there to generate match no index of another one."""
    text = """
    llm:
      components: {{i: {{kind: vector_index, embedded_by: e}}}}
      models: {{e: {{task: embed}}, w: {{task: {task}}}}}
      retrieval: {{index: i, queries_embedded_by: w}}
    """
    assert fact(text.format(task="generate"), "one-embedding").verdict is FAILS
    assert fact(text.format(task="embed"), "one-embedding").verdict is PLAUSIBLE


def test_a_metric_of_no_model_is_one_of_the_only_model() -> None:
    """A test sample too young for its labels contradicts, named or not; of two models nothing is said."""
    text = """
    labels: {{sets: {{f: {{mature_after: 90 d}}}}}}
    training: {{models: {{m: {{label: f, window: build-300d..build-120d}}{more}}}}}
    evaluation: {{splits: {{test: {{window: build-58d..build-30d}}}}, metrics: {{r: {{kind: recall, on: test}}}}}}
    """
    assert fact(text.format(more=""), "label-maturity").verdict is FAILS
    assert fact(text.format(more=", other: {}"), "label-maturity").verdict is HOLDS


def test_a_guard_nobody_drew_is_asked_for() -> None:
    """A validator that stands in no flow, and a gate that is named and not drawn, are asked for; a fallback is used."""
    text = """
    components: {a: api_gateway, b: {kind: online_endpoint, fallback: spare}, check: validator, spare: guardrail,
      gate: release_gate}
    evaluation: {gates: {release: {by: gate}}}
    flows: [a -> b]
    """
    found = {f.subject: f for f in facts(text, "named-guard")}
    assert {name: f.verdict for name, f in found.items()} == {"check": UNKNOWN, "gate": UNKNOWN}
    assert found["gate"].at == ("evaluation", "gates", "release", "by")


THREATENED = """
data: {{posts: {{source: writers}}}}
components: {{check: validator, index: vector_index, lake: data_lake}}
outside: {{writers: data_source}}
security: {{threats: {{poison: {{at: posts, mitigated_by: [{guards}]}}}}}}
monitoring: {{monitors: {{odd: {{watches: index}}}}}}
flows:
{flows}
"""


@pytest.mark.parametrize(
    ("flows", "guards", "verdicts"),
    [
        (["writers -> check -> index: posts"], "check", [HOLDS]),
        (["writers -> index: {carries: posts, through: check}"], "check", [HOLDS]),
        (["writers -> index: posts", "lake -> check"], "check", [FAILS]),
        (["writers -> index: posts", "check -> lake: posts"], "check", [FAILS]),
        (["writers -> index: posts", "index -> check"], "check", [PLAUSIBLE]),
        (["writers -> index: posts", "lake -> check"], "check, odd", []),
        (["lake -> check"], "check", []),
    ],
)
def test_a_threat_is_met_where_it_strikes(flows: list[str], guards: str, verdicts: list[Verdict]) -> None:
    """What checks data against a threat lies on its way; monitors and people may stand beside it."""
    text = THREATENED.format(guards=guards, flows="\n".join(f"  - {flow}" for flow in flows))
    assert [f.verdict for f in facts(text, "threat-met")] == verdicts


def test_what_no_flow_passes_takes_nothing_out_for_sure() -> None:
    """A redactor that stands in no flow is asked for."""
    text = """
    data:
      calls: {{classes: [pii_direct]}}
      notes: {{from: calls, declassified: {{by: mask, method: masked, drops: [pii_direct]}}}}
    components: {{mask: {{kind: redactor, redacts: [pii_direct]}}, a: api_gateway, b: database}}
    flows: [a -> b{through}]
    """
    assert fact(text.format(through=""), "class-lowered").verdict is UNKNOWN
    assert fact(text.format(through=", b -> mask"), "class-lowered").verdict is HOLDS


@pytest.mark.parametrize(
    ("value", "bound", "verdict"),
    [
        ("98.6%", "above: 98%", HOLDS), ("97%", "above: 98%", FAILS), ("97..99%", "above: 98%", PLAUSIBLE),
        ("0.35%", "below: 0.38%", HOLDS), ("0.45%", "below: 0.38%", FAILS), ("98%", "above: 98%", HOLDS),
    ],
)  # fmt: skip
def test_what_was_measured_passes_its_gate(value: str, bound: str, verdict: Verdict) -> None:
    """A gate would stop the very model it was measured for."""
    text = "evaluation: {{metrics: {{g: {{value: {0}}}}}, gates: {{release: {{requires: {{g: {{{1}}}}}}}}}}}"
    assert fact(text.format(value, bound), "gate-met").verdict is verdict
    assert facts(text.format("3 ms", bound), "gate-met") == []


def test_labels_nobody_trusts_teach_nothing() -> None:
    """Confidence none contradicts learning from it; low is a choice."""
    text = "labels: {{sets: {{own: {{confidence: {0}}}}}}}\ntraining: {{models: {{m: {{label: own}}}}}}"
    for confidence, verdict in (("none", FAILS), ("low", PLAUSIBLE), ("high", HOLDS)):
        assert fact(text.format(confidence), "label-trusted").verdict is verdict


def test_a_slice_without_a_metric_goes_the_way_of_all() -> None:
    """Where all metrics get better upwards, a slice below its floor fails; where they differ it is asked."""
    text = "evaluation: {{slices: {{hr: {{value: 60%, floor: 75%}}}}, metrics: {{a: {{kind: recall}}{0}}}}}"
    assert fact(text.format(""), "slice-floor").verdict is FAILS
    assert fact(text.format(", b: {kind: mae}"), "slice-floor").verdict is UNKNOWN
