"""Questions about ways stay cheap on designs that are large and tangled."""

from __future__ import annotations

import random
import time

from tests.facts.helpers import design
from tests.facts.test_properties import sound
from workbench.design import SystemDesign
from workbench.facts import Context, fact_kinds

KINDS = (
    "agent", "llm", "vector_index", "tool", "code_sandbox", "trainer", "registry", "online_endpoint", "validator",
    "data_lake", "orchestrator", "batch_processor", "vendor_api", "ranker", "redactor", "release_gate",
)  # fmt: skip


def tangled(boxes: int) -> SystemDesign:
    """Return a design of many boxes of every kind, with three arrows out of each to boxes drawn at random."""
    draw = random.Random(1)  # noqa: S311 - the same tangle every time
    assets = max(boxes // 8, 1)
    backed = {n: (n * 7 + 3) % boxes for n in range(0, boxes, 5) if (n * 7 + 3) % boxes != n}
    parts = [
        f"  p{n}: {{kind: {KINDS[n % len(KINDS)]}{f', fallback: p{backed[n]}' if n in backed else ''}}}"
        for n in range(boxes)
    ]
    own = "classes: [special, untrusted]"
    data = [f"  a{n}: {{{f'from: a{n - 1}' if n % 4 else own}}}" for n in range(assets)]
    flows = []
    for n in range(3 * boxes):
        here, there = n % boxes, draw.randrange(boxes)
        carried = f": {{carries: a{draw.randrange(assets)}, returns: a{draw.randrange(assets)}}}" if n % 3 else ""
        flows += [f"  - p{here} -> p{there}{carried}"] if here != there else []
    return design("\n".join(["components:", *parts, "data:", *data, "flows:", *flows, ""]))


def test_a_tangle_is_judged_whole() -> None:
    """Every fact about it is fit to be shown."""
    sound(tangled(64))


def test_five_hundred_boxes_do_not_take_long() -> None:
    """All anti-patterns together, over one graph that is built once."""
    context = Context(tangled(496))
    start = time.process_time()
    found = [fact for kind in fact_kinds().values() if kind.pattern for fact in kind.compute(context)]
    assert time.process_time() - start < 5
    assert {"lethal-trifecta", "model-text-run", "fallback-apart", "untrusted-screened"} <= {f.id for f in found}
