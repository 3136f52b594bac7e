"""The same boxes on another cloud: every kind filled with that provider's most typical product."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from workbench import catalog
from workbench.catalog import Product
from workbench.design import Part
from workbench.errors import DrawError, nearest_word

CLOUDS: Mapping[str, str] = MappingProxyType(
    {"azure": "Azure", "aws": "AWS", "gcp": "Google Cloud", "oss": "open source"}
)
"""Every cloud a design can be redrawn for, as people call it."""


def check_cloud(cloud: str) -> None:
    """Raise DrawError when there is no such cloud; no cloud at all is fine."""
    if cloud and cloud not in CLOUDS:
        near = nearest_word(cloud, CLOUDS)
        hint = f"; did you mean '{near}'?" if near else ""
        raise DrawError(f"there is no cloud '{cloud[:40]}': {', '.join(CLOUDS)}{hint}")


def product_of(part: Part, cloud: str) -> Product | None:
    """Return the product a box is drawn with.

    That is its own one, or, redrawn for a cloud, that provider's for its kind. What stands outside or is run by
    others stays what it is, and so does what is already of that provider.
    """
    own = catalog.product(part.product) if part.product else None
    if not cloud or part.section == "outside" or part.has("third_party") or (own and own.provider == cloud):
        return own
    return next(iter(catalog.products_for(part.kind, cloud)), None)
