"""What was measured before a release against its bound: baselines, metrics, slices, groups, age, search."""

from __future__ import annotations

from typing import get_args

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.facts.helpers import WORSE, fact, facts
from workbench.design.requirements import Decision
from workbench.facts import Verdict
from workbench.facts.subjects.metric_fit import FITS

HOLDS, PLAUSIBLE, FAILS, UNKNOWN = Verdict.HOLDS, Verdict.PLAUSIBLE, Verdict.FAILS, Verdict.UNKNOWN


def evaluation(inner: str, kind: str, more: str = "") -> Verdict:
    """Return what is said of one fact of an evaluation."""
    return fact(f"{more}\nevaluation: {{{inner}}}", kind).verdict


BASE = "metrics: {{found: {{kind: {kind}, on: test, {model}}}}}, splits: {{test: {{}}}}, baselines: {{rules: {base}}}"


@pytest.mark.parametrize(
    ("model", "base", "verdict"),
    [
        ("value: 64%, half_width: 2 pp", "{metrics: {found: 41%}}", HOLDS),
        ("value: 64%, n: 2000", "{metrics: {found: 0.41}, on: test}", HOLDS),
        ("value: 0.62..0.66 measured", "{metrics: {found: 0.41}}", HOLDS),
        ("value: 42%, half_width: 2 pp", "{metrics: {found: 41%}}", PLAUSIBLE),
        ("value: 40%, half_width: 2 pp", "{metrics: {found: 41%}}", FAILS),
        ("value: 64%", "{metrics: {found: 41%}}", UNKNOWN),
        ("target: 64%", "{metrics: {found: 41%}}", UNKNOWN),
        ("value: 64%, half_width: 2 pp", "{metrics: {found: 41}}", UNKNOWN),
        ("value: 64%, half_width: 2 pp", "{metrics: {found: 41%}, on: other}", UNKNOWN),
    ],
)
def test_gain_over_the_baseline(model: str, base: str, verdict: Verdict) -> None:
    """More than chance proves it, less than the baseline disproves it, and nothing is read from two scales or sets."""
    text = BASE.format(kind="precision", model=model, base=base).replace("{test: {}}", "{test: {}, other: {}}")
    assert evaluation(text, "baseline-gain") is verdict


def test_gain_guards() -> None:
    """Less is better for an error; another metric may be what counts; no baseline, no fact."""
    lower = BASE.format(kind="mae", model="value: 9, half_width: 0.5", base="{metrics: {found: 12}}")
    assert evaluation(lower, "baseline-gain") is HOLDS
    unclear = BASE.format(kind="custom", model="value: 9, half_width: 0.5", base="{metrics: {found: 12}}")
    assert evaluation(unclear, "baseline-gain") is UNKNOWN
    two = """evaluation:
      metrics: {good: {kind: ndcg, value: 0.4, half_width: 0.01}, worse: {kind: ndcg, value: 0.2, half_width: 0.01}}
      baselines: {rules: {metrics: {good: 0.3, worse: 0.3}}}
    """
    assert [f.verdict for f in facts(two, "baseline-gain")] == [HOLDS, PLAUSIBLE]
    named = two.replace("worse: {kind", "worse: {headline: true, kind")
    assert [f.verdict for f in facts(named, "baseline-gain")] == [FAILS]
    assert facts("evaluation: {metrics: {good: {kind: ndcg, value: 0.4}}}", "baseline-gain") == []


def test_every_task_has_metrics() -> None:
    """The rule table answers every task of the language."""
    tasks = next(a for a in get_args(Decision.model_fields["task"].annotation) if a is not type(None))
    assert set(FITS) == set(get_args(tasks))


@pytest.mark.parametrize(
    ("decision", "metric", "verdict"),
    [
        ("task: classification, positive_rate: 0.1%", "kind: accuracy", FAILS),
        ("task: classification, positive_rate: 0.1%", "kind: auc_roc", PLAUSIBLE),
        ("task: classification, positive_rate: 0.1%", "kind: recall_at_budget", HOLDS),
        ("task: classification, positive_rate: 30%", "kind: accuracy", HOLDS),
        ("task: classification", "kind: accuracy", UNKNOWN),
        ("task: classification", "kind: f1", HOLDS),
        ("task: classification", "kind: rmse", FAILS),
        ("task: regression", "kind: accuracy", FAILS),
        ("task: regression", "kind: custom", PLAUSIBLE),
        ("task: ranking", "kind: ndcg, k: 10", HOLDS),
        ("task: ranking", "kind: ndcg", PLAUSIBLE),
        ("task: ranking", "kind: mrr", HOLDS),
        ("task: ranking", "kind: auc_roc", PLAUSIBLE),
        ("task: forecasting", "kind: mase", HOLDS),
        ("task: forecasting", "kind: wape", PLAUSIBLE),
        ("effect: none", "kind: ndcg", UNKNOWN),
    ],
)
def test_metric_and_task(decision: str, metric: str, verdict: Verdict) -> None:
    """The metric that decides is made for the task; only what is clearly of the wrong sort fails."""
    more = f"requirements: {{decision: {{{decision}}}}}"
    assert evaluation(f"metrics: {{m: {{{metric}}}}}", "metric-fit", more) is verdict


def test_metric_that_decides() -> None:
    """Beside a headline metric, others may be anything; without one, any that fits will do."""
    more = "requirements: {decision: {task: classification, positive_rate: 1%}}"
    both = "metrics: {a: {kind: accuracy%s}, r: {kind: recall}}"
    assert evaluation(both % "", "metric-fit", more) is HOLDS
    assert evaluation(both % ", headline: true", "metric-fit", more) is FAILS
    by_label = "labels: {sets: {fraud: {positive_rate: 0.1%}}}\nrequirements: {decision: {task: classification}}"
    assert evaluation("metrics: {a: {kind: accuracy}}", "metric-fit", by_label) is FAILS
    naive = "metrics: {w: {kind: wape}}, baselines: {last_year: {kind: trivial, metrics: {w: 20%}}}"
    assert evaluation(naive, "metric-fit", "requirements: {decision: {task: forecasting}}") is HOLDS


SLICE = "metrics: {{m: {{kind: {kind}}}}}, slices: {{s: {{metric: m, {part}}}}}"


@pytest.mark.parametrize(
    ("kind", "part", "verdict"),
    [
        ("recall", "value: 78%, n: 3000, floor: 75%", HOLDS),
        ("recall", "value: 76%, n: 300, floor: 75%", PLAUSIBLE),
        ("recall", "value: 76%, half_width: 0.5 pp, floor: 75%", HOLDS),
        ("recall", "value: 70%, n: 3000, floor: 75%", FAILS),
        ("recall", "value: 78%, floor: 75%", PLAUSIBLE),
        ("recall", "n: 3000, floor: 75%", UNKNOWN),
        ("recall", "n: 3000, value: 75%", UNKNOWN),
        ("recall", "value: 78%, n: 3000, floor: 75", UNKNOWN),
        ("mae", "value: 9, half_width: 0.5, floor: 10", HOLDS),
        ("mae", "value: 12, half_width: 0.5, floor: 10", FAILS),
        ("custom", "value: 9, half_width: 0.5, floor: 10", UNKNOWN),
    ],
)
def test_slice_against_its_floor(kind: str, part: str, verdict: Verdict) -> None:
    """With its interval a slice stays above its floor, or below it where less is better."""
    assert evaluation(SLICE.format(kind=kind, part=part), "slice-floor") is verdict


@pytest.mark.parametrize(
    ("pair", "verdict"),
    [
        ("compares: difference, disparity: 0.7..1.0 pp, bound: 1.5 pp", HOLDS),
        ("compares: difference, disparity: 1.0..1.8 pp, bound: 1.5 pp", PLAUSIBLE),
        ("compares: difference, disparity: 2 pp, bound: 1.5 pp", FAILS),
        ("compares: ratio, disparity: 0.84..0.91, bound: 0.8", HOLDS),
        ("compares: ratio, disparity: 0.7, bound: 0.8", FAILS),
        ("disparity: 0.9, bound: 0.8", UNKNOWN),
        ("disparity: 2 pp, bound: 1.5 pp", FAILS),
        ("bound: 1.5 pp", UNKNOWN),
        ("disparity: 1 pp", UNKNOWN),
    ],
)
def test_groups_against_their_bound(pair: str, verdict: Verdict) -> None:
    """The worse end of the interval counts; what could be a ratio is not failed as a difference."""
    assert evaluation(f"fairness: {{f: {{{pair}}}}}", "group-disparity") is verdict


@pytest.mark.parametrize(
    ("kind", "inner", "limit"),
    [
        ("robustness-loss", "robustness: {{t: {{loss: {0}, {1}}}}}", "bound: 2 pp"),
        ("calibration-error", "calibration: {{error: {0}, {1}}}", "bound: 2%"),
        ("self-agreement", "delta: {{from_self: {0}, {1}}}", "tolerance: 2%"),
    ],
)
def test_a_number_at_most_another(kind: str, inner: str, limit: str) -> None:
    """Within holds, over it in the middle fails, and either alone tells nothing."""
    found = [evaluation(inner.format(n, limit), kind) for n in ("1%", "1..3%", "3%")]
    assert found == [HOLDS, PLAUSIBLE, FAILS]
    assert evaluation(inner.format("1%", "").replace(", }", "}"), kind) is UNKNOWN


CURVE = "staleness: [{{age: 0 d, value: 64%}}, {{age: 30 d, value: {middle}}}, {{age: 60 d, value: {old}}}]"


@pytest.mark.parametrize(
    ("old", "decay", "verdict"),
    [
        ("61.6%", "0.04 pp/day", HOLDS),
        ("61.6%", "0.01 pp/day", FAILS),
        ("61.6%", "0.2 pp/day", PLAUSIBLE),
        ("64%", "0.04 pp/day", PLAUSIBLE),
        ("61.6%", "", UNKNOWN),
    ],
)
def test_curve_of_quality_by_age(old: str, decay: str, verdict: Verdict) -> None:
    """The decay counted on is the slope of the curve, or faster; a slower one is contradicted by the curve."""
    more = f"drift: {{decay: {decay}}}" if decay else ""
    assert evaluation(CURVE.format(middle="63%", old=old), "staleness-curve", more) is verdict


def test_curve_guards() -> None:
    """One point is no curve, two make it plausible only, errors fall upwards, and money has no share of decay."""
    more = "drift: {decay: 0.04 pp/day}"
    assert evaluation("staleness: [{age: 0 d, value: 64%}]", "staleness-curve", more) is UNKNOWN
    two = "staleness: [{age: 0 d, value: 64%}, {age: 60 d, value: 61.6%}]"
    assert evaluation(two, "staleness-curve", more) is PLAUSIBLE
    errors = "metrics: {e: {kind: wape}}, staleness: [{age: 0 d, value: 10%}, {age: 30 d, value: 11.2%}, "
    assert evaluation(errors + "{age: 60 d, value: 12.4%}]", "staleness-curve", more) is HOLDS
    plain = "staleness: [{age: 0 d, value: 12}, {age: 30 d, value: 11}, {age: 60 d, value: 9}]"
    assert evaluation(plain, "staleness-curve", more) is PLAUSIBLE


def search(inner: str) -> Verdict:
    """Return what is said of a search for settings."""
    text = f"""
    evaluation: {{splits: {{validation: {{}}, test: {{}}, late: {{role: test}}}}}}
    training: {{models: {{m: {{search: {{{inner}}}}}}}}}
    """
    return fact(text, "search-budget").verdict


@pytest.mark.parametrize(
    ("inner", "verdict"),
    [
        ("trials: 60, unit_cost: 4 USD, budget: 300 USD, on: validation", HOLDS),
        ("trials: 60, unit_cost: 4 USD, budget: 300 USD", UNKNOWN),
        ("trials: 90, unit_cost: 4 USD, budget: 300 USD, on: validation", FAILS),
        ("trials: 60, unit_cost: 4 USD, budget: 300 USD, on: test", FAILS),
        ("trials: 60, on: late", FAILS),
        ("trials: 60, on: validation", UNKNOWN),
        ("trials: 60, unit_cost: 4 USD, budget: 300 EUR, on: validation", UNKNOWN),
    ],
)
def test_search(inner: str, verdict: Verdict) -> None:
    """A search keeps to its budget and never reads the test set."""
    assert search(inner) is verdict


@settings(max_examples=40, deadline=None)
@given(st.integers(1, 400), st.integers(0, 400))
def test_more_trials_are_never_better(few: int, more: int) -> None:
    """The verdict on a budget only gets worse with the trials."""
    found = [search(f"trials: {n}, unit_cost: 4 USD, budget: 300 USD, on: validation") for n in (few, few + more)]
    assert WORSE.index(found[0]) <= WORSE.index(found[1])
