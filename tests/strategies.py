"""Hypothesis strategies that several test folders share: quantities as text, nested data, whole small designs."""

from __future__ import annotations

from typing import Any

from hypothesis import strategies as st

from workbench import catalog

Strategy = st.SearchStrategy

_UNITS = {
    "duration": ("ms", "s", "min", "h", "d"),
    "rate": ("/s", "k/s", " requests/min", "M/day"),
    "fraction": ("%", " pp", " bps"),
    "count": ("", "k", "M", " cases"),
    "bytes": (" kB", " GB", " GiB"),
    "money": (" USD", "k EUR"),
    "spend": (" USD/month", "k USD/year"),
    "throughput": (" MB/s",),
    "measure": ("", "%", " ms", " pp"),
}
_SOURCES = ("", " measured", " estimate", " assumed", " vendor 2026-10-01")
_WORDS = ("requirements", "slas", "data", "flows", "components", "kind", "none", "latency", "p99", "a -> b", "note")


@st.composite
def quantities(draw: st.DrawFn) -> tuple[str, str]:
    """Draw a number as an author may write it, with its dimension: one value or a range, perhaps with its source."""
    dimension = draw(st.sampled_from(sorted(_UNITS)))
    unit = draw(st.sampled_from(_UNITS[dimension]))
    low, high = sorted(draw(st.tuples(*[st.decimals(0, 9999, places=2)] * 2)))
    ends = draw(st.sampled_from([f"{low}", f"{low}..{high}"]))
    if unit in ("", " ") and dimension == "fraction":
        unit = "%"
    return f"{ends}{unit}{draw(st.sampled_from(_SOURCES))}", dimension


def ids() -> Strategy[str]:
    """Draw an id."""
    return st.from_regex(r"[a-z][a-z0-9_]{0,8}", fullmatch=True)


def nested() -> Strategy[Any]:
    """Draw plain data as the reader gives it: text, nothing, lists and groups, some of it words of the language."""
    words = st.sampled_from(_WORDS)
    plain = st.none() | st.text(max_size=12) | words | st.sampled_from(["5m", "1 ms", "a -> b", "true", "2026-01-01"])
    keys = words | st.text(min_size=1, max_size=8)
    return st.recursive(
        plain, lambda inner: st.lists(inner, max_size=3) | st.dictionaries(keys, inner, max_size=4), max_leaves=12
    )


def components() -> Strategy[Any]:
    """Draw a component: one word for its kind or product, or a group with a few facts."""
    kinds = st.sampled_from(sorted(catalog.kinds()))
    facts = st.fixed_dictionaries(
        {"kind": kinds},
        optional={
            "replicas": st.integers(1, 9).map(str),
            "zones": st.integers(1, 3).map(str),
            "availability": st.sampled_from(["99.9%", "99.99% vendor", "99..99.9%"]),
            "latency": st.fixed_dictionaries({"p99": st.integers(1, 400).map("{} ms".format)}),
            "region": st.sampled_from(["eu", ["eu", "us"]]),
            "note": st.just("free words"),
        },
    )
    return kinds | st.sampled_from(sorted(catalog.products("azure"))) | facts


@st.composite
def designs(draw: st.DrawFn, most: int = 8) -> dict[str, Any]:
    """Draw a small design that binds without a problem, as plain data."""
    names = draw(st.lists(ids(), min_size=2, max_size=most, unique=True))
    asset = draw(ids())
    serving = {name: draw(components()) for name in names}
    data = {asset: {"classes": draw(st.sampled_from(["public", "pii_direct", ["pii_quasi", "confidential"]]))}}
    entry = draw(st.sampled_from(names))
    design: dict[str, Any] = {
        "title": draw(st.sampled_from(["A design", "Card fraud"])),
        "stage": draw(st.sampled_from(["sketch", "pilot", "production"])),
        "data": data,
        "serving": {"components": serving},
        "slas": {
            "promise": {"entry": entry, "latency": {"p99": draw(st.sampled_from(["50 ms", "80..120 ms", "2 s"]))}}
        },
        "flows": draw(st.lists(_flows(names, asset), max_size=6)),
    }
    if draw(st.booleans()):
        design["monitoring"] = {"monitors": {"watch": {"watches": entry, "above": "0.4%", "window": "10 min"}}}
    if draw(st.booleans()):
        design["rollback"] = {"none": "nothing is kept to go back to"}
    return design


@st.composite
def _flows(draw: st.DrawFn, names: list[str], asset: str) -> Any:
    chain = " -> ".join(draw(st.lists(st.sampled_from(names), min_size=2, max_size=4)))
    facts = {"call": draw(st.sampled_from(["sync", "async", "batch", "stream"])), "carries": [asset]}
    ends = {"from": draw(st.sampled_from(names)), "to": draw(st.lists(st.sampled_from(names), min_size=1, unique=True))}
    return draw(st.sampled_from([chain, {chain: asset}, {chain: facts}, {**facts, **ends}]))
