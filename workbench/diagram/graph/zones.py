"""Borders that data may cross: trust zone, region, and to a third party."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from workbench.design import Part
from workbench.diagram.picture import Lane, Section

_FACING_OUT = ("dmz", "public", "partner")


def zones(parts: Sequence[Part]) -> Mapping[str, Section]:
    """Return the block each box stands in: outside, third parties, or one trust zone in one region."""
    regional = any(part.spec.region for part in parts)
    return {part.id: _zone(part, regional) for part in parts}


def _zone(part: Part, regional: bool) -> Section:
    if part.has("third_party"):
        return Section("zone:third_party", "Third parties", "watchers")
    if part.section == "outside":
        return Section("outside", "Outside", "outside")
    trust, region = part.spec.trust, " + ".join(part.spec.region)
    zone = f"{trust.capitalize()} zone" if trust else "Trust zone unknown"
    where = region or ("region unknown" if regional else "")
    lane: Lane = "online" if trust in _FACING_OUT else "offline"
    name = f"zone:{trust}" if trust else "zone"
    return Section(f"{name}|{region}", " · ".join(filter(None, (zone, where))), lane)


def crossed(source: Part, target: Part) -> Iterator[str]:
    """Yield the borders between two boxes, in words; what is not stated is no border."""
    if target.has("third_party") and not source.has("third_party"):
        yield "to a third party"
    here, there = source.spec.trust, target.spec.trust
    if here and there and here != there:
        yield f"from {here} to {there}"
    if source.spec.region and target.spec.region and not set(source.spec.region) & set(target.spec.region):
        yield f"from {', '.join(source.spec.region)} to {', '.join(target.spec.region)}"
