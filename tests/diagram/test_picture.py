"""The picture value and its JSON."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from workbench.diagram import Edge, Node, Picture, Section, graph_json
from workbench.errors import DrawError

from . import samples

GOLDENS = ("sketch", "fraud", "hostile")


@pytest.mark.parametrize("name", GOLDENS)
def test_graph_json_is_golden(name: str, golden: Callable[[str, str], None]) -> None:
    """The graph with its flags changes only on purpose."""
    golden(f"diagram/{name}.json", graph_json(samples.ALL[name]()))


def test_all_faults_are_told_at_once() -> None:
    """Repeated ids and references to nothing are reported together, each by its id."""
    with pytest.raises(DrawError) as caught:
        Picture(
            sections=(Section("s", "S", "online"),),
            nodes=(Node("a", "A", "s"), Node("a", "A", "s"), Node("b", "B", "nowhere")),
            edges=(Edge("e", "a", "ghost town"),),
        )
    text = str(caught.value)
    assert "node 'a' is there 2 times" in text
    assert "'nowhere'" in text
    assert "edge 'e' names 'ghost town'" in text
    assert "\n" not in text


def test_two_nodes_with_one_title_stay_two() -> None:
    """Nodes are keyed by id, so equal titles never merge."""
    nodes = (Node("a", "same", "s"), Node("b", "same", "s"))
    picture = Picture(sections=(Section("s", "same", "online"),), nodes=nodes)
    assert graph_json(picture).count('"title": "same"') == 3
