"""A patch put into the text gives the data the engine judged, and leaves the rest of the text alone."""

from __future__ import annotations

from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from workbench.app.insert import differences, with_puts
from workbench.checks.patches import applied
from workbench.reading import read
from workbench.reading.dump import dump

TEXT = """# what it is
title: x   # short
components:
  api: online_endpoint   # the one
  # the store
  cache: {kind: cache}
flows:
  - api -> cache
"""


def test_comments_and_order_stay() -> None:
    """Only lines for what is new are added; every old line is there as it was."""
    puts = (
        (("components", "cache", "zones"), "3"),
        (("flows",), ["api -> rules"]),
        (("people", "dora"), {"on_call": "true"}),
    )
    text = with_puts(read(TEXT), puts)
    assert read(text).data == applied(read(TEXT).data, puts)
    assert [line for line in TEXT.splitlines() if line not in text.splitlines()] == ["  cache: {kind: cache}"]


def test_a_component_of_one_word_gets_fields() -> None:
    """`api: online_endpoint` becomes a group that still says what it is."""
    puts = ((("components", "api", "replicas"), "3"),)
    assert read(with_puts(read(TEXT), puts)).data["components"]["api"] == {"kind": "online_endpoint", "replicas": "3"}


def test_an_empty_file_can_be_filled() -> None:
    """The first fact of a draft may come from a patch."""
    assert read(with_puts(read(""), ((("slas", "a", "window"), "30 d"),))).data == {"slas": {"a": {"window": "30 d"}}}


_NAMES = st.sampled_from(["a", "b", "c", "d"])
_VALUES: st.SearchStrategy[Any] = st.recursive(
    st.sampled_from(["x", "12 ms", "a: b", "# c"]),
    lambda inner: st.dictionaries(_NAMES, inner, min_size=1, max_size=3) | st.lists(inner, min_size=1, max_size=3),
    max_leaves=6,
)
_DATA = st.dictionaries(_NAMES, _VALUES, max_size=4)
_PUTS = st.lists(st.tuples(st.lists(_NAMES, min_size=1, max_size=3).map(tuple), _VALUES), min_size=1, max_size=3)


@settings(max_examples=60, deadline=None)
@given(_DATA, _PUTS)
def test_the_text_holds_what_was_judged(data: dict[str, Any], puts: list[tuple[tuple[str, ...], Any]]) -> None:
    """For any data and any patch, the new text reads as the data the patch was weighed with."""
    document = read(dump(data))
    wanted = applied(document.data, tuple(puts))
    assert read(with_puts(document, tuple(puts))).data == wanted
    assert bool(list(differences(document.data, wanted))) == (document.data != wanted)
