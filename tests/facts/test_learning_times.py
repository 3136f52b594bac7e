"""Feature values, labels, monitors and training runs in time: what contradicts them and what must not."""

from __future__ import annotations

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.facts.helpers import fact, facts
from workbench.facts import Fact, Verdict
from workbench.facts.subjects.training_load import young

HOLDS, PLAUSIBLE, FAILS, UNKNOWN = Verdict.HOLDS, Verdict.PLAUSIBLE, Verdict.FAILS, Verdict.UNKNOWN


@pytest.mark.parametrize(
    ("how", "verdict"),
    [
        ("join: as_of, available_after: 6 h, join_lag: 24 h", HOLDS),
        ("join: as_of, available_after: 6 h, join_lag: 1 h", FAILS),
        ("join: as_of, available_after: 6 h", UNKNOWN), ("join: as_of, join_lag: 2 h", FAILS),
        ("join: as_of, available_after: 1 h, join_lag: 24 h", FAILS), ("join: latest", FAILS),
        ("join: latest, logged: 100%", PLAUSIBLE),
    ],
)  # fmt: skip
def test_values_as_they_were_known(how: str, verdict: Verdict) -> None:
    """Data lands after 6 h: joining younger values, or being there before the data, is impossible."""
    text = f"data: {{d: {{available_after: 6 h}}}}\nfeatures: {{sets: {{f: {{from: d, {how}}}}}}}"
    assert fact(text, "point-in-time").verdict is verdict


def test_what_does_not_change_has_no_time() -> None:
    """A fixed attribute, one with a time since when it holds, and one that comes along are left alone."""
    for how in ("join: latest, fixed: true", "join: latest, valid_from: since", "join: none", "entity: card"):
        text = f"data: {{d: {{}}}}\nfeatures: {{sets: {{f: {{from: d, {how}}}}}}}"
        assert facts(text, "point-in-time") == []


def matured(label: str, window: str, more: str = "") -> Verdict:
    """Return what is said of a model with this label and window."""
    text = f"labels: {{sets: {{y: {{{label}}}}}}}\ntraining: {{models: {{m: {{label: y, window: {window}}}}}}}\n{more}"
    return fact(text, "label-maturity").verdict


def test_immature_labels() -> None:
    """Examples younger than the label's own rule, or its delay, have no labels yet; the stated rule comes first."""
    assert matured("delay: {p95: 30 d}", "build-120d..build-30d") is HOLDS
    assert matured("delay: {p95: 30 d}", "build-120d..build-10d") is FAILS
    assert matured("delay: {p95: 30 d}, mature_after: 7 d", "build-120d..build-10d") is HOLDS
    assert matured("window: 90 d", "build-120d..build-10d") is FAILS
    assert matured("delay: {p95: 20..36 d}", "build-120d..build-30d") is PLAUSIBLE
    assert matured("entity: card", "build-120d..build-30d") is UNKNOWN


def test_a_test_split_needs_its_labels_too() -> None:
    """A split the model is read on is held to the same age."""
    split = "evaluation: {splits: {test: {window: build-20d..build-1d}}, metrics: {r: {of: m, on: test, kind: recall}}}"
    assert matured("delay: {p95: 30 d}", "build-120d..build-30d", split) is FAILS


SEEN = """
requirements: {{load: {{mean: 2000/h}}}}
labels: {{sets: {{y: {{delay: {{{delay}}}, volume: 400/day}}}}}}
data: {{d: {{}}}}
monitoring:
  max_exposure: 7 d
  monitors:
    late: {{watches: y, label: y, statistic: recall, below: 0.5, min_samples: 2000, cadence: 1 d}}
    {more}
"""


def lag(more: str = "", delay: str = "p95: 30 d") -> Fact:
    """Return what is said of a monitor that needs labels."""
    return next(f for f in facts(SEEN.format(more=more, delay=delay), "detection-lag") if f.subject == "late")


def test_detection_after_the_harm() -> None:
    """36 d against 7 d: contradicted without a stand-in, kept by a quick one, not by a slow one."""
    assert (lag().verdict, lag().computed) == (FAILS, "36 d")
    quick = "soon: {watches: d, for: drift, statistic: psi, above: 0.1, min_samples: 5000, cadence: 1 h%s}"
    assert lag(quick % ", proxy_for: late").verdict is HOLDS
    assert lag(quick % "").verdict is PLAUSIBLE
    slow = "soon: {watches: d, statistic: mean, above: 1, window: 60 d, min_samples: 5M, proxy_for: late}"
    assert lag(slow).verdict is FAILS


def test_early_labels_may_show_it() -> None:
    """Where half of the labels come soon, the slow end of their delay contradicts nobody."""
    assert lag(delay="p50: 1 d, p95: 30 d").verdict is PLAUSIBLE


@given(st.integers(1, 60), st.integers(1, 60))
def test_later_labels_later_alarms(days: int, more: int) -> None:
    """The lag grows with the delay of labels."""
    early, late = (lag(delay=f"p95: {d} d").value or 0 for d in (days, days + more))
    assert early < late


ROWS = """
requirements: {{load: {{mean: 100/s}}, decision: {{task: {task}}}}}
data: {{d: {volume}}}
features: {{sets: {{f: {{from: d}}}}}}
drift: {{monitors: {{m: {{watches: {watches}, statistic: psi, above: 0.1, window: {window}, min_samples: 50k}}}}}}
"""


@pytest.mark.parametrize(
    ("volume", "watches", "window", "task", "verdict"),
    [
        ("{volume: 100/s}", "d", "1 h", "classification", HOLDS), ("{volume: 100/s}", "d", "1 min", "ranking", FAILS),
        ("{}", "f", "1 min", "classification", FAILS), ("{}", "f", "1 min", "ranking", PLAUSIBLE),
    ],
)  # fmt: skip
def test_rows_in_a_window(volume: str, watches: str, window: str, task: str, verdict: Verdict) -> None:
    """A monitor that can never fill is contradicted; the load of a ranking says nothing about its rows."""
    text = ROWS.format(volume=volume, watches=watches, window=window, task=task)
    assert fact(text, "window-samples").verdict is verdict


@pytest.mark.parametrize(
    ("every", "verdict"), [("12 d", HOLDS), ("11..15 d", FAILS), ("10..14 d", PLAUSIBLE), ("30 d", FAILS)]
)
def test_cadence_against_decay(every: str, verdict: Verdict) -> None:
    """0.5 pp at 0.04 pp a day last 12.5 d."""
    drift = "drift: {decay: 0.04 pp/day, tolerated_loss: 0.5 pp}"
    text = f"{drift}\nretraining: {{triggers: {{t: {{every: {every}}}}}}}"
    assert fact(text, "retraining-cadence").verdict is verdict


def test_an_alarm_may_retrain_sooner() -> None:
    """A slow schedule beside an alarm that starts training is no contradiction."""
    text = """
    drift: {decay: 0.04 pp/day, tolerated_loss: 0.5 pp, monitors: {m: {watches: d}}}
    data: {d: {}}
    retraining: {triggers: {slow: {kind: schedule, every: 30 d}, alarm: {kind: metric, on: m}}}
    """
    assert fact(text, "retraining-cadence").verdict is PLAUSIBLE


@pytest.mark.parametrize(
    ("lasts", "fails", "verdict"),
    [("9 h", "", HOLDS), ("15 h", "", PLAUSIBLE), ("15 h", ", fails_to: retry", FAILS), ("30 h", "", FAILS)],
)
def test_runs_within_their_schedule(lasts: str, fails: str, verdict: Verdict) -> None:
    """Half of the time is a rule of thumb; more than all of it is impossible, and so is a retry without time."""
    text = (
        f"training: {{models: {{m: {{duration: {lasts}}}}}}}\nretraining: {{triggers: {{t: {{every: 24 h}}}}{fails}}}"
    )
    assert fact(text, "training-in-time").verdict is verdict


@given(st.floats(1, 1e5), st.floats(1, 1e7))
def test_young_loses_least(takes: float, apart: float) -> None:
    """No other interval costs less: saving per interval, and half an interval per failure."""
    best = young(takes, apart)
    cost = [takes / t + t / (2 * apart) for t in (best / 2, best * 0.99, best, best * 1.01, best * 2)]
    assert min(cost) == pytest.approx(cost[2], rel=1e-3)
    assert math.isclose(young(120, 14_400) / 60, 31, abs_tol=0.02)


def test_checkpoints() -> None:
    """Far from the best interval is a waste, saving for longer than the interval is impossible."""
    text = "training: {models: {m: {checkpoint: {%s}, accelerator: {mean_time_between_failures: 4 h}}}}"
    for how, verdict in (
        ("every: 30 min, takes: 2 min", HOLDS), ("every: 5 h, takes: 2 min", PLAUSIBLE),
        ("every: 1 min, takes: 2 min", FAILS), ("every: 30 min", UNKNOWN),
    ):  # fmt: skip
        assert fact(text % how, "checkpoint-interval").verdict is verdict
