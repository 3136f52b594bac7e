"""Personal data: where it arrives, what takes it out, and who agreed to what."""

from __future__ import annotations

from tests.facts.helpers import design, fact, facts
from workbench.facts import Verdict
from workbench.facts.lineage import classes_of

VENDOR = """
data:
  orders: {{classes: [pii_direct], source: shop}}
outside:
  shop: client
  scorer: {{kind: vendor_api{terms}}}
components:
  api: backend_service
  cleaner: {{kind: redactor, redacts: [{redacts}]}}
flows:
  - shop -> api: orders
  - {way}
"""
TERMS = ", terms: {dpa: true, region: [eu], no_training: true, retention: 0 d}"


def verdict(way: str, *, terms: str = "", redacts: str = "pii_direct") -> Verdict | None:
    """Return what is said of personal data at the vendor, or None when none arrives."""
    found = facts(VENDOR.format(way=way, terms=terms, redacts=redacts), "personal-data-to-third-party")
    return found[0].verdict if found else None


def test_personal_data_without_terms_fails_and_breaks_the_arrow() -> None:
    """The arrow that delivers it is named, so that it can be drawn."""
    text = VENDOR.format(way="api -> scorer: orders", terms="", redacts="pii_direct")
    found = fact(text, "personal-data-to-third-party")
    assert found.verdict is Verdict.FAILS
    assert found.broken == ("api->scorer",)
    assert ("outside", "scorer", "terms", "dpa") in found.needs
    assert found.steps == ("shop -> api -> scorer",)


def test_agreed_terms_hold() -> None:
    """Agreement, region, no training and retention together are enough."""
    assert verdict("api -> scorer: orders", terms=TERMS) is Verdict.HOLDS


def test_a_redactor_on_the_way_takes_it_out() -> None:
    """What passes the redactor no longer arrives."""
    assert verdict("api -> cleaner -> scorer: orders") is None
    assert verdict("api -> scorer: {carries: orders, through: cleaner}") is None


def test_a_redactor_beside_the_way_does_not() -> None:
    """A redactor that merely exists protects nobody."""
    assert verdict("api -> [cleaner, scorer]: orders") is Verdict.FAILS


def test_a_redactor_of_other_classes_does_not() -> None:
    """Only the classes it redacts are taken out."""
    assert verdict("api -> cleaner -> scorer: orders", redacts="special") is Verdict.FAILS


def test_not_saying_what_goes_along_is_no_way_round() -> None:
    """An arrow to a third party that does not say what it carries is unknown, not innocent."""
    assert verdict("api -> scorer") is Verdict.UNKNOWN


def test_a_reply_is_followed_too() -> None:
    """What comes back from a call is data on its way as well."""
    text = """
    data: {profile: {classes: [pii_direct]}}
    outside: {partner: vendor_api}
    components: {store: database}
    flows: [{partner -> store: {call: sync, returns: profile}}]
    """
    assert fact(text, "personal-data-to-third-party").verdict is Verdict.FAILS


def test_classes_are_inherited_and_dropped() -> None:
    """Data made from personal data is personal until a named method takes that away."""
    text = """
    data:
      cards: {classes: [pii_direct, payment]}
      tokens: {from: cards, declassified: {method: tokenised, drops: [pii_direct]}}
      counts: {from: tokens}
    features: {sets: {raw: {from: cards}, sums: {from: cards, declassified: {method: aggregated, drops: [pii_direct]}}}}
    """
    found = classes_of(design(text))
    assert found["tokens"] == {"payment"} == found["counts"] == found["sums"]
    assert found["raw"] == {"payment", "pii_direct"}


def test_a_circle_of_derivations_ends() -> None:
    """Data made from itself does not make the computation endless."""
    assert classes_of(design("data: {a: {from: b, classes: [special]}, b: {from: a}}"))["b"] == {"special"}


def test_stores_keep_only_what_they_are_approved_for() -> None:
    """A store approved for less than what arrives is contradicted; one that says nothing is unknown."""
    text = """
    data: {orders: {classes: [pii_direct]}}
    outside: {shop: client}
    components: {lake: {kind: data_lake%s}}
    flows: [{shop -> lake: orders}]
    """
    kind = "personal-data-in-weaker-store"
    assert fact(text % "", kind).verdict is Verdict.UNKNOWN
    assert fact(text % ", classes: [internal]", kind).verdict is Verdict.FAILS
    assert fact(text % ", classes: [pii_direct]", kind).verdict is Verdict.HOLDS


def test_a_redactor_that_does_not_say_what_it_takes_is_asked() -> None:
    """One on the way may be enough: that is unknown, not contradicted, and the place to say so is named."""
    text = VENDOR.replace(", redacts: [{redacts}]", "").format(way="api -> cleaner -> scorer: orders", terms="")
    found = fact(text, "personal-data-to-third-party")
    assert found.verdict is Verdict.UNKNOWN
    assert found.needs == (("components", "cleaner", "redacts"),)
    beside = VENDOR.replace(", redacts: [{redacts}]", "").format(way="api -> [cleaner, scorer]: orders", terms="")
    assert fact(beside, "personal-data-to-third-party").verdict is Verdict.FAILS


def test_what_a_reply_lost_on_its_way_back_is_not_passed_on() -> None:
    """A filter on a reply counts for whatever is sent on from there."""
    text = """
    data: {passages: {classes: [pii_direct]}}
    outside: {vendor: vendor_api}
    components: {chat: orchestrator, index: vector_index, cleaner: {kind: redactor, redacts: [pii_direct]}}
    flows: [{chat -> index: {returns: passages%s}}, {chat -> vendor: passages}]
    """
    kind = "personal-data-to-third-party"
    assert fact(text % "", kind).verdict is Verdict.FAILS
    assert facts(text % ", through: cleaner", kind) == []


def test_data_that_comes_home_does_not_leave() -> None:
    """A bank that sends an application and gets it back with an answer learns nothing about the applicant."""
    text = """
    data: {application: {classes: [pii_direct], source: bank}}
    outside: {bank: external_system}
    components: {api: backend_service}
    flows: [{bank -> api: {carries: application, returns: application}}]
    """
    assert facts(text, "personal-data-to-third-party") == []


def test_the_store_is_told_which_data_it_may_not_keep() -> None:
    """Of several arrivals the one that is over is named."""
    text = """
    data: {orders: {classes: [pii_quasi]}, names: {classes: [pii_direct]}}
    outside: {shop: client}
    components: {lake: {kind: data_lake, classes: [pii_quasi]}}
    flows: [{shop -> lake: [orders, names]}]
    """
    assert "from names but" in fact(text, "personal-data-in-weaker-store").says
