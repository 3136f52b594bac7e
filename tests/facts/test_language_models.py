"""Ladders, judges, filters, agents, prompts, embeddings, stand-ins, tuning: what holds, what fails, what is open."""

from __future__ import annotations

import pytest

from tests.facts.helpers import WORSE, fact, facts
from workbench.facts import Verdict

HOLDS, PLAUSIBLE, FAILS, UNKNOWN = Verdict.HOLDS, Verdict.PLAUSIBLE, Verdict.FAILS, Verdict.UNKNOWN

GOLD = "golden_sets: {gold: {n: 900, paired_correlation: 70%}}"
STEP = (
    "llm: {%s, ladder: {golden_set: gold, prompt: {score: 0.55, n: 900}, retrieval: {used: true, score: %s, n: 900}}}"
)


@pytest.mark.parametrize(
    ("score", "verdict"), [("0.81", HOLDS), ("0.595", HOLDS), ("0.585", PLAUSIBLE), ("0.56", FAILS), ("0.50", FAILS)]
)
def test_a_step_up_the_ladder_must_be_seen(score: str, verdict: Verdict) -> None:
    """At 900 cases, correlated by 70%, chance alone makes 2.5 points: below that a gain shows nothing."""
    assert fact(STEP % (GOLD, score), "ladder-gain").verdict is verdict


def test_an_unknown_correlation_is_given_the_kindest_reading() -> None:
    """Without it a small gain contradicts nobody, and a gain that is clear between strangers is still clear."""
    bare = "golden_sets: {gold: {n: 900}}"
    assert fact(STEP % (bare, "0.58"), "ladder-gain").verdict is PLAUSIBLE
    assert fact(STEP % (bare, "0.555"), "ladder-gain").verdict is FAILS
    assert fact(STEP % (bare, "0.81"), "ladder-gain").verdict is HOLDS


def test_a_step_that_is_used_states_its_score() -> None:
    """Retrieval without a score is open; a ladder of prompting alone asks for nothing more."""
    used = "llm: {retrieval: {k: 8}, ladder: {prompt: {score: 0.5, n: 90}}}"
    assert fact(used, "ladder-gain").needs == (("llm", "ladder", "retrieval", "score"),)
    assert fact("llm: {ladder: {prompt: {score: 0.9, n: 90}}}", "ladder-gain").verdict is HOLDS


def test_a_distilled_model_is_not_there_to_score_higher() -> None:
    """Tuning that only makes the model cheaper may gain nothing."""
    text = """
    llm:
      models: {base: {model: llama}}
      tuning: {small: {of: base, method: %s}}
      ladder: {prompt: {score: 0.80, n: 900}, tuning: {used: true, score: 0.80, n: 900}}
    """
    assert fact(text % "distillation", "ladder-gain").verdict is PLAUSIBLE
    assert fact(text % "lora", "ladder-gain").verdict is FAILS


JUDGE = "llm: {models: {a: {task: judge}, b: {}}, judges: {j: {model: %s, grades: b, %s}}}"


@pytest.mark.parametrize(
    ("rest", "verdict"),
    [
        ("human_n: 300, agreement: 86%, target: 80%", HOLDS),
        ("human_n: 50, agreement: 86%, target: 80%", PLAUSIBLE),
        ("human_n: 300, agreement: 82%..90%, target: 80%", HOLDS),
        ("human_n: 300, agreement: 71%, target: 80%", FAILS),
        ("agreement: 86%, target: 80%", UNKNOWN),
        ("human_n: 300, agreement: 86%", UNKNOWN),
    ],
)
def test_a_judge_agrees_with_people(rest: str, verdict: Verdict) -> None:
    """The lower end of its interval counts; without the number of cases there is no interval."""
    assert fact(JUDGE % ("a", rest), "judge-agreement").verdict is verdict


def test_a_judge_of_itself_is_tested_for_liking_itself() -> None:
    """The same model on both sides is half of a proof, unless its bias was tested."""
    rest = "human_n: 300, agreement: 86%, target: 80%"
    assert fact(JUDGE % ("b", rest), "judge-agreement").verdict is PLAUSIBLE
    assert fact(JUDGE % ("b", f"{rest}, bias_test: true"), "judge-agreement").verdict is HOLDS


@pytest.mark.parametrize(
    ("text", "kind", "verdict"),
    [
        ("llm: {grounding: {offline: 97%, floor: 95%}}", "grounding-floor", HOLDS),
        ("llm: {grounding: {offline: 93%, floor: 95%}}", "grounding-floor", FAILS),
        ("llm: {grounding: {offline: 94%..97%, floor: 95%}}", "grounding-floor", PLAUSIBLE),
        ("llm: {grounding: {floor: 95%}}", "grounding-floor", UNKNOWN),
        ("llm: {retrieval: {recall_at_k: 92%, recall_target: 90%}}", "retrieval-targets", HOLDS),
        ("llm: {retrieval: {precision_at_k: 40%, precision_target: 50%}}", "retrieval-targets", FAILS),
        ("llm: {retrieval: {recall_at_k: 92%}}", "retrieval-targets", UNKNOWN),
        ("llm: {safety: {miss_rate: 1%, miss_bound: 2%}}", "filter-rates", HOLDS),
        ("llm: {safety: {false_block_rate: 3%, false_block_bound: 1%}}", "filter-rates", FAILS),
        ("llm: {safety: {miss_bound: 2%}}", "filter-rates", UNKNOWN),
        ("llm: {tuning: {t: {safety_change: -0.4 pp, safety_bound: -1 pp}}}", "tuning-loss", HOLDS),
        ("llm: {tuning: {t: {safety_change: -0.4 pp, safety_bound: 1 pp}}}", "tuning-loss", HOLDS),
        ("llm: {tuning: {t: {general_change: 2 pp, general_bound: -1 pp}}}", "tuning-loss", HOLDS),
        ("llm: {tuning: {t: {general_change: -3 pp, general_bound: -1 pp}}}", "tuning-loss", FAILS),
        ("llm: {tuning: {t: {general_change: -3, general_bound: -1 pp}}}", "tuning-loss", UNKNOWN),
    ],
)
def test_a_measured_number_keeps_its_limit(text: str, kind: str, verdict: Verdict) -> None:
    """Within the limit holds, over all of a range; a number without its limit, or in another unit, is open."""
    assert fact(text, kind).verdict is verdict


def test_nothing_stated_is_no_fact() -> None:
    """A group without any of the numbers says nothing."""
    for kind in ("grounding-floor", "retrieval-targets", "filter-rates", "tuning-loss"):
        assert facts("llm: {retrieval: {k: 8}, safety: {}, grounding: {citations: true}}", kind) == []


AGENT = """
llm:
  components: {helper: agent}
  agents: {desk: {by: helper, max_steps: %s, step_time: 1.2 s, deadline: 20 s, tokens_per_step: 3k, spend_cap: %s}}
cost: {prices: {tokens: {of: helper, per_input_token: 0.50 USD/1M tokens}}}
"""


def test_steps_of_an_agent_fit_time_and_money() -> None:
    """Eight steps of 1.2 s take 9.6 s of 20 s and cost 1.2 cents of ten."""
    time, money = facts(AGENT % ("8", "0.10 USD"), "agent-limits")
    assert (time.verdict, money.verdict) == (HOLDS, HOLDS)
    assert time.value == pytest.approx(9.6)
    assert money.value == pytest.approx(0.012)
    assert [f.verdict for f in facts(AGENT % ("30", "0.01 USD"), "agent-limits")] == [FAILS, FAILS]


def test_more_steps_never_fit_better() -> None:
    """The verdict on time falls with the number of steps."""
    found = [facts(AGENT % (n, "1 USD"), "agent-limits")[0].verdict for n in ("1", "8", "16", "17", "40")]
    assert found == sorted(found, key=WORSE.index)


def test_a_price_in_another_currency_is_no_price() -> None:
    """What cannot be compared is open."""
    assert facts(AGENT % ("8", "0.10 EUR"), "agent-limits")[1].verdict is UNKNOWN


EMBED = """
llm:
  models: {a: {model: big, version: "2"}, b: {model: %s, version: "%s"}}
  components: {index: {kind: vector_index, embedded_by: a}}
  retrieval: {index: index, queries_embedded_by: %s%s}
"""


@pytest.mark.parametrize(
    ("filled", "verdict"),
    [
        (("big", "2", "a", ""), HOLDS),
        (("big", "2", "b", ""), HOLDS),
        (("big", "3", "b", ""), FAILS),
        (("question-half", "2", "b", ""), PLAUSIBLE),
    ],
)
def test_questions_and_passages_share_one_embedding(filled: tuple[str, ...], verdict: Verdict) -> None:
    """Another version cannot be compared; another name of the same version may be the other half of one model."""
    assert fact(EMBED % filled, "one-embedding").verdict is verdict


def test_words_are_not_embedded() -> None:
    """A search by words needs no embedding."""
    assert facts(EMBED % ("big", "3", "b", ", method: sparse"), "one-embedding") == []


INDEX = """
data: {docs: {classes: [confidential, pii_quasi]}}
components: {maker: chunker, index: {kind: vector_index%s}, cleaner: {kind: redactor, redacts: [%s]}}
flows: [{maker -> index: docs}]
"""


@pytest.mark.parametrize(
    ("more", "redacts", "verdict"),
    [
        ("", "special", UNKNOWN),
        (", classes: [internal]", "special", FAILS),
        (", classes: [confidential]", "pii_quasi", PLAUSIBLE),
        (", classes: [confidential, pii_quasi]", "special", HOLDS),
        (", classes: [confidential, pii_quasi], access: {default: allow}", "special", FAILS),
    ],
)
def test_an_index_is_as_protected_as_its_text(more: str, redacts: str, verdict: Verdict) -> None:
    """What is taken out elsewhere may be out before it arrives; an index of nothing protected is not asked."""
    assert fact(INDEX % (more, redacts), "index-class").verdict is verdict
    assert facts("components: {index: vector_index}", "index-class") == []


@pytest.mark.parametrize(
    ("prompt", "verdict"),
    [
        ("classes: internal", HOLDS),
        ("holds_secrets: false", HOLDS),
        ("version: v1", UNKNOWN),
        ("classes: internal, holds_secrets: true", FAILS),
        ("classes: internal, decides_access: true", FAILS),
        ("classes: [secret]", FAILS),
    ],
)
def test_a_prompt_may_be_read(prompt: str, verdict: Verdict) -> None:
    """Secrets, protected text and rules of access do not stand in a prompt."""
    assert fact(f"llm: {{prompts: {{p: {{{prompt}}}}}}}", "prompt-open").verdict is verdict


SPARE = """
evaluation: {metrics: {m: {kind: pass_rate, of: %s, value: 0.7}}}
llm:
  models: {big: {provider: a}, small: {provider: b%s}}
  components:
    chat: orchestrator
    a: {kind: llm, runs: big, fallback: b, quota_pool: x}
    b: {kind: llm, runs: small%s}
flows: [chat -> a]
"""


@pytest.mark.parametrize(
    ("filled", "verdict"),
    [
        (("small", "", ", quota_pool: y"), HOLDS),
        (("small", "", ", quota_pool: x"), FAILS),
        (("big", "", ", quota_pool: y"), UNKNOWN),
        (("small", "", ""), UNKNOWN),
    ],
)
def test_a_stand_in_is_apart_and_measured(filled: tuple[str, ...], verdict: Verdict) -> None:
    """The same quota fails with what it stands in for; without a score nobody knows what users get."""
    assert fact(SPARE % filled, "stand-in-model").verdict is verdict


def test_a_model_of_our_own_has_no_quota() -> None:
    """A stand-in on our own machines needs no quota of its own."""
    text = SPARE.replace("small: {provider: b%s}", "small: {%s}") % ("small", "", "")
    assert fact(text, "stand-in-model").verdict is HOLDS


TUNED = """
data: {pairs: {classes: [%s], %s}}
llm: {models: {base: {model: llama}}, tuning: {tone: {of: base, data: pairs, overlap_with_golden: %s%s}}}
"""


@pytest.mark.parametrize(
    ("filled", "verdict"),
    [
        (("internal", "licence: own, version: v1", "0", ""), HOLDS),
        (("internal", "licence: own, version: v1", "3", ""), FAILS),
        (("internal", "allows: [serve], version: v1", "0", ""), FAILS),
        (("internal", "licence: own", "0", ""), UNKNOWN),
        (("pii_direct", "licence: own, version: v1", "0", ""), UNKNOWN),
        (("pii_direct", "licence: own, version: v1", "0", ", deidentified: true"), HOLDS),
        (("pii_direct", "licence: own, version: v1, basis: consent", "0", ""), HOLDS),
    ],
)
def test_tuning_data(filled: tuple[str, ...], verdict: Verdict) -> None:
    """Apart from the tests, licensed, versioned, and free of people or on a basis."""
    assert fact(TUNED % filled, "tuning-data").verdict is verdict


@pytest.mark.parametrize(
    ("wins", "raters", "verdict"),
    [
        ("58%..64%", "72%", HOLDS),
        ("61%", "72%", PLAUSIBLE),
        ("48%..56%", "72%", PLAUSIBLE),
        ("44%..50%", "72%", FAILS),
        ("58%..64%", "50%", FAILS),
    ],
)
def test_learning_from_preferences(wins: str, raters: str, verdict: Verdict) -> None:
    """Wins count with their interval; raters who toss coins teach nothing."""
    row = f"method: dpo, win_rate: {wins}, rater_agreement: {raters}, reward_accuracy: 74%, kl_cap: 10"
    text = f"llm: {{models: {{base: {{}}}}, tuning: {{t: {{of: base, {row}}}}}}}"
    assert fact(text, "preference-gain").verdict is verdict
    open_ = fact("llm: {models: {base: {}}, tuning: {t: {of: base, method: dpo}}}", "preference-gain")
    assert open_.verdict is UNKNOWN


FEEDBACK = """
requirements: {load: {mean: %s}}
people: {lead: {capacity: %s}}
llm: {feedback: {triaged_by: lead, sample: 1%%, needed: 50/week}}
"""


@pytest.mark.parametrize(
    ("load", "capacity", "verdict"), [("11/s", "60/day", HOLDS), ("100/day", "60/day", FAILS), ("11/s", "1/day", FAILS)]
)
def test_feedback_brings_enough_cases(load: str, capacity: str, verdict: Verdict) -> None:
    """The sample and whoever sorts it must both reach what is wanted."""
    assert fact(FEEDBACK % (load, capacity), "feedback-volume").verdict is verdict
    assert fact("llm: {feedback: {every: 7 d}}", "feedback-volume").verdict is UNKNOWN
