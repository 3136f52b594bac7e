"""A document gives plain data, and the place of everything in it."""

import pytest

from workbench.errors import InputError, Mark, Path
from workbench.reading import events, read

from .texts import AWKWARD, DESIGN


@pytest.mark.usefixtures("parser")
@pytest.mark.parametrize(
    "written", ["no", "on", "12:30", "2026-01-01", "0o17", "017", "true", "1.0", "1_000", "0x1F", ".inf", "y", "="]
)
def test_text_stays_text(written: str) -> None:
    """A value is the text its author wrote, in every style and place."""
    text = f"a: {written}\nb: [{written}]\nc: {{{written}: 1}}\n{written}: '{written}'\n"
    assert read(text).data == {"a": written, "b": [written], "c": {written: "1"}, written: written}


@pytest.mark.usefixtures("parser")
def test_nothing_is_none() -> None:
    """A value that is left out, `~` or a bare null is None; in quotes, or as a key, it is text."""
    data = read("a:\nb: ~\nc: null\nd: 'null'\ne: \"\"\nf: [~, '~']\nnull: x\n~: y\ng: {h}\n").data
    assert data == {
        "a": None,
        "b": None,
        "c": None,
        "d": "null",
        "e": "",
        "f": [None, "~"],
        "null": "x",
        "~": "y",
        "g": {"h": None},
    }


@pytest.mark.usefixtures("parser")
@pytest.mark.parametrize("text", ["", "\n\n", "# only a comment\n", "---\n"])
def test_nothing_written(text: str) -> None:
    """A text without content is a document whose data is None, and asking for places never fails."""
    document = read(text)
    assert document.data is None
    assert document.mark(("slas", 3)).line >= 1
    assert document.path_at(1, 1) == ()


@pytest.mark.usefixtures("parser")
@pytest.mark.parametrize(
    ("path", "mark", "value", "end"),
    [
        (("title",), Mark(3, 1), Mark(3, 8), Mark(3, 36)),
        (("requirements",), Mark(6, 1), Mark(7, 3), Mark(12, 23)),
        (("requirements", "load", "peak"), Mark(8, 23), Mark(8, 29), Mark(8, 35)),
        (("requirements", "clarified", 0), Mark(10, 7), Mark(10, 7), Mark(11, 50)),
        (("requirements", "clarified", 1, "ask"), Mark(12, 7), Mark(12, 12), Mark(12, 23)),
        (("slas", "authorise", "latency"), Mark(15, 31), Mark(15, 40), Mark(15, 53)),
        (("slas", "authorise", "latency", "p99"), Mark(15, 41), Mark(15, 46), Mark(15, 52)),
        (("slas", "empty"), Mark(16, 3), Mark(16, 9), Mark(16, 9)),
        (("flows", 1), Mark(21, 5), Mark(21, 5), Mark(21, 27)),
    ],
)
def test_places(path: Path, mark: Mark, value: Mark, end: Mark) -> None:
    """Keys, items and values are found where they stand, line and column counted from 1."""
    document = read(DESIGN)
    assert (document.mark(path), document.value_mark(path)) == (mark, value)
    assert document.span(path) == (mark, end)


def test_nearest_place() -> None:
    """The mark of a path that does not exist is that of the nearest one above it."""
    document = read(DESIGN)
    assert document.mark(("slas", "authorise", "latency", "p50")) == document.mark(("slas", "authorise", "latency"))
    assert document.value_mark(("flows", 7, "x")) == document.mark(("flows",))
    assert document.mark(("drift",)) == document.mark(())


def test_has_and_at() -> None:
    """`has` tells a missing entry from an empty one; `at` gives None for both and never raises."""
    document = read(DESIGN)
    assert document.has(("slas", "empty"))
    assert document.at(("slas", "empty")) is None
    assert document.at(("flows", 1)) == "chargebacks -> trainer"
    for path in (("slas", "no"), ("flows", 2), ("flows", -1), ("flows", "x"), ("title", 0), ("title", "x"), (0,)):
        assert not document.has(path)
        assert document.at(path) is None


@pytest.mark.parametrize(
    ("line", "column", "path"),
    [
        (1, 5, ()),
        (3, 1, ("title",)),
        (3, 60, ("title",)),
        (5, 1, ()),
        (7, 1, ("requirements", "goal")),
        (8, 4, ("requirements", "load")),
        (8, 30, ("requirements", "load", "peak")),
        (10, 5, ("requirements", "clarified", 0, "ask")),
        (15, 49, ("slas", "authorise", "latency", "p99")),
        (15, 52, ("slas", "authorise", "latency")),
        (15, 90, ("slas", "authorise")),
        (19, 3, ("flows", 0, "pos -> gateway -> decision")),
        (19, 35, ("flows", 0, "pos -> gateway -> decision", "call")),
        (20, 5, ("flows",)),
        (21, 1, ("flows", 1)),
        (99, 1, ()),
        (0, 0, ()),
    ],
)
def test_path_at(line: int, column: int, path: Path) -> None:
    """A place in the text leads to the deepest entry around it; dashes, blanks and comments to their entry."""
    assert read(DESIGN).path_at(line, column) == path


def test_every_entry_is_found_at_its_place() -> None:
    """A click on a key or item leads back to it, for every entry of every text."""
    for text in [DESIGN, *AWKWARD.values()]:
        document = read(text)
        for path in document.places:
            place = document.mark(path)
            found = document.path_at(place.line, place.column)
            # The first key of a group without brackets stands where the group does.
            assert found[: len(path)] == path or path == ()


@pytest.mark.usefixtures("parser")
def test_copies() -> None:
    """A repeated value is a copy of its own, and all marks in it are the place of the `*name`."""
    document = read("a: &x {b: [1, 2]}\nc: *x\nd: [*x]\n")
    assert document.data["c"] == document.data["a"]
    assert document.data["c"]["b"] is not document.data["a"]["b"]
    assert document.mark(("c",)) == Mark(2, 1)
    assert document.value_mark(("c",)) == Mark(2, 4)
    assert document.mark(("c", "b", 0)) == Mark(2, 1)
    assert document.mark(("d", 0, "b", 1)) == Mark(3, 5)
    assert document.has(("d", 0, "b", 1))


@pytest.mark.skipif(events.CParser is None, reason="PyYAML was built without libyaml")
@pytest.mark.parametrize("name", AWKWARD)
def test_both_parsers_agree(name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """With and without libyaml the same text gives the same data, the same places and the same copies."""
    fast = read(AWKWARD[name])
    monkeypatch.setattr(events, "CParser", None)
    slow = read(AWKWARD[name])
    assert (fast.data, fast.places, fast.uses) == (slow.data, slow.places, slow.uses)


@pytest.mark.usefixtures("parser")
def test_tabs_and_signs_inside_text() -> None:
    """Tabs between words, question marks in brackets and addresses are plain text with either parser."""
    text = "a: one\ttwo\t# c\nb: {ask: Who?, url: http://x.y/z?q=1&r=2}\nc: [a?, b:c]\t\n"
    expected = {"a": "one\ttwo", "b": {"ask": "Who?", "url": "http://x.y/z?q=1&r=2"}, "c": ["a?", "b:c"]}
    assert read(text).data == expected


@pytest.mark.usefixtures("parser")
def test_byte_order_mark() -> None:
    """A byte-order mark in front is no part of the text and moves nothing."""
    document = read("\ufeffa: 1\n")
    assert document.data == {"a": "1"}
    assert document.mark(("a",)) == Mark(1, 1)


@pytest.mark.usefixtures("parser")
def test_version_line() -> None:
    """A YAML version line of 1.1 or 1.2 is accepted, since editors write it."""
    assert read("%YAML 1.2\n---\na: 1\n...\n").data == {"a": "1"}
    with pytest.raises(InputError):
        read("%YAML 2.0\n---\na: 1\n")
