"""The impact on people, the record of operation, the technical file, and what others supply."""

from __future__ import annotations

import pytest

from tests.facts.helpers import fact, facts
from workbench.facts import Verdict

HOLDS, PLAUSIBLE, FAILS, UNKNOWN = Verdict.HOLDS, Verdict.PLAUSIBLE, Verdict.FAILS, Verdict.UNKNOWN

ASSESSED = """
owner: team
people: {{team: {{size: 6}}}}
requirements: {{launch: {launch}}}
responsible_ai: {{assessment: {{id: IA-1, "on": 2026-08-01, reopens_on: [{reopens}]}}}}
"""


@pytest.mark.parametrize(
    ("launch", "reopens", "verdict"),
    [
        ("2026-12-01", "use, model, data", HOLDS),
        ("2026-08-01", "use, model, data", FAILS),
        ("2026-12-01", "use, model", UNKNOWN),
    ],
)
def test_impact_is_assessed_before_the_launch(launch: str, reopens: str, verdict: Verdict) -> None:
    """On the day of the launch is too late; what opens it again has to be said."""
    assert fact(ASSESSED.format(launch=launch, reopens=reopens), "impact-on-people").verdict is verdict
    assert facts("requirements: {launch: 2026-12-01}", "impact-on-people") == []


RECORD = """
responsible_ai: {{risk: {{domain: employment{stated}}}, event_log: log}}
serving: {{components: {{desk: human_review}}}}
monitoring: {{components: {{log: {{kind: prediction_log, logs: [{logs}], retention: {kept}}}}}}}
privacy: {{retention: {{all: {{of: log, at_most: {most}}}}}}}
"""
FULL = "time, inputs, model_version, output, reviewer"


@pytest.mark.parametrize(
    ("stated", "logs", "kept", "most", "verdict"),
    [
        (", stated: high", FULL, "183 d", "1 year", HOLDS),
        (", stated: high", FULL, "180 d", "1 year", HOLDS),
        (", stated: high", FULL, "90 d", "1 year", FAILS),
        (", stated: high", FULL, "1 year", "30 d", FAILS),
        (", stated: high", "time, inputs, model_version, output", "1 year", "1 year", UNKNOWN),
        ("", FULL, "90 d", "1 year", HOLDS),
    ],
)
def test_the_record_lasts_half_a_year(stated: str, logs: str, kept: str, most: str, verdict: Verdict) -> None:
    """Six months hold where the class is high; 180 d are six months; a rule that forbids them contradicts."""
    assert fact(RECORD.format(stated=stated, logs=logs, kept=kept, most=most), "event-record").verdict is verdict


def test_a_low_class_owes_no_record() -> None:
    """Thirty days agreed with the works council are no fault of an assistant."""
    text = RECORD.format(stated=", stated: limited", logs=FULL, kept="30 d", most="30 d")
    assert facts(text, "event-record") == []


def test_blanks_of_the_technical_file_are_told() -> None:
    """An empty file has blanks, each with its place; without a word about it nothing is said."""
    found = fact("responsible_ai: {technical_file: docs/file}", "technical-file")
    assert found.verdict is UNKNOWN
    assert ("requirements", "decision", "task") in found.needs
    more = fact(
        "responsible_ai: {technical_file: docs/file, components: {desk: appeals_desk}, oversight: {by: desk}}",
        "technical-file",
    )
    assert (more.value or 0) > (found.value or 0)
    assert facts("responsible_ai: {components: {desk: appeals_desk}, oversight: {by: desk}}", "technical-file") == []


BOUGHT = """
owner: team
people: {{team: {{size: 6}}}}
outside: {{vendor: {{kind: vendor_api, {vendor}}}}}
serving: {{components: {{chat: backend_service, rules: rules_engine, own: {{kind: llm, runs: small}}}}}}
llm:
  models: {{big: {{model: a, version: v1, provider: vendor}}, small: {{model: b, version: v2, provider: vendor}}}}
flows: [{{chat -> vendor: {{call: sync}}}}]
"""


@pytest.mark.parametrize(
    ("vendor", "verdict"),
    [
        ("terms: {licence: commercial, exit_to: rules}", HOLDS),
        ("fallback: rules, terms: {licence: commercial}", HOLDS),
        ("terms: {licence: commercial, exit_to: small}", HOLDS),
        ("terms: {licence: commercial, exit_to: big}", FAILS),
        ("terms: {licence: commercial, exit_to: vendor}", FAILS),
        ("terms: {licence: commercial}", PLAUSIBLE),
        ("count: 1", UNKNOWN),
    ],
)
def test_what_others_supply_is_registered(vendor: str, verdict: Verdict) -> None:
    """Owner, version, licence and what takes its place; a model only the vendor runs is no way out."""
    assert fact(BOUGHT.format(vendor=vendor), "supplier-register").verdict is verdict


def test_data_of_others_is_registered_with_its_data() -> None:
    """A feed's version and licence may stand at its data, and so may what happens when it does not come."""
    text = """
    owner: team
    people: {team: {size: 6}}
    outside: {bureau: external_system}
    data: {scores: {source: bureau, licence: commercial, schema_version: v3, on_missing: last_known}}
    """
    assert fact(text, "supplier-register").verdict is HOLDS
    assert facts("serving: {components: {api: online_endpoint}}", "supplier-register") == []
