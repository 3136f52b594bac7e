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
    assert loop(", exploration: {rate: 0%}, position_bias: propensity") is Verdict.PLAUSIBLE


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


HIDDEN = "hidden-loop"
BOTH = """
data: {{scores_a: {{from: ranker_a}}, scores_b: {{from: ranker_b}}}}
serving: {{components: {{ranker_a: {{kind: ranker, runs: model_a}}, ranker_b: {{kind: ranker, runs: model_b}}}}}}
features: {{sets: {{seen: {{from: scores_a{lag}}}, opened: {{from: {second}}}}}}}
training: {{models: {{model_a: {{from: opened}}, model_b: {{from: seen}}}}}}
experimentation: {{experiments: {{long: {{unit: account{experiment}}}}}}}
"""


def hidden(lag: str = "", second: str = "scores_b", experiment: str = "") -> Verdict:
    """Return what is said of two rankers that use each other's scores."""
    return fact(BOTH.format(lag=lag, second=second, experiment=experiment), HIDDEN).verdict


def test_two_models_on_each_others_output_fail_and_both_ways_are_shown() -> None:
    """Each way is told from the model over its data to the other model."""
    found = fact(BOTH.format(lag="", second="scores_b", experiment=""), HIDDEN)
    assert found.verdict is Verdict.FAILS
    assert found.steps == ("ranker_a -> scores_a -> seen -> ranker_b", "ranker_b -> scores_b -> opened -> ranker_a")


def test_a_hold_out_and_time_tell_them_apart() -> None:
    """A hold-out of one of them, with features of the past, holds; one of nobody knows what has to say of what."""
    assert hidden(", lag: 7 d", experiment=", holdout: 1%, treatment: model_a") is Verdict.HOLDS
    assert hidden(experiment=", holdout: 1%, treatment: ranker_b") is Verdict.PLAUSIBLE
    assert hidden(", lag: 7 d") is Verdict.PLAUSIBLE
    assert hidden(experiment=", holdout: 1%") is Verdict.UNKNOWN
    assert hidden(experiment=", holdout: 0%, treatment: model_a") is Verdict.FAILS


def test_one_way_is_a_cascade() -> None:
    """A model that uses another one's output, and is not used by it, makes no loop."""
    assert facts(BOTH.format(lag="", second="scores_a", experiment=""), HIDDEN) == []


def test_a_fallback_is_no_second_model() -> None:
    """What stands in for a ranker sees the same features, and is not a model of its own kind."""
    text = BOTH.replace("runs: model_a", "runs: model_a, fallback: ranker_b")
    assert facts(text.format(lag="", second="scores_b", experiment=""), HIDDEN) == []


def test_output_is_known_by_what_a_box_sends() -> None:
    """Scores that leave a ranker, without having come to it, are its output; features it logs are not."""
    text = """
    data: {scores_a: {classes: internal}, scores_b: {classes: internal}}
    components: {ranker_a: ranker, ranker_b: ranker, log: prediction_log}
    features: {sets: {seen: {from: scores_a}, opened: {from: scores_b}, shared: {names: [x]}}}
    flows:
      - ranker_a -> log: [scores_a, shared]
      - ranker_b -> log: [scores_b, shared]
      - store -> ranker_b: [seen, shared]
      - store -> ranker_a: [opened, shared]
    """
    assert fact(text, HIDDEN).verdict is Verdict.FAILS
    assert facts(text.replace("[seen, shared]", "shared"), HIDDEN) == []
