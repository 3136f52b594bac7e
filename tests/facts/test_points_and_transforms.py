"""Single points of failure, and features computed twice."""

from __future__ import annotations

from tests.facts.helpers import fact, facts
from workbench.facts import Verdict, fact_kinds
from workbench.facts.graph import Graph

ONE = "slas: {x: {entry: api, availability: 99.9%%}}\ncomponents: {api: {kind: online_endpoint%s}, rules: rules_engine}"


def test_one_replica_on_every_way_fails() -> None:
    """One copy without a fallback is a single point of failure."""
    assert fact(ONE % ", replicas: 1", "single-point").verdict is Verdict.FAILS
    assert fact(ONE % ", replicas: 6, zones: 1", "single-point").verdict is Verdict.FAILS


def test_copies_or_a_fallback_hold() -> None:
    """Two copies, or something behind it, are enough."""
    assert fact(ONE % ", replicas: 2", "single-point").verdict is Verdict.HOLDS
    assert fact(ONE % ", autoscale: {min: 0}", "single-point").verdict is Verdict.PLAUSIBLE
    assert fact(ONE % ", autoscale: {min: 1}", "single-point").verdict is Verdict.FAILS
    assert fact(ONE % ", replicas: 1, fallback: rules", "single-point").verdict is Verdict.HOLDS


def test_silence_about_copies_is_unknown() -> None:
    """Leaving the number out is no way round."""
    found = fact(ONE % "", "single-point")
    assert found.verdict is Verdict.UNKNOWN
    assert found.needs == (("components", "api", "replicas"),)


def test_transforms() -> None:
    """One name for both sides holds, two names fail unless a monitor compares them, none is unknown."""
    text = "data: {d: {}}\nfeatures: {sets: {f: {from: d%s}}}\nmonitoring: {monitors: {m: {watches: d}}}"
    kind = "one-transform"
    assert fact(text % ", transform: a@1", kind).verdict is Verdict.HOLDS
    assert fact(text % ", transform: {offline: a, online: b}", kind).verdict is Verdict.FAILS
    assert fact(text % ", transform: {offline: a, online: b}, parity: m", kind).verdict is Verdict.HOLDS
    assert fact(text % "", kind).verdict is Verdict.UNKNOWN
    watched = text.replace("watches: d", "watches: f, for: skew") % ", transform: {offline: a, online: b}"
    assert fact(watched, kind).verdict is Verdict.HOLDS
    assert fact(text % ", transform: a, default: {offline: a, online: b}", kind).verdict is Verdict.FAILS
    found = fact(text % ', transform: a, default: {online: "0"}', kind)
    assert (found.verdict, found.needs) == (Verdict.UNKNOWN, (("features", "sets", "f", "default", "offline"),))


def test_every_fact_says_how_and_where_from() -> None:
    """No formula without its words and its source."""
    for kind in fact_kinds().values():
        assert kind.formula, kind.id
        assert kind.source, kind.id
        assert kind.title, kind.id


def test_guarding_means_every_way() -> None:
    """A guard on one of two ways guards nothing."""
    from tests.facts.helpers import design

    found = design("flows: [a -> gate -> b, a -> c -> b]")
    graph = Graph(found.parts, found.edges)
    assert not graph.guarded(["a"], "b", ["gate"])
    assert graph.guarded(["a"], "b", ["gate", "c"])
    assert [e.id for e in graph.path(["a"], "b", avoid=frozenset({"gate"}))] == ["a->c", "c->b"]


def test_no_promise_no_fact() -> None:
    """A design without promises has nothing to be contradicted."""
    assert facts("components: {api: online_endpoint}", "request-latency") == []
