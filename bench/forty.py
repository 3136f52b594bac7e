"""A design of forty components, with flows, monitors and promises, made the same way every time."""

from __future__ import annotations

from itertools import pairwise

KINDS = (
    "api_gateway",
    "online_endpoint",
    "online_store",
    "feature_pipeline",
    "event_stream",
    "validator",
    "data_lake",
    "trainer",
)


def design_text(components: int = 40) -> str:
    """Return the YAML of a design with this many components."""
    names = [f"part_{n}" for n in range(components)]
    rows = [
        f"    {name}: {{kind: {KINDS[n % len(KINDS)]}, replicas: 3, zones: 3, availability: 99.95%, "
        f"latency: {{p50: {n % 7 + 1} ms, p99: {n % 7 + 6} ms}}, owner: team}}"
        for n, name in enumerate(names)
    ]
    flows = [f"  - {a} -> {b}: {{carries: events, timeout: 90 ms}}" for a, b in pairwise(names[:6])]
    flows += [f"  - {a} -> {b}: events" for a, b in pairwise(names[5:])]
    monitors = [
        f"    alarm_{n}: {{watches: {name}, statistic: rate, above: 1%, window: 10 min, alerts: team, action: page}}"
        for n, name in enumerate(names[:15])
    ]
    return "\n".join(
        [
            "title: Forty components", "level: staff", "stage: production",
            "slas: {answer: {entry: part_0, latency: {p99: 200 ms}, availability: 99.9%, window: 30 d}}",
            "data: {events: {classes: [pii_quasi], volume: 60M/day, record: 1 kB, retention: 90 d}}",
            "people: {team: {on_call: true}}",
            "serving:", "  components:", *rows, "monitoring:", "  monitors:", *monitors, "flows:", *flows, "",
        ]
    )  # fmt: skip
