"""The HTML page: one script of ours, nothing from elsewhere, every gap with its place."""

from __future__ import annotations

import base64
import hashlib
import re
from html.parser import HTMLParser

import pytest

from tests.diagram.shipped import reviewed
from workbench.exports import Look, exporters

VOID = {"meta", "br", "img", "input", "hr", "link"}
FOREIGN = {"rect", "path", "circle", "polygon", "use", "image", "ellipse", "line"}


class Reader(HTMLParser):
    """Collects elements, and whether each that was opened was closed."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.elements: list[tuple[str, dict[str, str | None]]] = []
        self.open: list[str] = []
        self.wrong: list[str] = []
        self.script = ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Note an element."""
        self.elements.append((tag, dict(attrs)))
        if tag not in VOID:
            self.open.append(tag)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Note an element that closes itself, as SVG's may."""
        self.elements.append((tag, dict(attrs)))
        if tag not in VOID | FOREIGN:
            self.wrong.append(tag)

    def handle_endtag(self, tag: str) -> None:
        """Hold an end against what was opened last."""
        if not self.open or self.open.pop() != tag:
            self.wrong.append(tag)

    def handle_data(self, data: str) -> None:
        """Keep what the script says."""
        if self.open and self.open[-1] == "script":
            self.script += data


def page(look: Look | None = None) -> str:
    """Return the page of the weak fraud design."""
    made = exporters()["html"].render(reviewed("card-fraud-weak"), look or Look())
    assert isinstance(made, str)
    return made


def read(text: str) -> Reader:
    """Return what a page is made of."""
    reader = Reader()
    reader.feed(text)
    return reader


@pytest.mark.parametrize("look", [Look(), Look("dark", frame=False, view="serving")])
def test_nothing_comes_from_elsewhere(look: Look) -> None:
    """One script, allowed by its hash and nothing else; no handler, no address but data inside the page."""
    text = page(look)
    reader = read(text)
    assert (reader.wrong, reader.open) == ([], [])
    names = [tag for tag, _ in reader.elements]
    assert names.count("script") == 1
    assert not {"iframe", "object", "embed", "form", "link", "base", "foreignobject"} & set(names)
    for _, attributes in reader.elements:
        for key, value in attributes.items():
            assert not key.startswith("on")
            if key in ("href", "src", "xlink:href", "action"):
                assert str(value).startswith(("#", "data:image/png;base64,"))
    policy = next(str(a["content"]) for t, a in reader.elements if a.get("http-equiv") == "Content-Security-Policy")
    digest = base64.b64encode(hashlib.sha256(reader.script.encode()).digest()).decode()
    assert f"script-src 'sha256-{digest}';" in policy
    assert policy.startswith("default-src 'none';")
    assert not re.search(r"url\((?!data:)", text)


def test_every_gap_is_listed_with_its_place() -> None:
    """All open findings stand in the list, each with line, item and what lights up in the picture."""
    done = reviewed("card-fraud-weak")
    reader = read(page())
    gaps = [a for t, a in reader.elements if t == "li" and a.get("class") == "gap"]
    assert len(gaps) == len(done.open)
    assert all(g.get("data-ids") for g in gaps)
    for finding in done.open:
        assert f"line {done.mark(finding.at).line} · {finding.severity} · {finding.item}" in page()


def test_both_themes_are_inside_and_icons_once() -> None:
    """The switch needs no second file, and no id stands twice."""
    reader = read(page())
    classes = [a.get("class") for t, a in reader.elements if t == "svg"]
    assert "picture on-light" in classes
    assert "picture on-dark" in classes
    ids = [a["id"] for _, a in reader.elements if "id" in a]
    assert len(ids) == len(set(ids))


def test_bare_page_is_the_picture_alone() -> None:
    """Without frame there is no list and no header, but the switch of themes stays."""
    text = page(Look(frame=False))
    assert "<aside>" not in text
    assert "<header>" not in text
    assert 'id="theme"' in text
