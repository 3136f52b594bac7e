"""JSON is read by the same path as YAML."""

import json

import pytest

from workbench.errors import InputError, Mark
from workbench.reading import read

pytestmark = pytest.mark.usefixtures("parser")


def test_json_with_tabs() -> None:
    """JSON indented by tabs is read, in front of, inside and behind the brackets."""
    document = read('\t{\n\t"a": {\n\t\t"b": [1,\n\t\t\t2.5]\n\t},\n\t"c": true\n\t}\t\n\t\n')
    assert document.data == {"a": {"b": ["1", "2.5"]}, "c": "true"}
    assert document.mark(("a", "b", 1)) == Mark(4, 4)


def test_json_values() -> None:
    """Numbers and truth values are text as they were written, null is None, escapes are resolved."""
    text = '{"a":-1.50e3,"b":null,"c":"null","d":[],"e":{},"f":"\\/ \\"q\\" \\u00e9 \\n"}'
    assert read(text).data == {
        "a": "-1.50e3",
        "b": None,
        "c": "null",
        "d": [],
        "e": {},
        "f": '/ "q" é \n',
    }


def test_json_pairs_of_escapes() -> None:
    """Characters beyond U+FFFF, which JSON writes as two escapes, are read and move no column."""
    text = json.dumps({"a": "x \U0001f600 y", "b": "\\ud83d"})
    assert "\\ud83d\\ude00" in text
    document = read(text)
    assert document.data == {"a": "x \U0001f600 y", "b": "\\ud83d"}
    assert document.mark(("b",)) == Mark(1, text.index('"b"') + 1)


def test_pairs_outside_double_quotes() -> None:
    """What looks like such a pair but is no escape stays as it was written."""
    text = "a: \\ud83d\\ude00\nb: '\\uD83D\\uDE00'\nc: \"\\\\ud83d\\ude0a\"\n"
    assert read(text.splitlines()[0]).data == {"a": "\\ud83d\\ude00"}
    assert read(text.splitlines()[1]).data == {"b": "\\uD83D\\uDE00"}
    with pytest.raises(InputError):
        read(text.splitlines()[2])


def test_json_slips_are_located() -> None:
    """A slip in JSON is told with its place; a name ending in .json is enough to know it is JSON."""
    with pytest.raises(InputError) as caught:
        read("\t[1,\n\t 2", "list.json")
    assert str(caught.value) == "list.json:1:2: `[` is opened here and never closed; expected `]`"


def test_json_keys_twice() -> None:
    """Equal keys are found in JSON as well, every one of them."""
    with pytest.raises(InputError) as caught:
        read('{"a": 1, "b": 2, "a": 3,\n "a": 4}')
    assert [problem.mark for problem in caught.value.problems] == [Mark(1, 18), Mark(2, 2)]
