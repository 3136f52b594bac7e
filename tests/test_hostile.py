"""Hostile input: whatever is in a file, only our own errors come out, and no text of the author is ever live markup."""

from __future__ import annotations

import json
import pathlib
import random
import re
import xml.etree.ElementTree as ET
from datetime import date

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from workbench.checks.scenario import design_file
from workbench.cli.terminal import clean
from workbench.errors import InputError
from workbench.exports import Look, exporters
from workbench.reading import read
from workbench.review import Review, review

DAY = date(2026, 11, 23)
LABELS = (
    '"><script>alert(1)</script>', "</TABLE>", "%%{init: {'theme':'x'}}%%", "../../x", "]]>", "<!--", "{{7*7}}", "`x`",
    "javascript:alert(1)", '"]; A-->B; %%', "\\N \\G \\L", "&lt;&#x3c;", "a\nb", "end", "click A call x()", "<b>x</b>",
    "\u202e reversed", "${jndi:ldap://x}", "x" * 400,
)  # fmt: skip


def labelled(label: str) -> str:
    """Return a design that puts a hostile text wherever free text or a title may stand."""
    text = json.dumps(label)
    return f"""
title: {text}
summary: {text}
people: {{team: {{role: {text}}}}}
outside: {{users: {{kind: client, title: {text}}}, vendor: {{kind: vendor_api, title: {text}, note: {text}}}}}
data: {{orders: {{classes: [pii_direct], note: {text}}}}}
components: {{api: {{kind: online_endpoint, title: {text}, version: v1, replicas: 1}}}}
requirements: {{goal: {text}, clarified: [{{ask: {text}, answer: {text}}}]}}
slas: {{answer: {{entry: api, latency: {{p99: 100 ms}}, availability: 99.9%}}}}
rollback: {{none: {text}}}
flows:
  - users -> api -> vendor: orders
"""


def reviewed(text: str) -> Review | None:
    """Return the review of a text, or None when it is refused in our own words."""
    try:
        return review(read(text, "hostile.yaml"), as_of=DAY)
    except InputError as error:
        told = error
    assert told.problems
    assert "Traceback" not in str(told)
    return None


@pytest.mark.parametrize("label", LABELS)
def test_labels_are_never_live(label: str) -> None:
    """Each output holds the label as text only."""
    done = reviewed(labelled(label))
    if done is None:
        return
    texts = {name: e.render(done, Look()) for name, e in exporters().items() if name not in ("png", "pdf")}
    svg = texts["svg"]
    assert isinstance(svg, str)
    root = ET.fromstring(svg)  # noqa: S314 - made by ourselves a line above
    assert not [e for e in root.iter() if e.tag.endswith("script") or any(k.startswith("on") for k in e.attrib)]
    mermaid = str(texts["mermaid"])
    assert "<script" not in mermaid
    assert not [line for line in mermaid.splitlines() if line.strip().startswith(("%%{", "click "))]
    html = str(texts["html"])
    assert html.count("<script") == html.count("</script") == 1
    assert not re.search(r"<[^>]*\son\w+\s*=", html)
    assert "${" not in str(texts["d2"])
    for cell in ET.fromstring(str(texts["drawio"])).iter("mxCell"):  # noqa: S314 - made by ourselves a line above
        assert cell.get("style") is None or "html=0" in str(cell.get("style"))
    dot = str(texts["dot"])
    assert "=<" not in dot.replace("= <", "=<"), "no HTML labels"
    assert json.loads(str(texts["json"]))["title"] == (label.strip() or None)


def test_terminal_text_cannot_drive_the_terminal() -> None:
    """Control and direction characters are shown as what they are: unknown."""
    assert clean("a\x1b[2Jb\u202ec") == "a\N{REPLACEMENT CHARACTER}[2Jb\N{REPLACEMENT CHARACTER}c"


def seeds() -> list[str]:
    """Return real designs to mutate."""
    found = [design_file("card-fraud", d) for d in ("weak", "round")]
    return [p.read_text(encoding="utf-8") for p in found if p]


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.integers(0, 2**32), st.sampled_from([0, 1]))
def test_mutated_designs_never_surprise(seed: int, which: int) -> None:
    """Lines swapped, cut, doubled, characters replaced: a review or our own error, and an answer for every item."""
    chance = random.Random(seed)  # noqa: S311 - a reproducible mutation, not a secret
    lines = seeds()[which].splitlines()
    for _ in range(chance.randint(1, 6)):
        place = chance.randrange(len(lines))
        kind = chance.randrange(5)
        if kind == 0:
            del lines[place]
        elif kind == 1:
            lines.insert(place, lines[chance.randrange(len(lines))])
        elif kind == 2:
            cut = chance.randrange(len(lines[place]) + 1)
            lines[place] = lines[place][:cut] + chance.choice("{}[]:,#&*!|>'\"%@`\t \x00-5m") + lines[place][cut:]
        elif kind == 3:
            lines[place] = lines[place][: chance.randrange(len(lines[place]) + 1)]
        else:
            lines[place] = lines[place].replace(
                chance.choice(["ms", "%", "->", ": ", "99", "a"]), chance.choice(["", "9e9", "MB", "{none: x}", "->"])
            )
    done = reviewed("\n".join(lines))
    if done:
        assert all(f.found or f.outcome.value == "met" for f in done.findings)
        assert 0 <= done.score.points <= 100


@settings(max_examples=80, deadline=None)
@given(st.binary(max_size=300))
def test_random_bytes_never_surprise(data: bytes) -> None:
    """Bytes that happen to be text are a design or are refused."""
    try:
        text = data.decode("utf-8")
    except UnicodeDecodeError:
        return
    reviewed(text)


def test_paths_stay_text(tmp_path: pathlib.Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """No name in a design is ever opened as a file."""
    monkeypatch.chdir(tmp_path)
    done = reviewed("title: ../../etc/passwd\ncomponents: {a: {kind: database, product: ../../x}}\n")
    assert done is None
    assert list(tmp_path.iterdir()) == []
