"""Agents with private data, words of strangers and a way out."""

from __future__ import annotations

from tests.facts.helpers import fact, facts
from workbench.facts import Verdict

ID = "lethal-trifecta"
AGENT = """
data: {{mails: {{classes: {mails}}}, pages: {{classes: {pages}}}, questions: {{classes: internal, source: staff}}}}
outside: {{staff: client, web: external_system}}
people: {{manager: {{role: operations}}}}
llm:
  components:
    assistant: agent
    mailbox: {{kind: tool, operations: [search, read]}}
    browser: {{kind: tool{browser}}}
    guard: {{kind: guardrail, blocks: injection}}
    desk: human_review
flows:
  - staff -> assistant: questions
  - assistant -> mailbox: {{carries: questions, returns: mails}}
  - assistant -> browser: {{carries: questions, returns: pages{way}}}
  {more}
"""


def text(*, mails: str = "confidential", browser: str = ", egress: open", **more: str) -> str:
    """Return an assistant with a mailbox and a browser."""
    return AGENT.format(**{"mails": mails, "pages": "untrusted", "browser": browser, "way": "", "more": "", **more})


def test_all_three_fail_and_each_way_is_shown() -> None:
    """Private mails, pages of strangers, and an open browser: the three ways are told, the last arrow is broken."""
    found = fact(text(), ID)
    assert found.verdict is Verdict.FAILS
    assert [step.rpartition(": ")[2] for step in found.steps] == [
        "mailbox -> assistant", "browser -> assistant", "assistant -> browser",
    ]  # fmt: skip
    assert found.broken == ("assistant->browser",)


def test_any_leg_missing_holds() -> None:
    """Without private data, without strangers, or without a way out there is nothing to leak, or nobody to leak to."""
    assert fact(text(mails="public"), ID).verdict is Verdict.HOLDS
    assert fact(text(pages="internal"), ID).verdict is Verdict.HOLDS
    assert fact(text(browser=", egress: none"), ID).verdict is Verdict.HOLDS
    assert fact(text(browser=", egress: allowlist, operations: [read]"), ID).verdict is Verdict.HOLDS


def test_approval_and_filters_cut_a_leg() -> None:
    """A person who approves what is sent cuts it; a filter on the way of strangers cuts it as long as it works."""
    assert fact(text(browser=", egress: open, approval: manager"), ID).verdict is Verdict.HOLDS
    assert fact(text(way=", through: guard"), ID).verdict is Verdict.PLAUSIBLE
    assert fact(text(way=", through: desk"), ID).verdict is Verdict.HOLDS
    beside = text(more="- assistant -> guard: questions")
    assert fact(beside, ID).verdict is Verdict.FAILS


def test_a_list_of_allowed_places_is_no_proof() -> None:
    """A tool that writes to named places only may be enough, or not."""
    assert fact(text(browser=", egress: allowlist"), ID).verdict is Verdict.PLAUSIBLE


def test_an_arrow_to_an_outsider_is_a_way_out() -> None:
    """What is sent on to others leaves; an answer to whoever asked does not."""
    closed = text(browser=", egress: none")
    assert fact(closed.replace("  \n", "  - assistant -> web: questions\n"), ID).verdict is Verdict.FAILS
    assert fact(closed.replace("  \n", "  - assistant -> staff: questions\n"), ID).verdict is Verdict.HOLDS


def test_a_known_partner_is_a_named_place() -> None:
    """What is sent to a partner, or to a vendor with terms, stays there as long as it keeps them."""
    closed = text(browser=", egress: none").replace("  \n", "  - assistant -> web: questions\n")
    assert fact(closed, ID).verdict is Verdict.FAILS
    for known in ("trust: partner", "terms: {dpa: true}"):
        near = closed.replace("web: external_system", f"web: {{kind: external_system, {known}}}")
        assert fact(near, ID).verdict is Verdict.PLAUSIBLE


def test_strangers_are_known_by_their_zone() -> None:
    """Data that enters from the public is written by strangers, whether its class says so or not."""
    near = text(pages="internal, source: web")
    far = near.replace("web: external_system", "web: {kind: external_system, trust: public}")
    assert fact(near, ID).verdict is Verdict.HOLDS
    assert fact(far, ID).verdict is Verdict.FAILS


def test_what_is_not_said_is_asked() -> None:
    """Tools that do not say what they return or where they reach leave it open; each place is named."""
    found = fact("components: {assistant: agent, helper: tool}\nflows: [assistant -> helper]", ID)
    assert found.verdict is Verdict.UNKNOWN
    assert found.needs == (("flows", 0, "returns"), ("flows", 0, "returns"), ("components", "helper", "egress"))


def test_what_lost_its_class_on_the_way_is_not_private() -> None:
    """A redactor on the way takes the leg away; words pass on into what is made from them."""
    base = """
    data: {{mails: {{classes: [pii_direct, untrusted], source: post}}, passages: {{from: mails}}}}
    outside: {{post: data_source, web: external_system}}
    components: {{assistant: agent, index: vector_index, cleaner: {{kind: redactor, redacts: [{redacts}]}}}}
    flows:
      - post -> {way}index: mails
      - assistant -> index: {{returns: passages}}
      - assistant -> web: passages
    """
    assert fact(base.format(redacts="pii_direct", way=""), ID).verdict is Verdict.FAILS
    assert fact(base.format(redacts="pii_direct", way="cleaner -> "), ID).verdict is Verdict.HOLDS


def test_a_plain_model_is_no_agent() -> None:
    """A model that calls no tools chooses no steps."""
    assert facts("components: {writer: llm, app: web_app}\nflows: [app -> writer]", ID) == []
