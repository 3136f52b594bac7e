"""DOT and Mermaid: the whole graph, and no label that does anything."""

from __future__ import annotations

import re
import subprocess
import sys
from collections.abc import Callable

import pytest

from workbench.diagram import dot_text, mermaid_text
from workbench.diagram.layout.worker import Worker
from workbench.diagram.names import safe_names

from . import samples


@pytest.mark.parametrize("name", ["sketch", "fraud", "hostile"])
def test_texts_are_golden(name: str, golden: Callable[[str, str], None]) -> None:
    """DOT and Mermaid change only on purpose."""
    golden(f"diagram/{name}.dot", dot_text(samples.ALL[name]()))
    golden(f"diagram/{name}.mmd", mermaid_text(samples.ALL[name]()))


@pytest.mark.parametrize("name", samples.ALL)
def test_graphviz_reads_every_dot(name: str) -> None:
    """Graphviz draws each sample with as many nodes and edges as it has."""
    picture = samples.ALL[name]()
    use = Worker()
    plain = use.plain([dot_text(picture)], timeout=10)[0]
    use.close()
    assert plain is not None
    assert plain.count("\nnode ") == len(picture.nodes)
    assert plain.count("\nedge ") == len(picture.edges)


def test_no_dot_label_is_html() -> None:
    """Every label is a quoted string or a bare word; none starts Graphviz's HTML."""
    text = dot_text(samples.hostile())
    assert "label=<" not in text
    assert not re.search(r"\b(URL|href|image|shapefile)=", text)


def test_mermaid_lines_hold_only_the_shapes_we_write() -> None:
    """Each line is one of ours: labels hold letters, harmless marks and entity codes only."""
    quoted = r'"(?:[^\W_]|[ .,:/()+=_-]|#(?:quot|lt|gt|amp|\d+);|<br/>)*"'
    name = r"[a-zA-Z0-9_]+"
    shapes = (
        r"flowchart LR",
        rf"  subgraph s_{name}\[{quoted}\]",
        rf"    n_{name}\[{quoted}\]",
        r"  end",
        rf"  n_{name} (?:-->|==>|-\.->)(?:\|{quoted}\|)? n_{name}",
        r"  (?:classDef|class|linkStyle) [\w, :;.#-]+",
    )
    for sample in samples.ALL.values():
        for line in mermaid_text(sample()).splitlines():
            assert any(re.fullmatch(s, line) for s in shapes), line


def test_names_stay_distinct() -> None:
    """Ids that shrink to the same letters get numbers; reserved words are led by a prefix."""
    assert safe_names(["a-b", "a b", "a_b", "end"], "n_") == {
        "a-b": "n_a_b",
        "a b": "n_a_b_2",
        "a_b": "n_a_b_3",
        "end": "n_end",
    }


def test_importing_the_package_loads_no_drawing_library() -> None:
    """A command that draws nothing pays for nothing."""
    code = (
        "import sys, workbench.diagram; "
        "print([m for m in ('graphviz', 'pygraphviz', 'diagrams', 'resvg_py', 'yaml') if m in sys.modules])"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"
