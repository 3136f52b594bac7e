"""Our two fonts inside a PDF: glyph numbers from the font file, widths, and the way back to letters for copying."""

from __future__ import annotations

import struct
from functools import lru_cache

from workbench.diagram.measure import FONT_FOLDER, REGULAR, width
from workbench.diagram.pdf.file import Pdf

_FORMAT_4 = 4
_BFCHARS = 100
"""Most pairs a character map may hold in one block."""


@lru_cache(maxsize=2)
def _tables(weight: int) -> dict[str, bytes]:
    data = (FONT_FOLDER / f"inter-workbench-{weight}.otf").read_bytes()
    count = struct.unpack(">H", data[4:6])[0]
    out = {}
    for i in range(count):
        tag, _, offset, length = struct.unpack(">4sIII", data[12 + 16 * i : 28 + 16 * i])
        out[tag.decode("latin-1")] = data[offset : offset + length]
    return out


@lru_cache(maxsize=2)
def glyphs(weight: int) -> dict[int, int]:
    """Return the glyph number of every code point the font has (the table OpenType calls cmap, format 4)."""
    cmap = _tables(weight)["cmap"]
    for i in range(struct.unpack(">H", cmap[2:4])[0]):
        offset = struct.unpack(">I", cmap[8 + 8 * i : 12 + 8 * i])[0]
        if struct.unpack(">H", cmap[offset : offset + 2])[0] == _FORMAT_4:
            return _format_4(cmap[offset:])
    raise AssertionError("the font we ship has a table of this format")


def _format_4(table: bytes) -> dict[int, int]:
    count = struct.unpack(">H", table[6:8])[0] // 2
    ends, starts, deltas, offsets = (
        struct.unpack(f">{count}H", table[at : at + 2 * count])
        for at in (14, 16 + 2 * count, 16 + 4 * count, 16 + 6 * count)
    )
    found = {}
    for i in range(count):
        for code in range(starts[i], min(ends[i], 0xFFFE) + 1):
            if offsets[i]:
                at = 16 + 6 * count + 2 * i + offsets[i] + 2 * (code - starts[i])
                glyph = struct.unpack(">H", table[at : at + 2])[0]
            else:
                glyph = code
            found[code] = (glyph + deltas[i]) & 0xFFFF if glyph or not offsets[i] else 0
    return found


def encoded(text: str, weight: int) -> str:
    """Return a text as the hexadecimal glyph numbers a page shows it by; 0 is the empty box."""
    known = glyphs(weight)
    return "".join(f"{known.get(ord(c), 0):04x}" for c in text)


def embedded(file: Pdf, weight: int, used: set[str]) -> str:
    """Put a font into the file; return a reference to it. `used` are the letters whose widths are told."""
    known = glyphs(weight)
    pairs = sorted({known[ord(c)]: c for c in used if ord(c) in known}.items())
    name = f"/InterWorkbench-{weight}"
    program = file.add({"Subtype": "/CIDFontType0C"}, _tables(weight)["CFF "])
    descriptor = file.add({
        "Type": "/FontDescriptor", "FontName": name, "Flags": "4", "FontBBox": "[-740 -320 2600 1100]",
        "ItalicAngle": "0", "Ascent": "969", "Descent": "-242", "CapHeight": "727",
        "StemV": "90" if weight == REGULAR else "130", "FontFile3": program,
    })  # fmt: skip
    widths = " ".join(f"{glyph} [{width(char, 1000, weight):.0f}]" for glyph, char in pairs)
    descendant = file.add({
        "Type": "/Font", "Subtype": "/CIDFontType0", "BaseFont": name, "FontDescriptor": descriptor, "DW": "600",
        "CIDSystemInfo": "<</Registry (Adobe) /Ordering (Identity) /Supplement 0>>", "W": f"[{widths}]",
    })  # fmt: skip
    back = file.add({}, _letters(pairs).encode("ascii"))
    return file.add({
        "Type": "/Font", "Subtype": "/Type0", "BaseFont": name, "Encoding": "/Identity-H",
        "DescendantFonts": f"[{descendant}]", "ToUnicode": back,
    })  # fmt: skip


def _letters(pairs: list[tuple[int, str]]) -> str:
    """Return the character map that lets a reader copy and search text."""
    out = [
        "/CIDInit /ProcSet findresource begin 12 dict begin begincmap /CMapName /Letters def /CMapType 2 def",
        "1 begincodespacerange <0000> <ffff> endcodespacerange",
    ]
    for start in range(0, len(pairs), _BFCHARS):
        block = pairs[start : start + _BFCHARS]
        out.append(f"{len(block)} beginbfchar")
        out += [f"<{glyph:04x}> <{char.encode('utf-16-be').hex()}>" for glyph, char in block]
        out.append("endbfchar")
    out.append("endcmap CMapName currentdict /CMap defineresource pop end end")
    return "\n".join(out)
