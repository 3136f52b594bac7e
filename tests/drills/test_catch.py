"""What notices: the lag of the monitors that are wired, and why one does not count."""

from __future__ import annotations

import pytest

from tests.drills.helpers import row

DESIGN = """
slas: {{ask: {{entry: api, availability: 99.9%, window: 30 d}}}}
components: {{api: backend_service, model: online_endpoint, metrics: metrics_store}}
people: {{duty: {{}}}}
labels: {{sets: {{truth: {{delay: {{p95: 3 d}}, volume: 1000/day}}}}}}
monitoring: {{monitors: {{m: {{{monitor}}}}}}}
flows: [{{api -> model: {{call: sync}}}}]
"""


def caught(monitor: str) -> tuple[float | None, str]:
    """Return the lag of a monitor when the model is lost, or why it does not count."""
    found = row(DESIGN.format(monitor=monitor), "component-loss:model")
    return (found.catches[0].lag, "") if found.catches else (-1.0, found.unseen)


@pytest.mark.parametrize(
    ("monitor", "lag"),
    [
        # Half of the requests must fail before the rate shows it; the next value is a minute away.
        ("watches: model, statistic: error_rate, above: 50%, window: 10 min, cadence: 1 min, alerts: duty", 360),
        ("watches: model, statistic: heartbeat, below: 1, window: 30 s, cadence: 10 s, alerts: duty", 40),
        # 14.4 times an even spending of 0.1% is 1.44% of an hour of full outage.
        ("watches: ask, statistic: burn_rate, above: 14.4, window: 1 h, cadence: 1 min, alerts: duty", 111.84),
        ("watches: ask, statistic: p99, above: 1 s, window: 5 min, alerts: duty", 600),
    ],
)
def test_lag_is_window_and_cadence(monitor: str, lag: float) -> None:
    """The longest time until an alarm follows from window, cadence and threshold."""
    assert caught(monitor)[0] == pytest.approx(lag)


@pytest.mark.parametrize(
    ("monitor", "why"),
    [
        ("watches: model, note: a dashboard", "m watches model, but has no threshold"),
        ("watches: model, above: 1%", "m watches model, but tells nobody and sets nothing off"),
        ("watches: model, statistic: cost, above: 1, alerts: duty", "what it computes does not show this"),
        ("watches: metrics, statistic: error_rate, above: 1%, window: 1 min, alerts: duty", "no monitor watches model"),
        (
            "watches: model, statistic: error_rate, above: 1%, window: 1 min, alerts: duty, by: model",
            "model, which computes it, is gone as well",
        ),
    ],
)
def test_a_monitor_counts_only_when_it_is_wired(monitor: str, why: str) -> None:
    """No threshold, nobody told, the wrong thing watched or computed: then it notices nothing, and that is said."""
    lag, said = caught(monitor)
    assert lag == -1
    assert why in said


def test_an_unknown_lag_is_named() -> None:
    """A monitor without a window notices at a time nobody can tell; the place to state it is given."""
    found = row(
        DESIGN.format(monitor="watches: model, statistic: error_rate, above: 1%, alerts: duty"), "component-loss:model"
    )
    assert found.catches[0].lag is None
    assert found.catches[0].needs == (("monitoring", "monitors", "m", "window"),)


def test_labels_are_waited_for() -> None:
    """A monitor that needs labels is as slow as the fact about it says."""
    text = DESIGN.format(
        monitor="watches: net, statistic: recall, below: 60%, label: truth, min_samples: 1k, cadence: 1 d, action: page"
    )
    text = text.replace("model: online_endpoint", "model: {kind: online_endpoint, runs: net}")
    found = row(text + "training: {models: {net: {label: truth}}}\n", "bad-model:net")
    assert found.catches[0].lag == pytest.approx((3 + 1 + 1) * 86_400)
