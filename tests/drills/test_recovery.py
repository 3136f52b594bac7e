"""When it is back, and whether the error budget holds that."""

from __future__ import annotations

import pytest

from tests.drills.helpers import row
from workbench.drills import Outcome, PromiseRow

DESIGN = """
slas: {{ask: {{entry: api, availability: {goal}, window: 30 d}}}}
components: {{api: backend_service, model: {{kind: online_endpoint{model}}}, rules: rules_engine}}
people: {{duty: {{}}}}
monitoring:
  monitors: {{m: {{watches: model, statistic: heartbeat, below: 1, window: 1 min, cadence: 1 min, alerts: duty}}}}
reliability: {{{more}}}
flows: [{{api -> model: {{call: sync}}}}]
"""


def lost(goal: str = "99.9%", model: str = "", more: str = "") -> PromiseRow:
    """Return the row of losing the model."""
    return row(DESIGN.format(goal=goal, model=model, more=more), "component-loss:model")


def test_noticed_and_mended_within_the_budget() -> None:
    """Two minutes of noticing and ten of mending fit into 43.2 min and not into 4.32."""
    found = lost(more="incidents: {mitigate: 10 min}")
    assert found.outcome is Outcome.DOWN
    assert found.recovery
    assert found.recovery.seconds == pytest.approx(720)
    assert found.recovery.share == pytest.approx(12 / 43.2)
    assert found.held is True
    assert lost("99.99%", more="incidents: {mitigate: 10 min}").held is False


def test_what_is_not_stated_is_named() -> None:
    """Without a time to mend nothing is decided, and the place to state it is given."""
    found = lost()
    assert found.held is None
    assert found.recovery
    assert found.recovery.needs == (("reliability", "incidents", "mitigate"),)


def test_a_rehearsal_and_an_rto_speak_for_the_box() -> None:
    """A dated rehearsal of losing it comes before its RTO, and both before an ordinary incident."""
    incidents = "incidents: {mitigate: 10 min}"
    assert lost(model=", rto: 1 h", more=incidents).recovery.seconds == 3600  # type: ignore[union-attr]
    rehearsed = f"{incidents}, drills: {{once: {{on: 2026-10-01, took: 7 min, loses: model, kind: component}}}}"
    assert lost(model=", rto: 1 h", more=rehearsed).recovery.seconds == 420  # type: ignore[union-attr]
    planned = rehearsed.replace("2026-10-01", "2027-10-01")
    assert lost(model=", rto: 1 h", more=planned).recovery.seconds == 3600  # type: ignore[union-attr]


def test_what_a_stand_in_does_not_handle_is_spent() -> None:
    """A fallback that handles 90% of cases costs a tenth of the time until the original is back."""
    found = lost(model=", fallback: rules, fallback_works: 90%", more="incidents: {mitigate: 8 min}")
    assert found.outcome is Outcome.DEGRADED
    assert found.recovery
    assert found.recovery.spent == pytest.approx(60)


def test_unnoticed_never_holds() -> None:
    """What nobody notices does not hold, however quickly something else answers."""
    text = DESIGN.format(goal="99.9%", model=", fallback: rules", more="").replace("alerts: duty", "note: x")
    assert row(text, "component-loss:model").held is False
