"""How data spreads: over calls and replies, into what is made from it, and what takes classes out on the way."""

from __future__ import annotations

from tests.facts.helpers import design, fact, facts
from workbench.facts import Context, Verdict
from workbench.facts.arrivals import personal_arrivals
from workbench.facts.lineage import behind, descent

VENDOR = "personal-data-to-third-party"


def arrivals(text: str) -> set[tuple[str, str]]:
    """Return what arrives where with personal data still in it."""
    return {(a.asset, a.part.id) for a in personal_arrivals(Context(design(text)))}


def test_what_was_redacted_before_something_was_made_of_it_stays_out() -> None:
    """Passages cut from documents that passed a redactor carry nothing the redactor took."""
    text = """
    data: {documents: {classes: [pii_direct], source: files}, passages: {from: documents}}
    outside: {files: data_source, vendor: vendor_api}
    components: {cleaner: {kind: redactor, redacts: [pii_direct]}, loader: connector, chunker: batch_processor}
    flows: [{%s: documents}, {chunker -> vendor: passages}]
    """
    assert facts(text % "files -> loader -> cleaner -> chunker", VENDOR) == []
    found = fact(text % "files -> loader -> chunker", VENDOR)
    assert found.verdict is Verdict.FAILS
    assert found.steps == ("files -> loader -> chunker -> vendor",)


def test_what_is_made_out_of_sight_is_taken_to_inherit() -> None:
    """Where nothing says how the sources came to a box, what it makes of them keeps their classes."""
    text = """
    data: {documents: {classes: [pii_direct]}, passages: {from: documents}}
    outside: {vendor: vendor_api}
    flows: [{chunker -> vendor: passages}]
    """
    assert fact(text, VENDOR).verdict is Verdict.FAILS


def test_something_made_of_what_never_moves_is_followed_through_it() -> None:
    """A step that no flow names does not hide that its source was redacted."""
    text = """
    data: {raw: {classes: [pii_direct]}, clean: {from: raw}, table: {from: clean}}
    outside: {vendor: vendor_api}
    components: {cleaner: {kind: redactor, redacts: [pii_direct]}}
    flows: [{shop -> cleaner -> job: raw}, {job -> vendor: table}]
    """
    assert facts(text, VENDOR) == []


def test_a_class_is_lost_where_the_box_stands_that_takes_it() -> None:
    """Data said to be tokenised by a vault is not tokenised on a way on which the vault does not stand."""
    text = """
    data:
      cards: {classes: [pii_direct], source: shop}
      tokens: {from: cards, declassified: {by: vault, method: tokenised, drops: [pii_direct]}}
    outside: {shop: client, vendor: vendor_api}
    components: {gateway: api_gateway, vault: tokeniser, api: backend_service}
    flows: [{shop -> gateway: cards}, %s]
    """
    assert facts(text % "{gateway -> api: {carries: tokens, through: vault}}, {api -> vendor: tokens}", VENDOR) == []
    assert facts(text % "{gateway -> vault: cards}, {gateway -> api -> vendor: tokens}", VENDOR) == []
    late = fact(text % "{gateway -> api -> vendor -> vault: tokens}", VENDOR)
    assert late.verdict is Verdict.FAILS
    assert late.steps == ("shop -> gateway -> api -> vendor",)


def test_each_source_brings_its_own_classes() -> None:
    """Documents of two sources are as private as the source they come from, not as both."""
    text = """
    data:
      wiki_pages: {classes: [internal], source: wiki}
      mails: {classes: [pii_direct], source: post}
      documents: {from: [wiki_pages, mails]}
    outside: {wiki: data_source, post: data_source}
    components: {public_index: search_index, mail_index: search_index}
    flows: [{wiki -> public_index: documents}, {post -> mail_index: documents}]
    """
    assert arrivals(text) == {("documents", "mail_index")}


def test_replies_carry_as_calls_do() -> None:
    """What a call brings back goes on from there."""
    text = """
    data: {mails: {classes: [pii_direct]}}
    components: {assistant: agent, mailbox: tool, log: log_store}
    flows: [{assistant -> mailbox: {returns: mails}}, {assistant -> log: mails}]
    """
    assert arrivals(text) == {("mails", "assistant"), ("mails", "log")}


def test_vectors_are_as_private_as_their_text() -> None:
    """An embedding service that hands on to an index without a name hands on all it was given to embed."""
    text = """
    data: {mails: {classes: [pii_direct]}}
    components: {loader: batch_processor, embedder: embedding_service, index: {kind: vector_index, classes: [internal]}}
    flows: [{loader -> embedder: {call: batch, carries: mails}}, {embedder -> index: {call: batch}}]
    """
    assert fact(text, "personal-data-in-weaker-store").verdict is Verdict.FAILS
    assert ("mails", "index") in arrivals(text)
    asked = text.replace("{embedder -> index: {call: batch}}", "{embedder -> index: {call: sync}}")
    assert ("mails", "index") not in arrivals(asked)


def test_descent_is_told_from_the_source_down() -> None:
    """The line between a feature and what it comes from names every step."""
    text = """
    data: {a: {classes: [public]}, b: {from: a}}
    features: {sets: {f: {from: b}}}
    """
    found = behind(Context(design(text)), ("f",))
    assert descent(found, "a") == ("a", "b", "f")
