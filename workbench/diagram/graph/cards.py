"""A card for every box: its name, and the one fact about it that matters most."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from workbench import catalog
from workbench.design import Part
from workbench.design.component import Component
from workbench.diagram.graph.cloud import product_of
from workbench.diagram.graph.gaps import Numbered, badges_on
from workbench.diagram.picture import Node
from workbench.errors import dotted

UNDECLARED = "undeclared"
_PLAIN = "cube"


def card(part: Part, gaps: tuple[Numbered, ...], cloud: str = "") -> Node:
    """Return the card of one box, redrawn for a cloud when one is named."""
    kind = catalog.kinds().get(part.kind)
    product = product_of(part, cloud)
    what = product.title if product else kind.title if kind else "named in a flow only"
    fact = " · ".join(filter(None, (what, key_number(part.spec))))
    return Node(
        id=part.id, title=part.title, section=section_of(part), fact=fact,
        icon=product.id if product and product.icon else None, glyph=kind.glyph if kind else _PLAIN,
        badges=badges_on(part.id, gaps), hover=_hover(part, what), path=dotted(part.path),
    )  # fmt: skip


def section_of(part: Part) -> str:
    """Return the section a box is drawn in."""
    return part.section or UNDECLARED


def key_number(spec: Component) -> str:
    """Return the number an author most likely wants to see on the card, or nothing."""
    return next(filter(None, (told(spec) for told in _NUMBERS)), "")


def _copies(spec: Component) -> str:
    if not spec.replicas:
        return ""
    zones = f" in {spec.zones} zones" if spec.zones and spec.zones.value > 1 else ""
    return f"{spec.replicas}{zones}" if zones else f"{spec.replicas} {'copy' if spec.replicas.value == 1 else 'copies'}"


def _time(spec: Component) -> str:
    for name in ("p99", "p95", "p50"):
        value = getattr(spec.latency, name) if spec.latency else None
        if value:
            return f"{name} {value}"
    return ""


_NUMBERS: tuple[Callable[[Component], str], ...] = (
    _copies,
    lambda s: str(s.capacity or ""),
    _time,
    lambda s: f"every {s.cadence}" if s.cadence else "",
    lambda s: f"keeps {s.retained_versions} versions" if s.retained_versions else "",
    lambda s: f"keeps {s.retention}" if s.retention else "",
    lambda s: f"redacts {len(s.redacts)} classes" if s.redacts else "",
    lambda s: str(s.size or ""),
    lambda s: str(s.availability or ""),
)


def _hover(part: Part, what: str) -> str:
    return "\n".join(_lines(part, what))


def _lines(part: Part, what: str) -> Iterator[str]:
    yield f"{part.title} ({what})"
    for name in sorted(part.spec.model_fields_set - {"kind", "product", "title", "note"}):
        value = getattr(part.spec, name)
        if isinstance(value, str) or hasattr(value, "dimension"):
            yield f"{name}: {value}"
