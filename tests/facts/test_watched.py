"""What is watched on the serving path and of data that comes in, what logs hold, and when alarms on age ring."""

from __future__ import annotations

import pytest

from tests.facts.helpers import fact, facts
from workbench.facts import Verdict

HOLDS, PLAUSIBLE, FAILS, UNKNOWN = Verdict.HOLDS, Verdict.PLAUSIBLE, Verdict.FAILS, Verdict.UNKNOWN

PATH = """
outside: {{pos: client}}
data: {{orders: {{source: pos}}}}
slas: {{answer: {{entry: gate}}}}
serving: {{components: {{gate: api_gateway, api: online_endpoint, side: online_endpoint, extra: backend_service}}}}
flows:
  - pos -> gate -> api: {{call: sync, carries: orders}}
  - api -> extra: {{call: sync, need: soft}}
  - api -> side: {{call: async}}
monitoring:
  monitors:
    inputs: {{watches: orders, for: input, above: 1%}}
    outputs: {{watches: {out}, for: output, above: 1%}}
    quality: {{watches: api, for: quality, below: 0.5}}
    whole: {{watches: {whole}, for: infrastructure, above: 1%}}
"""


def test_signals_of_the_path_are_counted() -> None:
    """Three sorts of signal and three boxes; the promise as a whole stands for every box a request waits for."""
    found = fact(PATH.format(out="api", whole="[answer, extra]"), "watched-signals")
    assert (found.verdict, found.value) == (HOLDS, 1)
    found = fact(PATH.format(out="api", whole="extra"), "watched-signals")
    assert (found.verdict, found.components) == (PLAUSIBLE, ("gate",))
    assert fact(PATH.format(out="api", whole="answer"), "watched-signals").verdict is PLAUSIBLE


def test_a_signal_beside_the_path_is_none() -> None:
    """The output of a box no request waits for says nothing of what users get."""
    found = fact(PATH.format(out="side", whole="[answer, extra]"), "watched-signals")
    assert found.verdict is UNKNOWN
    assert "what goes out" in found.says


def test_an_alarm_that_cannot_ring_watches_nothing() -> None:
    """Without a threshold there is a number on a screen; without any monitor there is nothing to say."""
    text = "serving: {components: {api: online_endpoint}}\nmonitoring: {monitors: {load: {watches: api, for: output}}}"
    assert fact(text, "watched-signals").value == 0
    assert facts("serving: {components: {api: online_endpoint}}", "watched-signals") == []


IN = """
outside: {{shop: client, feed: external_system}}
data: {{orders: {{source: shop}}, prices: {{source: feed}}, totals: {{from: orders}}}}
ingestion: {{components: {{check: {{kind: validator, checks: [schema, ranges, nulls, volume]}}, lake: data_lake}}}}
flows: [{{feed -> check -> lake: prices}}]
monitoring:
  monitors:
    a: {{watches: {watches}, checks: [{checks}], statistic: {statistic}, above: 1%}}
    b: {{watches: check, above: 1%}}
"""


@pytest.mark.parametrize(
    ("watches", "checks", "statistic", "verdict"),
    [
        ("orders", "nulls, types, ranges, volume", "rate", HOLDS),
        ("totals", "types, ranges, volume, duplicates", "rate", HOLDS),
        ("orders", "types, ranges, volume", "null_rate", HOLDS),
        ("orders", "types, schema, encoding", "rate", PLAUSIBLE),
        ("lake", "nulls, types, ranges, volume", "rate", PLAUSIBLE),
    ],
)
def test_data_that_enters_is_watched(watches: str, checks: str, statistic: str, verdict: Verdict) -> None:
    """Four signals of five, of the data, of what is made of it, or by a watched gate on its way."""
    text = IN.format(watches=watches, checks=checks, statistic=statistic)
    assert fact(text, "data-signals").verdict is verdict


def test_unwatched_data_is_unknown() -> None:
    """Where most of what enters has no check the answer is open, and data nobody brings in asks for nothing."""
    text = "data: {a: {volume: 1/s}}\nmonitoring: {monitors: {m: {above: 1%}}}"
    assert fact(text, "data-signals").verdict is UNKNOWN
    assert facts("monitoring: {monitors: {m: {above: 1%}}}", "data-signals") == []


LOG = """
outside: {{shop: client}}
data: {{orders: {{source: shop, classes: [pii_direct, pii_quasi]}}}}
serving: {{components: {{api: online_endpoint}}}}
privacy: {{components: {{mask: {{kind: redactor, redacts: pii_direct}}}}}}
monitoring: {{components: {{log: {{kind: prediction_log, {log}}}}}}}
flows: [{{shop -> api: orders}}, {{api -> log: {{carries: orders{through}}}}}]
"""
KEPT = "classes: [{}], retention: 30 d, access: {{default: deny}}"


def test_a_log_holds_what_it_may() -> None:
    """What the redactor takes out does not count; what arrives beyond the approved classes is broken at its arrow."""
    through = ", through: mask"
    good = fact(LOG.format(log=KEPT.format("pii_quasi"), through=through), "personal-data-in-logs")
    wrong = fact(LOG.format(log=KEPT.format("pii_quasi"), through=""), "personal-data-in-logs")
    assert (good.verdict, wrong.verdict, wrong.broken) == (HOLDS, FAILS, ("api->log",))
    open_ = fact(LOG.format(log="classes: [pii_quasi]", through=through), "personal-data-in-logs")
    assert open_.verdict is UNKNOWN
    assert "how long entries are kept" in open_.says


def test_stores_are_no_logs() -> None:
    """A table of customers is another question."""
    text = LOG.format(log=KEPT.format("internal"), through="").replace("prediction_log", "database")
    assert facts(text, "personal-data-in-logs") == []


AGE = """
training: {{models: {{m: {{duration: 1 h}}}}}}
features: {{sets: {{counts: {{staleness: 5 s}}}}}}
drift: {{decay: 0.04 pp/day, tolerated_loss: 0.5 pp}}
monitoring: {{monitors: {{old: {{watches: {watches}, statistic: age, above: {above}}}{more}}}}}
"""


@pytest.mark.parametrize(
    ("watches", "above", "verdict"),
    [
        ("m", "12 d", HOLDS),
        ("m", "13 d", FAILS),
        ("m", "10..14 d", PLAUSIBLE),
        ("counts", "5 s", HOLDS),
        ("counts", "6 s", FAILS),
    ],
)
def test_alarms_on_age_ring_before_the_harm(watches: str, above: str, verdict: Verdict) -> None:
    """0.5 pp at 0.04 pp a day last 12.5 d; a value that is good for 5 s is not watched at 6 s."""
    assert fact(AGE.format(watches=watches, above=above, more=""), "age-in-time").verdict is verdict


def test_the_first_alarm_counts() -> None:
    """A late second alarm does no harm, and a thing without a known limit is not judged."""
    more = ", first: {watches: m, statistic: age, above: 5 d}"
    assert fact(AGE.format(watches="m", above="90 d", more=more), "age-in-time").verdict is HOLDS
    assert (
        facts(
            "data: {m: {volume: 1/s}}\nmonitoring: {monitors: {old: {watches: m, statistic: age, above: 9 d}}}",
            "age-in-time",
        )
        == []
    )


def test_quality_without_labels_is_seen_in_time() -> None:
    """A judge every six hours sees a loss within a day; a study every quarter may not."""
    text = "monitoring: {{max_exposure: 1 d, monitors: {{q: {{for: quality, below: 0.5, window: 1 h, cadence: {}}}}}}}"
    assert fact(text.format("6 h"), "detection-lag").verdict is HOLDS
    assert fact(text.format("90 d"), "detection-lag").verdict is PLAUSIBLE
