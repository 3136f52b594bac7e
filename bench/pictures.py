"""Our picture beside the `diagrams` package and the bare engine: equal content, cold and warm apart, paired runs."""

from __future__ import annotations

import importlib.util
import pathlib
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from functools import cache
from itertools import pairwise

HERE = pathlib.Path(__file__).resolve().parent
SIZES = (15, 30, 60, 120)
WARM, COLD = 7, 3
SECTIONS = ("ingestion", "features", "training", "serving", "monitoring")
PRODUCTS = (
    "azure/event-hubs", "azure/databricks", "azure/machine-learning", "azure/kubernetes-service",
    "azure/data-lake-storage", "azure/api-management", "azure/managed-redis", "azure/monitor",
)  # fmt: skip
Times = list[float]


def content(count: int) -> tuple[list[tuple[str, str, str]], list[tuple[str, str]]]:
    """Return boxes (id, section, product) and arrows as designs have them.

    A chain through all sections, a branch at every third box, and every fourth box watched by one of two monitors.
    """
    boxes = [(f"part_{i}", SECTIONS[i * len(SECTIONS) // count], PRODUCTS[i % len(PRODUCTS)]) for i in range(count)]
    names = [b[0] for b in boxes]
    last = len([b for b in boxes if b[1] != SECTIONS[-1]])
    branches = ((names[i], names[i + 2]) for i in range(0, count - 2, 3))
    watched = ((names[i], names[last + i // 4 % 2]) for i in range(0, last - 1, 4))
    return boxes, list(dict.fromkeys((*pairwise(names), *branches, *watched)))


def our_picture(count: int):
    """Return the content as a picture of ours, with facts and the frame's title."""
    from workbench import catalog
    from workbench.diagram import Edge, Node, Picture, Section

    boxes, arrows = content(count)
    rows = catalog.sections()
    sections = tuple(Section(s, rows[s].title, rows[s].lane) for s in dict.fromkeys(b[1] for b in boxes))
    nodes = tuple(Node(i, i, s, catalog.product(p).title, catalog.product(p).id) for i, s, p in boxes)
    edges = tuple(Edge(f"{a}->{b}", a, b) for a, b in arrows)
    return Picture(f"{count} components", "", sections, nodes, edges)


def our_svg(count: int) -> int:
    """Draw the SVG; return its size."""
    from workbench.diagram import svg

    return len(svg(our_picture(count)))


def our_png(count: int, pixels: int) -> int:
    """Draw the PNG with as many pixels as theirs, whatever its shape; return its size."""
    from workbench.diagram import png

    return len(png(our_picture(count), scale=(pixels / area(count)) ** 0.5, max_width=1 << 20))


@cache
def area(count: int) -> float:
    """Return the size of our picture at scale 1, in square pixels."""
    wide, high = png_size(_our_small(count))
    return float(wide * high)


def _our_small(count: int) -> bytes:
    from workbench.diagram import png

    return png(our_picture(count), scale=1.0, max_width=1 << 20)


def png_size(data: bytes) -> tuple[int, int]:
    """Return width and height of a PNG."""
    return int.from_bytes(data[16:20], "big"), int.from_bytes(data[20:24], "big")


def their_file(count: int, ending: str, folder: str) -> pathlib.Path:
    """Draw the same with `diagrams`: same boxes, clusters, icons and arrows; return the file."""
    from diagrams import Cluster, Diagram

    boxes, arrows = content(count)
    target = pathlib.Path(folder) / "theirs"
    with Diagram(f"{count} components", filename=str(target), outformat=ending, show=False):
        made = {}
        for section in dict.fromkeys(b[1] for b in boxes):
            with Cluster(section):
                made.update({i: _icon(p)(i) for i, s, p in boxes if s == section})
        for a, b in arrows:
            made[a] >> made[b]
    return target.with_suffix(f".{ending}")


def _icon(product: str):
    from diagrams.generic.blank import Blank

    from workbench import catalog

    module, _, name = catalog.product(product).icon.rpartition(".")
    return getattr(importlib.import_module(module), name) if module else Blank


def bare_dot(count: int) -> str:
    """Return the same graph as DOT without icons: what the engine has to lay out."""
    boxes, arrows = content(count)
    lines = [f"subgraph cluster_{s} {{{' '.join(i for i, home, _ in boxes if home == s)}}}" for s in SECTIONS]
    body = "\n".join([*lines, *(f"{a} -> {b}" for a, b in arrows)])
    return f"digraph {{rankdir=LR node [shape=box width=2.5 height=0.9 fixedsize=true]\n{body}\n}}"


_ENGINE = """
import sys, time, pygraphviz
text = sys.argv[1]
for line in sys.stdin:
    start = time.perf_counter()
    graph = pygraphviz.AGraph(string=text)
    graph.draw(format="svg", prog="dot")
    graph.close()
    print((time.perf_counter() - start) * 1000, flush=True)
"""


def against_engine(count: int) -> tuple[Times, Times]:
    """Return times of ours and of the bare engine, taken in turn; the engine runs in a child of its own."""
    words = [sys.executable, "-c", _ENGINE, bare_dot(count)]
    with subprocess.Popen(words, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as child:

        def engine() -> float:
            child.stdin.write("\n")
            child.stdin.flush()
            return float(child.stdout.readline())

        our_svg(count)
        engine()
        rows = [(timed(lambda: our_svg(count)), engine()) for _ in range(WARM)]
        child.stdin.close()
    return [a for a, _ in rows], [b for _, b in rows]


def timed(work: Callable[[], object]) -> float:
    """Return the wall time of one call in milliseconds."""
    start = time.perf_counter()
    work()
    return (time.perf_counter() - start) * 1000


def paired(ours: Callable[[], object], theirs: Callable[[], object], runs: int) -> tuple[Times, Times]:
    """Return times of both, taken in turn after one of each that is not counted."""
    ours()
    theirs()
    rows = [(timed(ours), timed(theirs)) for _ in range(runs)]
    return [a for a, _ in rows], [b for _, b in rows]


def told(name: str, ours: Times, theirs: Times, aim: str) -> None:
    """Print one comparison: medians with their spread, and the median ratio."""
    ratio = statistics.median(a / b for a, b in zip(ours, theirs, strict=True))
    print(f"  {name:<26} ours {_spread(ours)}   theirs {_spread(theirs)}   ratio {ratio:5.2f}   aim {aim}")


def _spread(times: Times) -> str:
    return f"{statistics.median(times):7.1f} ms ({min(times):.0f} to {max(times):.0f})"


def cold(*words: str) -> Callable[[], object]:
    """Return a call that does one thing of this module in a fresh Python."""
    return lambda: subprocess.run([sys.executable, str(HERE / "pictures.py"), *words], check=True, capture_output=True)


def compare() -> None:
    """Print every comparison this machine can make."""
    packages = ("diagrams", "pygraphviz", "resvg_py")
    missing = [p for p in packages if importlib.util.find_spec(p) is None]
    if missing:
        print(f"pictures are not compared: {', '.join(missing)} not installed")
        return
    dot = shutil.which("dot")
    print("Pictures: same boxes, sections, icons and arrows; ours with cards, facts, routed flows and the font inside")
    if dot is None:
        print("  `diagrams` is not compared: it needs the system's `dot`, which is not here")
    for count in SIZES:
        print(f"{count} components")
        told("SVG, warm, bare engine", *against_engine(count), "under 2")
        if dot:
            _against_diagrams(count)


def _against_diagrams(count: int) -> None:
    with tempfile.TemporaryDirectory() as folder:
        wide, high = png_size(their_file(count, "png", folder).read_bytes())
        svg = paired(lambda: our_svg(count), lambda: their_file(count, "svg", folder), WARM)
        told("SVG, warm, `diagrams`", *svg, "under 1")
        png = paired(lambda: our_png(count, wide * high), lambda: their_file(count, "png", folder), COLD)
        told(f"PNG {wide * high / 1e6:.1f} Mpx, warm", *png, "under 1")
        fresh = paired(cold("ours", str(count)), cold("theirs", str(count), folder), COLD)
        told("SVG, cold, `diagrams`", *fresh, "under 1")


if __name__ == "__main__":
    if sys.argv[1:2] == ["ours"]:
        our_svg(int(sys.argv[2]))
    elif sys.argv[1:2] == ["theirs"]:
        their_file(int(sys.argv[2]), "svg", sys.argv[3])
    else:
        compare()
