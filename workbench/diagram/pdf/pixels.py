"""Icons for a PDF: colours and transparency of a PNG as two plain grids of bytes."""

from __future__ import annotations

import struct
import zlib
from functools import lru_cache

from workbench.diagram.drawing.cards import ICON
from workbench.errors import DrawError

SIDE = round(ICON * 3)
"""Pixels along one side of an icon: three a pixel of the picture, 288 dots an inch on paper."""
_BYTES = 4


@lru_cache(maxsize=64)
def icon_pixels(uri: str) -> tuple[bytes, bytes]:
    """Return the colours (3 bytes a pixel) and the opacity (1 byte) of an icon, SIDE x SIDE, from its data URI.

    Raises DrawError when the rasteriser is not installed or refuses the icon.
    """
    try:
        import resvg_py
    except ImportError:
        raise DrawError("icons in a PDF need the rasteriser: pip install 'ml-design-workbench[draw]'") from None
    size = f'width="{SIDE}" height="{SIDE}"'
    svg = f'<svg xmlns="http://www.w3.org/2000/svg" {size}><image {size} href="{uri}"/></svg>'
    try:
        png = bytes(resvg_py.svg_to_bytes(svg_string=svg, skip_system_fonts=True))
    except ValueError as error:
        raise DrawError(f"an icon could not be drawn: {error}") from None
    rows = _rows(png)
    colours = bytes(b for row in rows for i, b in enumerate(row) if i % _BYTES != _BYTES - 1)
    return colours, b"".join(row[_BYTES - 1 :: _BYTES] for row in rows)


def _rows(png: bytes) -> list[bytes]:
    """Unpack a PNG of 8 bits a channel with transparency, as the rasteriser writes them."""
    packed, at = b"", 8
    while at < len(png):
        length, kind = struct.unpack(">I4s", png[at : at + 8])
        if kind == b"IDAT":
            packed += png[at + 8 : at + 8 + length]
        at += 12 + length
    data, wide = zlib.decompress(packed), SIDE * _BYTES
    rows: list[bytes] = []
    above = bytes(wide)
    for start in range(0, len(data), wide + 1):
        above = _unfiltered(data[start], bytearray(data[start + 1 : start + 1 + wide]), above)
        rows.append(above)
    return rows


def _unfiltered(kind: int, row: bytearray, above: bytes) -> bytes:
    """Undo the filter of one row: PNG stores each byte as a difference from its neighbours."""
    for i in range(len(row)) if kind else ():
        left = row[i - _BYTES] if i >= _BYTES else 0
        if kind == 1:
            guess = left
        elif kind == 2:
            guess = above[i]
        elif kind == 3:
            guess = (left + above[i]) // 2
        else:
            guess = _paeth(left, above[i], above[i - _BYTES] if i >= _BYTES else 0)
        row[i] = (row[i] + guess) & 0xFF
    return bytes(row)


def _paeth(left: int, up: int, corner: int) -> int:
    guess = left + up - corner
    return min((left, up, corner), key=lambda n: abs(guess - n))
