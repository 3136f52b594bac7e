"""Alarms that lead somewhere."""

from __future__ import annotations

from tests.facts.helpers import fact, facts
from workbench.facts import Verdict

ID = "alert-answered"
TEXT = """
people: {{rota: {{on_call: true}}}}
training: {{components: {{trainer: trainer}}}}
monitoring:
  components: {{board: dashboard}}
  monitors: {{slow: {{watches: trainer, statistic: duration, above: 9 h{more}}}}}
"""


def verdict(more: str) -> Verdict:
    """Return what is said of one alarm."""
    return fact(TEXT.format(more=more), ID).verdict


def test_an_alarm_needs_someone_an_effect_and_a_runbook() -> None:
    """All three hold; what is left out is named."""
    assert verdict(", alerts: rota, action: page, runbook: slow.md") is Verdict.HOLDS
    found = fact(TEXT.format(more=", alerts: rota"), ID)
    assert found.verdict is Verdict.UNKNOWN
    at = ("monitoring", "monitors", "slow")
    assert found.needs == ((*at, "action"), (*at, "runbook"))


def test_an_alarm_that_is_to_reach_nobody_fails() -> None:
    """Left out on purpose, with nothing else in its place, is an alarm that changes nothing."""
    found = fact(TEXT.format(more=", alerts: {none: nobody is awake}"), ID)
    assert (found.verdict, found.at[-1]) == (Verdict.FAILS, "alerts")
    assert verdict(", alerts: rota, action: page, runbook: {none: self-evident}") is Verdict.PLAUSIBLE


def test_what_is_only_shown_is_no_alarm() -> None:
    """A dashboard is not held to the measure of an alarm, and gets no credit for one."""
    assert facts(TEXT.format(more=", by: board"), ID) == []


def test_what_a_monitor_sets_off_elsewhere_is_its_effect() -> None:
    """A rollout that stops on it, a mode it starts, a retraining it triggers: each is where it leads."""
    base = TEXT.format(more=", alerts: rota, runbook: slow.md")
    assert fact(base, ID).verdict is Verdict.UNKNOWN
    for wired in (
        "experimentation: {rollouts: {canary: {abort_on: slow}}}",
        "reliability: {modes: {rules_only: {when: slow}}}",
    ):
        assert fact(base + wired, ID).verdict is Verdict.HOLDS


def test_a_retraining_by_metric_needs_a_monitor_that_rings() -> None:
    """It must name one, and that one needs a threshold."""
    text = TEXT.format(more="") + "retraining: {triggers: {worse: {kind: metric, runs: trainer%s}}}"
    assert facts(text % "", ID)[1].needs == (("retraining", "triggers", "worse", "on"),)
    assert facts(text % ", on: slow", ID)[1].verdict is Verdict.HOLDS
    mute = text.replace(", above: 9 h", "") % ", on: slow"
    assert facts(mute, ID)[1].needs == (("monitoring", "monitors", "slow", "above"),)
