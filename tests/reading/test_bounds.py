"""A text that would cost too much is refused at once, with the limit and the place."""

import pytest

from workbench.errors import InputError, Mark
from workbench.reading import LIMITS, Limits, read

KB = 1000

LAUGHS = "a: &a [x, x, x, x, x, x, x, x, x]\n" + "".join(
    f"{name}: &{name} [{', '.join([f'*{above}'] * 7)}]\n" for above, name in zip("abcdefgh", "bcdefghi", strict=True)
)
DOUBLES = "a0: &a0 [x, x]\n" + "".join(f"a{i}: &a{i} [*a{i - 1}, *a{i - 1}]\n" for i in range(1, 32))
CHAIN = "a0: &a0 [x]\n" + "".join(f"a{i}: &a{i} [*a{i - 1}]\n" for i in range(1, 64))
STEPS = "".join(" " * i + "a:\n" for i in range(900))

REFUSED = {
    "100 MB": ("a" * 100_000_000, "larger than 512 kB; a design has about 25 kB"),
    "too many bytes": ("é" * 256_001, "larger than 512 kB; a design has about 25 kB"),
    "a million brackets": ("[" * 1_000_000, "larger than 512 kB; a design has about 25 kB"),
    "brackets": ("[" * 500 * KB, "nested deeper than 40 levels; a design needs about 8"),
    "braces": ("{" * 500 * KB, "nested deeper than 40 levels; a design needs about 8"),
    "brackets on lines": ("[\n" * 250 * KB, "nested deeper than 40 levels; a design needs about 8"),
    "dashes": ("- " * 250 * KB, "nested deeper than 40 levels; a design needs about 8"),
    "questions": ("? " * 250 * KB, "nested deeper than 40 levels; a design needs about 8"),
    "groups": ("{a: " * 125 * KB, "nested deeper than 40 levels; a design needs about 8"),
    "steps": (STEPS, "nested deeper than 40 levels; a design needs about 8"),
    "billion laughs": (LAUGHS, "the values repeated with `*` add up to more than 50,000"),
    "doubles": (DOUBLES, "the values repeated with `*` add up to more than 50,000"),
    "chain": (CHAIN, "`*a38` makes the text nest deeper than 40 levels"),
    "many copies": ("a: &a x\nb: [" + "*a, " * 1000 + "]\n", "more than 64 uses of `*`; write some of the values out"),
    "itself": ("a: &a {b: [*a]}\n", "`*a` stands inside the very value it repeats"),
    "items": ("a: [" + "1," * 200 * KB + "]", "more than 50,000 keys, values and brackets; a design needs about 5,000"),
    "pairs": ("[" + "[]," * 150 * KB + "]", "more than 50,000 keys, values and brackets; a design needs about 5,000"),
    "long text": ("a: " + "x " * 200 * KB, "this text is longer than 20,000 characters"),
    "long lines": ('a: "' + "x\n" * 200 * KB + '"', "this text is longer than 20,000 characters"),
    "long key": ("k" * 201 + ": 1", "this key is longer than 200 characters"),
    "equal keys": ("a: 1\n" * 100 * KB, "these are the first 100 problems; there may be more"),
    "tabs": ("\t\n" * 250 * KB, "these are the first 100 problems; there may be more"),
    "zeros": ("\0" * 500 * KB, "these are the first 100 problems; there may be more"),
    "halves": ("\ud800" * 500 * KB, "these are the first 100 problems; there may be more"),
    "quotes and slashes": ("a: [b: c: " + '"\\' * 240 * KB, "`[` is opened here and never closed"),
    "quotes": ("a: {b: c: d\n" + "' " * 240 * KB, "`{` is opened here and never closed"),
    "directives": ("%YAML 1.1\n" * 50 * KB, "the line with `%` has to be followed by `---`"),
}
HARMLESS = {
    "line breaks": "\n" * 500 * KB,
    "carriage returns": "\r" * 500 * KB,
    "spaces": " " * 500 * KB,
    "comments": "#\n" * 250 * KB,
    "comment": "#" * 500 * KB,
    "indented comments": "  #" * 160 * KB,
}


def _refusal(text: str) -> InputError:
    with pytest.raises(InputError) as caught:
        read(text)
    return caught.value


@pytest.mark.parametrize("name", REFUSED)
def test_refused_at_once(name: str) -> None:
    """Whatever a text is made of, it is refused with a clear reason; how soon is measured by `make bench`."""
    text, message = REFUSED[name]
    assert message in [problem.message for problem in _refusal(text).problems]


@pytest.mark.parametrize("name", ["brackets", "groups", "steps", "billion laughs", "chain", "equal keys", "tabs"])
def test_refused_without_libyaml(name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """The parser that is written in Python refuses the same texts, for the same reasons."""
    monkeypatch.setattr("workbench.reading.events.CParser", None)
    text, message = REFUSED[name]
    assert message in [problem.message for problem in _refusal(text).problems]


@pytest.mark.parametrize("name", HARMLESS)
def test_large_and_empty(name: str) -> None:
    """A large text with nothing in it is read as nothing."""
    assert read(HARMLESS[name]).data is None


@pytest.mark.parametrize("text", ["[" * 500_000, LAUGHS, CHAIN])
def test_one_message(text: str) -> None:
    """A refusal is one problem, not a list of what follows from it."""
    assert len(_refusal(text).problems) == 1


def test_places_of_refusals() -> None:
    """A refusal names the place where the limit was passed."""
    assert _refusal("a: 1\nb: " + "[" * 60).problems[0].mark == Mark(2, 43)
    assert _refusal(CHAIN).problems[0].mark.line == 40


def test_parser_never_sees_more(monkeypatch: pytest.MonkeyPatch) -> None:
    """A text beyond the size limit is not handed to the parser at all."""

    def never(text: str) -> None:
        pytest.fail(f"the parser was given {len(text)} characters")

    monkeypatch.setattr("workbench.reading.builder.parse_events", never)
    for text in ("a" * (LIMITS.size + 1), "é" * (LIMITS.size // 2 + 1)):
        _refusal(text)


def test_just_inside() -> None:
    """What stands right at a limit is read."""
    limits = Limits(size=100, depth=3, events=100, aliases=1, values=6, scalar=5, key=3)
    text = "abc: [[&a 12345]]\nb: [*a]\n"
    assert read(text, limits=limits).data == {"abc": [["12345"]], "b": ["12345"]}
    assert read(text + " " * (100 - len(text)), limits=limits).data is not None


@pytest.mark.parametrize(
    "limits",
    [
        Limits(size=25),
        Limits(depth=2),
        Limits(events=12),
        Limits(aliases=0),
        Limits(values=5),
        Limits(scalar=4),
        Limits(key=2),
    ],
)
def test_just_outside(limits: Limits) -> None:
    """Each limit by itself refuses what goes one beyond it."""
    with pytest.raises(InputError):
        read("abc: [[&a 12345]]\nb: [*a]\n", limits=limits)
