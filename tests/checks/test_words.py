"""Every word of the vocabulary: when it holds, when it misses, and where a miss points."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from workbench.checks import Judging
from workbench.checks.words.logic import Condition
from workbench.design import bind
from workbench.facts import compute

from .designs import ask, document

PEOPLE = {"team": {"on_call": "true"}}
SLOW = {"watches": "api", "statistic": "p99", "above": "90 ms", "window": "5 min", "alerts": "team", "action": "page"}
BUSY = {"watches": "api", "statistic": "utilisation", "above": "80%"}
MONITORED = {
    "components": {"api": "online_endpoint"},
    "people": PEOPLE,
    "monitoring": {"monitors": {"slow": SLOW, "busy": BUSY}},
}
PIPELINE = {
    "outside": {"shop": "client"},
    "ingestion": {
        "components": {"gate": {"kind": "validator", "checks": ["schema"], "rejects_to": "bin"}, "bin": "quarantine"}
    },
    "training": {"components": {"trainer": "trainer", "registry": "registry"}},
    "serving": {"components": {"api": {"kind": "online_endpoint", "authn": "oidc", "replicas": "4"}}},
    "flows": ["shop -> gate -> trainer -> registry -> api"],
}
EVERY: list[tuple[dict[str, Any], Any, bool]] = [
    ({"filled": "monitoring.monitors.*.window"}, MONITORED, True),
    ({"filled": "monitoring.monitors.*.slices"}, MONITORED, False),
    ({"filled": ["slas.*.latency", "monitoring.monitors.*.window"]}, MONITORED, True),
    ({"filled": {"path": "monitoring.monitors.*.above", "at_least": "2"}}, MONITORED, True),
    ({"filled": {"path": "monitoring.monitors.*.window", "at_least": "2"}}, MONITORED, False),
    ({"filled": "components.*.replicas"}, PIPELINE, True),
    ({"filled": "components.api.replicas"}, PIPELINE, True),
    ({"filled": "components.gate.replicas"}, PIPELINE, False),
    ({"each": {"of": "monitoring.monitors.*", "has": ["watches", ["above", "below"]]}}, MONITORED, True),
    ({"each": {"of": "monitoring.monitors.*", "has": ["window"]}}, MONITORED, False),
    ({"each": {"of": "monitoring.monitors.*", "where": {"statistic": "p99"}, "has": ["window"]}}, MONITORED, True),
    ({"each": {"of": "drift.monitors.*", "has": ["window"]}}, MONITORED, False),
    ({"some": {"of": "monitoring.monitors.*", "has": ["window", "action"]}}, MONITORED, True),
    ({"some": {"of": "monitoring.monitors.*", "has": ["window"], "at_least": "2"}}, MONITORED, False),
    ({"some": {"of": ["drift.monitors.*", "monitoring.monitors.*"], "has": ["window"]}}, MONITORED, True),
    ({"number": {"at": "components.*.replicas", "at_least": "3"}}, PIPELINE, True),
    ({"number": {"at": "components.*.replicas", "at_most": "3"}}, PIPELINE, False),
    ({"word": {"at": "components.*.authn", "words": ["oidc", "mtls"]}}, PIPELINE, True),
    ({"word": {"at": "components.*.authn", "words": ["mtls"]}}, PIPELINE, False),
    ({"word": {"at": "components.*.checks", "every": ["schema", "nulls"]}}, PIPELINE, False),
    ({"component": {"trait": ["validates"], "has": ["rejects_to"]}}, PIPELINE, True),
    ({"component": {"trait": ["quarantines"]}}, PIPELINE, False),
    ({"component": {"trait": ["quarantines"], "loose": "true"}}, PIPELINE, True),
    ({"component": {"kind": ["registry"], "section": ["training"]}}, PIPELINE, True),
    ({"component": {"trait": ["serves"], "where": {"authn": ["mtls"]}}}, PIPELINE, False),
    ({"component": {"trait": ["stores"], "at_least": "2", "loose": "true"}}, PIPELINE, True),
    ({"component": {"named_at": "components.*.rejects_to", "loose": "true"}}, PIPELINE, True),
    ({"each_component": {"trait": ["serves"], "has": [["replicas", "autoscale.min"]]}}, PIPELINE, True),
    ({"each_component": {"trait": ["serves", "trains"], "has": ["replicas"]}}, PIPELINE, False),
    ({"refers": {"field": "components.*.rejects_to", "to": {"trait": ["quarantines"]}}}, PIPELINE, True),
    ({"refers": {"field": "components.*.rejects_to", "to": {"trait": ["trains"]}}}, PIPELINE, False),
    ({"reaches": {"start": {"has": ["checks"]}, "to": {"trait": ["trains"]}}}, PIPELINE, True),
    ({"reaches": {"start": {"trait": ["serves"]}, "to": {"trait": ["trains"]}}}, PIPELINE, False),
    (
        {"guarded": {"start": {"trait": ["user"]}, "to": {"trait": ["trains"]}, "by": {"trait": ["validates"]}}},
        PIPELINE,
        True,
    ),
    (
        {"guarded": {"start": {"trait": ["user"]}, "to": {"trait": ["trains"]}, "by": {"trait": ["gates"]}}},
        PIPELINE,
        False,
    ),
    (
        {
            "guarded": {
                "start": {"trait": ["user"]},
                "to": {"trait": ["serves"]},
                "by": {"trait": ["trains"]},
                "call": ["sync"],
            }
        },
        PIPELINE,
        False,
    ),
    ({"fact": {"id": "single-point"}}, {**PIPELINE, "slas": {"a": {"entry": "api"}}}, True),
    ({"fact": {"id": "single-point", "verdict": ["fails"]}}, {**PIPELINE, "slas": {"a": {"entry": "api"}}}, False),
    ({"fact": {"id": "single-point"}}, PIPELINE, False),
    ({"all_of": [{"filled": "people.*"}, {"filled": "flows"}]}, PIPELINE, False),
    ({"any_of": [{"filled": "people.*"}, {"filled": "flows"}]}, PIPELINE, True),
    ({"none_of": [{"filled": "people.*"}]}, PIPELINE, True),
    ({"none_of": [{"filled": "people.*"}, {"filled": "flows"}]}, PIPELINE, False),
]


@pytest.mark.parametrize(("condition", "data", "holds"), EVERY, ids=lambda value: str(value)[:60])
def test_word(condition: dict[str, Any], data: Any, holds: bool) -> None:
    """A word holds exactly when what it says is so; what holds names what was found."""
    answer = ask(condition, data)
    assert answer.holds is holds
    assert answer.found or "none_of" in condition


@pytest.mark.parametrize(
    ("condition", "place"),
    [
        ({"filled": "rollback.plans.*"}, ("rollback", "plans")),
        ({"each": {"of": "monitoring.monitors.*", "has": ["window"]}}, ("monitoring", "monitors", "busy")),
        ({"some": {"of": "monitoring.monitors.*", "has": ["window", "slices"]}}, ("monitoring", "monitors", "slow")),
        ({"component": {"trait": ["serves"], "has": ["replicas"], "loose": "true"}}, ("components", "api")),
        ({"number": {"at": "monitoring.monitors.*.window", "at_most": "1 min"}}, None),
        ({"covers": {"names": "people.*", "by": "monitoring.monitors.*.owner"}}, ("people", "team")),
        ({"word": {"at": "monitoring.monitors.*.statistic", "words": ["psi"]}}, None),
    ],
)
def test_miss_points_at_what_lacks(condition: dict[str, Any], place: tuple[str, ...] | None) -> None:
    """A miss points at the entry that comes nearest, or at where it would stand."""
    answer = ask(condition, MONITORED)
    assert not answer.holds
    assert answer.at
    assert place is None or answer.at[0] == place


def test_reading_one_entry_as_the_miss() -> None:
    """Of entries that all lack something, the one that lacks least is told."""
    condition = {"some": {"of": "monitoring.monitors.*", "has": ["window", "action", "slices"]}}
    assert ask(condition, MONITORED).found == "monitoring.monitors.slow lacks slices"


def test_nearest_of_several_ways_is_told() -> None:
    """Where several ways would do, the miss is that of the way of which most holds already."""
    far = {"all_of": [{"filled": "rollback.plans.*"}, {"filled": "slas.*"}]}
    near = {"all_of": [{"filled": "people.*"}, {"filled": "monitoring.monitors.*"}, {"filled": "cost.budget"}]}
    assert "cost.budget" in ask({"any_of": [far, near]}, MONITORED).found


def test_differ() -> None:
    """Two numbers that are the same do not differ, and one alone says nothing."""
    condition = {"differ": {"of": "requirements.kpis.*", "left": "baseline", "right": "target"}}
    same, other = {"baseline": "9", "target": "9"}, {"baseline": "9", "target": "6"}
    assert not ask(condition, {"requirements": {"kpis": {"loss": same}}}).holds
    assert not ask(condition, {"requirements": {"kpis": {"loss": {"target": "6"}}}}).holds
    assert ask(condition, {"requirements": {"kpis": {"gain": same, "loss": other}}}).holds


@pytest.mark.parametrize(("least", "holds"), [(None, False), ("1", True), ("2", False), ("9", False)])
def test_covers_so_many(least: str | None, holds: bool) -> None:
    """All names must be named elsewhere, or as many as are asked for; keys of a group count as names."""
    condition: dict[str, Any] = {"covers": {"names": "evaluation.metrics.*", "by": "evaluation.baselines.*.metrics"}}
    condition["covers"] |= {"at_least": least} if least else {}
    metrics = {"recall": {"value": "1"}, "precision": {"value": "1"}}
    data = {"evaluation": {"metrics": metrics, "baselines": {"rules": {"metrics": {"recall": "0.4"}}}}}
    assert ask(condition, data).holds is holds


@pytest.mark.parametrize(
    ("has", "holds"), [(["above", "alerts"], True), (["above", "action"], True), (["slices"], False)]
)
def test_covers_by_what_holds_more(has: list[str], holds: bool) -> None:
    """Only an entry that holds what is asked of it names anything; a miss says what it should hold."""
    condition = {"covers": {"names": "components.*", "by": "monitoring.monitors.*.watches", "has": has}}
    answer = ask(condition, MONITORED)
    assert answer.holds is holds
    assert holds or has[0] in answer.found


@pytest.mark.parametrize(
    ("models", "holds"),
    [
        ({"a": {"retires": "2027-04-14", "migration_lead": "60 d"}}, True),
        ({"a": {"retires": "2027-04-14", "migration_lead": "60 d"}, "b": {"version": "v1"}}, True),
        ({"a": {"retires": "2027-01-01", "migration_lead": "60 d"}}, False),
        ({"a": {"retires": "2027-04-14"}}, False),
        ({"a": {"version": "v1"}}, False),
        ({}, False),
    ],
)
def test_days_far_enough_ahead(models: dict[str, Any], holds: bool) -> None:
    """Every stated day is as far away as the time beside it; seen from no day, none is."""
    condition = {"ahead": {"of": "llm.models.*", "day": "retires", "lead": "migration_lead"}}
    design, _ = bind(document({"llm": {"models": models}}))
    seen = Condition.model_validate(condition).answer(Judging(*compute(design), date(2026, 11, 23)))
    assert seen.holds is holds
    assert seen.found
    assert not ask(condition, {"llm": {"models": models}}).holds


def test_settles_counts_places() -> None:
    """Two questions about one field count once; free words, and what is not stated, are no place to settle."""
    condition = {"settles": {"field": "requirements.clarified.*.settles", "at_least": "2"}}
    peak = {"settles": "requirements.load.peak"}
    words = {"settles": "requirements.goal"}
    mean = {"settles": ["requirements.load.mean", "requirements.load.peak"]}
    base = {"goal": "Less fraud", "load": {"mean": "1/s", "peak": "4/s"}}
    assert not ask(condition, {"requirements": {**base, "clarified": [peak, peak, words]}}).holds
    assert ask(condition, {"requirements": {**base, "clarified": [peak, mean]}}).holds


def test_refused_words_of_a_list() -> None:
    """A word that a field can never hold is refused when the condition is loaded."""
    with pytest.raises(ValueError, match="'tme' is not a word of by"):
        Condition.model_validate({"word": {"at": "evaluation.splitting.by", "words": ["tme"]}})
    with pytest.raises(ValueError, match="'oidcc' is not a word of authn"):
        Condition.model_validate({"component": {"where": {"authn": ["oidcc"]}}})


def test_undeclared_boxes_earn_nothing() -> None:
    """A box that only a flow names is picked by nothing, whatever it is called."""
    data = {"flows": ["feature_store -> validator -> trainer"]}
    assert not ask({"component": {"loose": "true"}}, data).holds
    assert not ask({"reaches": {"start": {}, "to": {}}}, data).holds
