"""Patterns over the fields of a design: what they select, where they point, what they refuse."""

from __future__ import annotations

from typing import Any

import pytest

from workbench.checks.faults import Fault
from workbench.checks.patterns import form_at, misstep, parse_pattern
from workbench.design import SystemDesign
from workbench.design.component import Component

from .designs import judging

DATA = {
    "slas": {"pay": {"latency": {"p99": "100 ms"}}, "report": {"latency": {"p50": "1 s"}}},
    "components": {"api": {"kind": "online_endpoint", "replicas": "2"}},
    "serving": {"components": {"rules": {"kind": "rules_engine", "replicas": "3"}}},
    "outside": {"shop": {"kind": "client", "count": "9"}},
    "flows": [{"shop -> api": {"timeout": "9 ms"}}, "api -> rules -> box"],
    "security": {"secrets": {"static_keys": "0"}},
}


@pytest.mark.parametrize(
    ("text", "places"),
    [
        ("slas.*.latency.p99", ["slas.pay.latency.p99"]),
        ("slas.*", ["slas.pay", "slas.report"]),
        ("slas.report.latency", ["slas.report.latency"]),
        ("flows.*.timeout", ["flows.0.timeout"]),
        ("components.*.replicas", ["components.api.replicas", "serving.components.rules.replicas"]),
        ("components.rules", ["serving.components.rules"]),
        ("serving.components.*", ["serving.components.rules"]),
        ("security.secrets.static_keys", ["security.secrets.static_keys"]),
        ("rollback.plans.*", []),
    ],
)
def test_select(text: str, places: list[str]) -> None:
    """A pattern meets every filled value, in file order; `components.*` are those of every section."""
    found = judging(DATA).select(parse_pattern(text))
    assert [".".join(map(str, path)) for path, _ in found] == places


@pytest.mark.parametrize(
    ("text", "place"),
    [("slas.*.latency.p99", ("slas",)), ("evaluation.splitting.by", ("evaluation", "splitting", "by"))],
)
def test_place(text: str, place: tuple[str, ...]) -> None:
    """Where something could be added is the part before the first star."""
    assert parse_pattern(text).place == place


@pytest.mark.parametrize(
    ("text", "message", "nearest"),
    [
        ("monitorng.monitors", "'monitorng' is not a field of a design", "monitoring"),
        ("monitoring.monitor.*", "'monitor' is not a field of monitoring", "monitors"),
        ("slas.*.latency.p98", "'p98' is not a field of slas.*.latency", ""),
        ("slas.*.tier.high", "'slas.*.tier' is one value and has no field 'high'", ""),
        ("monitoring.*", "'*' after monitoring has nothing to run over", ""),
        ("requirements.goal", "'requirements.goal' holds free words, which earn nothing", ""),
        ("requirements.not_in_scope", "'requirements.not_in_scope' holds free words", ""),
        ("requirements.clarified.*.ask", "'requirements.clarified.*.ask' holds free words", ""),
        ("", "'' is not a field of a design", ""),
    ],
)
def test_refused(text: str, message: str, nearest: str) -> None:
    """A path that leads nowhere, or to free words, is refused with the nearest right word."""
    wrong = misstep(tuple(text.split(".")), SystemDesign)
    assert isinstance(wrong, Fault)
    assert wrong.message.startswith(message)
    if nearest:
        assert wrong.nearest == nearest


def test_places_may_hold_free_words() -> None:
    """A finding may point at a field of free words, since pointing earns nothing."""
    assert misstep(("requirements", "goal"), SystemDesign, to_prose=True) is None


def test_form() -> None:
    """The form at a path knows its listed words and its dimension."""
    words: Any = form_at(("kind",), Component)
    size: Any = form_at(("slas", "*", "latency", "p99"), SystemDesign)
    assert words.sort == "kind"
    assert size.dimension == "duration"


def test_select_runs_once() -> None:
    """Many items ask for the same fields; each pattern runs once for a design."""
    ready = judging(DATA)
    pattern = parse_pattern("slas.*")
    assert ready.select(pattern) == ready.select(pattern) == pattern.select(ready.design)
    assert ready.select(pattern, pattern) == [*pattern.select(ready.design)] * 2
