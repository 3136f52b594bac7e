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


def test_any_metric_may_be_the_link_where_none_decides() -> None:
    """The first metric that names a KPI is taken; without KPIs there is nothing to stand for."""
    text = """
    requirements: {kpis: {replies: {target: 9%}}}
    evaluation: {metrics: {loss: {kind: log_loss}, ndcg: {kind: ndcg, predicts: replies}}}
    """
    assert fact(text, ID).subject == "ndcg"
    assert facts("evaluation: {metrics: {loss: {kind: log_loss}}}", ID) == []
