"""Whether a stand-in is apart from what failed, for the cause of the failure."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from workbench.design import Part
from workbench.errors import Path


@dataclass(frozen=True, slots=True)
class Fit:
    """Whether a stand-in escapes what struck the original; `shares` is what both have in common, whatever the cause."""

    disjoint: bool | None
    shares: tuple[str, ...] = ()
    why: str = ""
    needs: tuple[Path, ...] = ()


Apart = Callable[[Part, Part], Fit]


def in_general(failed: Part, found: Part) -> Fit:
    """Return that it is apart: what it needs itself is looked at elsewhere."""
    return Fit(True, shared(failed, found))


def shared(failed: Part, found: Part) -> tuple[str, ...]:
    """Return what two boxes have in common, in words."""
    regions = [r for r in failed.spec.region if r in found.spec.region]
    out = [f"region {', '.join(regions)}"] if regions and len(failed.spec.region) == 1 else []
    pool = failed.spec.quota_pool
    if pool and pool == found.spec.quota_pool:
        out.append(f"quota pool {pool}")
    if failed.has("third_party") and provider(failed) and provider(failed) == provider(found):
        out.append(f"provider {provider(failed)}")
    return tuple(out)


def provider(part: Part) -> str:
    """Return whose product a box is: a cloud, or the vendor of a product of its own; empty where none is named."""
    cloud = part.product.partition("/")[0]
    return part.product if cloud == "oss" else cloud
