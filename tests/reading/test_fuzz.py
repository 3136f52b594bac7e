"""Whatever the text, a document or an InputError comes out, quickly and with places inside the text."""

import contextlib
import re
from pathlib import Path

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from workbench.errors import InputError, Problem
from workbench.reading import events, read, read_file

from .texts import AWKWARD, BROKEN, DESIGN, JARGON

SETTINGS = settings(deadline=None, max_examples=300, suppress_health_check=[HealthCheck.too_slow])
PIECES = [
    *" \t\n\r:-,[]{}#&*!|>'\"%@`?~\\ab1é=<.+", "\u00a0", "\n  ", "- ", ": ", "---\n", "...\n", "|\n", "<<: ", "? ",
    "\\u00", "\\ud83d\\ude00", "&a ", "*a", "!t ", "key: ", "\0", "\u2028", "\ufeff", "\ud800", "%YAML 1.2\n",
    "{{ x }}", "//", '"><script>', "</TABLE>", "%%{init", "../../x",
]  # fmt: skip
SEEDS = [DESIGN, *AWKWARD.values(), *(text for text, *_ in BROKEN.values())]

soups = st.lists(st.sampled_from(PIECES), max_size=40).map("".join)


@st.composite
def mutants(draw: st.DrawFn) -> str:
    """Texts that were nearly right: a seed with pieces put in, put over and cut out."""
    text = draw(st.sampled_from(SEEDS))
    for _ in range(draw(st.integers(1, 4))):
        start = draw(st.integers(0, len(text)))
        end = start + draw(st.sampled_from([0, 0, 1, 1, 2, 8]))
        text = text[:start] + draw(st.sampled_from(["", *PIECES])) + text[end:]
    return text


def _outcome(text: str) -> object:
    """Read a text; return what came out in a form that can be compared, None when it was refused."""
    document = None
    problems: tuple[Problem, ...] = ()
    try:
        document = read(text)
    except InputError as error:
        problems = error.problems
    if document is None:
        _check_problems(text, problems)
        return None
    for path in document.places:
        assert document.has(path)
        document.path_at(document.mark(path).line, document.mark(path).column)
    return document.data, document.places, document.uses


def _check_problems(text: str, problems: tuple[Problem, ...]) -> None:
    assert problems
    for problem in problems:
        assert 1 <= problem.mark.line <= len(re.findall(r"\r\n|\r|\n", text)) + 1
        assert problem.mark.column >= 1
        assert not JARGON.search(re.sub(r"`.*`", "", f"{problem.message}; {problem.expected}"))


@SETTINGS
@given(soups | mutants() | st.text(max_size=60))
@example("a: &a [*a]")
@example('"\\ud83d"')
@example("%YAML 1." + "1" * 5000 + "\n---\n")
def test_any_text(text: str) -> None:
    """Only a document or our own error comes out, from either parser."""
    _outcome(text)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(events, "CParser", None)
        _outcome(text)


@pytest.mark.skipif(events.CParser is None, reason="PyYAML was built without libyaml")
@SETTINGS
@given(mutants())
def test_same_with_either_parser(text: str) -> None:
    """What both parsers accept they read the same, to the last place."""
    fast = _outcome(text)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(events, "CParser", None)
        slow = _outcome(text)
    if fast is not None and slow is not None:
        assert fast == slow


@settings(SETTINGS, suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=80)
@given(st.binary(max_size=60))
def test_any_bytes(tmp_path: Path, data: bytes) -> None:
    """A file of any bytes is read or refused in words."""
    path = tmp_path / "design.yaml"
    path.write_bytes(data)
    with contextlib.suppress(InputError):
        read_file(path)
