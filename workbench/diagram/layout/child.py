"""The program of the layout child process: reads DOT texts, answers Graphviz's plain coordinates.

Graphviz can abort the whole process on a valid graph, so it never runs in the process that asks.
A frame is a big-endian 32-bit length and that many bytes of JSON; a request is a list of DOT texts,
an answer a list of the same length holding plain text, or null where Graphviz refused one.
"""

from __future__ import annotations

import json
import os
import struct
import sys
from typing import Any, BinaryIO

MEMORY = 2 << 30


def _limit_memory() -> None:
    try:
        import resource
    except ImportError:  # Windows has no such limit; the caller's timeout still holds
        return
    hard = resource.getrlimit(resource.RLIMIT_AS)[1]
    ceiling = MEMORY if hard == resource.RLIM_INFINITY else min(MEMORY, hard)
    try:
        resource.setrlimit(resource.RLIMIT_AS, (ceiling, hard))
    except (ValueError, OSError):  # macOS refuses some limits
        return


def _plain(pgv: Any, dot: str) -> str | None:
    try:
        graph = pgv.AGraph(string=dot)
        try:
            drawn = graph.draw(format="plain", prog="dot")
        finally:
            graph.close()
    except (ValueError, OSError, RuntimeError, pgv.DotError):
        return None
    return bytes(drawn).decode("utf-8", "replace")


def serve(inp: BinaryIO, out: BinaryIO) -> None:
    """Answer frames until the input ends."""
    import pygraphviz as pgv

    out.write(struct.pack(">I", 2) + b"[]")  # says that the library could be loaded
    out.flush()
    while len(head := inp.read(4)) == 4:
        texts = json.loads(inp.read(struct.unpack(">I", head)[0]))
        data = json.dumps([_plain(pgv, t) for t in texts]).encode()
        out.write(struct.pack(">I", len(data)) + data)
        out.flush()


def main() -> None:
    """Keep the real output to ourselves, since C code may print to it, and serve."""
    out = os.fdopen(os.dup(1), "wb")
    os.dup2(2, 1)
    if sys.platform == "win32":
        import msvcrt

        msvcrt.setmode(out.fileno(), os.O_BINARY)
    _limit_memory()
    serve(sys.stdin.buffer, out)


if __name__ == "__main__":
    main()
