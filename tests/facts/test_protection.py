"""Borders, encryption, classes, records, callers, quotas, threats, rights: what holds, what fails, what is open."""

from __future__ import annotations

import pytest

from tests.facts.helpers import fact, facts
from workbench.facts import Verdict
from workbench.facts.subjects.regions import _area

HOLDS, PLAUSIBLE, FAILS, UNKNOWN = Verdict.HOLDS, Verdict.PLAUSIBLE, Verdict.FAILS, Verdict.UNKNOWN

MOVES = """
outside: {shop: client}
data: {orders: {classes: [pii_quasi], source: shop%s}}
components: {lake: {kind: data_lake%s}}
privacy: {transfers: {%s}}
flows: [{shop -> lake: orders}]
"""


@pytest.mark.parametrize(
    ("filled", "verdict"),
    [
        ((", region: eu", ", region: westeurope", ""), HOLDS),
        ((", region: eu", ", region: eastus", ""), FAILS),
        ((", region: eu", ", region: eastus", "t: {from: eu, to: us, of: orders, basis: scc}"), HOLDS),
        ((", region: eu", ", region: eastus", "t: {from: eu, to: us, of: orders}"), UNKNOWN),
        ((", region: eu", ", region: eastus", "t: {from: eu, to: japan, of: orders, basis: scc}"), FAILS),
        ((", region: us", ", region: japaneast", ""), PLAUSIBLE),
        ((", region: eu", "", ""), UNKNOWN),
        ((", region: eu", ", region: our-cellar", ""), HOLDS),
        ((", region: [eu, us]", ", region: eastus", ""), HOLDS),
    ],
)
def test_personal_data_stays_in_its_area(filled: tuple[str, ...], verdict: Verdict) -> None:
    """Another data centre of the same area is no transfer, a region nobody knows contradicts nobody."""
    assert fact(MOVES % filled, "personal-data-across-borders").verdict is verdict


@pytest.mark.parametrize(
    ("region", "area"),
    [
        ("westeurope", "eu"), ("eu-central-1", "eu"), ("europe-west1", "eu"), ("swedencentral", "eu"), ("de", "eu"),
        ("eu-west-2", "uk"), ("europe-west2", "uk"), ("uksouth", "uk"), ("switzerlandnorth", "ch"), ("eastus2", "us"),
        ("us-east-1", "us"), ("us_gov", "us"), ("japaneast", "japan"), ("delhi", ""), ("frozen", ""), ("chennai", ""),
    ],
)  # fmt: skip
def test_regions_of_the_clouds_lie_in_areas(region: str, area: str) -> None:
    """Names are read by how they begin; short ones count only by themselves."""
    assert _area(region) == area


def test_data_that_is_not_personal_crosses_freely() -> None:
    """No personal data, no question."""
    text = MOVES.replace("pii_quasi", "internal") % (", region: eu", ", region: eastus", "")
    for kind in ("personal-data-across-borders", "personal-data-encrypted", "processing-record", "impact-assessment"):
        assert facts(text, kind) == []


COVERED = """
outside: {shop: client}
data: {orders: {classes: [pii_quasi], source: shop}}
components: {lake: {kind: data_lake%s}}
security: {%s}
flows: [{shop -> lake: {carries: orders%s}}]
"""
ALL = "network: {tls: true}, encryption: {at_rest: true, key_owner: us}"


@pytest.mark.parametrize(
    ("filled", "way", "rest"),
    [
        (("", ALL, ""), HOLDS, HOLDS),
        (("", "", ""), UNKNOWN, UNKNOWN),
        (("", ALL, ", encrypted: false"), FAILS, HOLDS),
        (("", "network: {tls: false}, encryption: {at_rest: true}", ", encrypted: true"), HOLDS, UNKNOWN),
        ((", encryption: {at_rest: false}", ALL, ""), HOLDS, FAILS),
        ((", encryption: {at_rest: true, key_owner: customer}", "network: {tls: true}", ""), HOLDS, HOLDS),
    ],
)
def test_personal_data_is_encrypted(filled: tuple[str, ...], way: Verdict, rest: Verdict) -> None:
    """What a flow or a store says of itself wins over what is said of all."""
    found = {f.subject: f.verdict for f in facts(COVERED % filled, "personal-data-encrypted")}
    assert found == {"way": way, "rest": rest}


LOWERED = """
privacy: {components: {vault: {kind: tokeniser, redacts: [pii_direct]}}}
data: {orders: {classes: [pii_direct]}, made: {from: orders, %s}}
"""


@pytest.mark.parametrize(
    ("made", "verdict"),
    [
        ("classes: [public]", FAILS),
        ("classes: [internal]", HOLDS),
        ("classes: [internal], declassified: {by: vault, method: tokenised, drops: [pii_direct]}", HOLDS),
        ("declassified: {method: tokenised, drops: [pii_direct]}", UNKNOWN),
    ],
)
def test_classes_are_lowered_by_a_named_method_only(made: str, verdict: Verdict) -> None:
    """Called public although made from names is a contradiction; inherited classes need no mention."""
    assert fact(LOWERED % made, "class-lowered").verdict is verdict


RECORD = """
outside: {shop: client}
data: {orders: {classes: [pii_quasi], source: shop, subjects: buyers, purposes: delivery, basis: contract%s}}
components: {lake: {kind: data_lake%s}}
privacy: {controller: The shop}
security: {network: {tls: true}}
flows: [{shop -> lake: orders}]
"""


def test_the_record_of_processing_has_no_blanks() -> None:
    """How long may be said of the data or of each place that keeps it; what is missing is named."""
    assert fact(RECORD % (", retention: 90 d", ""), "processing-record").verdict is HOLDS
    assert fact(RECORD % ("", ", retention: 90 d"), "processing-record").verdict is HOLDS
    assert fact(RECORD % ("", ""), "processing-record").needs == (("data", "orders", "retention"),)


ASSESSED = """
requirements: {launch: 2026-06-01, decision: {%s}}
data: {orders: {classes: [%s]}}
privacy: {%s}
"""
BAD = "effect: significant, profiling: true"


@pytest.mark.parametrize(
    ("filled", "verdict"),
    [
        ((BAD, "pii_quasi", ""), UNKNOWN),
        ((BAD, "pii_quasi", "assessment: {id: A-1, on: 2026-05-01}"), HOLDS),
        ((BAD, "pii_quasi", "assessment: {id: A-1, on: 2026-07-01}"), FAILS),
        (("effect: limited", "pii_quasi", ""), HOLDS),
        (("effect: limited", "special", ""), UNKNOWN),
        (("about: people", "pii_quasi", ""), UNKNOWN),
        (("effect: limited, public_monitoring: true", "pii_quasi", ""), UNKNOWN),
        (("effect: significant, profiling: false", "pii_quasi", ""), HOLDS),
        (("effect: limited", "pii_quasi", "assessment: {id: A-1, on: 2026-07-01}"), HOLDS),
    ],
)
def test_an_impact_assessment_comes_before_the_launch(filled: tuple[str, ...], verdict: Verdict) -> None:
    """Due by effect with profiling, special categories or watched places; not due is fine, not told is open."""
    assert fact(ASSESSED % filled, "impact-assessment").verdict is verdict


CALLED = """
outside: {shop: client}
components: {door: {kind: api_gateway, authn: oidc}, model: {kind: online_endpoint%s}}
flows: [{shop -> door: {call: sync}}, {door -> model: {call: %s%s}}]
"""


@pytest.mark.parametrize(
    ("filled", "verdict"),
    [
        ((", authn: mtls", "sync", ""), HOLDS),
        (("", "sync", ", authn: mtls"), HOLDS),
        (("", "sync", ""), UNKNOWN),
        ((", authn: none", "sync", ""), FAILS),
        ((", authn: mtls", "sync", ", authn: none"), FAILS),
        ((", authn: network_only", "sync", ""), PLAUSIBLE),
    ],
)
def test_a_model_knows_its_callers(filled: tuple[str, ...], verdict: Verdict) -> None:
    """What the flow says wins; standing in the same network proves half."""
    found = {f.subject: f.verdict for f in facts(CALLED % filled, "callers-known")}
    assert found["model"] is verdict


def test_a_model_that_is_deployed_to_is_not_called() -> None:
    """An arrow that brings the model is no caller, and neither is a batch."""
    assert facts(CALLED % ("", "batch", ""), "callers-known") == []
    assert facts(CALLED % ("", "sync", ", kind: deploy"), "callers-known") == []


QUOTA = """
components: {door: {kind: api_gateway, capacity: 100/s, rate_limit: {per_principal: %s%s}}}
cost: {budget: {monthly_cap: 1000 USD/month}}
"""


@pytest.mark.parametrize(
    ("each", "more", "verdict"),
    [
        ("1/s", ", principals: 100", HOLDS),
        ("1/s", ", principals: 1000", HOLDS),
        ("5/s", ", principals: 1000", PLAUSIBLE),
        ("200/s", "", FAILS),
        ("0.1/s", "", HOLDS),
        ("0.1/s", ", spend_cap: 2000 USD/month", FAILS),
        ("0.1/s", ", spend_cap: 20 USD/month", HOLDS),
    ],
)
def test_one_caller_cannot_use_up_everything(each: str, more: str, verdict: Verdict) -> None:
    """All together fit, or it takes a hundred at their limit; alone nobody fills it or spends the whole budget."""
    assert fact(QUOTA % (each, more), "caller-quota").verdict is verdict


def test_a_quota_without_capacity_is_open() -> None:
    """What it is held against must be stated, at the way in and not at a button for thumbs."""
    text = "components: {door: {kind: %s, rate_limit: {per_principal: 1/s}}}"
    assert fact(text % "api_gateway", "caller-quota").needs == (("components", "door", "capacity"),)
    assert facts(text % "feedback_collector", "caller-quota") == []


ZONED = """
outside: {shop: client}
components: {door: {kind: api_gateway%s}, model: {kind: online_endpoint%s}}
security: {threats: {t: {at: %s, technique: AML.T0029, mitigated_by: door}}}
flows: [shop -> door, door -> model]
"""


@pytest.mark.parametrize(
    ("filled", "verdict"),
    [
        ((", trust: dmz", ", trust: restricted", "door"), HOLDS),
        ((", trust: dmz", ", trust: restricted", "model"), PLAUSIBLE),
        ((", trust: dmz", ", trust: dmz", "door"), HOLDS),
        (("", "", "door"), UNKNOWN),
    ],
)
def test_every_border_has_a_threat(filled: tuple[str, ...], verdict: Verdict) -> None:
    """A threat at either end counts for a border; without zones there is no border to look at."""
    assert fact(ZONED % filled, "border-threats").verdict is verdict


def test_without_threats_there_is_no_fact() -> None:
    """That no threat is stated is for the item to say."""
    assert facts("components: {a: {kind: api_gateway, trust: dmz}}", "border-threats") == []


RIGHTS = """
components: {model: {kind: online_endpoint, fallback: rules}, rules: rules_engine, store: online_store, lake: data_lake}
security: {identities: {me: {used_by: model, reads: [%s]%s}}}
flows: [model -> store]
"""


@pytest.mark.parametrize(
    ("reads", "more", "verdict"),
    [
        ("store", ", wildcards: 0", HOLDS),
        ("rules", ", wildcards: 0", HOLDS),
        ("lake", ", wildcards: 0", PLAUSIBLE),
        ("store", ", wildcards: 1", FAILS),
        ("store", "", UNKNOWN),
    ],
)
def test_rights_are_those_that_flows_need(reads: str, more: str, verdict: Verdict) -> None:
    """A right that no drawn way uses may be used along one that is not drawn; a wildcard is too much."""
    assert fact(RIGHTS % (reads, more), "rights-needed").verdict is verdict
