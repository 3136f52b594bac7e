"""How many of the numbers about the world say where they come from, and whether guesses say how wrong they may be.

Only numbers that someone has to find out count: what is chosen (a timeout, a threshold, a number of copies) has no
source but its author. Percentiles of one time are one number.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from pydantic import BaseModel

from workbench.design import Quantity
from workbench.errors import Path
from workbench.facts.context import Context
from workbench.facts.fact import Fact, Verdict
from workbench.facts.formula import fact
from workbench.facts.show import percent

_ID = "number-sources"
_WANTED, _HALF = 0.9, 0.5
_FOUND_OUT: tuple[tuple[Path, tuple[str, ...]], ...] = (
    (("requirements", "load"), ("mean", "peak")),
    (("requirements", "decision"), ("positive_rate",)),
    (("requirements", "kpis"), ("*.baseline",)),
    (("requirements", "guardrails"), ("*.baseline",)),
    (("data",), ("*.volume",)),
    (("labels", "sets"), ("*.delay", "*.positive_rate")),
    (("evaluation", "metrics"), ("*.value",)),
)
"""Where numbers that someone has to find out stand, beside the latency and the availability of components."""
_GUESSES = ("estimate", "assumed")


@fact(
    _ID,
    title="Where numbers come from",
    broken="Numbers do not say where they come from",
    formula="numbers about the world with a source / all of them >= 90%; a guess gives both its ends",
    source="NIST AI RMF MEASURE 1.1 and 2.1",
    blind="Whether a source was read right, or still holds.",
)
def number_sources(context: Context) -> Iterator[Fact]:
    """Yield one fact where at least one number about the world says where it comes from."""
    rows = list(_rows(context))
    sourced = [(path, held) for path, held in rows if any(q.source for q in held)]
    if not sourced:
        return
    single = [p for p, held in sourced if any(q.source in _GUESSES and not q.is_range for q in held)]
    good = len(sourced) - len(single)
    share = good / len(rows)
    silent = [path for path, held in rows if not any(q.source for q in held)]
    says = f"{len(sourced)} of {len(rows)} numbers about the world say where they come from"
    says += f"; {len(single)} of them are guesses without a range" if single else ""
    verdict = Verdict.HOLDS if share >= _WANTED else Verdict.PLAUSIBLE if share >= _HALF else Verdict.UNKNOWN
    open_ = (*silent, *single)
    yield Fact(
        id=_ID, subject="numbers", verdict=verdict, says=says, at=open_[0] if open_ and share < 1 else sourced[0][0],
        computed=percent(share), value=share, needs=tuple(open_[:5]) if verdict is Verdict.UNKNOWN else (),
    )  # fmt: skip


def _rows(context: Context) -> Iterator[tuple[Path, tuple[Quantity, ...]]]:
    """Yield every number about the world with its place, those of one group together."""
    for base, fields in _FOUND_OUT:
        group = context.design.at(base)
        for field in fields:
            entry, _, own = field.rpartition(".")
            names = list(group) if entry and isinstance(group, Mapping) else [] if entry else [""]
            for name in names:
                path: Path = (*base, name, own) if name else (*base, own)
                yield from _row(path, context.design.at(path))
    for part in context.graph.parts.values():
        if part.declared:
            yield from _row((*part.path, "latency"), part.spec.latency)
            yield from _row((*part.path, "availability"), part.spec.availability)


def _row(path: Path, value: Any) -> Iterator[tuple[Path, tuple[Quantity, ...]]]:
    if isinstance(value, Quantity):
        yield path, (value,)
    elif isinstance(value, BaseModel):
        held = tuple(v for v in (getattr(value, name) for name in type(value).model_fields) if isinstance(v, Quantity))
        if held:
            yield path, held
