"""The same size of system for pytm: forty elements, chained by flows."""

from __future__ import annotations

import sys
from itertools import pairwise

from pytm import TM, Actor, Boundary, Dataflow, Datastore, Server


def model() -> TM:
    """Return a fresh model of forty elements."""
    TM.reset()
    tm = TM("forty elements")
    tm.description = "A chain of servers and stores."
    inside = Boundary("inside")
    parts = [Actor("user")]
    for n in range(39):
        part = Datastore(f"store {n}") if n % 4 == 3 else Server(f"server {n}")
        part.inBoundary = inside
        parts.append(part)
    for a, b in pairwise(parts):
        flow = Dataflow(a, b, f"{a.name} to {b.name}")
        flow.protocol = "HTTPS"
    return tm


def process(tm: TM) -> int:
    """Do what `tm.process()` does for a report: check, then find threats. Return the number found."""
    tm.check()
    tm.resolve()
    return len(tm.findings)


if __name__ == "__main__":
    print(process(model()), file=sys.stdout)
