"""Ways back to an old version that still works."""

from __future__ import annotations

from tests.facts.helpers import fact, facts
from workbench.facts import Verdict

ID = "way-back"
TRAINED = """
data: {{payments: {{schema_version: v4}}}}
features: {{sets: {{velocity: {{from: payments}}}}}}
training: {{models: {{fraud_model: {{from: velocity}}}}}}
rollback: {{plans: {{model: {{of: fraud_model, {plan}}}}}}}
"""
RAG = """
llm:
  components: {{index: {{kind: vector_index, embedded_by: embedder}}}}
  models: {{writer: {{task: generate}}, embedder: {{task: embed}}}}
  prompts: {{answer: {{version: v2}}}}
  retrieval: {{index: index, queries_embedded_by: embedder}}
rollback: {{plans: {{back: {{of: {of}, {plan}}}}}}}
"""


def trained(plan: str) -> Verdict:
    """Return what is said of the way back of a trained model."""
    return fact(TRAINED.format(plan=plan), ID).verdict


def test_what_the_old_version_needs_goes_back_or_was_tested() -> None:
    """Features and schema restored with it, or tested as they are; anything else is asked for."""
    assert trained("restores: [model, features], compatible_with: schema") is Verdict.HOLDS
    found = fact(TRAINED.format(plan="restores: model, compatible_with: schema"), ID)
    assert (found.verdict, found.needs) == (Verdict.UNKNOWN, (("rollback", "plans", "model", "compatible_with"),))
    assert trained("restores: model, compatible_with: {none: the schema moved on}") is Verdict.FAILS


def test_no_model_comes_back_where_rules_take_over() -> None:
    """A way back to rules needs no old version."""
    assert facts(TRAINED.format(plan="to: rules"), ID) == []


def test_an_embedder_goes_back_with_its_index() -> None:
    """Old vectors of questions find nothing among new ones of passages."""
    assert fact(RAG.format(of="embedder", plan="restores: model"), ID).verdict is Verdict.FAILS
    both = "restores: [model, index], compatible_with: prompt"
    assert fact(RAG.format(of="embedder", plan=both), ID).verdict is Verdict.HOLDS
    towers = "training: {models: {towers: {label: y}}}\nlabels: {sets: {y: {window: 1 d}}}\n"
    own = "components: {index: {kind: vector_index, embedded_by: towers}}\n"
    plan = "rollback: {plans: {back: {of: [towers, index], restores: model}}}"
    assert fact(towers + own + plan, ID).verdict is Verdict.FAILS
    assert fact(RAG.format(of="writer", plan="restores: model, compatible_with: index"), ID).verdict is Verdict.UNKNOWN


def test_an_index_replaced_in_place() -> None:
    """It needs an old version kept; none at all fails, one may be bad as well."""
    text = "components: {index: {kind: vector_index, blue_green: false%s}}"
    assert fact(text % ", retained_versions: 0", ID).verdict is Verdict.FAILS
    assert fact(text % ", retained_versions: 1", ID).verdict is Verdict.PLAUSIBLE
    assert fact(text % ", retained_versions: 2", ID).verdict is Verdict.HOLDS
    assert fact(text % "", ID).needs == (("components", "index", "retained_versions"),)
    assert facts(text.replace("false", "true") % "", ID) == []


def test_no_way_back_on_purpose_is_said_as_it_is() -> None:
    """A deliberate absence is no unknown."""
    text = "training: {models: {m: {label: y}}}\nlabels: {sets: {y: {window: 1 d}}}\nrollback: {none: we fix forward}"
    assert fact(text, ID).verdict is Verdict.FAILS
