"""Views of facts: latency, privacy and capacity say on each box what the facts say, and nothing else."""

from __future__ import annotations

import re
from datetime import date

import pytest

from tests.conftest import Golden
from workbench.diagram import graph_json, mermaid_text, svg
from workbench.diagram.graph import picture_of
from workbench.diagram.picture import Edge, Node, Picture
from workbench.exports import Look, exporters
from workbench.reading import read
from workbench.review import Review, review

from .shipped import FILES, reviewed

VIEWS = ("latency", "privacy", "capacity")
SERVED = """
title: Small
stage: sketch
outside: {shop: client}
requirements: {load: {peak: 200/s}}
slas: {answer: {entry: api, latency: {p99: 100 ms}, latency_budget: {api: 20 ms}, availability: 99.9%}}
components:
  api: {kind: online_endpoint, latency: {p99: 20 ms, p999: 20 ms}, service_time: 50 ms, slots: 3, replicas: 4, zones: 2}
  scorer: {kind: online_endpoint, latency: {p99: 30 ms, p999: 40 ms}, capacity: 250/s}
  silent: {kind: online_store}
flows:
  - shop -> api: {call: sync, timeout: 90 ms}
  - api -> scorer: {call: sync, calls: 2}
  - api -> silent: {call: sync, need: soft}
"""
REDACTED = """
title: Small
stage: sketch
outside: {shop: {kind: client}, bureau: {kind: vendor_api}}
data: {orders: {classes: [pii_direct, pii_quasi], source: shop}, parcels: {classes: internal}}
components:
  api: {kind: online_endpoint, trust: dmz, region: westeurope}
  mask: {kind: redactor, redacts: [pii_direct, pii_quasi], trust: internal, region: westeurope}
  lake: {kind: data_lake, classes: [pii_direct, pii_quasi], trust: internal, region: eastus}
  plain: {kind: batch_processor}
flows:
  - shop -> api: {call: sync, carries: orders}
  - api -> bureau: {call: sync, carries: orders, through: [mask]}
  - api -> lake: orders
  - lake -> plain: parcels
"""


def small(text: str) -> Review:
    """Return the review of a design written here."""
    return review(read(text, "small.yaml"), as_of=date(2026, 11, 23))


def cards(picture: Picture) -> dict[str, Node]:
    """Return the cards of a picture by id."""
    return {node.id: node for node in picture.nodes}


def flows(picture: Picture) -> dict[tuple[str, str], Edge]:
    """Return the arrows of a picture by their ends."""
    return {(edge.source, edge.target): edge for edge in picture.edges}


@pytest.mark.parametrize(
    ("name", "view"),
    [
        ("card-fraud-reference", "latency"), ("enterprise-copilot-reference", "privacy"),
        ("feed-ranking-reference", "capacity"), ("card-fraud-weak", "privacy"), ("feed-ranking-weak", "latency"),
    ],
)  # fmt: skip
def test_golden_views(name: str, view: str, golden: Golden) -> None:
    """What a view of facts shows of a shipped design changes only on purpose."""
    picture = picture_of(reviewed(name), view)
    golden(f"views/{name}-{view}.graph.json", graph_json(picture))
    golden(f"views/{name}-{view}.mmd", mermaid_text(picture))


@pytest.mark.parametrize("view", VIEWS)
@pytest.mark.parametrize("name", FILES)
def test_every_number_is_one_of_a_fact(name: str, view: str) -> None:
    """No card shows a time or a share that neither a fact gives nor the file states, whatever the design."""
    done = reviewed(name)
    told = done.document.text + " ".join(f"{f.computed} {f.stated.text if f.stated else ''}" for f in done.facts)
    told += " ".join(f" {g.text}" for f in done.facts for g in f.figures)
    for node in picture_of(done, view).nodes:
        shown = re.findall(r"<?\d[\d.]*(?: ms| s|%)", node.fact)
        assert [number for number in shown if number not in told] == [], node.id


@pytest.mark.parametrize("view", VIEWS)
@pytest.mark.parametrize("name", ["card-fraud-weak", "real-sentiment-flask-toy"])
def test_what_is_unknown_stays_calm(name: str, view: str) -> None:
    """A design that states little is drawn, in the words of what is unknown, and nothing of that is coloured."""
    picture = picture_of(reviewed(name), view)
    assert "<svg" in svg(picture)
    for node in picture.nodes:
        assert "unknown" not in node.fact.partition(":")[0] or node.tone == "plain"


def test_latency_of_each_box() -> None:
    """Own time at the percentile the bound takes, all calls together; its share; what is allotted, or unknown."""
    picture = picture_of(small(SERVED), "latency")
    found = cards(picture)
    assert found["api"].fact.startswith("20 ms · 20% of 100 ms · 20 ms allotted")
    assert found["scorer"].fact == "80 ms · 80% of 100 ms"
    assert found["silent"].fact == "own time unknown"
    assert found["scorer"].meter is not None
    assert found["scorer"].meter.now == pytest.approx(0.8)
    assert [(s.label, s.value, s.tone) for s in picture.strip] == [("answer p99", "unknown of 100 ms", "plain")]


def test_capacity_of_each_box() -> None:
    """Busy at peak and after losing a zone, as the facts say; too small is told by colour."""
    found = cards(picture_of(small(SERVED), "capacity"))
    assert found["api"].fact.startswith("83% busy at peak · 167% busy, a zone lost")
    assert found["api"].tone == "bad"
    assert found["scorer"].fact == "160% of its stated rate"
    assert found["silent"].fact == "at peak: unknown"
    assert "timeout" not in found["api"].fact


def test_personal_data_step_by_step() -> None:
    """Arrows are marked with the class up to the redactor, not behind it; what carries none is not shown."""
    picture = picture_of(small(REDACTED), "privacy")
    found = flows(picture)
    assert (found["api", "mask"].label, found["api", "mask"].marked) == ("direct + indirect", True)
    assert (found["mask", "bureau"].label, found["mask", "bureau"].marked) == ("taken out", False)
    assert "from dmz to internal" in found["api", "lake"].hover
    assert "from westeurope to eastus" in found["api", "lake"].hover
    assert cards(picture)["mask"].tone == "good"
    assert "takes out direct + indirect" in cards(picture)["mask"].fact
    assert "plain" not in cards(picture)


def test_two_flows_along_one_way_share_the_mark() -> None:
    """Of two flows between the same boxes only the second carries personal data; the one arrow drawn tells it."""
    text = REDACTED.replace("  - api -> lake: orders", "  - api -> lake: parcels\n  - api -> lake: orders")
    found = flows(picture_of(small(text), "privacy"))
    assert (found["api", "lake"].label, found["api", "lake"].marked) == ("direct + indirect", True)
    assert "carries parcels" in found["api", "lake"].hover or "orders: direct" in found["api", "lake"].hover


def test_borders_are_blocks() -> None:
    """Boxes stand in blocks of one trust zone and region each, third parties in one of their own."""
    picture = picture_of(small(REDACTED), "privacy")
    titles = {s.id: s.title for s in picture.sections}
    assert {n.id: titles[n.section] for n in picture.nodes} == {
        "shop": "Outside", "bureau": "Third parties", "api": "Dmz zone · westeurope",
        "mask": "Internal zone · westeurope", "lake": "Internal zone · eastus",
    }  # fmt: skip


@pytest.mark.parametrize("name", ["svg", "html", "drawio", "dot", "mermaid", "d2", "graph", "png", "pdf"])
def test_every_format_has_them(name: str) -> None:
    """A view of facts comes in every format of pictures, with its numbers wherever that is text."""
    done, exporter = reviewed("card-fraud-weak"), exporters()[name]
    drawn = {view: exporter.render(done, Look(view=view)) for view in ("end-to-end", *VIEWS)}
    assert len(set(drawn.values())) == len(drawn)
    if isinstance(drawn["latency"], str):
        assert re.search("71(%|#37;) of 80 ms", str(drawn["latency"]))
        assert "direct, not agreed" in str(drawn["privacy"])


def test_legend_tells_what_is_shown() -> None:
    """Every mark a view uses has its entry, in the picture itself."""
    for view in VIEWS:
        picture = picture_of(reviewed("feed-ranking-reference"), view)
        drawn = svg(picture, embed_font=False)
        assert picture.keys
        assert all(key.words in drawn for key in picture.keys)


def test_nothing_to_show() -> None:
    """A design without promises, load or data says so in one sentence a view, beside its boxes."""
    done = small("title: Bare\nflows: [a -> b]\n")
    assert {n.fact for n in picture_of(done, "privacy").nodes} == {"none known"}
    notes = {view: picture_of(done, view).notes for view in VIEWS}
    assert all(len(note) == 1 for note in notes.values()), notes
