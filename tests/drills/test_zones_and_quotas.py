"""Losing a zone, a quota and a vendor's model: what must be apart for each of them."""

from __future__ import annotations

import pytest

from tests.drills.helpers import reason, result, row
from workbench.drills import Outcome

ZONES = """
requirements: {{load: {{peak: 100/s}}}}
slas: {{ask: {{entry: api, availability: 99.9%}}}}
components:
  api: {{kind: backend_service, zones: 3, replicas: 6, capacity: 1k/s}}
  model: {{kind: online_endpoint, {model}}}
  rules: {{kind: rules_engine, capacity: 1k/s, {rules}}}
reliability: {{drills: {{{drill}}}}}
flows: [{{api -> model: {{call: sync}}}}]
"""


@pytest.mark.parametrize(
    ("model", "rules", "outcome", "says"),
    [
        ("zones: 3, replicas: 6, capacity: 1k/s", "zones: 1", Outcome.SURVIVES, "several zones"),
        ("zones: 1", "zones: 3", Outcome.DOWN, "nothing answers in place of model"),
        ("zones: 1, fallback: rules", "zones: 3", Outcome.DEGRADED, "rules answers in place of model"),
        ("replicas: 1", "zones: 3", Outcome.DOWN, "nothing answers in place of model"),
        ("capacity: 1k/s", "zones: 3", Outcome.UNKNOWN, "cannot be told"),
        # Whether both stand in the same zone is not stated.
        ("zones: 1, fallback: rules", "zones: 1", Outcome.UNKNOWN, "cannot be told"),
        # Two of three replicas carry 100 requests a second and not 150.
        ("zones: 3, replicas: 3, capacity: 140/s", "zones: 3", Outcome.DOWN, "what is left of model"),
    ],
)
def test_a_zone(model: str, rules: str, outcome: Outcome, says: str) -> None:
    """What stands in one zone is lost with it; the rest keeps a part of what it can carry."""
    found = row(ZONES.format(model=model, rules=rules, drill=""), "zone-loss")
    assert (found.outcome, says in found.says) == (outcome, True), found.says


def test_a_rehearsal_settles_what_is_not_stated_and_nothing_else() -> None:
    """A dated rehearsal of a zone answers for boxes without zones; it does not overrule a box that stands in one."""
    drill = "z: {on: 2026-10-01, kind: zone, held: kept, took: 1 min}"
    open_one = ZONES.format(model="capacity: 1k/s", rules="zones: 3", drill=drill)
    assert row(open_one, "zone-loss").outcome is Outcome.SURVIVES
    assert "rehearsed on 2026-10-01: kept" in row(open_one, "zone-loss").says
    sure = ZONES.format(model="zones: 1", rules="zones: 3", drill=drill)
    assert row(sure, "zone-loss").outcome is Outcome.DOWN
    planned = open_one.replace("2026-10-01", "2027-10-01")
    assert row(planned, "zone-loss").outcome is Outcome.UNKNOWN


QUOTA = """
requirements: {{load: {{peak: 1/s}}}}
slas: {{ask: {{entry: api, availability: {goal}, window: 30 d}}}}
components:
  api: backend_service
  big: {{kind: llm, product: azure/openai, fallback: other, {big}}}
  other: {{kind: llm, {other}, capacity: 5/s}}
flows: [{{api -> big: {{call: sync}}}}]
"""


@pytest.mark.parametrize(
    ("big", "other", "outcome"),
    [
        ("quota_pool: a", "product: azure/openai, quota_pool: b", Outcome.DEGRADED),
        ("quota_pool: a", "product: azure/openai, quota_pool: a", Outcome.DOWN),
        ("quota_pool: a", "product: azure/openai", Outcome.UNKNOWN),
        ("quota_pool: a", "product: aws/bedrock", Outcome.DEGRADED),
        ("quota_pool: a", "product: oss/vllm", Outcome.DEGRADED),
    ],
)
def test_a_quota(big: str, other: str, outcome: Outcome) -> None:
    """A stand-in counts when it draws on another pool, another provider or none; unknown pools are asked for."""
    found = row(QUOTA.format(goal="99.9%", big=big, other=other), "quota:a")
    assert found.outcome is outcome, found.says
    if outcome is Outcome.UNKNOWN:
        assert found.needs == (("components", "other", "quota_pool"),)


def test_half_an_hour_fits_some_budgets() -> None:
    """Thirty minutes are 69% of what 99.9% allows in a month and seven times what 99.99% does."""
    shared = {"big": "quota_pool: a", "other": "quota_pool: a"}
    assert result(QUOTA.format(goal="99.9%", **shared), "quota:a").share == pytest.approx(30 / 43.2)
    assert result(QUOTA.format(goal="99.99%", **shared), "quota:a").share == pytest.approx(30 / 4.32)


def test_without_a_provider_there_is_no_quota() -> None:
    """A design that runs everything itself has no such drill, and that is said."""
    assert "provider's quota" in reason(ZONES.format(model="zones: 3", rules="zones: 3", drill=""), "quota")


RETIRED = """
slas: {{ask: {{entry: api}}}}
components:
  api: backend_service
  gen: {{kind: llm, product: azure/openai, runs: writer, {gen}}}
  spare: {{kind: llm, product: azure/openai, runs: {spare}}}
llm: {{models: {{writer: {{provider: gen, {writer}}}, second: {{provider: spare}}}}}}
flows: [{{api -> gen: {{call: sync}}}}]
"""


@pytest.mark.parametrize(
    ("writer", "gen", "spare", "outcome"),
    [
        ("retires: 2027-06-01, migration_lead: 60 d", "version: 1", "second", Outcome.SURVIVES),
        ("retires: 2026-12-01, migration_lead: 60 d", "version: 1", "second", Outcome.DOWN),
        ("retires: 2026-12-01, migration_lead: 60 d", "fallback: spare", "second", Outcome.DEGRADED),
        # A stand-in that runs the same model goes with it.
        ("retires: 2026-12-01, migration_lead: 60 d", "fallback: spare", "writer", Outcome.DOWN),
        ("migration_lead: 60 d", "terms: {notice: 90 d}", "second", Outcome.SURVIVES),
        ("migration_lead: 60 d", "version: 1", "second", Outcome.UNKNOWN),
    ],
)
def test_a_retired_model(writer: str, gen: str, spare: str, outcome: Outcome) -> None:
    """There is time when the vendor gives longer than moving takes; otherwise another model has to answer."""
    found = row(RETIRED.format(writer=writer, gen=gen, spare=spare), "model-retired:writer")
    assert found.outcome is outcome, found.says
