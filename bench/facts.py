"""How long all facts of a design take, for designs of 10 to 1,000 components, and which facts take longest."""

from __future__ import annotations

import statistics
import time
from dataclasses import replace
from datetime import date
from math import log

from sized import sized

from workbench.design import SystemDesign, bind
from workbench.design.binding import MOST_COMPONENTS
from workbench.drills import run
from workbench.facts import Context, compute, fact_kinds
from workbench.reading import read
from workbench.review import review

SIZES = (10, 40, 160, 640, 1000)
RUNS = {10: 11, 40: 11, 160: 7, 640: 5, 1000: 5}
DRILL_RUNS = 6
AIMS = {40: 30.0, 1000: 1000.0}


def measure() -> None:
    """Print the curve, how fast it grows, and the ten slowest facts."""
    print("all facts of a design, boxes and arrows included (ms of one processor)")
    medians: dict[int, float] = {}
    for size in SIZES:
        cold, warm, count = _timed(size)
        medians[size] = statistics.median(warm)
        aim = f"; aim: under {AIMS[size]:.0f} ms" if size in AIMS else ""
        spread = f"(from {min(warm):.1f} to {max(warm):.1f} over {len(warm)} runs)"
        print(f"  {size:5} components  {medians[size]:8.1f}  {spread}  first run {cold:7.1f}  {count} facts{aim}")
    growth = log(medians[SIZES[-1]] / medians[SIZES[1]]) / log(SIZES[-1] / SIZES[1])
    print(f"  grows with the power {growth:.2f} of the size, from {SIZES[1]} to {SIZES[-1]}; aim: close to 1")
    print(f"  (a file may have {MOST_COMPONENTS} components; larger designs are only measured)")
    _slowest(_design(SIZES[-1]))


def drills() -> None:
    """Print how long all drills of a design of 40 components take, its review not included."""
    times, count = [], 0
    for _ in range(DRILL_RUNS):
        done = review(replace(read("{}"), data=sized(40)), as_of=date(2026, 11, 23))
        start = time.process_time()
        report = run(done)
        times.append((time.process_time() - start) * 1000)
        count = len(report.results)
    first, rest = times[0], times[1:]
    spread = f"(from {min(rest):.1f} to {max(rest):.1f} over {len(rest)} runs)"
    print(f"all {count} drills of 40 components (ms of one processor)")
    print(f"  {statistics.median(rest):8.1f}  {spread}  first run {first:7.1f}; aim: under 1000 ms")


def _design(size: int) -> SystemDesign:
    """Return a typed design; its size may be beyond what a file may have, and nothing else may be wrong with it."""
    design, problems = bind(replace(read("{}"), data=sized(size)))
    assert all(p.expected == f"at most {MOST_COMPONENTS}" for p in problems), problems[0]
    return design


def _timed(size: int) -> tuple[float, list[float], int]:
    """Return the first time, the times of further runs, each on a design typed anew, and the number of facts."""
    times, count = [], 0
    for _ in range(RUNS[size] + 1):
        design = _design(size)  # nothing may be kept from the run before
        start = time.process_time()
        _, facts = compute(design)
        times.append((time.process_time() - start) * 1000)
        count = len(facts)
    return times[0], times[1:], count


def _slowest(design: SystemDesign) -> None:
    """Print which facts take longest, in a context that others have used before and in one of their own."""
    context, _ = compute(design)
    rows = []
    for kind in fact_kinds().values():
        after = min(_once(lambda k=kind: list(k.compute(context))) for _ in range(3))
        alone = min(_once(lambda k=kind: list(k.compute(Context(design)))) for _ in range(2))
        rows.append((after, alone, kind.id))
    print(f"  the ten slowest facts of {SIZES[-1]} components (ms; alone: with all it asks for worked out anew)")
    for after, alone, name in sorted(rows, reverse=True)[:10]:
        print(f"    {name:<32} {after:8.1f}   alone {alone:8.1f}")


def _once(work) -> float:
    start = time.process_time()
    work()
    return (time.process_time() - start) * 1000


if __name__ == "__main__":
    measure()
    drills()
