"""Any edit of any text: exactly the data asked for comes out, and other lines stay."""

from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from workbench.errors import Path
from workbench.reading import read
from workbench.reading.changes import settle, with_value, without
from workbench.reading.dump import dump
from workbench.reading.edit import remove, set_value

from .data import groups, keys, paths, values
from .texts import AWKWARD, DESIGN

SETTINGS = settings(deadline=None, max_examples=120, suppress_health_check=[HealthCheck.too_slow])
WRITTEN = [DESIGN, *AWKWARD.values()]


def _addable(data: Any) -> list[Path]:
    """Return the paths at which a new entry can be added."""
    return [path for path in paths(data) if isinstance(_at(data, path), dict | list)]


def _at(data: Any, path: Path) -> Any:
    for part in path:
        data = data[part]
    return data


def _check_set(text: str, path: Path, value: Any) -> None:
    data = read(text).data
    fresh = set_value(text, path, value)
    assert read(fresh).data == with_value(data, *settle(data, path, value))


@SETTINGS
@given(groups, st.data(), values)
def test_set_in_plain_text(data: dict[str, Any], draw: st.DataObject, value: Any) -> None:
    """Replacing any value of a written design gives that data and no other."""
    _check_set(dump(data), draw.draw(st.sampled_from(paths(data))), value)


@SETTINGS
@given(groups, st.data(), keys, values)
def test_add_to_plain_text(data: dict[str, Any], draw: st.DataObject, key: str, value: Any) -> None:
    """Adding an entry anywhere, with parents that are missing, gives that data and no other."""
    above = draw.draw(st.sampled_from(_addable(data)))
    holder = _at(data, above)
    path = (*above, len(holder) if isinstance(holder, list) else key, *draw.draw(st.sampled_from([(), ("x", 0)])))
    if not isinstance(holder, dict) or key not in holder:
        _check_set(dump(data), path, value)


@SETTINGS
@given(groups.filter(bool), st.data())
def test_remove_from_plain_text(data: dict[str, Any], draw: st.DataObject) -> None:
    """Removing any entry gives the data without it."""
    path = draw.draw(st.sampled_from(paths(data)[1:]))
    assert read(remove(dump(data), path)).data == without(data, path)


@pytest.mark.parametrize("text", WRITTEN)
def test_every_place_of_written_text(text: str) -> None:
    """In texts as people write them every entry can be set, extended and removed."""
    data = read(text).data
    for path in paths(data):
        for value in ("x: y", None, {"a": "b"}, ["long " * 15, {"c": "d\ne\n"}]):
            _check_set(text, path, value)
        if path and read(text).data is not None:
            assert read(remove(text, path)).data == without(data, path)
    for path in _addable(data):
        holder = _at(data, path)
        _check_set(text, (*path, len(holder) if isinstance(holder, list) else "new"), {"a": ["b"]})


@pytest.mark.parametrize("text", [text for text in WRITTEN if "&" not in text])
def test_other_lines_stay(text: str) -> None:
    """Setting a value keeps every line, and every comment, outside the lines of that value."""
    document = read(text)
    lines = text.splitlines()
    for path in document.places:
        if not path:
            continue
        start, end = document.span(path)
        # The dash of an item may stand on a line above it.
        above = start.line - 1
        while above and isinstance(path[-1], int) and not lines[above - 1].split("#")[0].strip(" -"):
            above -= 1
        fresh = set_value(text, path, "new").splitlines()
        assert fresh[:above] == lines[:above]
        rest = lines[end.line :]
        assert fresh[len(fresh) - len(rest) :] == rest


@SETTINGS
@given(st.sampled_from(WRITTEN), st.data(), values)
def test_edits_in_a_row(text: str, draw: st.DataObject, value: Any) -> None:
    """A text can be edited again and again, whatever the edits before made of it."""
    for _ in range(3):
        path, cut = draw.draw(st.tuples(st.sampled_from(paths(read(text).data)), st.booleans()))
        if path and cut:
            wanted = without(read(text).data, path)
            text = remove(text, path)
            assert read(text).data == wanted
        else:
            _check_set(text, path, value)
            text = set_value(text, path, value)


def test_blank_lines_do_not_join_a_text_that_keeps_its_own() -> None:
    """Found by the edits in a row: a blank line behind the removed entry belongs to nothing in front of it."""
    text = "b: |+\n  x\n\nc:\n  - |\n    foo\n\nd: 1\n"
    assert read(remove(text, ("c",))).data == {"b": "x\n\n", "d": "1"}
