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


SCREENED = "untrusted-screened"
STRANGERS = """
data: {{reviews: {{classes: {classes}, source: shoppers}}, passages: {{from: reviews}}}}
outside: {{shoppers: {{kind: client{trust}}}}}
components:
  screen: {{kind: validator{checks}}}
  lake: data_lake
  trainer: trainer
  index: vector_index
  chunker: chunker
flows:
  - {first}
  - {second}
{more}
"""


def screened(first: str, second: str = "chunker -> index: passages", **more: str) -> Verdict | None:
    """Return what is said of reviews on their way into training or the index."""
    given = {"classes": "untrusted", "trust": "", "checks": "", "more": "", **more}
    found = facts(STRANGERS.format(first=first, second=second, **given), SCREENED)
    return found[0].verdict if found else None


def test_strangers_into_training_unscreened_fail() -> None:
    """Reviews that train a model with nothing in between; the way is shown."""
    text = STRANGERS.format(first="shoppers -> lake -> trainer: reviews", second="lake -> chunker: reviews",
                            classes="untrusted", trust="", checks="", more="")  # fmt: skip
    found = fact(text, SCREENED)
    assert found.verdict is Verdict.FAILS
    assert found.steps == ("shoppers -> lake -> trainer",)


def test_a_screen_on_every_way_holds() -> None:
    """It has to look for more than form, and to stand on every way; what is made of screened data is screened."""
    way = "shoppers -> screen -> lake -> trainer: reviews"
    assert screened(way, checks=", checks: [schema, anomaly]") is Verdict.HOLDS
    assert screened(way, checks=", checks: [schema]") is Verdict.PLAUSIBLE
    assert screened(way) is Verdict.UNKNOWN
    assert screened("shoppers -> [screen, lake]: reviews", "lake -> trainer: reviews", checks=", checks: anomaly") is (
        Verdict.FAILS
    )
    good = ", checks: [injection]"
    assert screened("shoppers -> screen -> chunker: reviews", checks=good) is Verdict.HOLDS
    assert screened("shoppers -> chunker: reviews", checks=good) is Verdict.FAILS


def test_a_guard_that_retraining_names_counts_unless_it_is_passed_by() -> None:
    """Said rather than drawn it holds; drawn beside the way it does not."""
    way, said = "shoppers -> lake -> trainer: reviews", "retraining: {poison_guard: screen}"
    assert screened(way, more=said) is Verdict.HOLDS
    assert screened(way, second="lake -> screen: reviews", more=said) is Verdict.FAILS


def test_the_public_is_not_trusted_and_partners_are() -> None:
    """Data without a class counts by the zone it comes from."""
    way = "shoppers -> lake -> trainer: reviews"
    assert screened(way, classes="internal", trust=", trust: public") is Verdict.FAILS
    assert screened(way, classes="internal", trust=", trust: partner") is None


def test_arrows_that_say_nothing_are_asked() -> None:
    """A lake full of reviews that sends something to training may send these."""
    text = STRANGERS.format(first="shoppers -> lake: reviews", second="lake -> trainer",
                            classes="untrusted", trust="", checks="", more="")  # fmt: skip
    found = fact(text, SCREENED)
    assert (found.verdict, found.needs) == (Verdict.UNKNOWN, (("flows", 1, "carries"),))


def test_a_question_put_to_an_index_is_not_kept_in_it() -> None:
    """What users ask is answered from the index, and does not get into it."""
    asked = "shoppers -> index: {carries: reviews, returns: passages}"
    assert screened(asked, second="screen -> lake") is None


def test_what_is_made_out_of_sight_may_have_been_screened() -> None:
    """Passages of reviews that no flow brings to where they are made are asked about."""
    assert screened("shoppers -> lake: reviews", second="chunker -> index: passages") is Verdict.UNKNOWN
