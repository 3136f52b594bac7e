"""Every anti-pattern can be asked for by its id, and is found where the language shows it."""

from __future__ import annotations

import functools
import pathlib
from typing import Any

import pytest

from tests.facts.helpers import design
from workbench.facts import Fact, Verdict, compute, fact_kinds
from workbench.reading import read
from workbench.reading.dump import dump

SHOWN = pathlib.Path(__file__).parents[1] / "language" / "antipatterns.yaml"
FAILS, UNKNOWN, HOLDS = Verdict.FAILS, Verdict.UNKNOWN, Verdict.HOLDS
FOUND = [
    ("ap-skew", "one-transform", "velocity", FAILS),
    ("ap-time-leak", "point-in-time", "profile", FAILS),
    ("ap-target-leak", "target-ancestor", "dispute_history", FAILS),
    ("ap-split-leak", "split-leak", "groups", FAILS),
    ("ap-split-leak", "split-leak", "time", FAILS),
    ("ap-split-leak", "split-leak", "copies", FAILS),
    ("ap-selection-leak", "test-reuse", "test", FAILS),
    ("ap-no-baseline", "gain-reference", "recall", UNKNOWN),
    ("ap-metric-gap", "metric-fit", "accuracy", FAILS),
    ("ap-metric-gap", "metric-to-kpi", "accuracy", UNKNOWN),
    ("ap-loop", "feedback-loop", "clicks", FAILS),
    ("ap-hidden-loop", "hidden-loop", "ranker_a and ranker_b", UNKNOWN),
    ("ap-label-lag", "detection-lag", "recall_live", FAILS),
    ("ap-label-lag", "window-samples", "recall_live", FAILS),
    ("ap-orphan-alert", "alert-answered", "nobody_hears", UNKNOWN),
    ("ap-pii-vendor", "personal-data-to-third-party", "tickets->llm_vendor", FAILS),
    ("ap-pii-log", "personal-data-in-weaker-store", "memory_index", FAILS),
    ("ap-trifecta", "lethal-trifecta", "assistant", FAILS),
    ("ap-llm-exec", "model-text-run", "shell", FAILS),
    ("ap-acl-hole", "retrieval-rights", "passages_index", FAILS),
    ("ap-impossible-slo", "path-availability", "authorise", FAILS),
    ("ap-impossible-slo", "single-point", "decision", FAILS),
    ("ap-fake-fallback", "fallback-apart", "generator_api->cheap_api", FAILS),
    ("ap-fake-fallback", "stand-in-model", "generator_api->cheap_api", FAILS),
    ("ap-no-way-back", "rollback-time", "model", FAILS),
    ("ap-no-way-back", "way-back", "passages_index", Verdict.PLAUSIBLE),
    ("ap-ungated-retrain", "untrusted-screened", "trainer", FAILS),
]
"""The anti-pattern, the fact that looks for it, what it is found at in its example, and what is said there."""

GUARDED = [
    ("ap-time-leak", "point-in-time", "home_country"),
    ("ap-target-leak", "target-ancestor", "past_fraud"),
    ("ap-llm-exec", "model-text-run", "sql_runner"),
    ("ap-acl-hole", "retrieval-rights", "my_notes"),
]
"""What stands in the same examples as the guard against a false alarm: it holds, or is not judged at all."""

PATTERNS = (
    "ap-skew", "ap-time-leak", "ap-target-leak", "ap-split-leak", "ap-selection-leak", "ap-no-baseline",
    "ap-metric-gap", "ap-loop", "ap-hidden-loop", "ap-label-lag", "ap-orphan-alert", "ap-pii-vendor", "ap-pii-log",
    "ap-trifecta", "ap-llm-exec", "ap-acl-hole", "ap-impossible-slo", "ap-fake-fallback", "ap-no-way-back",
    "ap-ungated-retrain",
)  # fmt: skip


@functools.cache
def examples() -> dict[str, Any]:
    """Return the example of every anti-pattern as plain data."""
    data = read(SHOWN.read_text(encoding="utf-8"), "antipatterns.yaml").data
    assert isinstance(data, dict)
    return data


@functools.cache
def found(pattern: str) -> tuple[Fact, ...]:
    """Return every fact that follows from the example of an anti-pattern."""
    return compute(design(dump(examples()[pattern])))[1]


def test_every_pattern_has_a_fact() -> None:
    """All twenty are looked for, and nothing else claims to be one."""
    assert {k.pattern for k in fact_kinds().values()} - {""} == set(PATTERNS) == set(examples())


@pytest.mark.parametrize(("pattern", "kind", "subject", "verdict"), FOUND)
def test_a_pattern_is_found_where_it_is_shown(pattern: str, kind: str, subject: str, verdict: Verdict) -> None:
    """The example of each anti-pattern in the language is noticed by a fact of that pattern, at the right place."""
    assert fact_kinds()[kind].pattern == pattern
    assert [f.verdict for f in found(pattern) if (f.id, f.subject) == (kind, subject)] == [verdict]


@pytest.mark.parametrize(("pattern", "kind", "subject"), GUARDED)
def test_a_guard_is_no_alarm(pattern: str, kind: str, subject: str) -> None:
    """What the example shows as sound is never contradicted."""
    assert all(f.verdict is HOLDS for f in found(pattern) if (f.id, f.subject) == (kind, subject))


def test_every_pattern_is_covered_by_a_case() -> None:
    """No anti-pattern goes without an example in which it is found."""
    assert {row[0] for row in FOUND} == set(PATTERNS)
