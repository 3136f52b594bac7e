"""What a load test has shown, and whether a batch fits its window twice."""

from __future__ import annotations

import pytest

from workbench.facts import Fact, Verdict

from .helpers import facts

SYSTEM = """
slas: {authorise: {entry: decision, latency: {p99: 100 ms}, load: {peak: 1k/s}}}
serving:
  components: {decision: online_endpoint, scorer: {kind: batch_scorer, runtime: 2 h}}
"""


def shown(test: str) -> Fact:
    """Return the fact about one load test."""
    (found,) = facts(f"{SYSTEM}  load_tests: {{{test}}}\n", "load-tested")
    return found


@pytest.mark.parametrize(
    ("test", "verdict"),
    [
        ("a: {of: authorise, rate: 1.2k/s, p99: 90 ms}", Verdict.HOLDS),
        ("a: {of: authorise, rate: 1.1k/s, p99: 90 ms}", Verdict.PLAUSIBLE),
        ("a: {of: authorise, rate: 900/s, p99: 90 ms}", Verdict.FAILS),
        ("a: {of: authorise, rate: 2k/s, p99: 101 ms}", Verdict.FAILS),
        ("a: {of: authorise, rate: 2k/s}", Verdict.UNKNOWN),
        ("a: {of: authorise, p99: 90 ms}", Verdict.UNKNOWN),
        (
            "a: {of: authorise, rate: 900/s, p99: 90 ms, on: 2026-01-02}, "
            "b: {of: authorise, rate: 2k/s, p99: 90 ms, on: 2026-05-02}",
            Verdict.HOLDS,
        ),
    ],
)
def test_load_test(test: str, verdict: Verdict) -> None:
    """The last test of a promise has to go a fifth beyond the peak and stay within the promise."""
    assert shown(test).verdict is verdict


def test_other_tests_say_nothing() -> None:
    """A test that names no promise is no evidence about one."""
    assert facts(f"{SYSTEM}  load_tests: {{a: {{rate: 9k/s, p99: 1 ms}}}}\n", "load-tested") == []


@pytest.mark.parametrize(
    ("window", "verdict"),
    [
        ("{by: scorer, window: 4 h}", Verdict.HOLDS),
        ("{by: scorer, window: 3..5 h}", Verdict.PLAUSIBLE),
        ("{by: scorer, window: 3 h}", Verdict.FAILS),
        ("{by: scorer}", Verdict.UNKNOWN),
    ],
)
def test_batch(window: str, verdict: Verdict) -> None:
    """A batch has to fit its window twice, so that a failed run can be repeated."""
    (found,) = facts(f"{SYSTEM}  batch: {{nightly: {window}}}\n", "batch-in-window")
    assert found.verdict is verdict
