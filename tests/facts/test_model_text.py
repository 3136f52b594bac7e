"""Text of a model on its way to something that runs it."""

from __future__ import annotations

from tests.facts.helpers import fact, facts
from workbench.facts import Verdict

ID = "model-text-run"
TEXT = """
data: {{answers: {{classes: internal}}, queries: {{classes: internal}}}}
llm:
  components:
    writer: llm
    assistant: orchestrator
    sql: {{kind: query_engine{sql}}}
    check: {{kind: validator, checks: schema}}
    encoder: {{kind: backend_service, encodes: true}}
    people: human_review
flows:
  - {first}
  - {second}
"""
ASKED = "assistant -> writer: {returns: queries}"


def run(first: str, second: str = "assistant -> writer: answers", sql: str = "") -> Verdict:
    """Return what is said of the query engine."""
    return fact(TEXT.format(first=first, second=second, sql=sql), ID).verdict


def test_an_arrow_from_a_model_to_what_runs_text_fails() -> None:
    """Nothing stands in between: the arrow itself is broken and the way is shown."""
    found = fact(TEXT.format(first="writer -> sql", second="assistant -> writer", sql=""), ID)
    assert found.verdict is Verdict.FAILS
    assert (found.steps, found.broken) == (("writer -> sql",), ("writer->sql",))


def test_a_check_on_every_way_holds() -> None:
    """A validator, an encoder, a person, or a list of operations stand in the way; beside it they do nothing."""
    assert run("writer -> check -> sql") is Verdict.HOLDS
    assert run("writer -> sql: {through: encoder}") is Verdict.HOLDS
    assert run("writer -> people -> sql") is Verdict.HOLDS
    assert run("writer -> sql", sql=", operations: [select]") is Verdict.HOLDS
    assert run("writer -> sql", sql=", encodes: true") is Verdict.HOLDS
    assert run("writer -> [check, sql]") is Verdict.FAILS


def test_a_reply_that_is_passed_on_is_followed() -> None:
    """What the model returns under a name is its text wherever that name goes, and whatever is made of it."""
    assert run(ASKED, "assistant -> sql: queries") is Verdict.FAILS
    assert run(ASKED, "assistant -> check -> sql: queries") is Verdict.HOLDS
    made = TEXT.replace("queries: {{classes: internal}}", "queries: {{classes: internal}}, plan: {{from: queries}}")
    assert fact(made.format(first=ASKED, second="assistant -> sql: plan", sql=""), ID).verdict is Verdict.FAILS


def test_a_chain_behind_a_model_carries_what_it_says() -> None:
    """In one flow the text goes all the way down, also where no name is given."""
    assert run("writer -> assistant -> sql") is Verdict.FAILS


def test_what_is_not_said_to_be_its_text_is_asked() -> None:
    """A service that asked a model may send anything; other data is none of its text."""
    found = fact(TEXT.format(first=ASKED, second="assistant -> sql", sql=""), ID)
    assert (found.verdict, found.needs) == (Verdict.UNKNOWN, (("flows", 1, "carries"),))
    assert facts(TEXT.format(first=ASKED, second="assistant -> sql: answers", sql=""), ID) == []


def test_answers_that_are_kept_are_not_run() -> None:
    """What comes to a query engine out of a log, or in bulk, is looked through by queries and is none itself."""
    text = """
    data: {answers: {classes: internal}}
    components: {writer: llm, app: orchestrator, log: log_store, athena: query_engine}
    flows: [{app -> writer: {returns: answers}}, {app -> log -> athena: answers}]
    """
    assert facts(text, ID) == []


def test_a_sandbox_that_reaches_nothing_may_be_enough() -> None:
    """Code of a model runs walled off; whether the wall is enough depends on it."""
    text = "components: {helper: agent, box: {kind: code_sandbox%s}}\nflows: [helper -> box]"
    assert fact(text % "", ID).verdict is Verdict.FAILS
    assert fact(text % ", egress: none", ID).verdict is Verdict.PLAUSIBLE


def test_a_page_is_asked_whether_it_encodes() -> None:
    """What shows text of a model to people has to encode it; that it does is not for us to doubt."""
    text = "components: {page: {kind: web_app%s}, writer: llm}\nflows: [{page -> writer: {returns: answers}}]"
    found = fact(text % "", ID)
    assert (found.verdict, found.needs) == (Verdict.UNKNOWN, (("components", "page", "encodes"),))
    assert fact(text % ", encodes: true", ID).verdict is Verdict.HOLDS


def test_without_a_model_there_is_no_text() -> None:
    """A query engine behind a service is none of this fact's business."""
    assert facts("components: {api: backend_service, sql: query_engine}\nflows: [api -> sql]", ID) == []
