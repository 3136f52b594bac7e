"""A full review, both lenses and all facts, of 40 components: in all, an item, and the slowest items."""

from __future__ import annotations

import statistics
import time
from datetime import date

from forty import design_text

from workbench.checks import Judging, bundled_checklist, judge
from workbench.design import bind
from workbench.facts import compute
from workbench.reading import read
from workbench.review import review

DAY = date(2026, 11, 23)
RUNS = 15
AIM = 60.0


def measure() -> None:
    """Print the time of a full review in process, warm, and what its items cost."""
    text = design_text()
    review(read(text), as_of=DAY).ready  # noqa: B018 - the first run builds what later ones find
    whole = [_timed(lambda: review(read(text), as_of=DAY).ready) for _ in range(RUNS)]
    document = read(text)
    ready = [_timed(lambda: review(document, as_of=DAY).ready) for _ in range(RUNS)]
    print(f"full review of 40 components, both lenses, all facts, no drills (aim: under {AIM:g} ms)")
    print(f"  from text      {statistics.median(whole):6.1f} ms  ({min(whole):.1f} to {max(whole):.1f}, {RUNS} runs)")
    print(f"  from document  {statistics.median(ready):6.1f} ms  ({min(ready):.1f} to {max(ready):.1f})")
    _items(text)


def _items(text: str) -> None:
    items = [*bundled_checklist().items, *bundled_checklist("readiness").items]
    context, facts = compute(bind(read(text))[0])

    def once() -> None:
        judging = Judging(context, facts, DAY)
        for item in items:
            judge(item, judging)

    once()
    times = [_timed(once) for _ in range(RUNS)]
    middle = statistics.median(times)
    rate, cost = 1000 * len(items) / middle, 1000 * middle / len(items)
    print(f"  {len(items)} items in {middle:.1f} ms: {rate:,.0f} items/s, {cost:.0f} us an item")
    alone = Judging(context, facts, DAY)
    rows = sorted(((min(_timed(lambda i=i: judge(i, alone)) for _ in range(5)), i.id) for i in items), reverse=True)
    print("  slowest: " + ", ".join(f"{name} {ms:.2f} ms" for ms, name in rows[:10]))


def _timed(work: object) -> float:
    assert callable(work)
    start = time.perf_counter()
    work()
    return (time.perf_counter() - start) * 1000


if __name__ == "__main__":
    measure()
