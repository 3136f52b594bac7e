"""Data is written as YAML a person would write, and read back as it was."""

from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings

from workbench.reading import events, read
from workbench.reading.dump import dump

from .data import HARD, values
from .texts import DESIGN

SETTINGS = settings(deadline=None, max_examples=150, suppress_health_check=[HealthCheck.too_slow])


@SETTINGS
@given(values)
def test_round_trip(data: Any) -> None:
    """Whatever data there is, reading what was written gives it back."""
    assert read(dump(data)).data == data


@settings(SETTINGS, max_examples=40)
@given(values)
def test_round_trip_without_libyaml(data: Any) -> None:
    """What was written is read the same without libyaml."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(events, "CParser", None)
        assert read(dump(data)).data == data


@pytest.mark.usefixtures("parser")
@pytest.mark.parametrize("text", HARD)
def test_hard_text(text: str) -> None:
    """Text that looks like something else comes back as text: alone, as a key, in lists and in brackets."""
    for data in (text, {text: "a"}, [text, text], {"a": {"b": [text], "c": {text: text}}}):
        assert read(dump(data)).data == data


def test_style() -> None:
    """Sections open up and stand apart; short groups and lists stay on one line; quotes only where needed."""
    data = {
        "title": "Fraud: a design",
        "stage": "production",
        "slas": {"authorise": {"entry": "gateway", "latency": {"p99": "100 ms"}}},
        "goal": {"why": "a" * 60, "note": "first\nsecond\n", "empty": {}, "none": None, "at": "12:30"},
        "flows": ["a -> b", {"b -> c": {"call": "sync"}}, {"ask": "Who?", "answer": "All."}],
    }
    assert dump(data) == (
        'title: "Fraud: a design"\n'
        "stage: production\n"
        "\n"
        "slas:\n"
        "  authorise: {entry: gateway, latency: {p99: 100 ms}}\n"
        "\n"
        "goal:\n"
        f"  why: {'a' * 60}\n"
        "  note: |\n"
        "    first\n"
        "    second\n"
        "  empty: {}\n"
        "  none: null\n"
        "  at: 12:30\n"
        "\n"
        "flows:\n"
        "  - a -> b\n"
        "  - b -> c: {call: sync}\n"
        '  - {ask: "Who?", answer: All.}\n'
    )


def test_width() -> None:
    """Nothing that stands in brackets goes beyond 100 columns."""
    data = {"a": {f"b{size}": {f"key{i}": f"value {i}" for i in range(size)} for size in range(12)}}
    text = dump(data)
    assert max(len(line) for line in text.splitlines()) <= 100
    assert read(text).data == data


def test_design_comes_back() -> None:
    """A design that was read and written holds the same, and writing it again changes nothing."""
    data = read(DESIGN).data
    assert read(dump(data)).data == data
    assert dump(read(dump(data)).data) == dump(data)
