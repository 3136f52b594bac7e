"""The container of a PDF: numbered objects, a table of where they stand, nothing that changes from run to run."""

from __future__ import annotations

import zlib
from collections.abc import Mapping


class Pdf:
    """Objects collected in order; each gets a number by which others refer to it."""

    def __init__(self) -> None:
        self._objects: list[bytes] = []

    def add(self, entries: Mapping[str, str], stream: bytes | None = None) -> str:
        """Add a dictionary, with a stream (packed here) if there is one; return a reference to it."""
        if stream is None:
            return self.raw(entry(entries))
        packed = zlib.compress(stream, 9)
        head = entry({**entries, "Filter": "/FlateDecode", "Length": str(len(packed))})
        return self.raw(head + b"\nstream\n" + packed + b"\nendstream")

    def raw(self, body: bytes) -> str:
        """Add an object as it is; return a reference to it."""
        self._objects.append(body)
        return f"{len(self._objects)} 0 R"

    def finish(
        self, content: str, size: tuple[float, float], resources: dict[str, dict[str, str]], title: str
    ) -> bytes:
        """Return the whole file: one page of `size` points with this content."""
        held = {kind: entry(refs).decode("ascii") for kind, refs in resources.items() if refs}
        drawn = self.add({}, content.encode("ascii"))
        pages = f"{len(self._objects) + 2} 0 R"
        box = f"[0 0 {size[0]:.2f} {size[1]:.2f}]"
        page = self.add({"Type": "/Page", "Parent": pages, "MediaBox": box, "Contents": drawn,
                         "Resources": entry(held).decode("ascii")})  # fmt: skip
        self.add({"Type": "/Pages", "Kids": f"[{page}]", "Count": "1"})
        root = self.add(
            {"Type": "/Catalog", "Pages": pages, "Lang": "(en)", "ViewerPreferences": "<</DisplayDocTitle true>>"}
        )
        info = self.add({"Title": hex_text(title)})
        return self._file(root, info)

    def _file(self, root: str, info: str) -> bytes:
        out = bytearray(b"%PDF-1.6\n%\xe2\xe3\xcf\xd3\n")
        places = []
        for number, body in enumerate(self._objects, start=1):
            places.append(len(out))
            out += f"{number} 0 obj\n".encode("ascii") + body + b"\nendobj\n"
        start = len(out)
        out += f"xref\n0 {len(places) + 1}\n0000000000 65535 f \n".encode("ascii")
        out += b"".join(f"{place:010d} 00000 n \n".encode("ascii") for place in places)
        trailer = entry({"Size": str(len(places) + 1), "Root": root, "Info": info})
        return bytes(out + b"trailer\n" + trailer + f"\nstartxref\n{start}\n%%EOF\n".encode("ascii"))


def entry(values: Mapping[str, str]) -> bytes:
    """Return a PDF dictionary."""
    return b"<<" + " ".join(f"/{key} {value}" for key, value in values.items()).encode("ascii") + b">>"


def hex_text(text: str) -> str:
    """Return a text string that holds any character and needs no escapes."""
    return "<feff" + text.encode("utf-16-be", "replace").hex() + ">"
