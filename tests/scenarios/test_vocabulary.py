"""Words of the vocabulary that the points of a scenario needed: each holds, misses, and refuses unknown fields."""

from __future__ import annotations

from typing import Any

import pytest
from pydantic import ValidationError

from workbench.checks.words.logic import Condition

from .designs import ask

SERVING: dict[str, Any] = {
    "slas": {"pay": {"entry": "api"}},
    "serving": {
        "components": {
            "api": "backend_service",
            "model": "online_endpoint",
            "rules": "rules_engine",
            "vendor": "vendor_api",
        }
    },
}
MONITORED: dict[str, Any] = {
    "serving": {"components": {"first": "ranker", "second": "ranker"}},
    "monitoring": {"monitors": {"scores": {"watches": "first", "statistic": "psi", "above": "0.2", "window": "1 h"}}},
}
FAIRNESS = {"compare": {"of": "evaluation.fairness.*", "left": "disparity", "is": "at_most", "right": "bound"}}


def fairness(**groups: tuple[str, str]) -> dict[str, Any]:
    """Return a design with a disparity and its bound for every name."""
    return {"evaluation": {"fairness": {n: {"disparity": d, "bound": b} for n, (d, b) in groups.items()}}}


def test_compare_keeps() -> None:
    """A number keeps its limit; the unfavourable end of a range counts."""
    assert ask(FAIRNESS, fairness(age=("1 pp", "1.5 pp"))).holds
    assert not ask(FAIRNESS, fairness(age=("1..2 pp", "1.5 pp"))).holds


def test_compare_looks_at_all() -> None:
    """One entry that breaks its limit is told by its place, whatever the others do."""
    answer = ask(FAIRNESS, fairness(age=("1 pp", "1.5 pp"), home=("3 pp", "1.5 pp")))
    assert not answer.holds
    assert answer.at == (("evaluation", "fairness", "home"),)
    assert "3 pp" in answer.found


def test_compare_needs_both() -> None:
    """Leaving the limit out is no way round it."""
    assert not ask(FAIRNESS, {"evaluation": {"fairness": {"age": {"disparity": "1 pp"}}}}).holds
    assert not ask(FAIRNESS, {}).holds


def test_compare_units() -> None:
    """Numbers of two dimensions never keep each other."""
    condition = {"compare": {"of": "evaluation.robustness.*", "left": "loss", "is": "at_most", "right": "bound"}}
    assert not ask(condition, {"evaluation": {"robustness": {"gaps": {"loss": "1 ms", "bound": "5 USD"}}}}).holds


@pytest.mark.parametrize(
    "flow",
    ["api -> [model, rules]", {"from": "api", "to": ["model", "rules"], "timeout": "20 ms"}],
)
def test_flow_beside(flow: object) -> None:
    """Two components in one step are called side by side, however the flow is written."""
    condition = {"flow": {"to": {"kind": ["online_endpoint"]}, "beside": {"kind": ["rules_engine"]}}}
    assert ask(condition, {**SERVING, "flows": [flow]}).holds
    assert not ask(condition, {**SERVING, "flows": ["api -> model", "api -> rules"]}).holds


def test_flow_fields() -> None:
    """An arrow holds the fields and the words asked of it; a miss points at the arrow."""
    condition = {"flow": {"to": {"kind": ["online_endpoint"]}, "where": {"on_missing": ["fail"]}, "has": ["timeout"]}}
    whole = {**SERVING, "flows": [{"api -> model": {"timeout": "20 ms", "on_missing": "fail"}}]}
    assert ask(condition, whole).holds
    answer = ask(condition, {**SERVING, "flows": [{"api -> model": {"timeout": "20 ms"}}]})
    assert (answer.holds, answer.edges, answer.at) == (False, ("api->model",), (("flows", 0),))


def test_flow_through() -> None:
    """A filter that an arrow passes counts as an end of it."""
    condition = {"flow": {"start": {"kind": ["backend_service"]}, "to": {"kind": ["rules_engine"]}}}
    assert ask(condition, {**SERVING, "flows": [{"api -> model": {"through": "rules"}}]}).holds
    assert not ask(condition, {**SERVING, "flows": ["model -> rules"]}).holds


def test_reaches_by_call() -> None:
    """A way along calls of one sort is not a way along others."""
    condition = {"reaches": {"start": {"named_at": "slas.*.entry"}, "to": {"trait": ["third_party"]}, "call": ["sync"]}}
    assert ask(condition, {**SERVING, "flows": [{"api -> model -> vendor": {"call": "sync"}}]}).holds
    assert not ask(condition, {**SERVING, "flows": [{"api -> vendor": {"call": "async"}}]}).holds


def test_refers_with_fields() -> None:
    """A reference counts only in an entry that holds what is asked."""
    field, to = "monitoring.monitors.*.watches", {"kind": ["ranker"]}
    assert ask(
        {"refers": {"field": field, "to": to, "where": {"statistic": ["psi"]}, "has": ["window"]}}, MONITORED
    ).holds
    assert not ask({"refers": {"field": field, "to": to, "where": {"statistic": ["lag"]}}}, MONITORED).holds
    assert not ask({"refers": {"field": field, "to": to, "has": ["action"]}}, MONITORED).holds


def test_refers_to_each() -> None:
    """With `each`, a component that nothing names is told by its place."""
    condition = {"refers": {"field": "monitoring.monitors.*.watches", "to": {"kind": ["ranker"]}, "each": "true"}}
    answer = ask(condition, MONITORED)
    assert (answer.holds, answer.components) == (False, ("second",))
    assert answer.at == (("serving", "components", "second"),)


def test_refers_to_keys() -> None:
    """The keys of a group are references too."""
    condition = {"refers": {"field": "privacy.erasure.reaches", "to": {"trait": ["stores"]}, "each": "true"}}
    data = {"ingestion": {"components": {"lake": "data_lake"}}, "privacy": {"erasure": {"reaches": {"lake": "30 d"}}}}
    assert ask(condition, data).holds


@pytest.mark.parametrize(
    "condition",
    [
        {"compare": {"of": "evaluation.fairness.*", "left": "disparty", "is": "at_most", "right": "bound"}},
        {"flow": {"has": ["timeot"]}},
        {"refers": {"field": "monitoring.monitors.*.watches", "to": {"kind": ["ranker"]}, "has": ["windw"]}},
        {"differ": {"of": "requirements.kpis.*", "left": "baseline", "right": "tarot"}},
    ],
)
def test_unknown_fields(condition: dict[str, Any]) -> None:
    """A misspelt field is refused when the condition is loaded."""
    with pytest.raises(ValidationError, match="is not a field of"):
        Condition.model_validate(condition)
