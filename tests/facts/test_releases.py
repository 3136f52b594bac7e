"""New versions on their way to users, and data on its way into training."""

from __future__ import annotations

from tests.facts.helpers import fact, facts
from workbench.facts import Verdict

GATED = "release-gated"
MODEL = """
training:
  components: {{trainer: trainer, registry: registry, eval: evaluator, gate: release_gate}}
  models: {{m: {{by: trainer}}}}
serving: {{components: {{scorer: online_endpoint, shadow: shadow_endpoint}}}}
evaluation: {{metrics: {{auc: {{kind: auc_pr}}}}, gates: {{{gates}}}}}
retraining: {{triggers: {{daily: {{kind: schedule, every: 1 d}}}}{retraining}}}
flows:
  - {way}
  - {more}
"""


def text(way: str, *, gates: str = "", retraining: str = "", more: str = "eval -> gate") -> str:
    """Return a model on its way."""
    return MODEL.format(way=way, gates=gates, retraining=retraining, more=more)


def gated(way: str, **more: str) -> Verdict:
    """Return what is said of the way of a model to the scorer."""
    return next(f.verdict for f in facts(text(way, **more), GATED) if f.subject == "scorer")


def test_a_way_without_a_gate_fails_and_is_shown() -> None:
    """Training, registry, endpoint: nothing could stop a bad version."""
    found = fact(text("trainer -> registry -> scorer"), GATED)
    assert found.verdict is Verdict.FAILS
    assert (found.steps, found.broken) == (("trainer -> registry -> scorer",), ("registry->scorer",))
    assert gated("trainer -> registry -> [gate, scorer]") is Verdict.FAILS


def test_a_gate_on_every_way_holds() -> None:
    """By its kind, by the gate it carries out, or as a filter of the arrow; a way past it fails."""
    assert gated("trainer -> registry -> gate -> scorer") is Verdict.HOLDS
    assert gated("trainer -> eval -> registry -> scorer", gates="release: {by: eval}") is Verdict.HOLDS
    assert gated("trainer -> registry -> scorer: {kind: deploy, through: gate}") is Verdict.HOLDS
    past = "trainer -> scorer: {kind: deploy, carries: m}"
    assert gated("trainer -> registry -> gate -> scorer", more=past, retraining=", through: gate") is Verdict.FAILS


def test_a_shadow_answers_nobody() -> None:
    """What only runs in shadow needs no gate."""
    assert facts(text("trainer -> registry -> shadow"), GATED) == []


def test_what_may_stop_a_version_is_no_gate_yet() -> None:
    """An evaluator without a gate, a person, or an experiment may stop a bad version."""
    assert gated("trainer -> eval -> registry -> scorer") is Verdict.PLAUSIBLE
    assert gated("trainer -> registry -> scorer", retraining=", automatic: false") is Verdict.PLAUSIBLE
    assert gated("trainer -> registry -> scorer: {trigger: manual}") is Verdict.PLAUSIBLE


def test_a_gate_may_be_said_rather_than_drawn() -> None:
    """What every new version passes counts unless flows show otherwise; a gate nobody carries out is asked about."""
    undrawn = ", through: release"
    assert gated("trainer -> registry -> scorer", gates="release: {alpha: 5%}", retraining=undrawn) is Verdict.HOLDS
    found = fact(text("trainer -> registry -> scorer", gates="release: {alpha: 5%}"), GATED)
    assert found.needs == (("evaluation", "gates", "release", "by"),)


def test_a_model_may_be_fetched() -> None:
    """A reply that brings a model is a way as well; data that goes from a trainer elsewhere is none."""
    assert gated("trainer -> registry: m", more="scorer -> registry: {returns: m}") is Verdict.FAILS
    beside = text("trainer -> runs -> scorer").replace("gate: release_gate", "gate: release_gate, runs: log_store")
    assert facts(beside, GATED) == []
