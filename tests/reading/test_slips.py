"""Everything wrong with a text is told at once, with its place, in words without jargon."""

import ast
import inspect
import re

import pytest
import yaml.composer
import yaml.parser
import yaml.scanner

from workbench.errors import InputError, Problem
from workbench.reading import read
from workbench.reading.slips import teller

from .texts import BROKEN, JARGON

# What libyaml 0.2.5 says: context, problem. Its messages cannot be read from the installed library.
LIBYAML = [
    ("", "found duplicate %YAML directive"),
    ("", "found duplicate %TAG directive"),
    ("", "found incompatible YAML document"),
    ("", "did not find expected <document start>"),
    ("", "block sequence entries are not allowed in this context"),
    ("", "mapping keys are not allowed in this context"),
    ("", "mapping values are not allowed in this context"),
    ("while parsing a node", "found undefined tag handle"),
    ("while parsing a block node", "did not find expected node content"),
    ("while parsing a flow node", "did not find expected node content"),
    ("while parsing a block collection", "did not find expected '-' indicator"),
    ("while parsing a block mapping", "did not find expected key"),
    ("while parsing a flow sequence", "did not find expected ',' or ']'"),
    ("while parsing a flow mapping", "did not find expected ',' or '}'"),
    ("while parsing a quoted scalar", "found unknown escape character"),
    ("while parsing a quoted scalar", "did not find expected hexdecimal number"),
    ("while parsing a quoted scalar", "found invalid Unicode character escape code"),
    ("while scanning a quoted scalar", "found unexpected end of stream"),
    ("while scanning a quoted scalar", "found unexpected document indicator"),
    ("while scanning a simple key", "could not find expected ':'"),
    ("while scanning a plain scalar", "found a tab character that violates indentation"),
    ("while scanning a plain scalar", "found unexpected ':'"),
    ("while scanning a block scalar", "found an indentation indicator equal to 0"),
    ("while scanning a block scalar", "did not find expected comment or line break"),
    ("while scanning a block scalar", "found a tab character where an indentation space is expected"),
    ("while scanning an anchor", "did not find expected alphabetic or numeric character"),
    ("while scanning an alias", "did not find expected alphabetic or numeric character"),
    ("while scanning a tag", "did not find expected whitespace or line break"),
    ("while scanning a tag", "did not find the expected '>'"),
    ("while scanning a tag", "did not find expected '!'"),
    ("while parsing a tag", "did not find expected tag URI"),
    ("while parsing a tag", "did not find URI escaped octet"),
    ("while parsing a tag", "found an incorrect leading UTF-8 octet"),
    ("while parsing a tag directive", "did not find expected '!'"),
    ("while scanning a directive", "could not find expected directive name"),
    ("while scanning a directive", "found unexpected non-alphabetical character"),
    ("while scanning a directive", "found unknown directive name"),
    ("while scanning a directive", "did not find expected comment or line break"),
    ("while scanning a %YAML directive", "found extremely long version number"),
    ("while scanning a %YAML directive", "did not find expected digit or '.' character"),
    ("while scanning a %TAG directive", "did not find expected whitespace"),
    ("while scanning for the next token", "found character that cannot start any token"),
]


def _problems(text: str) -> tuple[Problem, ...]:
    with pytest.raises(InputError) as caught:
        read(text)
    return caught.value.problems


@pytest.mark.usefixtures("parser")
@pytest.mark.parametrize("name", BROKEN)
def test_slip_is_told(name: str) -> None:
    """Each slip is told at its place and in our words, with either parser."""
    text, line, column, message = BROKEN[name]
    told = [(problem.mark.line, problem.mark.column, problem.message) for problem in _problems(text)]
    assert (line, column, message) in told


@pytest.mark.usefixtures("parser")
def test_no_jargon() -> None:
    """No message uses a word of the parsers; what the user wrote is shown between backquotes."""
    for text, *_ in BROKEN.values():
        for problem in _problems(text):
            words = re.sub(r"`[^`]*`", "", f"{problem.message}; {problem.expected}")
            assert not JARGON.search(words), words


def test_every_message_of_libyaml_is_known() -> None:
    """There are words of our own for everything libyaml can say."""
    assert [pair for pair in LIBYAML if teller(*pair) is None] == []


@pytest.mark.parametrize("module", [yaml.scanner, yaml.parser])
def test_every_message_of_pyyaml_is_known(module: object) -> None:
    """There are words of our own for everything the installed PyYAML can say."""
    assert inspect.ismodule(module)
    unknown = []
    for node in ast.walk(ast.parse(inspect.getsource(module))):
        if isinstance(node, ast.Raise) and isinstance(node.exc, ast.Call) and len(node.exc.args) > 2:
            context, problem = (_literal(node.exc.args[place]) for place in (0, 2))
            if teller(context, problem) is None:
                unknown.append((context, problem))
    assert unknown == []


def _literal(node: ast.expr) -> str:
    """Return the constant text in an expression; `%s` of a context stands for the words PyYAML puts there."""
    texts = [part.value for part in ast.walk(node) if isinstance(part, ast.Constant) and isinstance(part.value, str)]
    return " ".join(texts).replace("scanning an %s", "scanning an anchor").replace("a %s", "a tag directive")


@pytest.mark.usefixtures("parser")
def test_everything_at_once() -> None:
    """Equal keys, tags, unknown copies and an unsupported key of one text are told together, in file order."""
    text = "a: 1\nb: {c: 1, c: 2, c: 3}\na: 2\nd: !x y\ne: [*no]\n<<: {f: 1}\ng: {[1]: 2}\nb: 3\nlong: >5\nh: {i:1}\n"
    assert [(problem.mark.line, problem.message.split(";")[0]) for problem in _problems(text)] == [
        (2, "'c' is written twice"),
        (2, "'c' is written twice"),
        (3, "'a' is written twice"),
        (4, "words that begin with `!` are not supported"),
        (5, "no value above is marked `&no`"),
        (6, "`<<` (taking over the keys of another group) is not supported"),
        (7, "a key has to be plain text"),
        (8, "'b' is written twice"),
        (9, "`>` announces lines of text, but none follow"),
        (10, "a space is missing after the colon"),
    ]


def test_equal_keys_name_the_first() -> None:
    """Each equal key says where the first one stands, and carries its path."""
    problems = _problems("x:\n  a: 1\n  b: 2\n  a: 3\n  a: 4\n")
    assert [problem.message for problem in problems] == ["'a' is written twice; the first is on line 2"] * 2
    assert {problem.path for problem in problems} == {("x", "a")}


def test_paths_of_slips() -> None:
    """A slip carries the path of the entry it stands in, as far as there is one."""
    assert [problem.path for problem in _problems("a:\n  b: [c, {[d]: !e f}]\n")] == [("a", "b", 1)] * 2
    assert _problems("a:\n  b: c: d\n")[0].path == ("a",)


def test_nearest_word_for_a_copy() -> None:
    """A misspelt `*name` comes with the nearest name there is."""
    (problem,) = _problems("a: &latency 1\nb: *latncy\n")
    assert problem.nearest == "latency"


@pytest.mark.usefixtures("parser")
def test_reading_goes_on_behind_a_slip() -> None:
    """A slip in one section does not hide those of the next ones, and makes no new ones up."""
    text = "a: &x 1\nb: c: d\ne:\n  f: 1\n   g: 2\nh: *x\ni: 'open\nj: @k\nl: 1\nl: 2\n"
    told = [(problem.mark.line, problem.message) for problem in _problems(text)]
    assert told == [
        (2, "a text that holds a colon needs quotes"),
        (5, "this line is indented deeper than `f`, which already has a value"),
        (7, "this quote is never closed"),
        (8, "a text cannot begin with `@`"),
        (10, "'l' is written twice; the first is on line 9"),
    ]


@pytest.mark.usefixtures("parser")
def test_all_tabs_are_told() -> None:
    """Every line that a tab indents is told once, not only the first."""
    problems = _problems("a:\n\tb: 1\n\tc: 2\nd:\n  e: 1\n \tf: 3\n")
    assert [(problem.mark.line, problem.message) for problem in problems] == [
        (line, "a tab indents this line") for line in (2, 3, 6)
    ]


def test_suggestions_are_right() -> None:
    """What a message tells to write instead can be read and is what was meant."""
    assert _problems("title: Fraud: a design # c\n")[0].expected == '`title: "Fraud: a design"`'
    assert _problems("key:value\nb: 1\n")[0].expected == "`key: value`"
    assert _problems("a:\n    b: 1\n  c: 2\n")[0].expected == "0 or 4 spaces, as above"


def test_the_list_of_problems_ends() -> None:
    """A text with thousands of mistakes gets the first hundred, and is told so."""
    problems = _problems("a: 1\n" * 20_000)
    assert len(problems) == 101
    assert problems[-1].message == "these are the first 100 problems; there may be more"
