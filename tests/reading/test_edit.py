"""Edits change what was asked for and leave the rest of the text as it is."""

from typing import Any

import pytest

from workbench.errors import InputError, Path
from workbench.reading import read
from workbench.reading.edit import insert, remove, set_value

from .texts import DESIGN


def _changed(text: str, fresh: str) -> tuple[list[str], list[str]]:
    """Return the lines that went and the lines that came, each in order."""
    old, new = text.splitlines(), fresh.splitlines()
    while old and new and old[0] == new[0]:
        old, new = old[1:], new[1:]
    while old and new and old[-1] == new[-1]:
        old, new = old[:-1], new[:-1]
    return old, new


@pytest.mark.parametrize(
    ("path", "value", "old", "new"),
    [
        (
            ("title",),
            "Card: fraud",
            ["title: Card-payment fraud screening   # the title"],
            ['title: "Card: fraud"   # the title'],
        ),
        (
            ("title",),
            {"en": "Fraud\nscreening\n"},
            ["title: Card-payment fraud screening   # the title"],
            ["title:   # the title", "  en: |", "    Fraud", "    screening"],
        ),
        (
            ("requirements", "load", "peak"),
            "4k/s",
            ["  load: {mean: 694/s, peak: 3.5k/s, growth: 30%/year}"],
            ["  load: {mean: 694/s, peak: 4k/s, growth: 30%/year}"],
        ),
        (("slas", "empty"), "no, yes", ["  empty:"], ["  empty: no, yes"]),
        (("slas", "empty"), {"a": {"b": "c"}, "d": "e"}, ["  empty:"], ["  empty: {a: {b: c}, d: e}"]),
        (
            ("requirements", "clarified", 1),
            {"ask": "When?"},
            ["    - ask: Since when?"],
            ["    - ask: When?"],
        ),
        (("flows", 1), None, ["  - chargebacks -> trainer"], ["  - null"]),
    ],
)
def test_set_value(path: Path, value: Any, old: list[str], new: list[str]) -> None:
    """A value is replaced where it stands; its comment and its neighbours stay."""
    assert _changed(DESIGN, set_value(DESIGN, path, value)) == (old, new)


@pytest.mark.parametrize(
    ("path", "value", "new"),
    [
        (("requirements", "budget"), "10 USD/month", ["  budget: 10 USD/month"]),
        (("requirements", "clarified", 2), {"ask": "Why?"}, ["    - ask: Why?"]),
        (("flows", 2), "a -> b", ["  - a -> b"]),
        (("slas", "b"), {"latency": {"p99": "1 s"}}, ["  b:", "    latency: {p99: 1 s}"]),
        (
            ("drift", "monitors", "velocity"),
            {"watches": "velocity"},
            ["", "drift:", "  monitors:", "    velocity: {watches: velocity}"],
        ),
    ],
)
def test_insert_line(path: Path, value: Any, new: list[str]) -> None:
    """A new entry becomes a line behind its last sibling, together with the parents it lacks."""
    assert _changed(DESIGN, insert(DESIGN, path, value)) == ([], new)


@pytest.mark.parametrize(
    ("text", "path", "value", "fresh"),
    [
        ("a: {}\n", ("a", "b"), "c", "a: {b: c}\n"),
        ("a: {b: c}   # d\n", ("a", "e"), "f, g", 'a: {b: c, e: "f, g"}   # d\n'),
        ("a: {b: c,}\n", ("a", "e"), None, "a: {b: c, e: null}\n"),
        ("a: {b: , c: }\n", ("a", "d"), "e", "a: {b: , c: , d: e }\n"),
        ("a: [b, c]\n", ("a", 2), {"d": ["e"]}, "a: [b, c, {d: [e]}]\n"),
        ("a: [b, c: d]\n", ("a", 1, "e"), "f", "a: [b, {c: d, e: f}]\n"),
        ("a: [\n  b,   # one\n  c    # two\n]\n", ("a", 2), "d", "a: [\n  b,   # one\n  c,    # two\n  d\n]\n"),
        ("a: {b: {c: d}}\n", ("a", "b", "e", 0, "f"), "g", "a: {b: {c: d, e: [{f: g}]}}\n"),
        ('{\n\t"a": 1,\n\t"b": {}\n}\n', ("b", "c"), "x", '{\n\t"a": 1,\n\t"b": {"c": "x"}\n}\n'),
        (
            '{\n\t"a": 1\n}\n',
            ("b",),
            ["1.5", "true", "null", None],
            '{\n\t"a": 1,\n\t"b": [1.5, true, "null", null]\n}\n',
        ),
        ('{"a":1}', ("b",), "2", '{"a":1, "b": 2}'),
    ],
)
def test_insert_into_brackets(text: str, path: Path, value: Any, fresh: str) -> None:
    """A new entry in brackets stands in front of the closing one, in the style of its neighbours."""
    assert insert(text, path, value) == fresh
    assert read(fresh).at(path) == value


@pytest.mark.parametrize(
    ("text", "path", "fresh"),
    [
        ("a: 1\n# about b\nb: 2   # more\nc: 3\n", ("b",), "a: 1\n# about b\nc: 3\n"),
        ("a:\n  b: 1\nc: 2\n", ("a", "b"), "a: {}\nc: 2\n"),
        ("a:\n- b\nc: 2\n", ("a", 0), "a: []\nc: 2\n"),
        ("- a: 1\n  b: 2\n", (0, "a"), "- b: 2\n"),
        ("- a: 1\n  # about b\n  b: 2\n", (0, "a"), "- \n  # about b\n  b: 2\n"),
        ("- - a\n  - b\n", (0, 0), "- - b\n"),
        ("a: {b: 1, c: 2, d: 3}\n", ("a", "b"), "a: {c: 2, d: 3}\n"),
        ("a: {b: 1, c: 2, d: 3}\n", ("a", "c"), "a: {b: 1, d: 3}\n"),
        ("a: {b: 1, c: 2, d: 3}\n", ("a", "d"), "a: {b: 1, c: 2}\n"),
        ("a: {b: , c: 2}\n", ("a", "c"), "a: {b: }\n"),
        ("a: [\n  b,   # one\n  c    # two\n]\n", ("a", 0), "a: [\n     # one\n  c    # two\n]\n"),
        ('{\n  "a": 1,\n  "b": 2\n}\n', ("b",), '{\n  "a": 1\n}\n'),
        ('{\n  "a": 1,\n  "b": 2\n}\n', ("a",), '{\n  "b": 2\n}\n'),
        ("a: 1\n", ("a",), "{}\n"),
        ("a: |\n  x\n\n  y\n\nb: 1\n", ("a",), "\nb: 1\n"),
    ],
)
def test_remove(text: str, path: Path, fresh: str) -> None:
    """An entry goes with its line and the comma it needs; comments of others stay; what is empty is written out."""
    assert remove(text, path) == fresh


def test_line_breaks_and_mark_stay() -> None:
    """Windows line breaks and a byte-order mark are kept, and new lines get the same breaks."""
    text = "\ufeffa: 1\r\nb:\r\n  c: 2\r\n"
    fresh = insert(text, ("b", "d"), {"e": "x\ny\n", "f": "z" * 100})
    assert fresh == f"{text}  d:\r\n    e: |\r\n      x\r\n      y\r\n    f: {'z' * 100}\r\n"


def test_text_without_last_line_break() -> None:
    """A text of lines at the very end keeps its meaning when an entry follows it."""
    assert insert("a: |\n  b", ("c",), "d") == "a: |-\n  b\nc: d"
    assert insert("a:\n- x\n- >2+\n  b + c", ("e",), "f") == "a:\n- x\n- >2-\n  b + c\ne: f"
    assert insert("a: b", ("c",), "d") == "a: b\nc: d"


def test_first_entry() -> None:
    """An empty text, or one with comments only, gets its first entry below them."""
    assert insert("", ("a", "b"), "c") == "a:\n  b: c\n"
    assert insert("# to do", ("a",), "b") == "# to do\na: b\n"
    assert insert("--- ~\n", ("a",), "b") == "---\na: b\n"


def test_copies_are_written_out() -> None:
    """An edit of a repeated value, or inside a copy, never changes the other places."""
    text = "a: &x {b: 1}   # first\nc: *x   # second\nd: *x\n"
    assert set_value(text, ("c", "b"), "2") == "a: &x {b: 1}   # first\nc: {b: 2}   # second\nd: *x\n"
    assert set_value(text, ("a", "b"), "2") == "a: &x {b: 2}   # first\nc: {b: 1}   # second\nd: {b: 1}\n"
    assert set_value(text, ("c",), "2") == "a: &x {b: 1}   # first\nc: 2   # second\nd: *x\n"
    assert remove(text, ("a",)) == "c: {b: 1}   # second\nd: {b: 1}\n"


@pytest.mark.parametrize(
    ("path", "message"),
    [
        (("title", "en"), "3:1: title: this is text and can hold no entries; expected a group of keys or a list"),
        (("flows", "x"), "18:1: flows: this is a list and has no key 'x'; expected the number of an item"),
        (("flows", 5), "18:1: flows: this list has 2 items and no item 5; expected 0 to 2"),
        (("slas", 0), "14:1: slas: this is a group of keys and has no item 0; expected a key"),
        (("new", 3), "2:1: new: a new list begins with item 0, not 3"),
        (("title",), "3:1: title: this entry is already there; expected a new key"),
    ],
)
def test_impossible_inserts(path: Path, message: str) -> None:
    """A path that leads through text, or past the end of a list, is told with its place."""
    with pytest.raises(InputError) as caught:
        insert(DESIGN, path, "x")
    assert str(caught.value) == f"design.yaml:{message}"


def test_impossible_removals() -> None:
    """What is not there cannot be removed, nor can the whole text."""
    missing: list[Path] = [("slas", "no"), ("flows", 2), ()]
    for path in missing:
        with pytest.raises(InputError, match="there is no such entry"):
            remove(DESIGN, path)


@pytest.mark.parametrize("value", ["\0", "\x1b[0m", "a\ud800", "x" * 30_000])
def test_values_no_file_may_hold(value: str) -> None:
    """A value the reader would refuse is refused before it is written."""
    with pytest.raises(InputError, match="title cannot be changed here"):
        set_value(DESIGN, ("title",), value)


@pytest.mark.parametrize("value", [1, True, {"a": 1.5}, ["a", ("b",)], {1: "a"}])
def test_other_types_are_a_mistake_of_the_caller(value: object) -> None:
    """Numbers and the like are refused as a programming error: text is what stands in a file."""
    with pytest.raises(TypeError):
        set_value(DESIGN, ("title",), value)


def test_broken_text() -> None:
    """A text that cannot be read cannot be edited either; its problems are told under its name."""
    with pytest.raises(InputError, match=r"mine\.yaml:1:5"):
        set_value("a: b: c\n", ("a",), "d", name="mine.yaml")
