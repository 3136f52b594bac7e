"""Prose never earns: no evidence may rest on free words, and other free words change no outcome."""

from __future__ import annotations

from collections.abc import Callable
from copy import deepcopy
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from workbench.checks import Finding, bundled_checklist, judge_all
from workbench.checks.patterns import Pattern, misstep
from workbench.checks.prose import is_filled, is_prose, telling
from workbench.design import SystemDesign
from workbench.design.forms import Form, groups, rows_of
from workbench.design.monitoring import Monitor
from workbench.design.requirements import Clarified, Requirements
from workbench.library import scenarios_folder
from workbench.reading.files import read_file
from workbench.scoring import score

from .designs import COVERAGE, judging

FILES = sorted(scenarios_folder().glob("*/*.yaml"))
DESIGNS = [file for file in FILES if file.name != "scenario.yaml"]
STUFFING = (
    "A state-of-the-art drift monitor with canary rollout, rollback, A/B test, p99 latency of 100 ms, availability "
    "of 99.99%, retraining, feature store, golden set, guardrails, least privilege, fairness, calibration, oversight."
)
Change = Callable[[Any], Any]
GONE = object()


def reworded(value: Any, form: Form, change: Change) -> Any:
    """Return plain data in which every field of free words was changed; `GONE` takes the field away."""
    if isinstance(value, list):
        inner = form.inner or form
        kept = [reworded(item, inner, change) for item in value]
        return [item for item in kept if item is not GONE]
    if is_prose(form):
        return change(value) if isinstance(value, str) else value
    if not isinstance(value, dict) or set(value) == {"none"}:
        return value
    if form.sort == "entries" and form.inner:
        return {key: reworded(item, form.inner, change) for key, item in value.items()}
    return _in_group(value, form.group, change)


def _in_group(value: dict[str, Any], group: Any, change: Change) -> dict[str, Any]:
    if group is None:
        return value
    if len(value) == 1 and "->" in next(iter(value)):
        ((chain, facts),) = value.items()
        return {chain: _in_group(facts, group, change) if isinstance(facts, dict) else facts}
    forms = {row.key: row.form for row in rows_of(group)}
    new = {key: reworded(item, forms[key], change) if key in forms else item for key, item in value.items()}
    return {key: item for key, item in new.items() if item is not GONE}


def outcomes(data: Any) -> list[tuple[str, str, float, Any]]:
    """Return what every item says of a design, without the words it says it in."""
    return [(f.item, str(f.outcome), f.credit, f.at) for f in _judged(data)]


def _judged(data: Any) -> tuple[Finding, ...]:
    return judge_all((*COVERAGE.items, *READY.items), judging(data))


READY = bundled_checklist("readiness")


def _settling_facts(data: Any) -> Any:
    """Return a design whose questions settle no field of free words; without the words such a reference dangles."""
    data = deepcopy(data)
    clarified = data.get("requirements", {}).get("clarified", [])
    for entry in (*clarified, *data.get("decisions", {}).values()):
        named = entry.get("settles", [])
        paths = [named] if isinstance(named, str) else named
        entry["settles"] = [path for path in paths if not misstep(tuple(path.split(".")), SystemDesign)]
    return data


WHOLE = Form("group", model=SystemDesign)


def short(file: Any) -> str:
    """Return a file as people write it."""
    return f"{file.parent.name}/{file.name}"


@pytest.mark.parametrize("file", DESIGNS, ids=short)
def test_deleting_free_words(file: Any) -> None:
    """Without any of its free words a design gets the same outcomes and the same score."""
    data = _settling_facts(read_file(file).data)
    bare = reworded(data, WHOLE, lambda _: GONE)
    assert outcomes(bare) == outcomes(data)
    assert score(_judged(bare)) == score(_judged(data))


@settings(max_examples=12, deadline=None)
@given(st.sampled_from(DESIGNS), st.lists(st.sampled_from(STUFFING.split()), min_size=1, max_size=9))
def test_replacing_free_words(file: Any, words: list[str]) -> None:
    """With other words in every field of free words a design gets the same outcomes."""
    data = read_file(file).data
    assert outcomes(reworded(data, WHOLE, lambda _: " ".join(words))) == outcomes(data)


@settings(max_examples=25, deadline=None)
@given(st.sampled_from([design for item in (*COVERAGE.items, *READY.items) for design in item.examples.values()]))
def test_free_words_in_examples(data: dict[str, Any]) -> None:
    """The examples of items do not rest on free words either."""
    assert outcomes(reworded(data, WHOLE, lambda _: GONE)) == outcomes(data)


def stuffed(form: Form, sorts: tuple[str, ...], path: tuple[str, ...] = ()) -> Any:
    """Return plain data with every field of these sorts of text filled, in one entry of every group."""
    if form.sort in sorts:
        return STUFFING[:60] if form.sort == "name" else STUFFING
    if form.inner and (form.sort == "list" or (form.keys and form.keys.sort == "id")):
        inner = stuffed(form.inner, sorts, path)
        return None if inner is None else [inner] if form.sort == "list" else {"_".join(path): inner}
    if form.sort != "group" or form.model is None or len(path) > 6:
        return None
    filled = {row.key: stuffed(row.form, sorts, (*path, row.key)) for row in rows_of(form.model)}
    return {key: value for key, value in filled.items() if value is not None} or None


def _stuffed(*sorts: str) -> tuple[Finding, ...]:
    # A flow needs its chain, a scenario its name, and a choice one of its own options: nothing free words can be.
    data = {k: v for k, v in stuffed(WHOLE, sorts).items() if k not in ("flows", "scenario", "decisions")}
    assert str(data).count("drift monitor") > 50
    return _judged(data)


def test_stuffed_design() -> None:
    """A design full of the right words in the wrong fields scores nothing."""
    assert score(_stuffed("text")).points < 1


def test_stuffed_names() -> None:
    """Names that lead nowhere (versions, keys, labels of things) carry no item to full credit."""
    findings = _stuffed("text", "name")
    assert [f.item for f in findings if f.credit == 1] == []
    assert score(findings).points < 15


def test_stuffed_entries_are_empty() -> None:
    """An entry that holds nothing but free words counts as nothing."""
    entry = Monitor.model_validate({"note": STUFFING})
    assert not is_filled(entry)
    assert not is_filled(Requirements.model_validate({"goal": STUFFING, "clarified": [{"ask": "?", "answer": "!"}]}))
    assert is_filled(Monitor.model_validate({"above": "1%"}))
    assert is_filled({"lake": None})
    assert not is_filled({"lake": Clarified.model_validate({"ask": "?"})})


def test_no_word_looks_at_free_words() -> None:
    """Whatever field of free words a condition names, it is refused; every other field is a lawful end."""
    for group in groups():
        for row in rows_of(group):
            wrong = misstep((row.key,), group)
            assert bool(wrong and "free words" in wrong.message) == is_prose(row.form)


def test_telling_fields() -> None:
    """A question and its answer tell nothing; the field they settle does."""
    assert telling(Clarified) == ("settles",)
    assert Pattern(("requirements", "clarified", "*", "settles")).place == ("requirements", "clarified")
