"""D2 text: every box and flow once, and no label that D2 would act on."""

from __future__ import annotations

import re

import pytest

from tests.diagram import samples
from workbench.diagram.d2 import d2_text

QUOTED = re.compile(r'"(?:[^"\\\n]|\\.)*"')


@pytest.mark.parametrize("name", samples.ALL)
def test_words_stay_inside_quotes(name: str) -> None:
    """What is left without the quoted texts is only names and styles we wrote; brackets are even."""
    picture = samples.ALL[name]()
    text = d2_text(picture)
    bare = QUOTED.sub('""', text)
    assert '"' not in bare.replace('""', "")
    assert re.fullmatch(r'[A-Za-z0-9_.:;{}"> \n-]*', bare)
    assert bare.count("{") == bare.count("}")
    assert "${" not in text
    assert bare.count(" -> ") == len(picture.edges)


@pytest.mark.parametrize("name", ["sketch", "fraud"])
def test_ghosts_and_breaches_are_told_apart(name: str) -> None:
    """A missing part is dashed, a flow that breaks a rule is marked by weight and number."""
    picture = samples.ALL[name]()
    text = d2_text(picture)
    assert text.count("stroke-dash: 4}}") >= sum(n.ghost for n in picture.nodes)
    assert text.count("stroke-width: 3}") >= sum(e.broken for e in picture.edges)
