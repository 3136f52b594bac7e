"""Loading a checklist: every mistake at once, each at its line, with the nearest right word."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from workbench.checks import bundled_checklist, bundled_names, load_checklist
from workbench.checks.checklist import checklist_of
from workbench.errors import InputError, Problem
from workbench.reading import read

HEAD = """id: mine
title: Mine
summary: For a test.
items:
"""
ITEM = """  - id: {id}
    title: T
    why: W
    advice: A
    severity: minor
    section: monitoring
    {more}
"""
BROKEN = """id: broken
title: Broken
summary: All sorts of mistakes.
items:
  - id: Bad_Id
    section: monitring
    severity: huge
    title: T
    why: W
    facts: [request-latncy]
    at: monitoring.monitrs
    evidence:
      declared: {fild: monitoring.monitors.*}
      partly: {some: {of: monitoring.monitors.*, has: [alert, [above, belw]]}}
      bound:
        all_of:
          - filled: [monitoring.monitors.*, monitoring.monitor.*]
          - component: {trait: [serve, predicts], kind: [lm], section: [servin]}
          - filled: requirements.goal
          - word: {at: evaluation.splitting.by, words: [tim]}
          - fact: {id: single-pont, verdict: [hold]}
          - reaches: {to: {trait: [trains]}}
          - some: {of: decisions.*, where: {chos: [a]}, has: [question]}
          - {}
          - filled: people.*
            each: {of: people.*, has: [on_call]}
          - all_of: []
    ghost: {kind: drift_detctor, title: x, section: drft}
    shows_on: {trait: [serv]}
    patch:
      - at: rollback.plan.x
        put: {of: y}
    examples: {met: {}, gaps: {}}
  - id: twice
    title: T
    severity: minor
  - id: twice
    title: T
"""
EXPECTED = [
    (5, "'Bad_Id' cannot be an item id", ""),
    (5, "'advice' is missing here", ""),
    (6, "'monitring' is not a section", "monitoring"),
    (7, "'huge' is not a word this field knows", ""),
    (10, "'request-latncy' is not a fact", "request-latency"),
    (11, "'monitrs' is not a field of monitoring", "monitors"),
    (13, "'fild' is not a field of declared", "filled"),
    (14, "'alert' is not a field of monitoring.monitors.*", "alerts"),
    (14, "'belw' is not a field of monitoring.monitors.*", "below"),
    (17, "'monitor' is not a field of monitoring", "monitors"),
    (18, "'serve' is not a trait", "serves"),
    (18, "'lm' is not a kind of component", "llm"),
    (18, "'servin' is not a section", "serving"),
    (19, "'requirements.goal' holds free words, which earn nothing", ""),
    (20, "'tim' is not a word of by", "time"),
    (21, "'single-pont' is not a fact", "single-point"),
    (21, "'hold' is not a verdict", "holds"),
    (22, "'start' is missing here", ""),
    (23, "'chos' is not a field of decisions.*", "chose"),
    (23, "'decisions.*.question' holds free words, which earn nothing", ""),
    (24, "a condition is exactly one word", ""),
    (26, "a condition is one word, and this one already has 'filled'", ""),
    (27, "nothing stands in this all_of", ""),
    (28, "'drift_detctor' is not a kind of component", "drift_detector"),
    (28, "'drft' is not a section", "drift"),
    (29, "'serv' is not a trait", "serves"),
    (31, "'plan' is not a field of rollback", "plans"),
    (33, "'gaps' is not a word this field knows", "gap"),
    (37, "a second item is called 'twice'", ""),
]


def wrong(text: str) -> tuple[Problem, ...]:
    """Return every problem of a checklist."""
    with pytest.raises(InputError) as error:
        checklist_of(read(text, "mine.yaml"))
    return error.value.problems


def test_everything_at_once() -> None:
    """A checklist full of mistakes tells each of them in one go, at its line, with the nearest right word."""
    told = [(p.mark.line, p.message, p.nearest) for p in wrong(BROKEN)]
    assert [row for row in EXPECTED if row not in told] == []


def test_in_our_words() -> None:
    """No sentence of a library, and no place at the top of the file for a mistake further down."""
    for problem in wrong(BROKEN):
        assert problem.mark.line > 4
        assert not any(word in problem.message.lower() for word in ("pydantic", "validation", "dictionary", "nonetype"))


@pytest.mark.parametrize(
    ("evidence", "column", "message"),
    [
        ("{bound: {filled: people.*, each: {of: people.*}}}", 42, "a condition is one word"),
        ("{bound: {filled: [people.*, goal]}}", 43, "'goal' is not a field"),
        ("{bound: {refers: {field: slas.*.entry, to: {trait: [answer]}}}}", 67, "'answer' is not a trait"),
        ("{bound: {covers: {names: people.*}}}", 24, "'by' is missing here"),
        ("{bound: {number: {at: slas.*.tier}}}", 24, "this number has no limit to keep"),
        ("{bound: {word: {at: slas.*.entry}}}", 24, "no word is asked for"),
        ("{bound: {filled: []}}", 24, "nothing stands in this list"),
        ("{}", 5, "nothing here earns anything"),
        ("{bound: {component: {where: {authn: [odic]}}}}", 52, "'odic' is not a word of authn"),
        ("{bound: {compare: {of: slas.*, left: rpo, right: rtoo, is: at_most}}}", 57, "'rtoo' is not a field"),
    ],
)
def test_as_deep_as_possible(evidence: str, column: int, message: str) -> None:
    """A mistake inside a condition is told at the very word that is wrong."""
    found = wrong(HEAD + ITEM.format(id="mine-a", more=f"evidence: {evidence}"))
    assert [(p.mark.line, p.mark.column) for p in found] == [(11, column)]
    assert found[0].message.startswith(message)


@pytest.mark.parametrize(
    "text", ["just words", "- a\n- b", "items: 5", "id: x\nitems: [5, {}]", "{}", "items:\n  x: {}"]
)
def test_no_checklist_at_all(text: str) -> None:
    """What is no checklist is refused in words, never with a traceback."""
    assert wrong(text)


def test_a_small_checklist() -> None:
    """A checklist of one item with one condition is enough."""
    text = HEAD + ITEM.format(id="mine-a", more="evidence: {bound: {filled: people.*}}")
    mine = checklist_of(read(text, "mine.yaml"))
    assert [item.id for item in mine.items] == ["mine-a"]
    assert mine.item("mine-a").due == "mid"


def test_items_by_id() -> None:
    """An item that is not there is answered with the nearest one."""
    with pytest.raises(InputError, match="did you mean 'cov-rollback'"):
        bundled_checklist().item("cov-rolback")


def test_bundled() -> None:
    """The coverage checklist ships, and another name is answered with the nearest one."""
    assert "coverage" in bundled_names()
    with pytest.raises(InputError, match="did you mean 'coverage'"):
        bundled_checklist("coverag")


def test_no_file(tmp_path: Path) -> None:
    """A file that is not there is a problem like any other."""
    with pytest.raises(InputError):
        load_checklist(tmp_path / "none.yaml")


def test_notes_are_welcome() -> None:
    """A note may stand in any group of a checklist, a condition included."""
    more: Any = "evidence: {bound: {filled: people.*, note: agreed in May}}"
    assert checklist_of(read(HEAD + ITEM.format(id="mine-a", more=more), "mine.yaml")).items
