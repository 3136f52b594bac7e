"""Retrieved content and the rights of whoever asks."""

from __future__ import annotations

from tests.facts.helpers import fact, facts
from workbench.facts import Verdict

ID = "retrieval-rights"
RAG = """
data: {{documents: {{classes: {classes}}}, passages: {{from: documents}}}}
outside: {{staff: client}}
security: {{components: {{rights: {{kind: access_filter{rights}}}}}}}
llm:
  components: {{assistant: orchestrator, index: {{kind: vector_index{index}}}, reranker: reranker, writer: llm}}
flows:
  - staff -> assistant
  - assistant -> index: {{returns: passages{through}}}
  - assistant -> reranker: {{carries: passages}}
  - assistant -> writer: {{carries: passages}}
"""


def text(*, classes: str = "confidential", index: str = "", through: str = "", rights: str = "") -> str:
    """Return an assistant over documents."""
    return RAG.format(classes=classes, index=index, through=through, rights=rights)


def verdict(**more: str) -> Verdict:
    """Return what is said of the index."""
    return fact(text(**more), ID).verdict


def test_content_nobody_is_asked_for_fails_and_shows_its_way() -> None:
    """Confidential passages reach the model whoever asks: the arrow out of the index is broken."""
    found = fact(text(), ID)
    assert found.verdict is Verdict.FAILS
    assert (found.steps, found.broken) == (("index -> assistant -> writer",), ("assistant->index",))


def test_typed_rights_at_the_index_count() -> None:
    """Rights of the caller hold, wherever they are applied but in a prompt; those of the service are none."""
    for enforced in ("in_query", "after_query"):
        assert verdict(index=f", acl: {{enforced: {enforced}, identity: caller}}") is Verdict.HOLDS
    assert verdict(index=", acl: {enforced: per_user_index}") is Verdict.HOLDS
    assert verdict(index=", authz: caller_rights") is Verdict.HOLDS
    assert fact(text().replace("assistant: orch", "assistant: {kind: orch").replace(
        "orchestrator,", "orchestrator, authz: caller_rights},"), ID).verdict is Verdict.PLAUSIBLE  # fmt: skip
    assert verdict(index=", acl: {enforced: after_query, identity: service}") is Verdict.FAILS
    assert verdict(index=", acl: {enforced: in_prompt, identity: caller}") is Verdict.FAILS
    found = fact(text(index=", acl: {enforced: in_query}"), ID)
    assert (found.verdict, found.needs) == (Verdict.UNKNOWN, (("llm", "components", "index", "acl", "identity"),))


def test_a_filter_counts_where_it_stands_on_the_way() -> None:
    """On every way and by the caller's rights it holds; without saying whose, it may; beside the way it does not."""
    assert verdict(through=", through: rights", rights=", authz: caller_rights") is Verdict.HOLDS
    assert verdict(through=", through: rights") is Verdict.PLAUSIBLE
    assert verdict(through=", through: rights", rights=", authz: none") is Verdict.FAILS
    assert verdict(rights=", authz: caller_rights") is Verdict.FAILS


def test_what_everyone_may_read_needs_no_rights() -> None:
    """Public content holds; internal content may be for all who ask; a class nobody states is asked for."""
    assert verdict(classes="public") is Verdict.HOLDS
    assert verdict(classes="internal") is Verdict.PLAUSIBLE
    found = fact(text(classes="[]"), ID)
    assert found.verdict is Verdict.UNKNOWN
    assert ("data", "passages", "classes") in found.needs


def test_without_people_there_are_no_rights() -> None:
    """Where people are drawn and none of them asks the model, nobody sees what they may not."""
    assert facts(text().replace("staff -> assistant", "staff -> reranker"), ID) == []


def test_replies_that_say_nothing_are_asked() -> None:
    """An index whose caller also calls a model has to say what it gives."""
    silent = text().replace("{returns: passages}", "{call: sync}").replace("{carries: passages}", "{call: sync}")
    found = fact(silent, ID)
    assert (found.verdict, found.needs) == (Verdict.UNKNOWN, (("flows", 1, "returns"),))
