"""Patches: what their names stand for, where they put things, and what they leave alone."""

from __future__ import annotations

from typing import Any

import pytest

from workbench.checks import Item
from workbench.checks.patches import NAMES, applied, only_new, puts_of, unknown_names

from .designs import COVERAGE, judging, problems
from .test_engine import GRADED

FULL: dict[str, Any] = {
    "outside": {"shop": "client"},
    "components": {"door": "api_gateway", "api": "online_endpoint", "store": "data_lake", "trainer": "trainer"},
    "people": {"team": {"size": "6"}, "rota": {"on_call": "true"}},
    "data": {"payments": {"volume": "1/s"}},
    "slas": {"pay": {"entry": "api"}},
    "llm": {"components": {"writer": "llm", "index": "vector_index"}},
}


def puts(patch: list[dict[str, Any]], data: Any = FULL) -> Any:
    """Return what a patch would put into a design."""
    return puts_of(Item.model_validate({**GRADED, "patch": patch}), judging(data))


@pytest.mark.parametrize(
    ("name", "stands_for"),
    [
        ("serving", "api"), ("entry", "api"), ("trainer", "trainer"), ("llm", "writer"), ("index", "index"),
        ("store", "store"), ("source", "shop"), ("sink", "trainer"), ("person", "rota"), ("asset", "payments"),
        ("sla", "pay"), ("kpi", "main_outcome"), ("golden", "golden_cases"),
    ],
)  # fmt: skip
def test_names(name: str, stands_for: str) -> None:
    """A name stands for a thing of the design where there is one, and otherwise for a new thing."""
    done = puts([{"at": "monitoring.monitors.x", "put": {"note": f"${name}"}}])
    assert done[-1] == (("monitoring", "monitors", "x"), {"note": stands_for})


def test_every_name_says_what_it_is() -> None:
    """Names are listed for those who write checklists."""
    assert all(stand.what for stand in NAMES.values())


def test_invented_things_are_declared() -> None:
    """Someone to be told is declared when nobody is there; a KPI is declared with nothing said about it."""
    done = puts([{"at": "monitoring.monitors.x", "put": {"alerts": "$person", "watches": "$kpi"}}], {})
    assert (("people", "on_call"), {"on_call": "true"}) in done
    assert problems(applied({}, done)) == []


def test_not_offered_without_what_it_speaks_of() -> None:
    """A patch about a trainer is no help to a design without one."""
    assert puts([{"at": "monitoring.monitors.x", "put": {"watches": "$trainer"}}], {"title": "x"}) == ()


def test_unknown_names() -> None:
    """A name nobody knows is listed, so that a test can refuse it."""
    item = Item.model_validate({**GRADED, "patch": [{"at": "people.x", "put": {"role": "$nobody"}}]})
    assert unknown_names([item]) == ["nobody"]


def test_a_component_is_found_where_it_is_declared() -> None:
    """A path that begins with a name starts at that component, in whatever section it stands."""
    done = puts([{"at": "$serving.replicas", "put": "4"}, {"at": "$llm", "put": {"replicas": "2"}}])
    assert [path for path, _ in done] == [("components", "api", "replicas"), ("llm", "components", "writer")]
    mended = applied(FULL, done)
    assert mended["components"]["api"] == {"kind": "online_endpoint", "replicas": "4"}
    assert mended["llm"]["components"]["writer"] == {"kind": "llm", "replicas": "2"}
    assert problems(mended) == []


@pytest.mark.parametrize(
    ("data", "path", "value", "after"),
    [
        ({}, ("a", "b"), "1", {"a": {"b": "1"}}),
        ({"a": {"b": "0"}}, ("a", "b"), "1", {"a": {"b": "0"}}),
        ({"a": {"b": {"c": "0"}}}, ("a",), {"b": {"c": "1", "d": "2"}}, {"a": {"b": {"c": "0", "d": "2"}}}),
        ({"flows": ["x -> y"]}, ("flows",), ["y -> z"], {"flows": ["x -> y", "y -> z"]}),
        ({"flows": ["x -> y"]}, ("flows",), ["x -> y"], {"flows": ["x -> y"]}),
        ({"a": {"by": "time"}}, ("a", "by"), ["group"], {"a": {"by": ["time", "group"]}}),
        ({"a": {"stages": ["1"]}}, ("a",), {"stages": ["2"]}, {"a": {"stages": ["1"]}}),
        ({"a": {"none": "not now"}}, ("a", "b"), "1", {"a": {"b": "1"}}),
        ({"a": {"b": {"none": "not now"}}}, ("a",), {"b": "1"}, {"a": {"b": "1"}}),
        ({"c": {"x": "oss/kafka"}}, ("c", "x", "zones"), "3", {"c": {"x": {"product": "oss/kafka", "zones": "3"}}}),
        ({"c": {"x": "cache"}}, ("c", "x"), {"zones": "3"}, {"c": {"x": {"kind": "cache", "zones": "3"}}}),
        (None, ("a",), "1", {"a": "1"}),
    ],
)  # fmt: skip
def test_applied(data: Any, path: tuple[str, ...], value: Any, after: Any) -> None:
    """What is there stays, a deliberate absence gives way, and only a list that is put itself grows."""
    assert applied(data, ((path, value),)) == after


def test_applied_leaves_its_input_alone() -> None:
    """Applying works on a copy."""
    data = {"a": {"b": ["1"]}}
    applied(data, ((("a", "b"), ["2"]), (("a", "c"), {"d": "1"})))
    assert data == {"a": {"b": ["1"]}}


@pytest.mark.parametrize("name", [item.id for item in COVERAGE.items if item.patch])
def test_what_is_shown_is_all_of_it(name: str) -> None:
    """The patch shown to a reader, merged into the file, gives the design that was tried."""
    item = COVERAGE.item(name)
    data = {
        "outside": {"shop": "client"}, "data": {"orders": {"classes": "internal"}},
        "components": {"api": "online_endpoint", "index": "azure/ai-search", "writer": "llm", "trainer": "trainer"},
        "slas": {"answer": {"entry": "api"}}, "flows": ["shop -> api -> index"],
    }  # fmt: skip
    tried = puts_of(item, judging(data))
    assert applied(data, only_new(data, tried)) == applied(data, tried)


def test_a_component_of_one_word_is_shown_in_full() -> None:
    """A word gives way to a group, so the group has to say again what the word said."""
    data = {"components": {"api": "online_endpoint", "index": "azure/ai-search"}}
    shown = only_new(
        data, ((("components", "api"), {"fallback": "x"}), (("components", "index", "acl", "identity"), "y"))
    )
    assert shown == (
        (("components", "api"), {"kind": "online_endpoint", "fallback": "x"}),
        (("components", "index"), {"product": "azure/ai-search", "acl": {"identity": "y"}}),
    )
