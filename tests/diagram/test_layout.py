"""Layout: nothing overlaps, every flow runs from its card to its card, the page keeps its shape."""

from __future__ import annotations

from dataclasses import replace
from itertools import combinations, pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from workbench.diagram.drawing.frame import parts_of
from workbench.diagram.graph import picture_of
from workbench.diagram.layout import Box, arrange
from workbench.diagram.layout.bundles import bundles_of
from workbench.diagram.layout.placing import _placed
from workbench.diagram.layout.simple import simple_cells
from workbench.diagram.picture import LANES, STYLES, Edge, Node, Picture, Section

from . import samples
from .figures import figures, on_each_other, stretches
from .shipped import reviewed

FULL = ("sketch", "fraud", "rag", "platform", "large60", "hostile")


@pytest.mark.parametrize("name", FULL)
def test_samples_are_readable(name: str) -> None:
    """No card, label or line covers another, and the page is between 1:1 and 2.5:1."""
    got = figures(samples.ALL[name]())
    assert got.card_overlaps == 0
    assert got.label_overlaps == 0
    assert got.labels_on_cards == 0
    assert got.lines_through_cards == 0
    assert 1.0 <= got.aspect <= 2.5


@pytest.mark.parametrize(("name", "crossings", "label_px"), [("fraud", 3, 7.5), ("rag", 9, 7.0), ("platform", 75, 5.0)])
def test_samples_stay_calm(name: str, crossings: int, label_px: float) -> None:
    """Crossings and the size of a label on a slide do not get worse unnoticed."""
    got = figures(samples.ALL[name]())
    assert got.crossings <= crossings
    assert got.label_px >= label_px


def test_nothing_to_draw_is_no_error() -> None:
    """An empty picture has an empty layout."""
    laid = arrange(samples.empty())
    assert (laid.cards, laid.routes, laid.blocks) == ({}, {}, {})


def test_edits_of_words_find_places_remembered_and_right() -> None:
    """Other words on the same cards and flows are laid out as a process does that sees them first."""
    picture = samples.ALL["fraud"]()
    other = replace(picture, nodes=tuple(replace(n, fact=f"{n.fact} x") for n in picture.nodes))
    arrange(picture)
    before = _placed.cache_info()
    warm = arrange(other)
    assert _placed.cache_info().hits > before.hits
    _placed.cache_clear()
    assert arrange(other) == warm


@pytest.mark.parametrize("name", ["card-fraud-weak", "enterprise-copilot-weak", "real-azure-search-openai-demo"])
def test_the_page_is_filled_beside_a_long_gap_list(name: str) -> None:
    """Where the list is longer than the picture, the rows stand further apart, up to a bound."""
    picture = picture_of(reviewed(name))
    margins = parts_of(picture, frame=True).margins
    laid, tight = arrange(picture, margins), arrange(picture, replace(margins, listed=0.0))
    assert laid.height > tight.height
    assert margins.left_over(laid.width, laid.height) < margins.left_over(tight.width, tight.height) / 2


@st.composite
def pictures(draw: st.DrawFn) -> Picture:
    """Any small picture, however tangled."""
    sections = tuple(
        Section(f"s{i}", f"Section {i}", draw(st.sampled_from(LANES))) for i in range(draw(st.integers(1, 4)))
    )
    count = draw(st.integers(1, 12))
    nodes = tuple(Node(f"n{i}", f"node {i}", draw(st.sampled_from(sections)).id) for i in range(count))
    ends = st.integers(0, count - 1)
    edges = tuple(
        Edge(
            f"e{i}",
            f"n{draw(ends)}",
            f"n{draw(ends)}",
            draw(st.sampled_from(("", "label", "a longer label here"))),
            draw(st.sampled_from(STYLES)),
        )
        for i in range(draw(st.integers(0, 18)))
    )
    return Picture("Any", "", sections, nodes, edges)


@settings(max_examples=60, deadline=None)
@given(pictures())
def test_any_picture_is_laid_out(picture: Picture) -> None:
    """Cards never overlap, stay in their block, and every flow is level or upright from card to card."""
    laid = arrange(picture)
    assert set(laid.routes) == {e.id for e in picture.edges}
    assert not any(a.overlaps(b) for a, b in combinations(laid.cards.values(), 2))
    assert not any(a.overlaps(b) for a, b in combinations(laid.blocks.values(), 2))
    for node in picture.nodes:
        assert _inside(laid.cards[node.id], laid.blocks[node.section])
    for edge in picture.edges:
        points = laid.routes[edge.id].points
        assert _on_side(points[0], laid.cards[edge.source])
        assert _on_side(points[-1], laid.cards[edge.target])
        assert all(p[0] == q[0] or p[1] == q[1] for p, q in pairwise(points))
    assert figures(picture, laid).lines_through_cards == 0


@settings(max_examples=40, deadline=None)
@given(pictures())
def test_lines_lie_on_each_other_only_in_a_trunk(picture: Picture) -> None:
    """Two flows share a stretch only when they are bundled: same kind, same source or same target, no words."""
    laid, bundle = arrange(picture), bundles_of(picture)
    lines = {i: stretches(r.points) for i, r in laid.routes.items()}
    for a, b in combinations(sorted(lines), 2):
        if bundle.get(a, a) != bundle.get(b, b):
            assert not any(on_each_other(s, t) for s in lines[a] for t in lines[b])


@settings(max_examples=20, deadline=None)
@given(pictures())
def test_layout_is_repeatable(picture: Picture) -> None:
    """The same picture gives the same coordinates."""
    assert arrange(picture) == arrange(picture)


@given(st.lists(st.tuples(st.integers(0, 8), st.integers(0, 8)), max_size=30))
def test_plain_layout_gives_every_node_a_cell_of_its_own(links: list[tuple[int, int]]) -> None:
    """Whatever the links, circles included, no two nodes share a cell."""
    nodes = tuple(f"n{i}" for i in range(9))
    cells = simple_cells(nodes, tuple((f"n{a}", f"n{b}") for a, b in links))
    assert len(set(cells.values())) == len(nodes)


def test_plain_layout_runs_from_left_to_right() -> None:
    """A chain goes rank by rank."""
    assert simple_cells(("a", "b", "c"), (("a", "b"), ("b", "c"))) == {"a": (0, 0), "b": (1, 0), "c": (2, 0)}


def _inside(card: Box, block: Box) -> bool:
    return block.x < card.x and block.y < card.y and card.right < block.right and card.bottom < block.bottom


def _on_side(point: tuple[float, float], card: Box) -> bool:
    x, y = point
    upright = abs(x - card.x) < 0.01 or abs(x - card.right) < 0.01
    level = abs(y - card.y) < 0.01 or abs(y - card.bottom) < 0.01
    return (upright and card.y < y < card.bottom) or (level and card.x < x < card.right)
