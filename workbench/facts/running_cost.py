"""What the system costs in an average month, from the author's own prices and lines."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from workbench.design import Part
from workbench.design.cost import PriceItem
from workbench.errors import Path
from workbench.facts import spans
from workbench.facts.context import Context
from workbench.facts.fact import Input
from workbench.facts.once import calls_of, once
from workbench.facts.ranges import Span
from workbench.facts.replicas import running
from workbench.facts.show import number


@dataclass(frozen=True, slots=True)
class Row:
    """One sum of a month, how it comes about, and from what."""

    what: str
    sum: Span
    inputs: tuple[Input, ...]
    price: bool
    part: str = ""


@dataclass(frozen=True, slots=True)
class Bill:
    """All sums of a month, in currency."""

    rows: tuple[Row, ...]

    @property
    def priced(self) -> Span:
        """What follows from prices alone; nothing can make it less."""
        return spans.total(*(r.sum for r in self.rows if r.price))

    @property
    def whole(self) -> Span:
        """With all further lines."""
        return spans.total(*(r.sum for r in self.rows))

    @property
    def inputs(self) -> tuple[Input, ...]:
        """Every number of it, once."""
        return tuple(dict.fromkeys(i for r in self.rows for i in r.inputs))

    @property
    def currencies(self) -> set[str]:
        """The currencies in it."""
        return {i.quantity.currency for i in self.inputs if i.quantity and i.quantity.currency}

    @property
    def lines(self) -> tuple[str, ...]:
        """Each sum in words."""
        return tuple(f"{r.what} = {number(r.sum.middle)}" for r in self.rows)

    @property
    def components(self) -> tuple[str, ...]:
        """Components that are priced."""
        return tuple(dict.fromkeys(r.part for r in self.rows if r.part))


@once
def bill(context: Context) -> Bill:
    """Return the bill of an average month; what cannot be told from the file is left out."""
    cost = context.design.cost
    if cost is None:
        return Bill(())
    rows = [row for name, item in cost.prices.items() for row in _priced(context, name, item)]
    for name in cost.lines:
        spend = context.take(f"{name}", "cost", "lines", name, "spend")
        if spend:
            rows.append(Row(f"{name}: {spend.text}", spans.of(spend), (spend,), price=False))
    return Bill(tuple(rows))


def _priced(context: Context, name: str, item: PriceItem) -> Iterator[Row]:
    path: Path = ("cost", "prices", name)
    flat = context.take(f"price {name}", *path, "flat")
    if flat:
        yield Row(f"{name}: {flat.text}", spans.of(flat), (flat,), price=True)
    each = context.take(f"price of a replica ({name})", *path, "per_replica")
    for part in (context.graph.parts[n] for n in item.of if n in context.graph.parts) if each else ():
        copies = running(context, part)
        if copies and each:
            what = f"{part.id}: {copies.text} x 730 h x {each.text}"
            yield Row(
                what, spans.product(_copies(part, copies), spans.of(each)), (copies, each), price=True, part=part.id
            )
    for target in item.of if item.per_input_token or item.per_output_token or item.per_request else ():
        yield from _tokens(context, path, target)


def _copies(part: Part, copies: Input) -> Span:
    """Return how many copies run on average: those stated, or fewer where it scales down."""
    found = spans.of(copies)
    fewest = part.spec.autoscale.min if part.spec.autoscale else None
    return Span(min(found.low, fewest.low), found.middle, found.high) if fewest else found


def _tokens(context: Context, path: Path, model: str) -> Iterator[Row]:
    """Tokens of an average request, for a model or box that requests of a promise reach."""
    mean = context.take("mean load", "requirements", "load", "mean")
    month = context.assume("month")
    share = _reached(context, model)
    if mean is None or share is None:
        return
    requests = spans.product(spans.of(mean), spans.of(month), share)
    for side, field in (("input", "typical_input"), ("output", "typical_output")):
        price = context.take(f"price of {side} tokens", *path, f"per_{side}_token")
        own = context.take(f"{side} tokens", "llm", "models", model, "tokens", field)
        tokens = own or context.take(f"{side} tokens", "llm", "tokens", field)
        if price and tokens:
            total = spans.product(requests, spans.of(tokens), spans.of(price))
            yield Row(f"{model}: {tokens.text} {side} tokens x {price.text}", total, (tokens, price, mean), price=True)
    price = context.take("price of a request", *path, "per_request")
    if price:
        yield Row(
            f"{model}: {price.text} a request", spans.product(requests, spans.of(price)), (price, mean), price=True
        )


def _reached(context: Context, model: str) -> Span | None:
    """Return the share of requests that reach what runs the model, or None when none does.

    Caches on the path may spare some, wherever they stand; what only steps in for another may never be reached.
    """
    runs = {p.id for p in context.graph.parts.values() if model == p.id or model in p.spec.runs}
    standby = {p.spec.fallback for p in context.graph.parts.values()}
    for sla in context.design.slas.values():
        calls = list(calls_of(context, sla.entry or "").walk()) if sla.entry in context.graph.parts else []
        hit = [c for c in calls if c.part in runs]
        if hit:
            caches = [c.part for c in calls if context.graph.parts[c.part].spec.cache]
            rates = [context.take("hit rate", *context.graph.parts[n].path, "cache", "hit_rate") for n in caches]
            missed = spans.product(*(_missed(spans.of(rate)) for rate in rates if rate))
            sure = any(c.part not in standby and not (c.edge and c.edge.flow.share) for c in hit)
            return Span(missed.low if sure else 0.0, missed.middle if sure else 0.0, 1.0)
    return None


def _missed(hits: Span) -> Span:
    return Span(1 - min(hits.high, 1.0), 1 - min(hits.middle, 1.0), 1 - min(hits.low, 1.0))
