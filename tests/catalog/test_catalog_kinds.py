"""The kinds of component and their traits."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from workbench.catalog import SECTIONS, Kind, glyphs, kinds, nearest_kind, traits
from workbench.catalog.kinds import load_kinds
from workbench.catalog.rows import FOLDER
from workbench.errors import InputError

EXPECTED = """
client external_system vendor_api data_source event_stream message_queue batch_ingest change_data_capture connector
validator quarantine data_lake warehouse object_store database document_store graph_database stream_processor
batch_processor workflow_orchestrator scheduler feature_store online_store offline_store cache feature_pipeline
label_store label_join annotation_tool feedback_collector trainer tuner fine_tuner experiment_tracker registry
artifact_store evaluator golden_set_store judge release_gate approval ci_cd api_gateway load_balancer web_app
backend_service online_endpoint batch_scorer stream_scorer edge_runtime embedding_service ranker candidate_generator
rules_engine policy_engine explainer llm llm_gateway prompt_registry vector_index search_index retriever reranker
document_parser chunker orchestrator agent tool code_sandbox guardrail human_review case_queue experiment_platform
shadow_endpoint traffic_splitter monitor metrics_store log_store trace_store dashboard alerting drift_detector redactor
tokeniser secret_store identity_provider key_store firewall audit_log access_filter feature_flag kill_switch
backup_store cost_monitor
"""

TRAITS = {
    "cache": "stores caches answers",
    "llm": "predicts generates answers serves",
    "vendor_api": "third_party answers",
    "validator": "validates computes",
    "data_lake": "stores holds_state",
    "online_endpoint": "requests answers serves predicts computes",
    "api_gateway": "requests answers routes",
    "shadow_endpoint": "predicts computes requests",
    "release_gate": "gates",
    "approval": "gates",
    "human_review": "reviews",
    "quarantine": "quarantines stores holds_state",
    "redactor": "redacts computes",
    "access_filter": "authorises computes",
    "client": "user requests",
}


@pytest.mark.parametrize("kind", kinds().values(), ids=lambda kind: kind.id)
def test_every_kind_is_complete(kind: Kind) -> None:
    """A kind has a known section, known traits, a drawing, a short title and a one-sentence summary."""
    assert re.fullmatch(r"[a-z][a-z0-9]*(_[a-z0-9]+)*", kind.id)
    assert kind.section in SECTIONS
    assert kind.traits
    assert kind.traits <= traits().keys()
    assert kind.glyph in glyphs()
    assert 2 < len(kind.title) <= 26
    assert kind.summary.endswith(".")
    assert ". " not in kind.summary


def test_the_words_people_use_in_designs_have_a_kind() -> None:
    """Every kind that the language promises is there, and every section is home to one."""
    assert set(EXPECTED.split()) <= kinds().keys()
    assert {kind.section for kind in kinds().values()} == set(SECTIONS)


def test_every_trait_is_explained_and_used() -> None:
    """A trait says what it means in one sentence and some kind has it."""
    used = {trait for kind in kinds().values() for trait in kind.traits}
    assert used == traits().keys()
    assert all(meaning.endswith(".") for meaning in traits().values())


@pytest.mark.parametrize(("kind", "expected"), TRAITS.items())
def test_the_traits_checks_lean_on(kind: str, expected: str) -> None:
    """The kinds that checks turn on have exactly the traits that were agreed."""
    assert kinds()[kind].traits == set(expected.split())


@pytest.mark.parametrize(
    ("trait", "needs"),
    [
        ("serves", "predicts answers"),
        ("generates", "predicts answers"),
        ("embeds", "predicts"),
        ("trains", "computes"),
        ("indexes", "stores holds_state answers"),
        ("keeps_features", "stores holds_state"),
        ("keeps_cases", "stores holds_state"),
        ("registers", "stores holds_state"),
        ("quarantines", "stores"),
        ("logs", "stores holds_state"),
        ("plans", "orchestrates requests"),
        ("routes", "requests answers"),
        ("retrieves", "answers"),
        ("decides", "answers computes"),
        ("effectful", "computes"),
    ],
)
def test_traits_that_follow_from_others(trait: str, needs: str) -> None:
    """Where one trait makes no sense without another, no kind has it alone."""
    lacking = [kind.id for kind in kinds().values() if trait in kind.traits and not set(needs.split()) <= kind.traits]
    assert not lacking


def test_traits_that_exclude_each_other() -> None:
    """A cache can be lost, a shadow serves nobody, and only what others run by nature is third party."""
    for kind in kinds().values():
        assert not {"caches", "holds_state"} <= kind.traits
        assert not {"gates", "reviews"} <= kind.traits
    assert "serves" not in kinds()["shadow_endpoint"].traits
    assert {k.id for k in kinds().values() if "third_party" in k.traits} == {"vendor_api", "external_system"}


@pytest.mark.parametrize("kind", kinds().values(), ids=lambda kind: kind.id)
def test_every_alias_leads_to_its_kind(kind: Kind) -> None:
    """The id, the title and each word people type instead all find the kind."""
    assert {nearest_kind(word) for word in (kind.id, kind.title, *kind.aliases)} == {kind.id}


@pytest.mark.parametrize(
    ("word", "kind"),
    [
        ("kafka", "event_stream"),
        ("Vector DB", "vector_index"),
        ("validater", "validator"),
        ("retreiver", "retriever"),
        ("embeddings", "embedding_service"),
        ("feature-store", "feature_store"),
        ("LLMs", "llm"),
        ("dlq", "quarantine"),
        ("kitchen_sink", ""),
        ("", ""),
    ],
)
def test_nearest_kind(word: str, kind: str) -> None:
    """Other spellings, other names and small typos find the kind; nonsense finds nothing."""
    assert nearest_kind(word) == kind


@settings(deadline=None)
@given(st.text(max_size=40))
def test_any_word_finds_a_kind_or_nothing(word: str) -> None:
    """Whatever is typed, the answer is a known kind or empty."""
    found = nearest_kind(word)
    assert found == "" or found in kinds()


def test_a_new_kind_is_one_new_line(tmp_path: Path) -> None:
    """Each kind stands on one line of the file, and one more line is one more kind."""
    text = (FOLDER / "kinds.yaml").read_text(encoding="utf-8")
    assert sum(1 for line in text.splitlines() if line and not line.startswith("#")) == len(kinds())
    line = "toaster: {title: Toaster, section: serving, glyph: gear, traits: computes, summary: Makes toast.}\n"
    (tmp_path / "kinds.yaml").write_text(text + line, encoding="utf-8")
    assert load_kinds(tmp_path / "kinds.yaml", traits())["toaster"].traits == {"computes"}


def test_all_mistakes_of_a_file_are_told_at_once(tmp_path: Path) -> None:
    """Each mistake is told with its line, what was expected and the nearest right word."""
    (tmp_path / "kinds.yaml").write_text(
        "one: {title: One, section: servng, glyph: gear, traits: computs stores, summary: Is one.}\n"
        "two: {title: Two, section: serving, glyph: gear, traits: stores, sumary: Is two., aliases: one}\n"
        "two: {title: Again, section: serving, glyph: gear, traits: stores, summary: Is twice.}\n"
        "three: plain words\n"
        "four: {title: Four, title: Vier, section: serving, glyph: [gear], traits: stores, summary: Four.}\n",
        encoding="utf-8",
    )
    with pytest.raises(InputError) as caught:
        load_kinds(tmp_path / "kinds.yaml", traits())
    told = str(caught.value)
    for part in [
        "kinds.yaml:1:1: one: unknown word 'computs' in 'traits'; expected a known id; did you mean 'computes'?",
        "kinds.yaml:1:1: one: unknown word 'servng' in 'section'; expected a known id; did you mean 'serving'?",
        "kinds.yaml:2:1: two: alias 'one' already stands for 'one'",
        "kinds.yaml:2:1: two: field 'summary' is missing",
        "two: unknown field 'sumary'",
        "kinds.yaml:3:1: two: this id is given twice",
        "kinds.yaml:4:1: three: this is no row",
        "kinds.yaml:5:1: four: 'glyph' is not a plain text",
        "kinds.yaml:5:1: four: field 'title' is given twice",
    ]:
        assert part in told


@pytest.mark.parametrize("text", ["", "- a\n- b\n", "a: {b: c\n", "\tx: y\n"])
def test_a_broken_file_is_told_plainly(tmp_path: Path, text: str) -> None:
    """A file that is no map of rows, or no YAML at all, is told as one problem of ours."""
    (tmp_path / "kinds.yaml").write_text(text, encoding="utf-8")
    with pytest.raises(InputError):
        load_kinds(tmp_path / "kinds.yaml", traits())
