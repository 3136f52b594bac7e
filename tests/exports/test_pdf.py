"""The PDF: a sound file, the same bytes every time, text that can be found, paths that end where they should."""

from __future__ import annotations

import re
import zlib

import pytest

from tests.diagram import samples
from tests.diagram.shipped import reviewed
from workbench.diagram.graph import picture_of
from workbench.diagram.pdf import pdf_bytes
from workbench.diagram.pdf.fonts import encoded, glyphs
from workbench.diagram.pdf.paths import Pen, ellipse, path_operators, rounded


def streams(data: bytes) -> list[bytes]:
    """Return every stream of a file, unpacked."""
    found = re.findall(rb"/Length (\d+)>>\nstream\n", data)
    starts = [m.end() for m in re.finditer(rb"\nstream\n", data)]
    return [zlib.decompress(data[at : at + int(size)]) for at, size in zip(starts, found, strict=True)]


@pytest.mark.parametrize("name", samples.ALL)
def test_table_of_places_is_right(name: str) -> None:
    """Every object stands where the table says, and the trailer points at the table."""
    data = pdf_bytes(samples.ALL[name]())
    start = int(data.rsplit(b"startxref\n", 1)[1].split()[0])
    assert data[start : start + 4] == b"xref"
    rows = re.findall(rb"(\d{10}) 00000 n ", data[start:])
    for number, row in enumerate(rows, start=1):
        assert data[int(row) :].startswith(f"{number} 0 obj\n".encode())
    assert data.endswith(b"%%EOF\n")
    assert not re.search(rb"/(JS|JavaScript|Launch|URI|OpenAction|AA|EmbeddedFile)\b", data)


def test_same_picture_same_bytes() -> None:
    """Nothing in the file depends on when or where it was made."""
    picture = picture_of(reviewed("card-fraud-weak"))
    assert pdf_bytes(picture, "dark") == pdf_bytes(picture, "dark")


def test_text_is_text() -> None:
    """Names stand in the page as glyphs of our font, and the way back to letters is in the file."""
    picture = samples.sketch()
    all_streams = streams(pdf_bytes(picture))
    page = next(s for s in all_streams if b" Tj ET" in s)
    for node in picture.nodes:
        assert encoded(node.title.split()[0], 600).encode() in page
    assert any(b"beginbfchar" in s for s in all_streams)


def test_nothing_of_the_author_is_an_operator() -> None:
    """Labels reach the page as hexadecimal numbers only."""
    for body in streams(pdf_bytes(samples.hostile())):
        assert b"script" not in body
        assert b"jndi" not in body


def test_font_knows_its_letters() -> None:
    """Glyph numbers are read from the font; what it lacks is the empty box."""
    assert glyphs(400)[ord("A")] != glyphs(400)[ord("B")]
    assert encoded("漢", 400) == "0000"
    assert len(encoded("Größe ≥ 5", 600)) == 4 * 9
    assert "0000" not in re.findall("....", encoded("Größe ≥ 5 →", 400))


@pytest.mark.parametrize(
    ("data", "end"),
    [
        ("M1 2l3 4h-1v-2z", (1, 2)),
        ("M0 0c1 1 2 2 3 3s2 2 3 3", (6, 6)),
        ("M0 0q1 1 2 0t2 0", (4, 0)),
        ("M4 0a6 6 0 0 1 0-8.4", (4, -8.4)),
        ("M8 3a1.5 1.5 0 01.5.5", (8.5, 3.5)),
        ("M1 1 2 2 3 3", (3, 3)),
    ],
)
def test_paths_end_where_they_say(data: str, end: tuple[float, float]) -> None:
    """Relative, smooth, short and packed forms all arrive at their last point."""
    words = path_operators(data).split()
    assert not [w for w in words if w.isalpha() and w not in "mlch"]
    pen = Pen()
    assert pen.at == (0.0, 0.0)
    numbers = [float(w) for w in words if not w.isalpha()]
    last = (1.0, 2.0) if words[-1] == "h" else tuple(numbers[-2:])
    assert last == pytest.approx(end, abs=0.02)


def test_round_shapes_stay_in_their_box() -> None:
    """A circle of arcs reaches exactly as far as its radius, a rounded corner no further than its side."""
    for shape, reach in ((ellipse(0, 0, 5, 5), 5.0), (rounded(-5, -5, 10, 10, 3), 5.0)):
        ends = [tuple(map(float, m)) for m in re.findall(r"(-?[\d.]+) (-?[\d.]+) [cml]\b", shape)]
        assert max(abs(v) for p in ends for v in p) == pytest.approx(reach, abs=0.02)
