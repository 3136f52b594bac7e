"""Storage, retention, freshness, recovery, erasure and the breach clock: what contradicts, and what must not."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.facts.helpers import WORSE, fact, facts
from workbench.facts import Verdict

HOLDS, PLAUSIBLE, FAILS, UNKNOWN = Verdict.HOLDS, Verdict.PLAUSIBLE, Verdict.FAILS, Verdict.UNKNOWN

LAKE = """
data: {{events: {{volume: {volume}, record: 1.2 kB, {asset}}}}}
components: {{lake: {{kind: {kind}, {store}}}}}
flows: [{{sender -> lake: {{carries: events{flow}}}}}]
"""


def kept(
    store: str, volume: str = "50M/day", asset: str = "retention: 180 d", kind: str = "data_lake"
) -> Verdict | None:
    """Return what is said of the space of a store, or None when nothing is."""
    found = facts(LAKE.format(store=store, volume=volume, asset=asset, kind=kind, flow=""), "storage-fits")
    return found[0].verdict if found else None


@pytest.mark.parametrize(
    ("store", "verdict"),
    [
        ("size: 8.1 TB, copies: 3, compression: 4", HOLDS),
        ("size: 3 TB, copies: 3, compression: 4", PLAUSIBLE),
        ("size: 2 TB, copies: 3, compression: 4", FAILS),
        ("size: 2 TB, copies: 3", PLAUSIBLE),
        ("size: 2 TB, copies: 3, compression: 4, retention: 30 d", HOLDS),
    ],
)
def test_space(store: str, verdict: Verdict) -> None:
    """Too small for one copy, compressed as stated, is impossible; whether the space holds all copies is a reading."""
    assert kept(store) is verdict


def test_space_guards() -> None:
    """A store of the latest value keeps no history, and data kept for no stated time fills nothing."""
    assert kept("size: 1 GB, compression: 4", kind="online_store") is None
    assert kept("size: 1 TB", asset="mutable: true, retention: 180 d") is None
    assert kept("size: 1 TB", asset="classes: public") is UNKNOWN


@settings(max_examples=40, deadline=None)
@given(st.integers(1, 500), st.integers(0, 500))
def test_more_data_never_fits_better(volume: int, more: int) -> None:
    """Verdicts are monotone in the volume."""
    store = "size: 8.1 TB, copies: 3, compression: 4"
    first, second = (kept(store, volume=f"{v}M/day") for v in (volume, volume + more))
    assert first
    assert second
    assert WORSE.index(first) <= WORSE.index(second)


@pytest.mark.parametrize(
    ("kept_for", "rules", "verdict"),
    [
        ("365 d", "a: {of: events, at_least: 183 d}, b: {of: events, at_most: 365 d}", HOLDS),
        ("365 d", "a: {of: events, at_least: 183 d}, b: {of: events, at_most: 90 d}", FAILS),
        ("90 d", "a: {of: events, at_least: 183 d}", FAILS),
        ("400 d", "a: {of: events, at_most: 365 d}", FAILS),
        ("6 months", "a: {of: events, at_least: 183 d}", HOLDS),
        ("1 year", "a: {of: events, at_least: 12 months, at_most: 12 months}", HOLDS),
        ("100..200 d", "a: {of: events, at_least: 183 d}", PLAUSIBLE),
    ],
)
def test_retention(kept_for: str, rules: str, verdict: Verdict) -> None:
    """Between the largest floor and the smallest ceiling; half a year is 180 or 183 d to whoever wrote it."""
    text = f"data: {{events: {{retention: {kept_for}}}}}\nprivacy: {{retention: {{{rules}}}}}"
    assert fact(text, "retention-interval").verdict is verdict


def test_a_model_may_learn_from_what_is_kept_elsewhere() -> None:
    """Examples older than the data are no contradiction: they may be kept as a training set."""
    text = """
    data: {events: {retention: 90 d}}
    training: {models: {m: {from: events, window: build-120d..build-30d}}}
    privacy: {retention: {a: {of: events, at_most: 365 d}}}
    """
    assert fact(text, "retention-interval").verdict is PLAUSIBLE


@pytest.mark.parametrize(
    ("backfill", "verdict"),
    [
        ("outage: 4 h, throughput: 8k/s, within: 8 h", HOLDS),
        ("outage: 4 h, throughput: 8k/s, within: 6 h", FAILS),
        ("outage: 4 h, throughput: 5k/s, within: 80 d", FAILS),
        ("outage: 4 h, throughput: 8k/s", UNKNOWN),
    ],
)
def test_catching_up(backfill: str, verdict: Verdict) -> None:
    """What cannot be worked off faster than it arrives never catches up."""
    text = f"data: {{events: {{volume: 5k/s}}}}\ningestion: {{backfill: {{{backfill}}}}}"
    assert fact(text, "catch-up-time").verdict is verdict


def test_catching_up_with_all_of_it_is_a_reading() -> None:
    """A backfill may be meant of the largest stream alone."""
    text = """
    data: {events: {volume: 5k/s}, views: {volume: 4k/s}}
    ingestion: {backfill: {outage: 4 h, throughput: 8k/s, within: 8 h}}
    """
    assert fact(text, "catch-up-time").verdict is PLAUSIBLE


FEATURE = """
slas: {{x: {{freshness: {{spend: {limit}}}}}}}
features: {{components: {{job: {{kind: feature_pipeline, {job}}}}}, sets: {{spend: {{by: job, {own}}}}}}}
"""


@pytest.mark.parametrize(
    ("job", "own", "verdict"),
    [
        ("cadence: 30 min, runtime: 20 min, propagation: 5 min", "entity: card", HOLDS),
        ("cadence: 60 min, runtime: 20 min, propagation: 5 min", "entity: card", FAILS),
        ("cadence: 60 min, runtime: 20 min", "ttl: 60 min", PLAUSIBLE),
        ("cadence: 40 min", "entity: card", PLAUSIBLE),
        ("runtime: 20 min", "cadence: 20 min", HOLDS),
        ("product: oss/spark", "available_after: 5 s", HOLDS),
        ("cadence: 30 min, runtime: 20 min", "available_after: 2 h", FAILS),
        ("product: oss/spark", "entity: card", UNKNOWN),
    ],
)
def test_age_of_features(job: str, own: str, verdict: Verdict) -> None:
    """The worst case counts; what is dropped in time does not; what is not said proves nothing."""
    text = FEATURE.format(limit="60 min", job=job, own=own)
    assert fact(text, "worst-case-freshness").verdict is verdict


@settings(max_examples=30, deadline=None)
@given(st.integers(1, 90), st.integers(0, 90))
def test_rarer_runs_never_look_fresher(minutes: int, more: int) -> None:
    """Verdicts are monotone in the cadence."""
    texts = [
        FEATURE.format(limit="60 min", job=f"cadence: {m} min, runtime: 5 min", own="entity: card")
        for m in (minutes, minutes + more)
    ]
    first, second = (WORSE.index(fact(t, "worst-case-freshness").verdict) for t in texts)
    assert first <= second


INDEX = """
slas: {x: {freshness: {index: 15 min}}}
components: {pull: {kind: connector, cadence: %s, runtime: 1 min}, cut: {kind: chunker, runtime: 2 min},
  index: vector_index, app: backend_service}
flows:
  - wiki -> pull -> cut -> index: {call: batch, cadence: 5 min}
  - app -> index: {call: sync, returns: passages}
%s
data: {passages: {classes: public}}
"""


def test_age_of_an_index() -> None:
    """The times along the way add up; a rhythm told twice counts once; another, quicker way leaves it open."""
    assert fact(INDEX % ("5 min", ""), "way-into-store").value == 8 * 60
    assert fact(INDEX % ("20 min", ""), "way-into-store").verdict is FAILS
    assert fact(INDEX % ("20 min", "  - mail -> cut: {call: stream}"), "way-into-store").verdict is PLAUSIBLE


STORE = "components: {{store: {{kind: database, {facts}, backup: {{{backup}}}}}}}"


@pytest.mark.parametrize(
    ("stated", "backup", "verdict"),
    [
        ("rpo: 2 h", "every: 1 h, lag: 10 min", HOLDS),
        ("rpo: 1 h", "every: 1 h, lag: 10 min", FAILS),
        ("rpo: 0 s, replicas: 3", "every: 24 h", PLAUSIBLE),
        ("rpo: 0 s", "every: 24 h", FAILS),
        ("rpo: 1 h", "restore: 200 MB/s", UNKNOWN),
    ],
)
def test_data_lost(stated: str, backup: str, verdict: Verdict) -> None:
    """Interval and lag are lost with a store, unless a promise so tight is kept by its copies."""
    assert fact(STORE.format(facts=stated, backup=backup), "recovery-point").verdict is verdict


@pytest.mark.parametrize(("rto", "verdict"), [("6 h", HOLDS), ("4 h", PLAUSIBLE), ("2 h", FAILS), ("5 min", FAILS)])
def test_time_to_recover(rto: str, verdict: Verdict) -> None:
    """2 TB at 200 MB/s are 167 min when full, and 83 min of rebuilding: 250 min; half full they are 167."""
    text = STORE.format(facts=f"size: 2 TB, rto: {rto}", backup="restore: 200 MB/s, rebuild: 83 min")
    found = fact(text, "recovery-time")
    assert found.value == pytest.approx(250 * 60, rel=2e-3)
    assert found.verdict is verdict


def test_restoring_at_unknown_speed_is_unknown() -> None:
    """Without a speed nothing is claimed, unless what is known is already too slow."""
    assert fact(STORE.format(facts="size: 2 TB, rto: 1 h", backup="every: 1 h"), "recovery-time").verdict is UNKNOWN
    assert fact(STORE.format(facts="rto: 1 h", backup="provision: 2 h"), "recovery-time").verdict is FAILS


ERASE = """
data: {{orders: {{classes: [pii_direct], source: shop}}}}
outside: {{shop: client}}
components: {{lake: {{kind: data_lake{lake}}}, copy: {{kind: database}}}}
flows: [{{shop -> lake -> copy: {{carries: orders}}}}]
privacy: {{erasure: {{{erasure}}}}}
"""


@pytest.mark.parametrize(
    ("lake", "erasure", "verdict"),
    [
        ("", "within: 30 d, reaches: {lake: 20 d, copy: 1 d}", HOLDS),
        ("", "within: 30 d, reaches: {lake: 35 d, copy: 1 d}", FAILS),
        ("", "within: 30 d, reaches: {lake: 20 d}", UNKNOWN),
        ("", "within: 30 d, reaches: {lake: 35 d}", FAILS),
        (", retention: 7 d", "within: 30 d, reaches: {copy: 1 d}", HOLDS),
        (", retention: 90 d", "within: 30 d, reaches: {copy: 1 d}", UNKNOWN),
        ("", "within: 30 d, reaches: {orders: 20 d}", HOLDS),
        ("", "reaches: {lake: 20 d, copy: 1 d}", UNKNOWN),
    ],
)
def test_erasure(lake: str, erasure: str, verdict: Verdict) -> None:
    """A stated time over the promise fails; a store nobody mentions is unknown, unless it forgets by itself."""
    assert fact(ERASE.format(lake=lake, erasure=erasure), "erasure-reach").verdict is verdict


@pytest.mark.parametrize(
    ("clock", "cadence", "verdict"),
    [
        ("detect: 24 h, triage: 12 h, notify: 24 h", "6 h", HOLDS),
        ("detect: 60 h, triage: 12 h, notify: 24 h", "6 h", PLAUSIBLE),
        ("detect: 1 h, triage: 60 h, notify: 24 h", "1 h", FAILS),
        ("detect: 24 h, triage: 12 h, notify: 24 h", "30 d", FAILS),
        ("detect: 24 h, triage: 12 h, notify: 24 h", "30 h", PLAUSIBLE),
        ("detect: 24 h, triage: 12 h", "6 h", UNKNOWN),
    ],
)
def test_breach_clock(clock: str, cadence: str, verdict: Verdict) -> None:
    """The law counts from noticing: only triage and notice over 72 h cannot be in time."""
    text = f"""
    security: {{components: {{trail: {{kind: audit_log, cadence: {cadence}}}}}}}
    privacy: {{breach: {{{clock}, detected_by: trail}}}}
    """
    assert fact(text, "breach-clock").verdict is verdict
