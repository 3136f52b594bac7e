"""Leaks into training and testing: features made from the outcome, splits that share, test sets used to choose."""

from __future__ import annotations

from tests.facts.helpers import fact, facts
from workbench.facts import Verdict

TARGET = "target-ancestor"
FEATURE = """
data:
  payments: {{happens: decision}}
  disputes: {{happens: decision+25d}}
  reports: {{from: disputes}}
labels: {{sets: {{fraud: {{from: disputes, window: 90 d}}}}}}
features: {{sets: {{history: {{{feature}}}}}}}
"""


def target(feature: str) -> Verdict:
    """Return what is said of one feature set."""
    return fact(FEATURE.format(feature=feature), TARGET).verdict


def test_a_feature_made_from_the_label_leaks_and_shows_the_line() -> None:
    """The label itself, what happens after the decision, and what is made from either are all outcomes."""
    found = fact(FEATURE.format(feature="from: [payments, fraud]"), TARGET)
    assert found.verdict is Verdict.FAILS
    assert found.steps == ("fraud -> history",)
    found = fact(FEATURE.format(feature="from: reports, join: latest"), TARGET)
    assert found.verdict is Verdict.FAILS
    assert found.steps == ("disputes -> reports -> history",)
    assert target("from: fraud, lag: 0 s") is Verdict.FAILS


def test_past_outcomes_are_no_leak() -> None:
    """Outcomes that were known when the decision was taken may be used."""
    assert target("from: fraud, lag: 120 d") is Verdict.HOLDS
    assert target("from: fraud, lag: 10 d") is Verdict.PLAUSIBLE
    assert target("from: disputes, join: as_of, available_after: 1 h") is Verdict.HOLDS
    assert target("from: disputes, join: as_of") is Verdict.PLAUSIBLE
    young = fact(FEATURE.format(feature="from: fraud, join: as_of, available_after: 4 s"), TARGET)
    assert (young.verdict, young.needs) == (Verdict.UNKNOWN, (("features", "sets", "history", "lag"),))
    assert target("from: fraud, join: as_of, available_after: 91 d") is Verdict.HOLDS
    slow = FEATURE.replace("window: 90 d", "window: 90 d, delay: {{p50: 25 d}}")
    assert fact(slow.format(feature="from: fraud, join: as_of, available_after: 4 s"), TARGET).verdict is Verdict.FAILS
    assert target("from: disputes, logged: 5%") is Verdict.PLAUSIBLE


def test_a_feature_of_other_data_holds() -> None:
    """Data that is there at the decision is no outcome; where nothing is said, the place to say it is named."""
    assert target("from: payments") is Verdict.HOLDS
    found = fact(FEATURE.format(feature="names: [a]"), TARGET)
    assert found.needs == (("features", "sets", "history", "from"),)


def test_data_a_label_is_made_from_is_asked_about() -> None:
    """A feature of all that the label is made from may hold the outcome: unknown, unless joined as of the decision."""
    text = """
    data: {clicks: {source: app}}
    labels: {sets: {click: {from: clicks}}}
    features: {sets: {rate: {from: clicks%s}}}
    outside: {app: client}
    """
    found = fact(text % "", TARGET)
    assert found.verdict is Verdict.UNKNOWN
    assert found.needs == (("features", "sets", "rate", "join"),)
    assert fact(text % ", join: as_of", TARGET).verdict is Verdict.HOLDS


def test_an_outcome_handed_to_what_computes_one_set_is_in_it() -> None:
    """An arrow that brings labels to the job of a single feature set brings them into the set."""
    text = """
    data: {payments: {happens: decision}, disputes: {happens: outcome+1d}}
    features:
      components: {job: feature_pipeline}
      sets: {history: {from: payments, by: job}%s}
    flows: [{bank -> job: disputes}]
    """
    assert fact(text % "", TARGET).verdict is Verdict.FAILS
    assert facts(text % ", other: {from: payments, by: job}", TARGET)[0].verdict is Verdict.HOLDS


def test_nothing_to_predict_nothing_to_say() -> None:
    """Features of a design without labels and without anything later are not judged."""
    assert facts("features: {sets: {velocity: {names: [a]}}}", TARGET) == []


SPLIT, LATER = "split-leak", "build-110d..build-90d"
DIVIDED = """
labels: {{sets: {{fraud: {{window: 90 d}}}}}}
evaluation:
  splitting: {{{how}}}
  splits: {{train: {{window: {train}}}, test: {{window: {test}}}}}
"""


def split(how: str, subject: str, *, train: str = "build-300d..build-200d", test: str = LATER) -> Verdict:
    """Return what is said of one side of a split."""
    found = facts(DIVIDED.format(how=how, train=train, test=test), SPLIT)
    return next(f.verdict for f in found if f.subject == subject)


def test_groups_on_two_sides_leak() -> None:
    """Counted groups on two sides fail; a key that stays on one side holds; a random split has to say which."""
    assert split("by: random, group_key: card, overlap: 1200", "groups") is Verdict.FAILS
    assert split("by: [time, group], group_key: card", "groups") is Verdict.HOLDS
    assert split("by: [time, group], overlap: 0", "groups") is Verdict.HOLDS
    found = facts("evaluation: {splitting: {by: random}}", SPLIT)[0]
    assert (found.verdict, found.needs) == (Verdict.UNKNOWN, (("evaluation", "splitting", "group_key"),))


def test_copies_removed_too_late_leak() -> None:
    """Near copies have to go before rows are dealt out."""
    assert split("by: time, dedup: after_split", "copies") is Verdict.FAILS
    assert split("by: time, dedup: before_split", "copies") is Verdict.HOLDS
    assert split("by: time, dedup: none", "copies") is Verdict.PLAUSIBLE


def test_a_test_that_begins_too_soon_leaks() -> None:
    """The gap has to cover the window of the label; a test inside the training period fails in any case."""
    assert split("by: time", "time") is Verdict.HOLDS
    assert split("by: time", "time", test="build-190d..build-90d") is Verdict.FAILS
    assert split("by: time", "time", test="build-250d..build-90d") is Verdict.FAILS
    assert split("by: random, group_key: card", "time", test="build-250d..build-90d") is Verdict.FAILS


def test_only_the_model_that_is_tested_is_held_against_the_test() -> None:
    """The span another model learns from says nothing about this one's test."""
    text = """
    labels: {sets: {fraud: {window: 90 d}}}
    training:
      models: {old: {label: fraud, window: build-400d..build-210d}, new: {label: fraud, window: build-99d..build}}
    evaluation:
      splits: {test: {window: build-110d..build-90d}}
      metrics: {recall: {kind: recall, of: old, on: test}}
    """
    assert fact(text, SPLIT).verdict is Verdict.HOLDS
    assert fact(text.replace("of: old", "of: new"), SPLIT).verdict is Verdict.FAILS


def test_rows_may_be_independent() -> None:
    """A split by groups over one period may be sound; so may a random one where labels take no time."""
    assert split("by: group, group_key: patient", "time", test="build-250d..build-90d") is Verdict.PLAUSIBLE
    span = "{window: build-9d..build}"
    text = f"evaluation: {{splitting: {{by: random}}, splits: {{train: {span}, test: {span}}}}}"
    assert [f.verdict for f in facts(text, SPLIT)] == [Verdict.UNKNOWN, Verdict.PLAUSIBLE]


def test_a_gap_may_be_stated_instead_of_windows() -> None:
    """Without spans the stated gap is held against the label; without either, it is asked for."""
    text = "labels: {sets: {fraud: {window: 90 d}}}\nevaluation: {splitting: {by: time%s}}"
    assert fact(text % ", gap: 90 d", SPLIT).verdict is Verdict.HOLDS
    assert fact(text % ", gap: 7 d", SPLIT).verdict is Verdict.FAILS
    assert fact(text % "", SPLIT).needs == (("evaluation", "splitting", "gap"),)


REUSE = "test-reuse"
CHOSEN = """
evaluation:
  splits: {{validation: {{reads: 60}}, test: {{{test}}}{more}}}
  metrics: {{recall: {{kind: recall, on: {on}, headline: true}}}}
training: {{models: {{fraud_model: {{search: {{on: {search}, trials: 60}}}}}}}}
"""


def reuse(*, test: str = "reads: 1", on: str = "test", search: str = "validation", more: str = "") -> Verdict:
    """Return what is said of the test split."""
    text = CHOSEN.format(test=test, on=on, search=search, more=more)
    return next(f.verdict for f in facts(text, REUSE) if f.subject == "test")


def test_what_was_chosen_on_the_test_set_fails() -> None:
    """Settings, or a threshold, chosen on the split results are read on; or a split read over and over."""
    assert reuse() is Verdict.HOLDS
    assert reuse(search="test") is Verdict.FAILS
    assert reuse(test="reads: 40") is Verdict.FAILS
    assert reuse(test="reads: 3") is Verdict.PLAUSIBLE
    text = "evaluation: {splits: {test: {reads: 1}}}\nserving: {thresholds: {block: {at: 0.5, tuned_on: test}}}"
    assert fact(text, REUSE).at == ("serving", "thresholds", "block", "tuned_on")


def test_a_confirmation_set_counts_where_results_are_read_on_it() -> None:
    """A fresh set that results are read on confirms; beside results read on the spoilt one it does nothing."""
    fresh = ", fresh: {role: confirmation, reads: 1}"
    assert reuse(search="test", on="fresh", more=fresh) is Verdict.HOLDS
    assert reuse(search="test", more=fresh) is Verdict.FAILS
    vague = CHOSEN.replace("on: {on}, ", "").format(test="reads: 1", search="test", more=fresh)
    assert facts(vague, REUSE)[0].verdict is Verdict.PLAUSIBLE


def test_reads_nobody_stated_are_asked_for() -> None:
    """Nothing chosen and nothing counted is unknown, and the place to say it is named."""
    found = fact("evaluation: {splits: {test: {n: 5k}}}", REUSE)
    assert (found.verdict, found.needs) == (Verdict.UNKNOWN, (("evaluation", "splits", "test", "reads"),))


def test_the_deciding_metric_read_where_settings_were_chosen_fails() -> None:
    """A validation set becomes a test set once results are read on it."""
    text = CHOSEN.format(test="reads: 1", on="validation", search="validation", more="")
    assert [(f.subject, f.verdict) for f in facts(text, REUSE)] == [
        ("validation", Verdict.FAILS), ("test", Verdict.HOLDS),
    ]  # fmt: skip
