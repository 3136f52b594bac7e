"""Every shipped design in every text format, held against golden files; the same bytes on every run."""

from __future__ import annotations

import pathlib
import re
import xml.etree.ElementTree as ET
from datetime import date

import pytest

from tests.conftest import Golden
from workbench.checks.scenario import DESIGNS, design_file, scenario_ids
from workbench.exports import Look, exporter_for, exporters
from workbench.reading import read
from workbench.review import Review, review

DAY = date(2026, 11, 23)
SHIPPED = [
    (s, d)
    for s in scenario_ids()
    for d in DESIGNS
    if (pathlib.Path(__file__).parents[2] / "scenarios" / s / f"{d}.yaml").is_file()
]
GOLDEN_FORMATS = ("graph", "dot", "mermaid")


def reviewed(scenario: str, which: str) -> Review:
    """Return the review of a shipped design, under a name that is the same on every machine."""
    path = design_file(scenario, which)
    assert path
    return review(read(path.read_text(encoding="utf-8"), f"{scenario}/{which}.yaml"), as_of=DAY)


@pytest.mark.parametrize(("scenario", "which"), SHIPPED)
def test_golden_texts(scenario: str, which: str, golden: Golden) -> None:
    """Graph, DOT and Mermaid of every shipped design change only on purpose."""
    done = reviewed(scenario, which)
    for name in GOLDEN_FORMATS:
        exporter = exporters()[name]
        text = exporter.render(done, Look())
        assert isinstance(text, str)
        golden(f"{scenario}-{which}{exporter.SUFFIX}", text)


@pytest.mark.parametrize(("scenario", "which"), SHIPPED)
def test_svg_is_self_contained(scenario: str, which: str) -> None:
    """One well-formed document without scripts, handlers or anything fetched from elsewhere; the same bytes twice."""
    svg = exporters()["svg"].render(reviewed(scenario, which), Look())
    again = exporters()["svg"].render(reviewed(scenario, which), Look())
    assert svg == again
    assert isinstance(svg, str)
    root = ET.fromstring(svg)  # noqa: S314 - made by ourselves a line above
    for element in root.iter():
        assert not element.tag.endswith(("script", "foreignObject", "iframe"))
        for key, value in element.attrib.items():
            assert not key.lower().startswith("on")
            if key.endswith("href"):
                assert value.startswith(("#", "data:image/png;base64,"))
    assert not re.search(r"url\((?!#|data:)", svg)


def test_formats_are_found_by_suffix() -> None:
    """The longest suffix wins, and an unknown one is no format."""
    assert {"svg", "png", "dot", "mermaid", "graph", "json"} <= set(exporters())
    assert [getattr(exporter_for(n), "NAME", None) for n in ("a.SVG", "a.graph.json", "a.json", "a.txt")] == [
        "svg",
        "graph",
        "json",
        None,
    ]


@pytest.mark.parametrize("name", ["graph", "dot", "mermaid", "d2", "svg", "drawio", "html", "png", "pdf"])
def test_every_picture_has_views_and_clouds(name: str) -> None:
    """One graph stands behind all formats, so each can show a view and another cloud."""
    done = reviewed("card-fraud", "weak")
    exporter = exporters()[name]
    whole, serving, gcp = (exporter.render(done, look) for look in (Look(), Look(view="serving"), Look(cloud="gcp")))
    assert len({whole, serving, gcp}) == 3
    if isinstance(serving, str):
        assert "databricks" in str(whole)
        assert "databricks" not in serving


def test_pages_and_files_are_found_by_suffix_too() -> None:
    """A file name alone chooses the format."""
    found = [getattr(exporter_for(f"out.{e}"), "NAME", None) for e in ("html", "pdf", "drawio", "d2")]
    assert found == ["html", "pdf", "drawio", "d2"]
