"""Loops: a model that chooses its own labels, and two models that feed each other."""

from __future__ import annotations

from tests.facts.helpers import fact, facts
from workbench.facts import Verdict

LOOP = "feedback-loop"
CHOSEN = """
labels: {{sets: {{clicks: {{observed_only_if: ranker{label}}}}}}}
serving: {{components: {{ranker: {{kind: ranker, runs: rank_model}}}}}}
training:
  components: {{trainer: trainer}}
  models: {{rank_model: {{by: trainer, label: {learns}}}}}
outside: {{members: client}}
monitoring: {{components: {{click_log: prediction_log}}}}
flows:
  - ranker -> members -> click_log -> trainer
  - trainer -> ranker: {{kind: deploy}}
"""


def loop(label: str) -> Verdict:
    """Return what is said of clicks."""
    return fact(CHOSEN.format(label=label, learns="clicks"), LOOP).verdict


def test_a_loop_without_random_decisions_fails_and_is_shown() -> None:
    """The way from decision over exposure and labels to training and back is told."""
    found = fact(CHOSEN.format(label=", exploration: {rate: 0%}", learns="clicks"), LOOP)
    assert found.verdict is Verdict.FAILS
    assert found.steps == ("ranker -> members -> click_log -> trainer -> ranker",)
    assert found.edges == ("ranker->members", "members->click_log", "click_log->trainer", "trainer->ranker")
    assert loop(", exploration: {none: too dear}") is Verdict.FAILS


def test_random_decisions_with_known_chances_cut_it() -> None:
    """Exploration holds with its chances logged, fails without, and is asked for where nothing is said."""
    assert loop(", exploration: {rate: 0.2%, propensity_logged: true}") is Verdict.HOLDS
    assert loop(", exploration: {rate: 0.2%, propensity_logged: false}") is Verdict.FAILS
    assert loop(", exploration: {rate: 0.2%}") is Verdict.UNKNOWN
    assert loop("") is Verdict.UNKNOWN
    assert loop(", position_bias: randomised") is Verdict.HOLDS


def test_labels_given_by_people_may_cut_it() -> None:
    """People who label whatever was decided are another way out."""
    assert loop(", exploration: {rate: 0%}, annotation: {per_item: 3}") is Verdict.PLAUSIBLE


def test_labels_nobody_learns_make_no_loop() -> None:
    """A set that is only watched is not judged; one of which nobody says whether it is learned is not contradicted."""
    text = CHOSEN.replace("clicks: {{", "other: {{window: 1 d}}, clicks: {{")
    assert [f.subject for f in facts(text.format(label=", exploration: {rate: 0%}", learns="other"), LOOP)] == ["other"]
    bare = "labels: {sets: {clicks: {observed_only_if: ranker, exploration: {rate: 0%}}}}\ncomponents: {ranker: ranker}"
    assert fact(bare, LOOP).verdict is Verdict.UNKNOWN


def test_labels_that_come_back_from_users_are_asked_about() -> None:
    """Where flows go from the model over people back into its training, who decides what is seen has to be said."""
    text = CHOSEN.replace("observed_only_if: ranker{label}", "window: 30 min")
    found = fact(text.format(label="", learns="clicks"), LOOP)
    assert (found.verdict, found.needs) == (Verdict.UNKNOWN, (("labels", "sets", "clicks", "observed_only_if"),))
