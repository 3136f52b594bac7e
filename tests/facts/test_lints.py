"""Small signs of a wrong turn: broken data that retrains, real time that nobody needs."""

from __future__ import annotations

from tests.facts.helpers import fact, facts
from workbench.facts import Verdict

BREAK, MODE = "schema-break", "serving-mode"
RETRAINED = """
training: {{components: {{trainer: trainer}}}}
ingestion: {{{ingestion}}}
monitoring: {{monitors: {{alarm: {{watches: trainer, checks: [{checks}]}}}}}}
retraining: {{triggers: {{worse: {{kind: metric, on: alarm, runs: trainer}}}}}}
"""


def broken(ingestion: str, checks: str = "distribution") -> list[Verdict]:
    """Return what is said of broken data."""
    return [f.verdict for f in facts(RETRAINED.format(ingestion=ingestion, checks=checks), BREAK)]


def test_a_broken_schema_must_not_retrain() -> None:
    """By what ingestion says, or by an alarm on form that starts a retraining."""
    assert broken("on_violation: halt, on_shift: retrain") == [Verdict.HOLDS]
    assert broken("on_violation: retrain") == [Verdict.FAILS]
    assert broken("on_violation: halt", "schema") == [Verdict.HOLDS, Verdict.FAILS]


def test_what_cannot_tell_broken_from_changed_is_half_right() -> None:
    """The same answer to both, or one alarm for both, may be meant."""
    assert broken("on_violation: alert, on_shift: alert") == [Verdict.PLAUSIBLE]
    assert broken("on_violation: halt", "schema, distribution") == [Verdict.HOLDS, Verdict.PLAUSIBLE]


def test_a_break_nobody_spoke_of_is_asked_about() -> None:
    """Where models are made again, what a break does has to be said; elsewhere it has not."""
    assert facts(RETRAINED.format(ingestion="", checks="volume"), BREAK)[0].needs == (("ingestion", "on_violation"),)
    assert facts("ingestion: {on_shift: alert}", BREAK) == []


BATCH = "requirements: {{decision: {{deadline: {deadline}}}}}\ncomponents: {{scorer: {scorer}{more}}}\nflows: [{flow}]"


def mode(deadline: str, scorer: str, more: str = "", flow: str = "") -> Verdict:
    """Return what is said of a scorer."""
    return fact(BATCH.format(deadline=deadline, scorer=scorer, more=more, flow=flow), MODE).verdict


def test_a_batch_has_to_meet_the_deadline() -> None:
    """Time between runs, the run itself and its way to readers come together."""
    nightly = "{kind: batch_scorer, cadence: 24 h, runtime: 2 h}"
    assert mode("36 h", nightly) is Verdict.HOLDS
    assert mode("24 h", nightly) is Verdict.FAILS
    assert mode("24 h", "batch_scorer") is Verdict.UNKNOWN
    found = fact(BATCH.format(deadline="24 h", scorer=nightly, more="", flow=""), MODE)
    assert found.steps == ("24 h + 2 h = 26 h",)


def test_results_that_are_looked_up_are_there_in_time() -> None:
    """A nightly run whose results wait in a store need not meet the deadline of a request."""
    text = BATCH.format(
        deadline="100 ms", scorer="{kind: batch_scorer, cadence: 24 h, runtime: 2 h}",
        more=", table: key_value_store, api: backend_service", flow="scorer -> table -> api",
    )  # fmt: skip
    assert facts(text, MODE) == []


def test_real_time_that_nobody_needs_is_pointed_out() -> None:
    """A decision that may wait for hours can be taken by a scheduled run."""
    assert mode("80 ms", "online_endpoint") is Verdict.HOLDS
    assert mode("24 h", "online_endpoint") is Verdict.PLAUSIBLE
    silent = "components: {scorer: online_endpoint}"
    assert fact(silent + "\nslas: {answer: {latency: {p95: 2 s}}}", MODE).verdict is Verdict.HOLDS
    assert fact(silent, MODE).needs == (("requirements", "decision", "deadline"),)


EARNED = "tuning-earned"
TUNED = "llm: {models: {g: {task: generate}}, tuning: {tone: {of: g, method: lora}}%s}"


def test_tuning_comes_after_the_cheaper_ways() -> None:
    """What prompting and retrieval reach has to be stated, or retrieval left out for a reason."""
    both = ", ladder: {prompt: {score: 55%}, retrieval: {score: 81%}}"
    assert fact(TUNED % both, EARNED).verdict is Verdict.HOLDS
    assert fact(TUNED % ", ladder: {prompt: {score: 55%}, retrieval: {none: no documents}}", EARNED).verdict is (
        Verdict.HOLDS
    )
    assert fact(TUNED % ", ladder: {none: no time}", EARNED).verdict is Verdict.FAILS
    found = fact(TUNED % ", ladder: {prompt: {score: 55%}}", EARNED)
    assert (found.verdict, found.needs) == (Verdict.UNKNOWN, (("llm", "ladder", "retrieval", "score"),))
    assert len(fact(TUNED % "", EARNED).needs) == 2
    assert facts("llm: {models: {g: {task: generate}}, ladder: {tuning: {score: 82%}}}", EARNED) == []
