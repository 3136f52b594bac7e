"""Data: origins, checks, rejects, replays, mixes, versions, changes, absences, readers, uses, personal fields."""

from __future__ import annotations

import pytest

from tests.facts.helpers import facts
from workbench.facts import Verdict

HOLDS, PLAUSIBLE, FAILS, UNKNOWN = Verdict.HOLDS, Verdict.PLAUSIBLE, Verdict.FAILS, Verdict.UNKNOWN

ORIGIN = """
owner: team
people: {team: {}}
outside: {pos: client, shop: client}
components: {jobs: stream_processor, lake: data_lake}
features: {sets: {velocity: {from: [events], by: jobs}}}
data: {events: {%s}}
flows: %s
"""


@pytest.mark.parametrize(
    ("text", "verdict"),
    [
        (ORIGIN % ("source: pos", "[pos -> jobs: events]"), HOLDS),
        (ORIGIN % ("volume: 1/s", "[pos -> jobs: events]"), UNKNOWN),
        (ORIGIN.replace("owner: team\n", "") % ("source: pos", "[pos -> jobs: events]"), UNKNOWN),
        (ORIGIN % ("source: pos", "[pos -> lake: events, shop -> jobs: events]"), FAILS),
        # A drawing that does not say what feeds the job is unfinished, not wrong.
        (ORIGIN % ("source: pos", "[pos -> lake: events, shop -> jobs]"), UNKNOWN),
        # What is asked comes back with the reply.
        (ORIGIN % ("source: pos", "[pos -> lake: events, {from: jobs, to: lake, call: sync, returns: events}]"), HOLDS),
        ("data: {a: {from: b}, b: {from: a}}\nfeatures: {sets: {f: {from: a}}}", FAILS),
    ],
)
def test_origin(text: str, verdict: Verdict) -> None:
    """Features lead back to a source, an owner, and a flow from there."""
    assert facts(text, "traced-origin")[0].verdict is verdict


CHECKED = """
outside: {pos: client}
components: {api: online_endpoint, gate: {kind: validator, checks: [schema]}, lake: data_lake, trainer: trainer}
data: {other: {}, events: {source: pos, schema_version: v1%s}}
flows: %s
"""
THROUGH = "[pos -> gate -> lake -> trainer: events]"


@pytest.mark.parametrize(
    ("text", "verdict"),
    [
        (CHECKED % (", ruled: 90%", THROUGH), HOLDS),
        (CHECKED % (", ruled: 60%", THROUGH), PLAUSIBLE),
        (CHECKED % ("", THROUGH), UNKNOWN),
        (CHECKED % (", fields: {a: {type: decimal, min: 0, nulls: 0%}, b: {type: text, nulls: 0%}}", THROUGH), HOLDS),
        (CHECKED % (", ruled: 90%", "[pos -> gate -> lake -> trainer: events, pos -> lake: events]"), FAILS),
        # Nothing claims that this data is checked: it is a gap, not a contradiction.
        (CHECKED % (", ruled: 90%", "[pos -> api: events]"), UNKNOWN),
        (CHECKED % (", ruled: 90%", "[{from: pos, to: api, carries: events, through: gate}]"), HOLDS),
        # A service that asks the check before it goes on is checked.
        (CHECKED % (", ruled: 90%", "[{from: pos, to: gate, carries: events, call: sync}, pos -> api: events]"), HOLDS),
        # The way of other data is not the way of this one.
        (CHECKED % (", ruled: 90%", "[pos -> gate -> lake -> trainer: events, pos -> api: other]"), HOLDS),
    ],
)
def test_checked(text: str, verdict: Verdict) -> None:
    """Every way from a source to a model passes the check, and the check covers the fields."""
    found = next(f for f in facts(text, "checked-on-the-way") if f.subject == "events")
    assert found.verdict is verdict, found.says


REJECTED = """
components: {gate: {kind: validator, %s}, bin: quarantine, lake: data_lake, trainer: trainer}
monitoring: {monitors: {rejects: {watches: %s, statistic: reject_rate, above: 1%%}}}
flows: %s
"""


@pytest.mark.parametrize(
    ("text", "verdicts"),
    [
        (REJECTED % ("rejects_to: bin", "gate", "[gate -> lake -> trainer]"), [HOLDS]),
        (REJECTED % ("rejects_to: bin", "bin", "[gate -> lake -> trainer]"), [HOLDS]),
        (REJECTED % ("rejects_to: bin", "lake", "[gate -> lake -> trainer]"), [UNKNOWN]),
        (REJECTED % ("on_reject: drop", "gate", "[gate -> lake -> trainer]"), [FAILS]),
        (REJECTED % ("rejects_to: bin", "gate", "[gate -> lake -> trainer, bin -> lake]"), [FAILS]),
        (REJECTED % ("rejects_to: bin", "gate", "[gate -> lake -> trainer, bin -> gate]"), [HOLDS]),
        # A check on the request path answers with an error and keeps nothing.
        (REJECTED % ("on_reject: default", "gate", "[gate -> lake -> trainer]"), []),
    ],
)
def test_rejected(text: str, verdicts: list[Verdict]) -> None:
    """Rejects are kept apart, counted, and come back only through the check."""
    assert [f.verdict for f in facts(text, "rejects-kept")] == verdicts


REPLAY = """
data: {events: {%s}}
components: {stream: event_stream, counts: {kind: stream_processor%s}}
flows: [stream -> counts: events]
"""


@pytest.mark.parametrize(
    ("text", "verdict"),
    [
        (REPLAY % ("dedup_key: id, lateness: {p99: 5 s}", ", watermark: 10 s"), HOLDS),
        (REPLAY % ("lateness: {p99: 5 s}", ", watermark: 10 s, idempotent: true"), HOLDS),
        (REPLAY % ("dedup_key: id, lateness: {p99: 50 s}", ", watermark: 10 s"), FAILS),
        (REPLAY % ("dedup_key: id", ", watermark: 10 s"), UNKNOWN),
        (REPLAY % ("lateness: {p99: 5 s}", ", watermark: 10 s"), UNKNOWN),
    ],
)
def test_replays(text: str, verdict: Verdict) -> None:
    """Repeats are known, and late events are waited for."""
    assert [f.verdict for f in facts(text, "replay-safe")] == [verdict]


MIX = "components: {trainer: trainer}\nevaluation: {slices: {abroad: {%s}}}"


@pytest.mark.parametrize(
    ("text", "verdict"),
    [
        (MIX % "train_n: 40k, train_share: 6%, production_share: 7%, tolerance: 3 pp", HOLDS),
        (MIX % "train_n: 40k, train_share: 2%, production_share: 7%, tolerance: 3 pp", FAILS),
        (MIX % "train_n: 40k, train_share: 2%, production_share: 7%, tolerance: 3 pp, reweighted: true", HOLDS),
        (MIX % "train_n: 40k, train_share: 2..5%, production_share: 7%, tolerance: 3 pp", PLAUSIBLE),
        (MIX % "train_n: 40k, train_share: 2%", UNKNOWN),
        (
            MIX % "train_n: 90, train_share: 2%, production_share: 2%, tolerance: 1 pp, value: 60%, half_width: 3 pp",
            FAILS,
        ),
    ],
)
def test_training_mix(text: str, verdict: Verdict) -> None:
    """A group is about as frequent in training as in use, or weights make up for it."""
    assert [f.verdict for f in facts(text, "training-mix")] == [verdict]


def test_training_mix_needs_training() -> None:
    """Where nothing is trained there is no mix to compare."""
    assert facts("evaluation: {slices: {abroad: {train_share: 2%}}}", "training-mix") == []


KEPT = """
components: {lake: {kind: data_lake%s}, trainer: trainer, runs: experiment_tracker}
training: {models: {m: {by: trainer, pins: {%s}, recorded_in: runs, reproducible_for: 1 year}}}
flows: [lake -> trainer]
"""


@pytest.mark.parametrize(
    ("text", "verdict"),
    [
        (KEPT % (", version_retention: 2 years", "data: v1"), HOLDS),
        (KEPT % (", version_retention: 30 d", "data: v1"), FAILS),
        (KEPT % ("", "data: v1"), UNKNOWN),
        (KEPT % (", version_retention: 2 years", "code: git"), UNKNOWN),
    ],
)
def test_kept_versions(text: str, verdict: Verdict) -> None:
    """The pinned version can be read as long as the run must be repeatable."""
    assert [f.verdict for f in facts(text, "data-version-kept")] == [verdict]


FOREIGN = """
owner: us
people: {us: {on_call: true}, them: {}}
outside: {bank: external_system, users: client}
components: {gate: validator, desk: human_review}
data: {d: {%s}}
ingestion: {contracts: {d: {notifies: us%s}}}
monitoring: {monitors: {m: {watches: d, checks: schema, alerts: us}}}
"""


@pytest.mark.parametrize(
    ("text", "verdicts"),
    [
        (FOREIGN % ("source: bank", ", tested_by: gate"), [HOLDS]),
        (FOREIGN % ("source: bank, owner: them", ""), [PLAUSIBLE]),
        (FOREIGN % ("source: users, owner: them", ", tested_by: gate"), [HOLDS]),
        # Our own users and our own people are nobody else's data.
        (FOREIGN % ("source: users", ""), []),
        (FOREIGN % ("source: desk, owner: them", ""), []),
    ],
)
def test_foreign_data(text: str, verdicts: list[Verdict]) -> None:
    """Owners elsewhere tell of changes, and a test and an alarm notice what they forget."""
    assert [f.verdict for f in facts(text, "change-told")] == verdicts


ABSENT = (
    "components: {s: event_stream}\ndata: {d: {source: s%s}}\nmonitoring: {monitors: {m: {watches: %s, above: 1 h}}}"
)


@pytest.mark.parametrize(
    ("text", "verdicts"),
    [
        (ABSENT % (", on_missing: fail", "d"), [HOLDS]),
        (ABSENT % (", on_missing: fail", "s"), [HOLDS]),
        (ABSENT.replace("m: {", "m: {note: x}, n: {").replace("event_stream}", "event_stream, t: cache}")
         % (", on_missing: fail", "t"), [PLAUSIBLE]),
        (ABSENT % ("", "d"), []),
    ],
)  # fmt: skip
def test_missing_data(text: str, verdicts: list[Verdict]) -> None:
    """What its absence does is chosen, and an alarm shows it."""
    assert [f.verdict for f in facts(text, "absence-handled")] == verdicts


READERS = """
components: {api: online_endpoint, log: {kind: prediction_log%s}, job: drift_detector, tool: backend_service,
  m: metrics_store}
flows: [api -> log, log -> job, log -> m, %s]
"""
ONLY = ", access: {default: deny, readers: [job]}"


@pytest.mark.parametrize(
    ("text", "verdict"),
    [
        (READERS % (ONLY, "api -> tool"), HOLDS),
        (READERS % (ONLY, "{from: log, to: tool, call: batch}"), FAILS),
        (READERS % (", access: {default: allow, readers: [job]}", "api -> tool"), FAILS),
        (READERS % ("", "api -> tool"), UNKNOWN),
        # Who steers a store, or erases from it, does not read it.
        (READERS % (ONLY, "{from: tool, to: log, kind: control}"), HOLDS),
    ],
)
def test_readers(text: str, verdict: Verdict) -> None:
    """Flows agree with the readers a store declares."""
    (found,) = facts(text, "declared-readers")
    assert found.verdict is verdict, found.says


USES = """
data: {d: {purposes: [fraud], allows: [%s]}, made: {from: d%s}}
components: {lake: data_lake, trainer: {kind: trainer, purposes: [%s]}}
flows: [{from: lake, to: trainer, carries: d, purpose: %s}]
"""


@pytest.mark.parametrize(
    ("text", "verdict"),
    [
        (USES % ("train", "", "fraud", "fraud"), HOLDS),
        (USES % ("serve", "", "fraud", "fraud"), FAILS),
        (USES % ("train", "", "fraud", "marketing"), FAILS),
        (USES % ("train", "", "marketing", "fraud"), FAILS),
    ],
)
def test_allowed_uses(text: str, verdict: Verdict) -> None:
    """Every use is one the data may be used for."""
    assert [f.verdict for f in facts(text, "allowed-uses")] == [verdict]


def test_allowed_uses_of_what_is_made() -> None:
    """What is made from data may not be for more than the data, unless its people agreed."""
    text = USES % ("train", ", purposes: [marketing]%s", "fraud", "fraud")
    assert [f.verdict for f in facts(text % "", "allowed-uses")] == [HOLDS, FAILS]
    assert [f.verdict for f in facts(text % ", consent: true", "allowed-uses")] == [HOLDS]


FIELDS = """
outside: {pos: client}
components: {jobs: stream_processor, api: online_endpoint}
features: {sets: {velocity: {by: jobs}}}
data: {d: {source: pos, fields: {card: {classes: pii_direct%s}, amount: {type: decimal}}}}
flows: [pos -> %s: d]
"""


@pytest.mark.parametrize(
    ("text", "verdicts"),
    [
        (FIELDS % (", used_by: velocity", "jobs"), [HOLDS]),
        (FIELDS % (", used_by: velocity", "api"), [FAILS]),
        (FIELDS % ("", "jobs"), [UNKNOWN]),
        ("data: {d: {classes: pii_direct}}", [UNKNOWN]),
        ("data: {d: {classes: public}}", []),
    ],
)
def test_personal_fields(text: str, verdicts: list[Verdict]) -> None:
    """Each personal field has a use that its data gets to."""
    assert [f.verdict for f in facts(text, "personal-fields-used")] == verdicts
