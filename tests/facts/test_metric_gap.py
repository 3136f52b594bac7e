"""Offline metrics and the outcomes they stand for."""

from __future__ import annotations

from tests.facts.helpers import fact, facts
from workbench.facts import Verdict

ID = "metric-to-kpi"
TEXT = """
requirements: {{kpis: {{replies: {{baseline: 8%, target: 9%{kpi}}}}}}}
experimentation: {{experiments: {{test: {{unit: user}}}}}}
evaluation: {{metrics: {{ndcg: {{kind: ndcg, headline: true{metric}}}}}}}
"""


def verdict(metric: str = "", kpi: str = "") -> Verdict:
    """Return what is said of the deciding metric."""
    return fact(TEXT.format(metric=metric, kpi=kpi), ID).verdict


def test_a_metric_that_names_no_outcome_is_asked() -> None:
    """Without a link nothing is contradicted, but the place for it is named."""
    found = fact(TEXT.format(metric="", kpi=""), ID)
    assert (found.verdict, found.needs) == (Verdict.UNKNOWN, (("evaluation", "metrics", "ndcg", "predicts"),))


def test_a_link_holds_with_evidence() -> None:
    """Experiments in which both moved alike, or one that will tell; without either it is only plausible."""
    assert verdict(", predicts: replies") is Verdict.PLAUSIBLE
    assert verdict(", predicts: replies, experiments: 3") is Verdict.HOLDS
    assert verdict(", predicts: replies, experiments: 0") is Verdict.PLAUSIBLE
    assert verdict(", predicts: replies, confirmed_by: test") is Verdict.HOLDS


def test_counting_something_else_fails_until_an_experiment_ties_the_two() -> None:
    """A metric per item says nothing about a KPI per account by itself; adding up by day changes nothing."""
    assert verdict(", predicts: replies, per: item", ", per: account") is Verdict.FAILS
    assert verdict(", predicts: replies, per: item, experiments: 2", ", per: account") is Verdict.HOLDS
    assert verdict(", predicts: replies, per: account", ", per: account") is Verdict.PLAUSIBLE
    assert verdict(", predicts: replies, per: event", ", per: day") is Verdict.PLAUSIBLE
    assert verdict(", predicts: replies, per: query", ", per: account") is Verdict.PLAUSIBLE


def test_any_metric_may_be_the_link_where_none_decides() -> None:
    """The first metric that names a KPI is taken; without KPIs there is nothing to stand for."""
    text = """
    requirements: {kpis: {replies: {target: 9%}}}
    evaluation: {metrics: {loss: {kind: log_loss}, ndcg: {kind: ndcg, predicts: replies}}}
    """
    assert fact(text, ID).subject == "ndcg"
    assert facts("evaluation: {metrics: {loss: {kind: log_loss}}}", ID) == []


REFERENCE = "gain-reference"
MEASURED = """
evaluation:
  splits: {{train: {{role: train}}, test: {{role: test}}}}
  metrics: {{recall: {{kind: recall, on: test, value: 80%{headline}}}}}
  baselines: {baselines}
"""


def reference(baselines: str, headline: str = "") -> Verdict:
    """Return what is said of a measured recall."""
    return fact(MEASURED.format(baselines=baselines, headline=headline), REFERENCE).verdict


def test_a_measured_quality_needs_something_beside_it() -> None:
    """A baseline that states the metric holds; one read on other data, or none on purpose, is no reference."""
    assert reference("{rules: {kind: current, metrics: {recall: 41%}}}") is Verdict.HOLDS
    assert reference("{rules: {kind: current, on: test, metrics: {recall: 41%}}}", ", headline: true") is Verdict.HOLDS
    assert reference("{rules: {kind: current, on: train, metrics: {recall: 41%}}}") is Verdict.FAILS
    assert reference("{none: it is the first of its kind}") is Verdict.FAILS


def test_the_version_in_use_is_a_reference() -> None:
    """A golden set that states the score of today's version holds a new one against it."""
    text = """
    evaluation: {metrics: {right: {kind: pass_rate, on: gold, value: 83%}}}
    llm: {golden_sets: {gold: {n: 900, baseline: 80%}}}
    """
    assert fact(text, REFERENCE).verdict is Verdict.HOLDS


def test_a_missing_reference_is_asked_for() -> None:
    """Nothing said is unknown; the place is that of the baseline there is, or of all of them."""
    found = fact(MEASURED.format(baselines="{rules: {kind: current}}", headline=""), REFERENCE)
    assert (found.verdict, found.needs) == (Verdict.UNKNOWN, (("evaluation", "baselines", "rules", "metrics"),))
    assert fact(MEASURED.format(baselines="{}", headline=""), REFERENCE).needs == (("evaluation", "baselines"),)
    assert facts("evaluation: {metrics: {recall: {kind: recall}}}", REFERENCE) == []
