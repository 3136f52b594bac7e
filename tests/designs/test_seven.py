"""The serving model of seven elements that other tools are compared on: few findings, each where it belongs."""

from __future__ import annotations

import pytest

from .seven import FILE, MOST, Risk, reviewed, risks

TEXT = FILE.read_text(encoding="utf-8")
PLAIN = {"gateway", "model_server", "feature_store", "registry"}
APPLIES = {"LLM01", "LLM02", "LLM03", "LLM07", "LLM08", "LLM09", "LLM10"}
"""Not LLM04, since nothing is learned from strangers, nor LLM05 and LLM06, since nothing runs what is written."""


def found(text: str) -> list[Risk]:
    """Return what is wrong with a design."""
    return risks(reviewed(text))


def test_few_and_to_the_point() -> None:
    """At most 25, with personal data at the vendor and retrieval without rights among them."""
    told = found(TEXT)
    assert len(told) <= MOST
    assert {"personal-data-to-third-party", "retrieval-rights"} <= {r.name for r in told if r.kind == "fails"}
    assert all(r.on for r in told)


def test_every_llm_risk_that_applies() -> None:
    """Each risk of OWASP's list that this design can have is told once, on the model or its index."""
    told = [r for r in found(TEXT) if r.kind == "LLM risk"]
    assert {r.name for r in told} == APPLIES
    assert {name for r in told for name in r.on} == {"llm", "vector_store"}


@pytest.mark.parametrize("inside", ["internal", "public"])
def test_nothing_on_a_plain_server(inside: str) -> None:
    """Where nothing sensitive is carried, servers and stores are left in peace; the risks of the model stay."""
    text = TEXT.replace("[confidential, pii_direct]", inside).replace("[confidential]", inside)
    told = found(text)
    assert [r for r in told if PLAIN & set(r.on)] == []
    assert {"LLM01", "LLM07", "LLM09", "LLM10"} <= {r.name for r in told}


def test_what_is_settled_is_gone() -> None:
    """Agreed terms take the vendor off the list, rights applied in the query the index."""
    terms = "{dpa: true, region: [eu], no_training: true, retention: 0 d}"
    text = TEXT.replace("runs: writer}", f"runs: writer, terms: {terms}}}")
    text = text.replace("{kind: vector_index}", "{kind: vector_index, acl: {enforced: in_query, identity: caller}}")
    names = {r.name for r in found(text) if r.kind == "fails"}
    assert not {"personal-data-to-third-party", "retrieval-rights"} & names
